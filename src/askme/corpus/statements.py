"""Rules for items that say something. A rule returns how many items it took, 0 when it does not apply."""

from __future__ import annotations

import re
from collections.abc import Callable

from askme.corpus import headers, shapes
from askme.corpus.dates import date_line, dates
from askme.corpus.figures import is_figure
from askme.corpus.items import Item, ItemKind
from askme.corpus.labels import column_at, glued_at, label_end
from askme.corpus.outline import ENTRY, LIST, SECTION, SUB, Frame
from askme.corpus.reading import Reading
from askme.corpus.shown import Shown
from askme.privacy import find
from askme.schema import PassageKind, StepKind

LONGEST_LEAD_IN = 100
LONGEST_PARENT = 200
SEVERAL = 2
"""Lines of the same shape that make rows."""
_ISSUED = re.compile(r"Issued\b")
_CREDENTIAL = re.compile(r"Credential ID\b")
_INNERMOST = LIST + 2000


def table(reading: Reading, item: Item) -> int:
    """A row; the first row of a table is context of those below it."""
    headed = item.kind is ItemKind.HEADER
    if headed and item.cells:
        reading.outline.columns(item.cells)
    count = int(headed)
    while (row := reading.ahead(count)) is not None and row.kind is ItemKind.ROW:
        reading.outline.row(list(row.cells), row.cells[0] if len(row.cells) > 1 else None)
        count += 1
    if headed and item.cells:
        reading.outline.drop()
    return count


def issued(reading: Reading, item: Item) -> int:
    """A certificate or a prize as LinkedIn has them: its name, perhaps whose it is, and when it was issued."""
    count = next((n + 1 for n in (1, 2) if _ISSUED.match(reading.text_ahead(n)) and dates(reading.text_ahead(n))), 0)
    lines = reading.items[reading.at : reading.at + count]
    if not count or item.kind is not ItemKind.TEXT or _CREDENTIAL.match(item.text) or _ISSUED.match(item.text):
        return 0
    joined = all(line.kind is ItemKind.TEXT and reading.joined(line) for line in lines[1:])
    if not joined or (reading.section_line(item, 0) and "," not in item.text):
        return 0
    while _CREDENTIAL.match(reading.text_ahead(count)):
        count += 1
    reading.outline.close(ENTRY)
    reading.outline.together([line.shown for line in reading.items[reading.at : reading.at + count]])
    return count


def contact_line(reading: Reading, item: Item) -> int:
    """A line of personal data, how to reach somebody among other things: each is a statement, so that what is private
    takes nothing else with it ("Recife, Brazil | +55 81 5550 1234")."""
    parts = [*shapes.apart(item.text)]
    if item.kind is not ItemKind.TEXT or reading.outline.find(ENTRY, SUB) or len(parts) < 2:
        return 0
    if not (find(item.text) or shapes.born(item.text)):
        return 0
    reading.opened += reading.at_top
    for start, end in parts:
        if not labelled(reading, part := item.shown.part(start, end)):
            reading.outline.say(PassageKind.SENTENCE, part)
    return 1


def code(reading: Reading, item: Item) -> int:
    if item.kind is not ItemKind.CODE:
        return 0
    reading.outline.close(LIST)
    reading.outline.say(PassageKind.SENTENCE, item.shown)
    return 1


def bullet(reading: Reading, item: Item) -> int:
    """A bullet; one with bullets below it is their context too."""
    if item.kind is not ItemKind.BULLET:
        return 0
    level = LIST + 1 + min(item.level, 1000)
    reading.outline.close(level)
    below = reading.ahead()
    parent = below is not None and below.kind is ItemKind.BULLET and below.level > item.level
    if parent and len(item.text) <= LONGEST_LEAD_IN and item.text.endswith(":"):
        step = reading.outline.step(StepKind.ENTRY, item.shown, 0, len(item.text.rstrip(" :")))
        reading.outline.push(Frame(level, [step], [item.shown]))
    elif parent and headers.is_entry(item.text):
        reading.entry([item.shown], level, keep=True)
    elif not labelled(reading, item.shown):
        reading.outline.say(PassageKind.BULLET, item.shown)
        if parent and len(item.text) <= LONGEST_PARENT:
            reading.outline.push(Frame(level, [reading.outline.step(StepKind.LEAD, item.shown)]))
    return 1


def labelled(reading: Reading, shown: Shown) -> bool:
    """Say a label with its value; False if it is none."""
    found = label_end(shown.text)
    if found is None:
        return False
    label, value = shown.part(0, found[0]), shown.part(found[1], len(shown.text))
    if not label or not value:
        return False
    between = shown.source[label.span().end : value.span().start].strip()
    # Without markup between them, label and value are one visible stretch, its colon included.
    reading.outline.row([shown] if between in (":", "：") else [label, value], label)
    return True


def aside(reading: Reading, item: Item) -> int:
    """A paragraph behind an entry that begins with another time ("April to Sept 2020: out of work"): not part of it."""
    frames = [frame for frame in reading.outline.frames if not frame.has(StepKind.SECTION)]
    behind = any(frame.has(StepKind.DATES) and frame.used for frame in frames)
    if item.kind is not ItemKind.TEXT or not item.gap or not behind:
        return 0
    when = dates(item.text)[:1]
    if not when or when[0][0] > 1 or item.text[when[0][1] : when[0][1] + 1] != ":":
        return 0
    reading.outline.close(frames[0].level)
    if not labelled(reading, item.shown):
        reading.outline.paragraph(item.shown)
    return 1


def label(reading: Reading, item: Item) -> int:
    """A label with its value on a line of its own."""
    if item.kind is not ItemKind.TEXT or shapes.sentence(item.text) or label_end(item.text) is None:
        return 0
    reading.outline.close(LIST)
    return int(labelled(reading, item.shown))


def quote(reading: Reading, item: Item) -> int:
    """A testimonial: who said it is context of what is said."""
    if item.kind is not ItemKind.QUOTE and not (item.kind is ItemKind.TEXT and shapes.quoted(item.text)):
        return 0
    taken = 1
    if item.kind is ItemKind.QUOTE:
        while (
            (more := reading.ahead(taken))
            and more.kind is ItemKind.QUOTE
            and not shapes.attribution(more.text, item.text)
        ):
            taken += 1
    by = reading.ahead(taken)
    signed = by is not None and by.kind in (item.kind, ItemKind.TEXT) and shapes.attribution(by.text, item.text)
    if by is None or not signed or reading.section_line(by) or _stands_over_next(reading, by, taken):
        by = None
        if item.kind is ItemKind.TEXT:
            return 0
    reading.outline.close(LIST)
    if by is not None:
        _sign(reading, by)
    for said in reading.items[reading.at : reading.at + taken]:
        reading.outline.paragraph(said.shown)
    if by is not None:
        reading.outline.drop()
    return taken + (by is not None)


def _stands_over_next(reading: Reading, by: Item, distance: int) -> bool:
    """Whether a name apart from what was said before it stands right over what somebody else says."""
    following = reading.ahead(distance + 1)
    return by.gap and following is not None and not following.gap and shapes.quoted(following.text)


def _sign(reading: Reading, by: Item) -> None:
    top = reading.outline.top
    if reading.bare and not (top and (top.fresh or shapes.spoken_section(top.steps[0].text))):
        # At the end of a page, praise belongs to nothing that stands above it.
        reading.outline.close(SECTION)
    step = reading.outline.step(StepKind.ENTRY, by.shown, len(by.text) - len(by.text.lstrip("—–―- ")))
    reading.outline.push(Frame(_INNERMOST, [step], [by.shown]))


def figure(reading: Reading, item: Item) -> int:
    """A figure above its label; or, where a page sets it so, under its label."""
    following = reading.ahead()
    if item.kind is not ItemKind.TEXT or following is None or following.kind is not ItemKind.TEXT:
        return 0
    if is_figure(item.text):
        named = reading.section_line(following) and " " not in following.text
        fits = shapes.figure_label(following.text) and not named
    else:
        fits = is_figure(following.text) and shapes.title(item.text) and _below_label(reading, following)
    if fits:
        reading.outline.figure(item.shown, following.shown)
    return 2 * fits


def _below_label(reading: Reading, following: Item) -> bool:
    """Whether labels stand above their figures here: the figure has no label of its own below it."""
    if not reading.joined(following):
        return False
    after, pair, last = reading.ahead(2), reading.ahead(3), reading.ahead(4)
    if after is None or after.kind is not ItemKind.TEXT or after.gap or not shapes.figure_label(after.text):
        return True
    return pair is not None and is_figure(pair.text) and (last is None or last.gap)


def glued_rows(reading: Reading, item: Item) -> int:
    """Labels glued to their values, in two adjacent lines or more."""
    count = 0
    while (line := reading.ahead(count)) and line.kind is ItemKind.TEXT and (count == 0 or not line.gap):
        below = reading.text_ahead(count + 1)
        if glued_at(line.text) is None or (date_line(below) and glued_at(below) is None):
            break
        count += 1
    labels = {line.text[: glued_at(line.text)] for line in reading.items[reading.at : reading.at + count]}
    if count < SEVERAL or len(labels) < count:  # "ServSafe Manager", "ServSafe Allergens"
        return 0
    _say_rows(reading, count, glued_at)
    return count


def columns(reading: Reading, item: Item) -> int:
    """Labels with their values in a second column, in two adjacent lines or more."""
    count = 0
    while (line := reading.ahead(count)) and line.kind is ItemKind.TEXT and (count == 0 or not line.gap):
        if column_at(line.text) is None:
            break
        count += 1
    if count < SEVERAL:
        return 0
    _say_rows(reading, count, column_at)
    return count


def _say_rows(reading: Reading, count: int, value_at: Callable[[str], int | None]) -> None:
    """:param count: how many lines
    :param value_at: where the value begins in a line that has a label"""
    for line in reading.items[reading.at : reading.at + count]:
        at = value_at(line.text) or 0
        label = line.shown.part(0, len(line.text[:at].rstrip()))
        reading.outline.row([label, line.shown.part(at, len(line.text))], label)


def stack(reading: Reading, item: Item) -> int:
    """Names between dots or bars."""
    if item.kind is not ItemKind.TEXT or not headers.is_stack(item.text):
        return 0
    reading.outline.close(LIST)
    reading.outline.say(PassageKind.BULLET, item.shown)
    return 1


def paragraph(reading: Reading, item: Item) -> int:
    """What no other rule took."""
    reading.outline.close(LIST)
    reading.outline.paragraph(item.shown)
    return 1
