"""Whether statements are enough for an answer. When in doubt they are not: a wrong answer costs more than none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from askme.answering.employment import employer_unnamed, not_employed, one_of_many
from askme.answering.evidence import PRESENT, Evidence, Scored
from askme.corpus.vocabulary import ROLE_NOUNS
from askme.lexicon import Attribute, said
from askme.reading import Measure, period
from askme.schema import Citation, Claim, Passage, PassageKind, StepKind
from askme.text import atoms, fold, numbers
from askme.understanding.request import ASKED_TYPE, LIGHT, Kind

LIKELY = 0.13
"""From this probability on a statement that was read answers."""
_LIKELY_YES = 0.18
"""The same for a yes that leaves a word of the question open."""
ANYWAY = 0.35
"""From this probability on a statement may lack a name of the question, or its date: it has it in other words."""
_PERSONAL_ANYWAY = 0.45
"""The same of what is nobody's business otherwise."""
_NEARLY = 0.4
"""Of the likeliest one's probability: what has less does not tell the same."""
SURE = 0.75
"""From this probability on nothing that speaks against a statement outweighs it."""
_WELL, _FAIRLY = 0.55, 0.40
"""Coverage that is enough by itself, and together with a near meaning."""
_NEAR, _VAGUELY_NEAR, _TOGETHER = 0.30, 0.25, 0.55
"""Cosines, and the least sum of coverage and weighted cosine."""
_DENSE_WEIGHT = 1.2
_YES = 0.60
_DATED = 0.3
_COUNTED_ANYWAY = 0.5
_SAYS_IT_OTHERWISE = 0.50
_SCRAP = 3
"""A statement of fewer words says nothing by itself."""
_NEGATED = re.compile(
    r"\b(not|no|never|none|nothing|without|(is|does|do|did|has|have|was|were|are|ca|could|would|wo)n't|cannot|neither|"
    r"nor|instead of|rather than|except|unlike|yet to|(want|hope|plan)(s|ed|ned)? to|"
    r"(avoid|lack|abandon|reject)(s|ed|ing)?)\b"
)
_REACH = 40
"""Characters after a negation that it may negate."""
_NEGATED_AFTER = re.compile(r"\w*(-free\b|-less\b|\W+(was|is|were|are|(has|have) been) (not|never)\b|: (no|none)\b)")
_NOW = re.compile(r"\b(still|now|nowadays|current(ly)?|present(ly)?|today|these days|at the moment)\b")
COMING_OR_GOING = re.compile(
    r"\b(join(ed)?|start(ed)?|beg[aiu]n|hired|left|leave|quit|resign(ed)?|end(ed)?|finish(ed)?)\b"
)
_COMING = re.compile(r"\b(join(ed)?|start(ed)?|beg[aiu]n|hired)\b")
_HOW_OFTEN = re.compile(r"\bhow (often|frequently|regularly)\b")
_OFTEN = re.compile(
    r"\b(every|each|once|twice|daily|weekly|monthly|yearly|annual(ly)?|fortnight(ly)?|always|never|"
    r"rarely|seldom|a (day|week|month|year))\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OF_YEAR = re.compile(r"\b(?:in|during|for|of) ((?:19|20)\d\d)\b")
_FROM_THERE = re.compile(r"\b(after|since|until|till|before|from|then|later|by|left|leaving)\b")


def enough(evidence: Evidence, best: Scored) -> bool:
    """Whether a statement answers the question at all: by how likely it does where it was read, else by its words."""
    if best.answers is None:
        return not evidence.was_read and enough_by_words(evidence, best)
    if any(veto(evidence, best) for veto in _ALWAYS):
        return False
    if is_sure(best) and evidence.request.kind is not Kind.WHO:
        return True
    if best.answers < LIKELY:
        return False
    named = best.answers >= ANYWAY or not _lacks_a_name(evidence, best)
    vetoed = not named or any(veto(evidence, best) for veto in _VETOES)
    return not vetoed or enough_by_words(evidence, best)


def is_sure(scored: Scored) -> bool:
    """Whether a statement was read and answers so likely that no more is asked of it."""
    return (scored.answers or 0.0) >= SURE


def surely(evidence: Evidence) -> Scored | None:
    """The statement that surely answers, if there is one."""
    best = next(iter(evidence.ranked()), None)
    return best if best is not None and is_sure(best) else None


def anyway(evidence: Evidence) -> bool:
    """Whether the statement that comes first answers likely enough to outweigh what rules say of it."""
    best = next(iter(evidence.ranked()), None)
    return best is not None and (best.answers or 0.0) >= ANYWAY


def contradicted(evidence: Evidence, claims: Sequence[Claim], least: float = ANYWAY) -> bool:
    """Whether a statement that these claims leave out answers, and none that they cite does nearly as likely: they tell
    of something else.

    :param least: how likely it has to answer
    """
    best = next(iter(evidence.ranked()), None)
    if best is None or (best.answers or 0.0) < least:
        return False
    cited = [citation for claim in claims for citation in claim.citations]
    told = [scored for scored in evidence.ranked() if any(_within(scored.words.passage, one) for one in cited)]
    return all((scored.answers or 0.0) < max(LIKELY, _NEARLY * (best.answers or 0.0)) for scored in told)


def _within(passage: Passage, citation: Citation) -> bool:
    """Whether a statement is cited, or a part of it."""
    shared = min(passage.end, citation.end) - max(passage.start, citation.start)
    return passage.document_id == citation.document.id and shared > 0


def may_tell_whole(evidence: Evidence) -> bool:
    """Whether an entry or a section may be the answer: something in the profile answers, or nothing was read."""
    read = [scored.answers for scored in evidence.ranked() if scored.answers is not None]
    return not read or max(read) >= LIKELY


def enough_by_words(evidence: Evidence, best: Scored) -> bool:
    """Whether the words of a statement answer the question."""
    if not best.hard or any(doubt(evidence, best) for doubt in DOUBTS):
        return False
    request = evidence.request
    if request.kind is Kind.YES_NO:
        return best.coverage >= _YES
    if request.kind is Kind.DATE and any(term.hard for term in request.terms) and period(best.words.passage.shown):
        return best.own >= _DATED
    if request.kind is Kind.WHO and best.coverage < _FAIRLY:
        return False
    return well_covered(best)


def well_covered(best: Scored) -> bool:
    """Whether the words of the question are there, or fewer of them with a near meaning."""
    if best.coverage >= _WELL or (best.coverage >= _FAIRLY and best.dense >= _NEAR):
        return True
    return best.dense >= _VAGUELY_NEAR and best.coverage + _DENSE_WEIGHT * best.dense >= _TOGETHER


def _private(evidence: Evidence, best: Scored) -> bool:
    """Whether something is asked that profiles mostly do not say, and the statement does not in so many words."""
    return any(not _stated(item, best) for item in evidence.request.attributes if item.private)


def _personal(evidence: Evidence, best: Scored) -> bool:
    """The same of what is nobody's business otherwise, unless it is said in other words."""
    if (best.answers or 0.0) >= _PERSONAL_ANYWAY:
        return False
    return any(not _stated(item, best) for item in evidence.request.attributes if item.personal)


def _stated(item: Attribute, best: Scored) -> bool:
    return item.stated_in(best.words.folded) or item.stated_in(best.words.folded_trail)


def _lacks_a_name(evidence: Evidence, best: Scored) -> bool:
    """Whether a name or figure of the question is nowhere in the statement or around it; those that only say why it is
    asked need not be."""
    request = evidence.request
    if best.hard or request.leans or said("pointer", request.itself):
        return not best.hard
    pairs = zip(request.terms, best.parts, strict=True)
    return any(part < PRESENT for term, part in pairs if term.hard and term.folded in request.itself)


def _unstated(evidence: Evidence, best: Scored) -> bool:
    """Whether what is asked for, where profiles state it in certain words, is not stated.

    A word of the question may also ask for something else ("the Hacker Cup qualification"): then a statement that has
    all the question's names in its own words is enough, but never for what profiles keep private.
    """
    request = evidence.request
    prescribed = [item for item in request.attributes if item.evidence is not None]
    unstated = [item for item in prescribed if not _stated(item, best)]
    if _private(evidence, best):
        return True
    if len(unstated) < len(prescribed) or not prescribed:
        return False
    return not (any(term.hard for term in request.terms) and best.own >= _WELL)


def _asks_nothing(evidence: Evidence, best: Scored) -> bool:
    """Whether "who ..." or "is ..." names nothing that a statement could bear out ("who has worked longest?")."""
    request = evidence.request
    if request.kind not in (Kind.WHO, Kind.YES_NO) or request.attributes or request.category:
        return False
    return not any(term.hard or term.weight > LIGHT for term in request.terms)


def _scrap(evidence: Evidence, best: Scored) -> bool:
    """Whether the statement is a lone word or two: a heading taken for a statement, a button of a page."""
    words = best.words
    bare = words.passage.kind is PassageKind.SENTENCE and words.passage.label is None
    return bare and len(words.stems) < _SCRAP and words.measures is Measure.NONE


def _miscounts(evidence: Evidence, best: Scored) -> bool:
    """Whether a figure is asked for and there is none, or not of what "how many ..." counts."""
    if _no_figure(evidence, best):
        return True
    counted = [part for term, part in zip(evidence.terms, best.parts, strict=True) if term.counted]
    return bool(counted) and max(counted) < PRESENT and best.dense < _COUNTED_ANYWAY


def _no_figure(evidence: Evidence, best: Scored) -> bool:
    if evidence.request.kind is not Kind.NUMBER or best.words.measures is not Measure.NONE:
        return False
    return not (_HOW_OFTEN.search(evidence.request.folded) and _OFTEN.search(best.words.folded))


def _only_the_name(evidence: Evidence, best: Scored) -> bool:
    """Whether the statement has the names of the question ("her bonus at X") and nothing of what is asked of them."""
    if evidence.request.kind is Kind.DATE or not any(term.hard for term in evidence.terms):
        return False
    residue = evidence.request.residue
    asked = [part for term, part in zip(evidence.terms, best.parts, strict=True) if not term.hard and term in residue]
    return bool(asked) and max(asked) < PRESENT and best.dense < _SAYS_IT_OTHERWISE


def _said_by_another(evidence: Evidence, best: Scored) -> bool:
    """Whether "who" or "is she" would be answered from the words of somebody else, whose position stands over them
    ("Founder, Acme" over a testimonial): it is not the person's."""
    if evidence.request.kind not in (Kind.YES_NO, Kind.WHO) or best.words.passage.steps(StepKind.ROLE):
        return False
    return any(_names_a_role(step.shown) for step in best.words.passage.steps(StepKind.ENTRY))


@lru_cache(maxsize=4096)
def _names_a_role(title: str) -> bool:
    return any(fold(atom.text) in ROLE_NOUNS for atom in atoms(title))


def _no_yes(evidence: Evidence, best: Scored) -> bool:
    """Whether a question that is answered by a yes (or a "who") has anything that the statement does not bear out."""
    if evidence.request.kind is Kind.WHO:
        return _denied(evidence, best) or _other_years(evidence, best)
    if evidence.request.kind is not Kind.YES_NO:
        return False
    checks = (_denied, _other_numbers, _other_years, _over, _left_open)
    return any(check(evidence, best) for check in checks)


def _left_open(evidence: Evidence, best: Scored) -> bool:
    """Whether a telling word of the question ("a frontend engineer at X") is neither there nor anything like it."""
    pairs = zip(evidence.terms, best.parts, strict=True)
    return any(part < PRESENT for term, part in pairs if term.weight > ASKED_TYPE and not term.is_doing)


def _denied(evidence: Evidence, best: Scored) -> bool:
    """Whether the statement negates what it shares with the question."""
    text = best.words.folded
    stems = {form[0] for term in evidence.terms for form in term.forms if form and len(form[0]) > 3}
    reaches = [text[match.end() : match.end() + _REACH] for match in _NEGATED.finditer(text)]
    return any(stem in reach for stem in stems for reach in reaches) or any(
        _NEGATED_AFTER.match(text, match.end()) for stem in stems for match in re.finditer(re.escape(stem), text)
    )


def _other_numbers(evidence: Evidence, best: Scored) -> bool:
    """Whether a number written out in the question ("a team of five") is not in the statement."""
    asked = {number for number in evidence.request.numbers if not _YEAR.fullmatch(number)}
    return not asked <= _numbers(best.words.passage.shown) | best.words.figures


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(numbers(text))


def _other_years(evidence: Evidence, best: Scored) -> bool:
    """Whether a year in the question lies outside the statement's and its entry's dates; that of coming or going has to
    be their first or last."""
    folded = evidence.request.itself
    asked, said = set(_YEAR.findall(folded)), set(_YEAR.findall(best.words.passage.shown))
    if asked <= said:
        return False
    entry = evidence.entry_of(best.at)
    span = entry.period if entry else None
    if span is None:
        return True
    first, last = span.start // 12, (span.end - 1) // 12
    if COMING_OR_GOING.search(folded):
        first, last = (first, first) if _COMING.search(folded) else (last, last)
    return not all(year in said or first <= int(year) <= last for year in asked)


def _over(evidence: Evidence, best: Scored) -> bool:
    """Whether the question is about the present, and the statement about a time that has ended."""
    entry = evidence.entry_of(best.at)
    span = entry.period if entry else None
    return span is not None and not span.ongoing and _NOW.search(evidence.request.itself) is not None


DOUBTS: tuple[Callable[[Evidence, Scored], bool], ...] = (
    _asks_nothing, _unstated, not_employed, one_of_many, employer_unnamed, _scrap, _miscounts, _only_the_name,
    _said_by_another, _no_yes,
)  # fmt: skip


def _not_borne_out(evidence: Evidence, best: Scored) -> bool:
    """Whether a yes would leave a word of the question out; that the statement denies it is an answer, too."""
    if evidence.request.kind is not Kind.YES_NO:
        return False
    answers = best.answers or 0.0
    left_open = _left_open(evidence, best) and answers < _LIKELY_YES
    over = _over(evidence, best) and answers < ANYWAY
    return left_open or over or _other_numbers(evidence, best) or _other_years(evidence, best)


def _not_literally(evidence: Evidence, best: Scored) -> bool:
    """Whether something is asked that is only said in certain words ("the age of four" is nobody's age)."""
    return any(not _stated(item, best) for item in evidence.request.attributes if item.literal)


def _of_another_year(evidence: Evidence, best: Scored) -> bool:
    """Whether it is asked of one year ("how much did it lose in 2022?") and told of others."""
    asked = {int(year) for year in _OF_YEAR.findall(evidence.request.itself)}
    said = [int(year) for year in _YEAR.findall(best.words.passage.shown)]
    if not asked or not said or _FROM_THERE.search(evidence.request.itself):
        return False
    entry = evidence.entry_of(best.at)
    if entry is not None and entry.period is not None:
        said += [entry.period.start // 12, (entry.period.end - 1) // 12]
    return not all(min(said) <= year <= max(said) for year in asked)


_ALWAYS: tuple[Callable[[Evidence, Scored], bool], ...] = (
    not_employed, one_of_many, employer_unnamed, _not_literally, _of_another_year,
)  # fmt: skip
"""What nothing outweighs: a name that stands in a statement is no employer for that."""
_VETOES: tuple[Callable[[Evidence, Scored], bool], ...] = (_personal, _no_figure, _not_borne_out)
"""What only a statement that surely answers outweighs."""
