"""The newest of what the profile has several of: the latest project, the most recent paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

from askme.answering.compose import Composer
from askme.answering.entries import opening_of
from askme.answering.evidence import Evidence
from askme.answering.judgement import contradicted
from askme.answering.room import SHORT, within
from askme.lexicon import Attribute, heads
from askme.reading import Entry, Period, Section, period, tells_how
from askme.schema import Claim
from askme.text import stems

_LATEST = re.compile(r"\b(latest|most recent(ly)?|newest|last|current(ly)?)\b")
_OF_WHAT = frozenset({"projects", "publications", "awards", "certifications", "education", "grants", "teaching"})
"""Attributes: what profiles list with dates, beside jobs."""


def latest(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """The one with the latest dates of a section, if that is asked for; empty where the dates do not say which."""
    request = evidence.request
    match = _LATEST.search(request.itself)
    wanted = [item for item in request.attributes if item.id in _OF_WHAT and item.sections]
    if match is None or not wanted or not any(item.cues.search(request.itself, match.end()) for item in wanted):
        return ()
    if any(term.hard for term in request.terms):
        return ()
    dated = [pair for section in _sections(evidence, wanted) for pair in _dated(evidence, section)]
    if not dated:
        return ()
    newest = max(time for time, _ in dated)
    found = [one for time, one in dated if time == newest]
    told = [_told(evidence, composer, one, "" if at else before) for at, one in enumerate(found)]
    claims = within([claim for row in told for claim in row], SHORT)
    return () if contradicted(evidence, claims) else claims


def _sections(evidence: Evidence, wanted: Iterable[Attribute]) -> list[Section]:
    prefixes = tuple(prefix for item in wanted for prefix in item.sections)
    sections = (one for one in evidence.reading.outline.sections if not tells_how(one.heading))
    return [one for one in sections if heads(stems(one.heading.shown), prefixes)]


def _dated(evidence: Evidence, section: Section) -> list[tuple[tuple[int, int], Entry | int]]:
    """What a section lists, by when it ended and began: its entries, or else its statements."""
    entries = [(_time(entry.period), entry) for entry in section.entries if entry.period and not entry.is_work]
    if entries or section.entries:
        return list(entries)
    texts = [(at, period(evidence.reading.passages[at].shown)) for at in section.loose]
    return [(_time(time), at) for at, time in texts if time]


def _time(time: Period) -> tuple[int, int]:
    return time.end, time.start


def _told(evidence: Evidence, composer: Composer, found: Entry | int, before: str) -> list[Claim]:
    passages = evidence.reading.passages
    if isinstance(found, int):
        return [composer.statement(passages[found], before=before)]
    first = opening_of(evidence.reading, found)
    heading = composer.entry(passages[found.passages[0]].document_id, found.steps, before=before)
    return [heading, *(composer.statement(passages[at]) for at in first)]
