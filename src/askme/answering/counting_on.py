"""Questions that only count on from the last answer, where it told of no job: "and before that?", of a degree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from askme.answering.compose import Composer
from askme.answering.evidence import Evidence
from askme.reading import Entry, Period, period
from askme.schema import Claim, StepKind

_COUNTS_ON = re.compile(
    r"\W*(?:(?:and|or|but|so) )?(?:(?:what|where) (?:about |was that |came )?)?(?:just |right )?(before|after)"
    r"(?: that| this| it| then)?\W*",
    re.IGNORECASE,
)
_YEAR = 12
"""Months that two times may share: both are told to the year, mostly."""


_FEW = 2
"""Statements that tell of one thing; more are a list, and none of it is "that"."""


def beside_what_was_told(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...] | None:
    """The next thing in time under the heading that the last answer came from; empty if it was the last one, None where
    something else is asked, or that answer told of a job or of a thing without a time."""
    match = _COUNTS_ON.fullmatch(evidence.request.itself)
    told = evidence.told.positions
    if match is None or not 0 < len(told) <= _FEW:
        return None
    mine = _thing(evidence, told[0])
    when = _when(evidence, mine)
    if when is None or (isinstance(mine, Entry) and mine.is_work):
        return None
    earlier = match[1].lower() == "before"
    dated = [
        (span, thing)
        for thing in _beside(evidence, told[0])
        if thing != mine and (span := _when(evidence, thing)) is not None
    ]
    beside = [
        (span, thing)
        for span, thing in dated
        if (span.end <= when.start + _YEAR and span.start < when.start if earlier else span.start >= when.end - _YEAR)
    ]
    if not beside:
        return () if dated else None
    key = (lambda pair: pair[0].end) if earlier else (lambda pair: -pair[0].start)
    _, thing = max(beside, key=key)
    passages = evidence.reading.passages
    if isinstance(thing, Entry):
        document = passages[thing.passages[0]].document_id
        return (composer.entry(document, thing.steps, before=before),)
    return (composer.statement(passages[thing], before=before),)


def _thing(evidence: Evidence, at: int) -> Entry | int:
    """The entry that a statement belongs to, or else the position of the statement."""
    entry = evidence.entry_of(at)
    return entry if entry is not None and entry.dates else at


def _when(evidence: Evidence, thing: Entry | int) -> Period | None:
    return thing.period if isinstance(thing, Entry) else period(evidence.reading.passages[thing].shown)


def _beside(evidence: Evidence, at: int) -> Iterator[Entry | int]:
    """What stands under the same section heading."""
    passages = evidence.reading.passages
    heading = passages[at].steps(StepKind.SECTION)[-1:]
    for other, passage in enumerate(passages):
        if heading and passage.document_id == passages[at].document_id and heading[0] in passage.trail:
            yield _thing(evidence, other)
