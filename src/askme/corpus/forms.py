"""Rule for jobs that stand on a form: a label before the employer, the position and the time."""

from __future__ import annotations

import re

from askme.corpus import shapes
from askme.corpus.dates import dates
from askme.corpus.items import Item, ItemKind
from askme.corpus.labels import label_end
from askme.corpus.outline import ENTRY, SECTION, SUB
from askme.corpus.reading import Reading
from askme.corpus.shown import Shown
from askme.schema import StepKind

_LABELS = {
    label: kind
    for kind, labels in (
        (
            StepKind.ENTRY,
            "employer, company, organisation, organization, name of employer, name and address of employer",
        ),
        (
            StepKind.ROLE,
            "position, job title, designation, role, post, rank, position held, occupation or position held",
        ),
        (
            StepKind.DATES,
            "period, duration, dates, tenure, date, from, period of employment, from - to, dates (from - to)",
        ),
    )
    for label in labels.split(", ")
}
_DASH = re.compile(r"\s*[-–]\s*")
_LABEL = re.compile(r"([^:\n]{2,40}?)[ \t]*[:：]\s+(?=\S)")
_LINES = 2
"""At least, of different kinds."""


def job(reading: Reading, item: Item) -> int:
    """A line for the employer, one for the position, one for the time, in any order; the time alone begins another one
    behind such a job ("Dates: 2012 - 2013", "Parental leave"). The employer may stand above without a label."""
    if item.kind is not ItemKind.TEXT:
        return 0
    named = _employer(reading, item)
    lines: list[tuple[Shown, StepKind, int, int]] = [named] if named else []
    while (line := reading.ahead(len(lines))) is not None and line.kind is ItemKind.TEXT:
        told = on_form(line.text)
        if told is None or (lines and line.gap) or any(told[0] is kind for _, kind, *_ in lines):
            break
        lines.append((line.shown, *told))
    before = reading.outline.find(ENTRY, SUB)
    kinds = [kind for _, kind, *_ in lines]
    further = before is not None and before.form and item.gap and kinds == [StepKind.DATES]
    if len(lines) < _LINES + bool(named) and not further:
        return 0
    over = reading.outline.top
    if over is not None and over.fresh and not over.form and over.level > SECTION and StepKind.ENTRY in kinds:
        over.keep = False
        reading.outline.drop()  # "Current job", above the employer
    reading.form(lines, ENTRY).form = True
    return len(lines)


def _employer(reading: Reading, item: Item) -> tuple[Shown, StepKind, int, int] | None:
    """A name right above a form's line for the position ("1) Acme Ltd., Pune", "Designation: Clerk")."""
    told = on_form(reading.text_ahead())
    if told is None or told[0] is StepKind.ENTRY or not reading.joined(reading.ahead()) or on_form(item.text):
        return None
    if not shapes.header(item.text) or label_end(item.text) or reading.section_line(item) or dates(item.text):
        return None
    return item.shown, StepKind.ENTRY, 0, len(item.text)


def on_form(text: str) -> tuple[StepKind, int, int] | None:
    """What a line of such a form tells, and from where to where."""
    label = _LABEL.match(text)
    kind = _LABELS.get(_DASH.sub(" - ", label[1].lower())) if label else None
    if label is None or kind is None:
        return None
    if kind is not StepKind.DATES:
        return kind, label.end(), len(text)
    when = [place for place in dates(text) if place[0] >= label.end()]
    return (kind, *when[0]) if when else None
