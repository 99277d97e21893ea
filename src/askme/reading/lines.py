"""Jobs that one line is all of ("Nurse, City Hospital, 2010-2014"), and the sentences behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from askme.corpus.dates import begins_dated
from askme.reading.entries import Entry, section_and_steps
from askme.reading.named import named_first, named_in
from askme.reading.periods import period
from askme.reading.work import is_on_work, may_be_on_work
from askme.schema import Passage, PassageKind, StepKind, TrailStep

_YEAR = 12
"""Months: so long is a single year, which may be that of anything."""
_INDENTED = 5
"""Characters between two sentences that only an indented line begins with; a blank line has fewer."""


def job_in_line(passage: Passage, at: int) -> Entry | None:
    """The job that a statement or a row names, with its dates, in a section on work or in one that may be."""
    section, above = section_and_steps(passage)
    if above or section is None or not (is_on_work(section) or may_be_on_work(section)):
        return None
    named = (named_first(passage) if is_on_work(section) else []) or named_in(passage)
    steps = {step.kind: step for step in reversed(named)}
    role, dates = steps.get(StepKind.ROLE), steps.get(StepKind.DATES)
    if dates is None or (role is None and not _is_dated_job(passage, section, steps)):
        return None
    return Entry(section, steps.get(StepKind.ENTRY), None, role, dates, None, (at,), in_line=True)


def with_sentences_behind(passages: Sequence[Passage], entry: Entry, told: Collection[int]) -> Entry:
    """With the sentences right behind the line that names a job: they tell of it.

    :param told: the statements of all entries
    """
    last = entry.passages[-1]
    while last + 1 < len(passages) and last + 1 not in told and _goes_on(passages[last], passages[last + 1]):
        last += 1
    return replace(entry, passages=(*entry.passages, *range(entry.passages[-1] + 1, last + 1)))


def _goes_on(before: Passage, here: Passage) -> bool:
    """Whether a sentence follows in the same line, or in the next one, which may be indented, or a row that leaves all
    cells but one empty: it belongs to the row above."""
    if before.document_id != here.document_id or before.trail != here.trail:
        return False
    if before.kind is here.kind is PassageKind.ROW:
        return len(here.pieces) == 1 and bool(here.steps(StepKind.COLUMNS)) and not begins_dated(here.text)
    gap = here.start - before.end
    return before.kind is here.kind is PassageKind.SENTENCE and (gap == 1 or gap >= _INDENTED)


def _is_dated_job(passage: Passage, section: TrailStep, steps: Mapping[StepKind, TrailStep]) -> bool:
    """Whether a line that begins with some years or months names a job whose role no list has ("2011 to 2014: Cellarer,
    X"); a single year may be that of anything."""
    dates, name = steps[StepKind.DATES], steps.get(StepKind.ENTRY)
    lasted = period(dates.shown)
    if name is None or lasted is None or not is_on_work(section):
        return False
    months = lasted.end - lasted.start
    return dates.start == passage.start and "," in name.text and (lasted.over_a_year or 1 < months < _YEAR)
