"""Whether statements are enough for an answer. When in doubt they are not: a wrong answer costs more than none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from askme.answering.bearing_out import left_open, no_yes, of_another_year, other_numbers, other_years, over
from askme.answering.employment import employer_unnamed, not_employed, one_of_many, role_unnamed
from askme.answering.entries import focused, of_another
from askme.answering.evidence import PRESENT, Evidence, Scored
from askme.answering.other_places import elsewhere_in_the_world
from askme.corpus.vocabulary import ROLE_NOUNS
from askme.lexicon import Attribute, said
from askme.reading import Measure, period
from askme.schema import Citation, Claim, Passage, PassageKind, StepKind
from askme.text import atoms, fold
from askme.understanding.request import LIGHT, Kind

LIKELY = 0.13
"""From this probability on a statement that was read answers."""
_LIKELY_YES = 0.18
"""The same for a yes that leaves a word of the question open."""
ANYWAY = 0.35
"""From this probability on a statement may lack a name of the question, a figure or its date: it has it in other words,
or says otherwise."""
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
_HOW_OFTEN = re.compile(r"\bhow (often|frequently|regularly)\b")
_OFTEN = re.compile(
    r"\b(every|each|once|twice|daily|weekly|monthly|yearly|annual(ly)?|fortnight(ly)?|always|never|"
    r"rarely|seldom|a (day|week|month|year))\b"
)


def enough(evidence: Evidence, best: Scored) -> bool:
    """Whether a statement answers the question at all: by how likely it does where it was read, else by its words."""
    if _only_asks(best):
        return False
    if best.answers is None:
        return not evidence.was_read and enough_by_words(evidence, best)
    if any(veto(evidence, best) for veto in _ALWAYS):
        return False
    if is_sure(best) and evidence.request.kind is not Kind.WHO:
        return True
    if best.answers < LIKELY:
        return False
    vetoes = _VETOES if best.answers < ANYWAY else _STRONGER
    return not any(veto(evidence, best) for veto in vetoes) or enough_by_words(evidence, best)


def is_sure(scored: Scored) -> bool:
    """Whether a statement was read and answers so likely that no more is asked of it."""
    return (scored.answers or 0.0) >= SURE


def surely(evidence: Evidence) -> Scored | None:
    """The statement that surely answers, if there is one."""
    best = evidence.best
    return best if best is not None and is_sure(best) else None


def anyway(evidence: Evidence) -> bool:
    """Whether the statement that comes first answers likely enough to outweigh what rules say of it."""
    best = evidence.best
    return best is not None and (best.answers or 0.0) >= ANYWAY


def contradicted(evidence: Evidence, claims: Sequence[Claim], least: float = ANYWAY) -> bool:
    """Whether a statement that these claims leave out answers, and none that they cite does nearly as likely: they tell
    of something else.

    :param least: how likely it has to answer
    """
    best = evidence.best
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


def labelled_so(evidence: Evidence) -> list[Scored]:
    """The one row whose label says what profiles say in certain words ("Pay: 40,000"), where no more than that is
    asked; empty if there is none, or several."""
    request = evidence.request
    asked = [item for item in request.attributes if item.private]
    if not asked or len(asked) < len(request.attributes) or request.residue or request.leans:
        return []
    found = [scored for scored in evidence.ranked() if all(_labels(item, scored.words.passage) for item in asked)]
    vetoes = (*_ALWAYS, *_VETOES)
    return found if len(found) == 1 and not any(veto(evidence, found[0]) for veto in vetoes) else []


def _labels(item: Attribute, passage: Passage) -> bool:
    """Whether the label of a row states it."""
    label = passage.label
    return label is not None and item.stated_in(fold(passage.text[: label.end - passage.start]))


def _lacks_a_name(evidence: Evidence, best: Scored) -> bool:
    """Whether a name or figure of the question is nowhere in the statement or around it; those that only say why it is
    asked need not be."""
    request = evidence.request
    if best.hard or request.leans or said("pointer", request.itself):
        return not best.hard
    if any(item.anywhere and _stated(item, best) for item in request.attributes):
        return False
    pairs = zip(request.terms, best.parts, strict=True)
    return any(part < PRESENT for term, part in pairs if term.hard and term.folded in request.itself)


def _elsewhere(evidence: Evidence, best: Scored) -> bool:
    """Whether the question names a job or project, and the statement stands in another one or in none."""
    named = focused(evidence)
    return bool(named) and not any(best.at in entry.places for entry in named)


def _unstated(evidence: Evidence, best: Scored) -> bool:
    """Whether what is asked for, where profiles state it in certain words, is not stated.

    A word of the question may also ask for something else ("the Hacker Cup qualification"): then a statement that has
    all the question's names in its own words is enough, but never for what profiles keep private.
    """
    unstated = [item for item in evidence.prescribed if not _stated(item, best)]
    if _private(evidence, best):
        return True
    if len(unstated) < len(evidence.prescribed) or not evidence.prescribed:
        return False
    return not (any(term.hard for term in evidence.request.terms) and best.own >= _WELL)


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


def _is_their_name(evidence: Evidence, best: Scored) -> bool:
    """Whether the statement is nothing but whom the profile is about."""
    profile = evidence.reading.profile
    return fold(best.words.passage.shown) in map(fold, (profile.name, *profile.aliases))


def _only_asks(best: Scored) -> bool:
    """Whether the statement is itself a question, which the page leaves open."""
    return best.words.passage.kind is PassageKind.SENTENCE and best.words.passage.shown.endswith("?")


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


DOUBTS: tuple[Callable[[Evidence, Scored], bool], ...] = (
    _asks_nothing, _unstated, not_employed, one_of_many, employer_unnamed, _scrap, _miscounts, _only_the_name,
    _said_by_another, no_yes,
)  # fmt: skip


def _not_borne_out(evidence: Evidence, best: Scored) -> bool:
    """Whether a yes would leave a word of the question out; that the statement denies it is an answer, too."""
    if evidence.request.kind is not Kind.YES_NO:
        return False
    if (best.answers or 0.0) < _LIKELY_YES and left_open(evidence, best):
        return True
    return any(check(evidence, best) for check in (over, other_numbers, other_years))


def _not_literally(evidence: Evidence, best: Scored) -> bool:
    """Whether something is asked that is only said in certain words ("the age of four" is nobody's age)."""
    return any(not _stated(item, best) for item in evidence.request.attributes if item.literal)


_ALWAYS: tuple[Callable[[Evidence, Scored], bool], ...] = (
    not_employed, one_of_many, employer_unnamed, _not_literally, of_another_year, role_unnamed,
)  # fmt: skip
"""What nothing outweighs: a name that stands in a statement is no employer for that."""
_STRONGER: tuple[Callable[[Evidence, Scored], bool], ...] = (_personal, of_another, elsewhere_in_the_world)
"""What only a statement that surely answers outweighs."""
_VETOES: tuple[Callable[[Evidence, Scored], bool], ...] = (
    *_STRONGER, _is_their_name, _no_figure, _not_borne_out, _lacks_a_name, _elsewhere,
)  # fmt: skip
"""What one that answers likely enough outweighs."""
