"""Rules for organisations with several positions under them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from askme.corpus import blocks, headers, shapes
from askme.corpus.dates import date_line, dates, is_duration
from askme.corpus.items import LISTED, Item, ItemKind
from askme.corpus.outline import ENTRY, SUB, Frame
from askme.corpus.reading import Reading
from askme.corpus.titles import is_organisation, role_like
from askme.schema import PassageKind, StepKind

_OWN = re.compile(r"(?i)\b(?:self[- ]employed|freelance)\b")
"""For nobody else: no position at the organisation above."""


def employer(reading: Reading, item: Item) -> int:
    """An organisation with the time spent there, above several positions."""
    following = reading.ahead()
    if not reading.bare or not reading.title_line(item) or following is None or not reading.joined(following):
        return 0
    if not _tells_how_long(reading.text_ahead()) or headers.is_entry(item.text):
        return 0
    frame = reading.entry([item.shown], ENTRY, keep=True)
    frame.group = True
    reading.outline.say(PassageKind.SENTENCE, following.shown)
    where = reading.ahead(2)
    if where is None or where.kind is not ItemKind.TEXT or not shapes.place(where.text):
        return 2
    reading.outline.say(PassageKind.SENTENCE, where.shown)
    return 3


def positions(reading: Reading, lines: Sequence[Item]) -> int:
    """An organisation above the first of several positions, and each position right behind the bullets of the one
    before it."""
    if not reading.bare or reading.airy:
        return 0
    group = _further_down(reading, lines[0]) if lines[0].gap else _of(reading, lines[0])
    if len(lines) == 1 and group is not None and _is_position(lines[0].text):
        reading.entry([lines[0].shown], SUB, keep=True, within=group.titles[:1])
        return 1
    if len(lines) != 2 or not blocks.names_only_organisation(lines[0].text) or not _is_position(lines[1].text):
        return 0
    frame = reading.entry([lines[0].shown], ENTRY, keep=True)
    frame.group = frame.packed = True
    reading.entry([lines[1].shown], SUB, keep=True, within=[lines[0].shown])
    return 2


def position(reading: Reading, lines: Sequence[Item]) -> int:
    """A position at the organisation above, which told how long all of them lasted; where it was may stand below its
    dates."""
    group = _of(reading, lines[0])
    if group is None:
        return 0
    dated = next((n for n, line in enumerate(lines) if date_line(line.text)), len(lines))
    places = [line for n, line in enumerate(lines[1:], 1) if n > dated or is_place(line.text)]
    if names_organisation(lines, places) and not _is_role_alone(lines[:dated]):
        return 0
    if date_line(lines[-1].text) and (place := _place_below(reading, len(lines))):
        places.append(place)
    title = [line.shown for line in lines if line not in places]
    frame = reading.entry(title, SUB, keep=True, within=group.titles[:1])
    for line in places:
        reading.outline.say(PassageKind.SENTENCE, line.shown)
    frame.fresh = True
    return len(title) + len(places)


def is_place(text: str) -> bool:
    """Whether a line of a title tells where, or in which form, and neither a role nor when nor surely a name ("Chef,
    Oslo", "Rye Ltd, Oslo")."""
    return shapes.place(text) and not (date_line(text) or role_like(text) or is_organisation(text))


def names_organisation(lines: Sequence[Item], places: Collection[Item]) -> bool:
    """Whether a title names whom the position was with, or that it was for nobody else.

    :param places: its lines that tell where
    """
    kinds = (part.kind for line in lines if line not in places for part in headers.of_line(line.text))
    return StepKind.ENTRY in kinds or any(_OWN.search(line.text) for line in lines)


def _tells_how_long(text: str) -> bool:
    """Whether a line only says how long, perhaps behind the form of employment ("Full-time · 3 yrs 11 mos")."""
    *forms, last = shapes.between(text)
    return is_duration(last) and all(shapes.place(form) for form in forms)


def _of(reading: Reading, item: Item) -> Frame | None:
    """The organisation that a position may be at which begins here."""
    frame = reading.outline.find(ENTRY, SUB)
    if frame is None or not frame.group or (frame.packed and item.gap):
        return None
    return frame


def _further_down(reading: Reading, item: Item) -> Frame | None:
    """The organisation of the position above, if one that begins apart from it names the same department ("Senior
    Analyst, Equities  2022 – now", "Analyst, Equities  2020 – 2022")."""
    group, above = reading.outline.find(ENTRY, SUB), reading.outline.find(SUB, SUB + 1)
    if group is None or not group.packed or above is None:
        return None
    named = [item.text[part.start : part.end] for part in headers.of_line(item.text) if part.kind is StepKind.ENTRY]
    shared = [name for name in named if any(name in title.text for title in above.titles)]
    return group if named and shared == named else None


def _is_position(text: str) -> bool:
    """Whether a line tells a role, perhaps with a department, and when."""
    kinds = [part.kind for part in headers.of_line(text)]
    return StepKind.ROLE in kinds and StepKind.DATES in kinds and role_like(text)


def _place_below(reading: Reading, distance: int) -> Item | None:
    """A name right between the dates of a position and its bullets: where it was ("Galle")."""
    line, following = reading.ahead(distance), reading.ahead(distance + 1)
    if line is None or not reading.title_line(line) or not reading.joined(line) or role_like(line.text):
        return None
    listed = following is not None and following.kind in LISTED and reading.joined(following)
    return line if listed and not dates(line.text) and not shapes.sub_heading(line.text) else None


def _is_role_alone(lines: Sequence[Item]) -> bool:
    """Whether one line, which begins with a role, is all that stands above the dates beside the form of employment."""
    told = [line for line in lines if not shapes.place(line.text) or role_like(line.text)]
    return len(told) == 1 and role_like(told[0].text)
