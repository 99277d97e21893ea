"""Whether statements are enough for an answer. When in doubt they are not: a wrong answer costs more than none."""

from __future__ import annotations

import re

from askme.answering.evidence import PRESENT, Evidence, Scored
from askme.reading import Measure, period
from askme.text import fold
from askme.understanding.kinds import asks_what_was_done
from askme.understanding.request import LIGHT, Kind, Request, Term

_WELL, _FAIRLY, _TOGETHER = 0.55, 0.40, 0.55
_NEAR, _CLOSE = 0.30, 0.25
_SCRAP = 3
_DATED = 0.3
_COUNTED_ANYWAY = 0.5
_YES_COVERAGE = 0.60
_EMPLOYED = re.compile(
    r"\b(work(s|ed|ing)?|employ(ed|er)|job|role|position|intern(ed|ship)?|join(ed|ing)?|hired|title|tenure|stint|time|spen[dt]|left|leave)\b"
)
_AT = r"\b(at|for|with|by|from|in|join(?:ed|ing)?|of|left)\s+(?:the\s+)?"
_NEGATED = re.compile(
    r"\b(not|no|never|none|without|isn't|doesn't|don't|didn't|hasn't|haven't|cannot|can't|neither|nor)\b"
)
_WHICH_EMPLOYER = re.compile(
    r"\bwhich of (the|his|her|their|person'?s?) (\w+ )?(companies|employers|firms)\b|\b(which|what|at which|for which) (company|employer|firm|organi[sz]ation|client|startup|workplace|hospital)\b|\bwhere (did|has|have|was|were) person\b"
    r"|\b(company|employer) (was|is) (that|it|this)\b"
)


def enough(evidence: Evidence, best: Scored) -> bool:
    """Whether the best statement answers the question at all."""
    request = evidence.request
    if not best.hard or not _stated(request, best):
        return False
    if _employment(request) and not _employed(evidence, best):
        return False
    if _one_of_many(evidence, best):
        return False
    if len(best.words.stems) < _SCRAP and best.words.measures is Measure.NONE and best.words.passage.label is None:
        return False
    if asks_for_employer(request) and not _names_employer(evidence, best):
        return False
    if not _counts(evidence, best):
        return False
    if request.kind is Kind.NUMBER and best.words.measures is Measure.NONE:
        return False
    if request.kind is Kind.DATE and any(term.hard for term in request.terms) and period(best.words.passage.shown):
        return best.own >= _DATED
    needed = _YES_COVERAGE if request.kind is Kind.YES_NO else _WELL
    if request.kind is Kind.YES_NO and _denied(evidence, best):
        return False
    if best.coverage >= needed or (best.coverage >= _FAIRLY and best.dense >= _NEAR):
        return True
    return request.kind is not Kind.YES_NO and best.dense >= _CLOSE and best.coverage + 1.2 * best.dense >= _TOGETHER


def _stated(request: Request, best: Scored) -> bool:
    """Whether what is asked for, where profiles state it in certain words, is stated.

    A word of the question may also ask for something else ("the Hacker Cup qualification"): then a statement that has
    all the question's names in its own words is enough, but never for what profiles keep private.
    """
    words = best.words
    prescribed = [item for item in request.attributes if item.evidence is not None]
    unstated = [item for item in prescribed if not (item.stated_in(words.folded) or item.stated_in(words.folded_trail))]
    if any(item.private for item in unstated):
        return False
    if len(unstated) < len(prescribed) or not prescribed:
        return True
    return any(term.hard for term in request.terms) and best.own >= _WELL


def _counts(evidence: Evidence, best: Scored) -> bool:
    """Whether a statement has what "how many ..." counts; a very near one may say it in other words."""
    counted = [part for term, part in zip(evidence.terms, best.parts, strict=True) if term.counted]
    return not counted or max(counted) >= PRESENT or best.dense >= _COUNTED_ANYWAY


def _employment(request: Request) -> bool:
    return _EMPLOYED.search(fold(request.plain)) is not None


def _employed(evidence: Evidence, best: Scored) -> bool:
    """Whether each employer in the question ("at X") is one in the evidence, not just a name in a project's title."""
    for term in evidence.terms:
        if not term.hard or term.figure or not _is_place_of_work(evidence.request, term):
            continue
        entry = evidence.entry_of(best.at)
        if entry is not None and entry.is_work and evidence.covers(term, best.at) >= PRESENT:
            continue
        if not re.search(_AT + r"[^.;]{0,80}?" + re.escape(fold(term.text)), best.words.folded) and not re.search(
            r"\b(companies|employers?|worked|clients)\b", best.words.folded
        ):
            return False
    return True


def _is_place_of_work(request: Request, term: Term) -> bool:
    return re.search(_AT + re.escape(fold(term.text)) + r"\b", fold(request.plain)) is not None


def _one_of_many(evidence: Evidence, best: Scored) -> bool:
    """Whether the question asks what was done at one place, and the statement only lists it among others."""
    request = evidence.request
    if request.kind in (Kind.YES_NO, Kind.WHO) or request.attribute("employers", "experience_years"):
        return False
    places = [term for term in evidence.terms if term.hard and not term.figure and _is_place_of_work(request, term)]
    if not places or not all(fold(term.text) in best.words.listed for term in places):
        return False
    entry = evidence.entry_of(best.at)
    if entry is not None and entry.title is not None and entry.is_work:
        return False
    rest = [
        part
        for term, part in zip(evidence.terms, best.parts, strict=True)
        if term not in places and term.weight > LIGHT
    ]
    return not rest or sum(rest) / len(rest) < 0.5 or asks_what_was_done(request.plain)


def _denied(evidence: Evidence, best: Scored) -> bool:
    """Whether the statement negates what it shares with the question."""
    text = best.words.folded
    for match in _NEGATED.finditer(text):
        after = text[match.end() : match.end() + 40]
        if any(form[0] in after for term in evidence.terms for form in term.forms if form and len(form[0]) > 3):
            return True
    return False


def asks_for_employer(request: Request) -> bool:
    """Whether what is asked for is the employer itself."""
    return request.kind is not Kind.YES_NO and _WHICH_EMPLOYER.search(fold(request.plain)) is not None


def _names_employer(evidence: Evidence, best: Scored) -> bool:
    """Whether the statement, its entry or the entry's opening names an employer."""
    entry = evidence.entry_of(best.at)
    if entry is not None and (entry.is_work or entry.issuer):
        return entry.title is not None or entry.lead is not None
    return (
        re.search(r"\b(at|for|with|by|through|under|from)\s+(the\s+)?[A-Z]|\bcompanies\b", best.words.passage.shown)
        is not None
    )
