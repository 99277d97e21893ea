"""Blocks of lines that are the title of one entry: which lines belong to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from askme.corpus import shapes
from askme.corpus.dates import begins_dated, date_line, dates, is_year
from askme.corpus.figures import is_figure
from askme.corpus.headers import is_dated, is_entry, is_stack, of_line, tells_all
from askme.corpus.items import LISTED, Item, ItemKind
from askme.corpus.labels import label_end
from askme.corpus.titles import is_organisation, role_like, section_like
from askme.schema import StepKind

if TYPE_CHECKING:
    from askme.corpus.reading import Reading

BEFORE_DATES = 3
"""Lines of a title before its dates, at most."""
_PROMOTED = re.compile(r"\([^()]*\d{4}\)$|\b(?:from|since)\b[^()]*\d{4}(?: \([^()]*\))?$")
_COLUMNS = re.compile(r"\t|\s{3,}")
_LONG, _LONG_WORDS = 200, 28
"""Of a line that tells all of a job, right above its bullets."""


def block(reading: Reading, item: Item, offset: int = 0) -> tuple[Item, ...]:
    """The lines of an entry's title that begins with `item`, `offset` items ahead; empty if none does."""
    if item.kind is not ItemKind.TEXT:
        return ()
    if _is_long_title(reading, item, offset):
        return (item,)
    lines = _header_lines(reading, item, offset)
    return _dated_block(reading, lines, offset) or _undated_block(reading, lines, offset)


def _dated_block(reading: Reading, lines: list[Item], offset: int) -> tuple[Item, ...]:
    for count, line in enumerate(lines):
        if is_dated(line.text):
            alike = date_line(line.text) is None and any(_ends_dated(above.text) for above in lines[:count])
            if alike or not _dates_an_entry(lines, count) or (count == 0 and _in_a_list(reading, line, offset)):
                return ()
            more = _further_positions(lines, count)
            return (*lines[: count + 1 + more], *_after_dates(reading, lines, count + more, offset))
    return ()


def _undated_block(reading: Reading, lines: list[Item], offset: int) -> tuple[Item, ...]:
    if any(is_dated(line.text) for line in lines):
        return ()
    with_role = [count for count, line in enumerate(lines[:2]) if role_like(line.text)]
    if not with_role or not has_content(reading, offset + with_role[-1] + 1):
        return ()
    if with_role == [0] and _names_employer(reading, lines, offset):
        return tuple(lines[:2])
    return tuple(lines[: with_role[-1] + 1])


def _is_long_title(reading: Reading, item: Item, offset: int) -> bool:
    """Whether a long line right above its bullets tells all of a job ("Acme Ltd, Leeds - Engineer (2018 to date),
    Junior Engineer (2015 - 2018)")."""
    text, following = item.text, reading.ahead(offset + 1)
    if following is None or following.kind not in LISTED or not reading.joined(following) or shapes.header(text):
        return False
    if len(text) > _LONG or len(text.split()) > _LONG_WORDS or shapes.says(text) or text.endswith(":"):
        return False
    return tells_all(text)


def _header_lines(reading: Reading, item: Item, offset: int) -> list[Item]:
    """The line and those after it that may stand in the same title."""
    found: list[Item] = []
    for distance in range(offset, offset + BEFORE_DATES + 1):
        line = reading.ahead(distance)
        if line is None or line.kind is not ItemKind.TEXT or is_figure(line.text):
            break
        dated = date_line(line.text) is not None
        if found and not (reading.joined(line) or dated):
            break
        if not (dated or _is_title_line(line.text)):
            break
        if found and reading.section_line(line):
            break
        found.append(line)
    return found


def _is_title_line(text: str) -> bool:
    named = label_end(text)
    if is_stack(text) or (named and not dates(text[: named[0]]) and not tells_all(text)):
        return False
    titled = shapes.title(shapes.unbracketed(text)) or role_like(text) or is_dated(text)
    return shapes.header(text) and (titled or (shapes.stacked(text) and is_entry(text)))


def _ends_dated(text: str) -> bool:
    """Whether a line tells when at its end: two such lines are alike, and neither is the title of the other."""
    return bool(found := dates(text)) and not any(map(str.isalnum, text[found[-1][1] :]))


def _dates_an_entry(lines: Sequence[Item], before: int) -> bool:
    """:param before: how many lines stand above the one that has the dates"""
    text = lines[before].text
    if date_line(text):
        return True
    kinds = {part.kind for part in of_line(text)}
    if before:
        # A line that tells all stands for itself; what is above it is a heading, unless it surely is an employer, of
        # which this one has the role and the department ("St Brendan's Hospital, Leeds", "Nurse, Telemetry, 2015-17").
        return not kinds >= {StepKind.ENTRY, StepKind.ROLE} or (before == 1 and names_only_organisation(lines[0].text))
    return StepKind.ROLE in kinds or not all(is_year(text[i:j]) for i, j in dates(text))


def names_only_organisation(text: str) -> bool:
    """Whether a line is the name of an organisation beyond doubt: by what it is called, with its place, in capitals."""
    found, name = of_line(text), _COLUMNS.split(text)[0]
    if {part.kind for part in found} != {StepKind.ENTRY} or dates(text) or not shapes.title(shapes.unbracketed(name)):
        return False
    named = [text[part.start : part.end] for part in found]
    in_capitals = named[0].split(",")[0].isupper() and not section_like(f"{named[0]}s")
    return is_organisation(text) or any(map(shapes.place, named)) or in_capitals


def _further_positions(lines: Sequence[Item], dated: int) -> int:
    """How many lines under the first that has dates tell of earlier positions at the same organisation."""
    if dated != 1 or not names_only_organisation(lines[0].text):
        return 0
    count = 0
    for line in lines[2:]:
        if not is_dated(line.text) or date_line(line.text) or not role_like(line.text):
            break
        count += 1
    return count


def _in_a_list(reading: Reading, line: Item, offset: int) -> bool:
    """Whether it is one of several lines that each tell of an entry, with nothing under them."""
    following = reading.ahead(offset + 1)
    text = reading.text_ahead(offset + 1)
    told = {part.kind for part in of_line(line.text)}
    if text.startswith("(") or _is_role_to_come(text, told) or (begins_dated(line.text) and not begins_dated(text)):
        return False
    if line.strong and following is not None and following.strong and following.gap:
        return True
    bare = shapes.unbracketed(text)
    if bare != text and shapes.place(bare) and not role_like(bare):
        return False  # "Oslo (on site from 2020)"
    alike = begins_dated(line.text) and begins_dated(text)
    dated = alike or is_dated(text) or (shapes.header(text) and not shapes.ended(text) and _ends_dated(text))
    return date_line(line.text) is None and reading.joined(following) and dated and date_line(text) is None


def _after_dates(reading: Reading, lines: list[Item], dated: int, offset: int) -> tuple[Item, ...]:
    """Lines that still belong to the title: a place; the organisation and role if the dates came first."""
    kinds = {part.kind for line in lines[: dated + 1] for part in of_line(line.text)}
    found: list[Item] = []
    distance = offset + dated + 1
    while len(found) < 2 and (line := reading.ahead(distance + len(found))) is not None:
        promoted = _is_role_to_come(line.text, kinds)
        if line.kind is not ItemKind.TEXT or not reading.joined(line) or reading.section_line(line):
            break
        dated = is_dated(line.text)
        place = shapes.place(shapes.unbracketed(line.text) if dated else line.text)
        if dated and not (promoted or place):
            break
        named = _is_title_line(line.text) and not shapes.sub_heading(line.text) and _adds(line.text, kinds)
        employer = not found and _is_employer(reading, lines[: dated + 1], distance)
        labelled = date_line(lines[0].text) is not None and _stands_over_labels(reading, kinds, distance + len(found))
        told = promoted or named or employer or place or labelled
        if not told or not has_content(reading, distance + len(found) + 1):
            break
        kinds |= {part.kind for part in of_line(line.text)}
        found.append(line)
    return tuple(found)


def _is_role_to_come(text: str, kinds: Collection[StepKind]) -> bool:
    """Whether a line is the role that a title still lacks, with the time of a promotion in it ("Electrician, then
    Charge Hand from June 2023", "Head of HR (generalist until 2022)")."""
    if StepKind.ROLE in kinds or not role_like(text) or not shapes.header(text):
        return False
    return _PROMOTED.search(text) is not None and len(dates(text)) == 1


def _is_employer(reading: Reading, title: Sequence[Item], distance: int) -> bool:
    """Whether a line between a role with its dates and the bullets is for whom it was, with a bracket behind it or not
    ("The Larkspur, Denver (212 rooms)")."""
    line, following = reading.ahead(distance), reading.ahead(distance + 1)
    if line is None or not reading.bare or len(title) > 1 or following is None or following.kind not in LISTED:
        return False
    kinds = [part.kind for part in of_line(title[0].text)]
    alone = StepKind.ROLE in kinds and StepKind.DATES in kinds and role_like(title[0].text)
    return alone and shapes.header(line.text) and line.text[0].isupper() and not label_end(line.text)


def _stands_over_labels(reading: Reading, kinds: Collection[StepKind], distance: int) -> bool:
    """Whether a line is the employer of a form that begins with the dates and goes on with labels, as that of Europass
    does ("[ 01/03/2020 – Current ]", "Head of Sales", "Zadruga z.o.o.", "City: Vipava")."""
    text, following = reading.text_ahead(distance), reading.text_ahead(distance + 1)
    if StepKind.ROLE not in kinds or StepKind.ENTRY in kinds or not shapes.header(text) or not text[0].isupper():
        return False
    return label_end(following) is not None and label_end(text) is None


def _adds(text: str, kinds: set[StepKind]) -> bool:
    """Whether the line is the organisation or the role that the title still lacks."""
    found = {part.kind for part in of_line(text)}
    return len(found) > 0 and not found & kinds


def _names_employer(reading: Reading, lines: list[Item], offset: int) -> bool:
    """Whether the line under a role is the organisation: a title, and content follows."""
    if len(lines) < 2 or lines[1].gap or shapes.sub_heading(lines[1].text):
        return False
    return has_content(reading, offset + 2) and not reading.section_line(lines[1])


def has_content(reading: Reading, distance: int) -> bool:
    """Whether a bullet or a text stands there, not the end or the next section."""
    line = reading.ahead(distance)
    return line is not None and line.kind is not ItemKind.HEADING and not reading.section_line(line)
