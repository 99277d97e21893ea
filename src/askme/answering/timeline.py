"""The job meant by its place in time: the current one, the first, the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from askme.answering.bearing_out import COMING_OR_GOING
from askme.answering.compose import Composer
from askme.answering.entries import by_time, focused, jobs, names_entry, opening_of
from askme.answering.evidence import PRESENT, Evidence, Scored
from askme.answering.facts import asks_role, told
from askme.answering.judgement import anyway
from askme.answering.positions import has_role, holds_at, says_now, says_past, says_what_somebody_is
from askme.answering.room import SHORT, within
from askme.answering.templates import YES
from askme.reading import Entry
from askme.schema import Claim
from askme.text import fold
from askme.understanding.kinds import asks_to_compare
from askme.understanding.request import LIGHT, Kind, Term, When

_IN_TIME = re.compile(r"\b(longer|longest|shorter|shortest|first|last|earlier|earliest|later|latest|before|after)\b")
"""Compares by dates."""
_STILL = re.compile(r"\bstill\b.* (at|with|for|in|part of)\b")
_DOING = re.compile(r"\b(doing|do|up to|work(ing|ed)? on|responsib\w+)\b")


def timed(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...] | None:
    """The job asked about; empty when the profile's dates do not say, None when no job is meant after all: a number is
    asked for, or something that no job has."""
    request = evidence.request
    if request.kind is Kind.NUMBER and request.attribute("experience_years") is None:
        return None
    if request.kind is Kind.YES_NO:
        return _confirmed(evidence, composer, before)
    found = by_time(request, evidence)
    beyond = _beyond(evidence)
    if any(_no_job_has(evidence, term) for term in beyond):
        return None
    unnamed = asks_role(request.plain) and not any(entry.role for entry in found)
    if request.when is When.CURRENT and (unnamed or not found):
        current = within(told(evidence, composer, _current(evidence)[:1], before), SHORT)
        if current or not found:
            return current or None
    if found:
        return within([claim for entry in found for claim in _job(evidence, composer, entry, before)], SHORT)
    beside = request.when in (When.BEFORE, When.AFTER) and not beyond and not anyway(evidence)
    return () if beside or _at_no_such_time(evidence) else None


def _beyond(evidence: Evidence) -> list[Term]:
    """What is asked besides a job: "how far did the open rate climb after that?"."""
    jobs_here = [entry for entry in evidence.reading.outline.entries if entry.is_work]
    telling = (term for term in evidence.terms if term.hard or (term.weight > LIGHT and not term.is_doing))
    return [term for term in telling if not names_entry(term, jobs_here)]


def _no_job_has(evidence: Evidence, term: Term) -> bool:
    places = [at for entry in evidence.reading.outline.entries if entry.is_work for at in entry.passages]
    return max((evidence.covers(term, at) for at in places), default=0.0) < PRESENT


def _at_no_such_time(evidence: Evidence) -> bool:
    """Whether a job at some time is all that is asked for, and the dated jobs leave that time open."""
    telling = any(term.hard or term.weight > LIGHT for term in evidence.terms)
    return evidence.request.when is When.DURING and not telling and bool(jobs(evidence.reading))


def _confirmed(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...] | None:
    """ "Did she work at X in 2019?": the job held then, if it is X that is asked about and nothing else is; None where
    the statements have to tell."""
    request, passages = evidence.request, evidence.reading.passages
    telling = [term for term in evidence.terms if term.hard or term.weight > LIGHT]
    held = [
        entry
        for entry in focused(evidence)
        if entry in by_time(request, evidence) and all(names_entry(term, [entry]) for term in telling)
    ]
    if held and not COMING_OR_GOING.search(fold(request.plain)):
        document = passages[held[0].passages[0]].document_id
        return (composer.entry(document, held[0].steps, before=before + YES),)
    return () if request.when in (When.BEFORE, When.AFTER) and not anyway(evidence) else None


def still_held(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "Is she still at X?": the job at X with its dates, where nothing else is asked."""
    request = evidence.request
    if request.kind is not Kind.YES_NO or not _STILL.search(request.itself):
        return ()
    telling = [term for term in evidence.terms if term.hard or (term.weight > LIGHT and not term.is_doing)]
    held = [entry for entry in focused(evidence) if entry in jobs(evidence.reading)]
    held = [entry for entry in held if all(names_entry(term, [entry], by_lead=False) for term in telling)]
    if not held or not telling:
        return ()
    last = max(held, key=lambda entry: entry.period.end if entry.period else 0)
    ongoing = last.period is not None and last.period.ongoing
    document = evidence.reading.passages[last.passages[0]].document_id
    return (composer.entry(document, last.steps, before=before + (YES if ongoing else "")),)


def set_beside(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "Was she at X longer than at Y?": both with their dates, where nothing else is asked."""
    request = evidence.request
    if not asks_to_compare(request.plain) or not _IN_TIME.search(request.itself):
        return ()
    dated = [entry for entry in evidence.reading.outline.entries if entry.dates and entry.title]
    names = [term for term in evidence.terms if term.hard and term.figure is None]
    meant = [[entry for entry in dated if names_entry(term, [entry], by_lead=False)] for term in names]
    entries = list({row[0].passages: row[0] for row in meant if len(row) == 1}.values())
    if len(entries) < 2 or not all(meant):
        return ()
    passages = evidence.reading.passages
    return tuple(
        composer.entry(passages[entry.passages[0]].document_id, entry.steps, before="" if at else before)
        for at, entry in enumerate(entries)
    )


def _current(evidence: Evidence) -> list[Scored]:
    """Without dates: statements that speak of the present job, or else those that open the profile with a position."""
    ranked = evidence.ranked(range(len(evidence.reading.passages)))
    held = [scored for scored in ranked if has_role(scored.words.folded) and not says_past(scored.words.folded)]
    opening = sorted((scored for scored in held if _is_opening(evidence, scored)), key=lambda scored: scored.at)
    now = [scored for scored in held if says_now(scored.words.folded)]
    named = [scored for scored in held if holds_at(scored.words.passage.shown)]
    said = [scored for scored in opening if says_what_somebody_is(scored.words.folded)]
    ways = (_both(opening, now), _both(opening, named), _both(now, named), said, opening, now)
    return next((way for way in ways if way), [])


def _both(first: Sequence[Scored], second: Sequence[Scored]) -> list[Scored]:
    """Those in both, the shortest first: a long statement tells of much else."""
    return sorted((scored for scored in first if scored in second), key=lambda scored: len(scored.words.stems))


def _is_opening(evidence: Evidence, scored: Scored) -> bool:
    """Whether a statement stands before all sections or in the first one: where profiles say what somebody is."""
    trail = scored.words.passage.trail
    first = next((passage.trail[0] for passage in evidence.reading.passages if passage.trail), None)
    return not trail or (evidence.entry_of(scored.at) is None and trail[0] == first)


def _job(evidence: Evidence, composer: Composer, entry: Entry, before: str) -> list[Claim]:
    """A job's name, role and dates, then what best says what it was."""
    passages = evidence.reading.passages
    document = passages[entry.passages[0]].document_id
    first = opening_of(evidence.reading, entry)
    rest = [at for at in entry.passages if at not in first] if _DOING.search(fold(evidence.request.plain)) else []
    told = [passages[at] for at in (*first, *rest)]
    steps = [step for step in entry.steps if not any(one.start <= step.start < one.end for one in told)]
    claims = [composer.entry(document, steps, before=before)] if steps and not entry.in_line else []
    return [
        *claims,
        *(composer.statement(passage, before="" if at or claims else before) for at, passage in enumerate(told)),
    ]
