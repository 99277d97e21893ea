"""Whether a statement bears out what a question takes for granted: a yes, its numbers, its years."""

from __future__ import annotations

import re
from functools import lru_cache

from askme.answering.evidence import PRESENT, Evidence, Scored
from askme.text import fold, numbers
from askme.understanding.request import ASKED_TYPE, Kind

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
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OF_YEAR = re.compile(r"\b(?:in|during|for|of|the|that|your|his|her|their|'s) ((?:19|20)\d\d)\b")
_FROM_THERE = re.compile(r"\b(after|since|until|till|before|from|then|later|by|left|leaving)\b")


def no_yes(evidence: Evidence, best: Scored) -> bool:
    """Whether a question that is answered by a yes (or a "who") has anything that the statement does not bear out."""
    if evidence.request.kind is Kind.WHO:
        return _denied(evidence, best) or other_years(evidence, best)
    if evidence.request.kind is not Kind.YES_NO:
        return False
    checks = (_denied, other_numbers, other_years, over, left_open)
    return any(check(evidence, best) for check in checks)


def left_open(evidence: Evidence, best: Scored) -> bool:
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


def other_numbers(evidence: Evidence, best: Scored) -> bool:
    """Whether a number written out in the question ("a team of five") is not in the statement."""
    asked = {number for number in evidence.request.numbers if not _YEAR.fullmatch(number)}
    return not asked <= _numbers(best.words.passage.shown) | best.words.figures


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(numbers(text))


def other_years(evidence: Evidence, best: Scored) -> bool:
    """Whether a year in the question lies outside the statement's and its entry's dates; that of coming or going has to
    be their first or last."""
    folded = evidence.request.closing
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


def over(evidence: Evidence, best: Scored) -> bool:
    """Whether the question is about the present, and the statement about a time that has ended."""
    entry = evidence.entry_of(best.at)
    span = entry.period if entry else None
    return span is not None and not span.ongoing and _NOW.search(evidence.request.itself) is not None


def of_another_year(evidence: Evidence, best: Scored) -> bool:
    """Whether it is asked of one year ("how much did it lose in 2022?", "the 2016 cruise"), or of what an earlier
    question asked of one, and told of others."""
    request = evidence.request
    about = request.closing
    if request.leans and request.thread and not _YEAR.search(about):
        about = fold(request.thread.asked)
    asked = _OF_YEAR.search(about)
    if asked is None or len(set(_YEAR.findall(about))) > 1 or _FROM_THERE.search(about):
        return False
    said = [int(year) for year in _YEAR.findall(best.words.passage.shown)]
    entry = evidence.entry_of(best.at)
    if entry is not None and entry.period is not None:
        said += [entry.period.start // 12, (entry.period.end - 1) // 12]
    return bool(said) and not min(said) <= int(asked[1]) <= max(said)
