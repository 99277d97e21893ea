"""Rules for the titles of entries: an organisation, a role and dates, on one line or on several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from askme.corpus import blocks, groups, headers, shapes
from askme.corpus.dates import begins_dated, date_line, dates
from askme.corpus.forms import on_form
from askme.corpus.items import LISTED, Item, ItemKind
from askme.corpus.labels import label_end
from askme.corpus.outline import ENTRY, SUB, Frame
from askme.corpus.reading import Reading
from askme.corpus.sentences import sentences
from askme.corpus.shown import Shown
from askme.corpus.statements import labelled
from askme.corpus.titles import is_organisation, known_section
from askme.schema import PassageKind, StepKind


def below(reading: Reading, frame: Frame) -> int:
    """Lines under an entry's heading that are part of it: its dates, with an organisation or role beside them."""
    lines: list[Item] = []
    for distance in range(1, 4):
        item = reading.ahead(distance)
        if item is None or item.kind is not ItemKind.TEXT or on_form(item.text):
            break
        if not (shapes.header(item.text) or headers.is_dated(item.text)):
            break
        lines.append(item)
    dated = next((n for n, item in enumerate(lines) if headers.is_dated(item.text)), None)
    if dated is None or frame.has(StepKind.DATES):
        return 0
    shown = [item.shown for item in lines[: dated + 1]]
    named = frame.has(StepKind.ENTRY)
    reading.extend(frame, shown)
    frame.titles.extend(shown)
    frame.keep = True
    if named and blocks.has_content(reading, 1 + len(shown)):
        _say_details(reading, frame, shown)
    return len(shown)


def _say_details(reading: Reading, frame: Frame, titles: list[Shown]) -> None:
    """What stands beside the dates of an entry that was named above ("June to September 2023, 14 euros an hour")."""
    for shown in titles:
        if any(part.kind is StepKind.ENTRY for part in headers.of_line(shown.text)):
            reading.outline.say(PassageKind.SENTENCE, shown)
    frame.fresh, frame.used = True, False  # what stands under it is told apart from it


def closing(reading: Reading, item: Item) -> int:
    """A line right under the content of an entry whose title began with its dates, before the next such title: it ends
    the one, and does not begin the other."""
    frame, following = reading.outline.find(ENTRY, SUB), reading.ahead()
    if item.kind is not ItemKind.TEXT or frame is None or not frame.dates_first or frame.fresh or item.gap:
        return 0
    if following is None or date_line(following.text) is None or headers.is_dated(item.text):
        return 0
    if not labelled(reading, item.shown):
        reading.outline.say(PassageKind.SENTENCE, item.shown)
    return 1


def beside(reading: Reading, item: Item) -> int:
    """A line with a date that begins in bold as the title of the entry above did, apart from what stands under that: it
    is no part of it; its first sentence may be a title, too ("**BSc Biology**, Amman, 2018. Second of 94")."""
    frame = reading.outline.find(ENTRY, SUB)
    if (
        item.kind is not ItemKind.TEXT
        or frame is None
        or not (frame.strong and frame.used and item.strong and item.gap)
    ):
        return 0
    if label_end(item.text) or not dates(item.text):
        return 0
    reading.outline.close(ENTRY)
    rest = item.shown
    (start, end), *others = sentences(rest.text)
    if others and headers.is_dated(rest.text[start:end].rstrip(".")):
        reading.entry([rest.part(start, end)], ENTRY, keep=True).strong = True
        rest = rest.part(others[0][0], len(rest.text))
    reading.outline.paragraph(rest)
    return 1


def next_dated(reading: Reading, item: Item) -> int:
    """A line that begins with its dates behind an entry whose title does, and is no title: it ends that entry."""
    frame = reading.outline.find(ENTRY, SUB)
    if item.kind is not ItemKind.TEXT or frame is None or not frame.dates_first:
        return 0
    if not begins_dated(item.text) or date_line(item.text):
        return 0
    reading.outline.close(ENTRY)
    if not labelled(reading, item.shown):
        reading.outline.paragraph(item.shown)
    return 1


def late_dates(reading: Reading, item: Item) -> int:
    """A date below what it dates, with nothing of its own under it."""
    frame = reading.outline.find(ENTRY, SUB)
    following = reading.ahead()
    if item.kind is not ItemKind.TEXT or frame is None or frame.has(StepKind.DATES) or not frame.used:
        return 0
    found = date_line(item.text)
    own = following is not None and (following.kind in LISTED or reading.joined(following))
    if found is None or (own and not reading.section_line(following)):
        return 0
    reading.outline.close(SUB)
    reading.outline.say(PassageKind.SENTENCE, item.shown)
    frame.steps.append(reading.outline.step(StepKind.DATES, item.shown, *found))
    return 1


def entry(reading: Reading, item: Item) -> int:
    """The lines of an entry's title: organisation, role and dates on one line or on several, in any order."""
    if item.kind is not ItemKind.TEXT or not (reading.bare or item.strong or _tells_all(reading, item)):
        return 0
    if reading.section_line(item) and known_section(item.text):
        return 0
    lines = blocks.block(reading, item)
    if not lines or _tells_who_it_is(reading, lines) or _within_dated(reading, item) or _in_capitals(reading, lines):
        return 0
    if taken := groups.positions(reading, lines) or groups.position(reading, lines):
        return taken
    places = [line for line in lines[1:] if groups.is_place(line.text)]
    if places and "," in places[0].text and not groups.names_organisation(lines, places):
        del places[0]  # "Rye Mill, Recife": nothing else says for whom it was
    frame = reading.entry([line.shown for line in lines if line not in places], ENTRY, keep=True)
    for line in places:
        reading.outline.say(PassageKind.SENTENCE, line.shown)
    frame.fresh = True
    frame.dates_first, frame.strong = begins_dated(item.text), item.strong
    return len(lines)


def _within_dated(reading: Reading, item: Item) -> bool:
    """Whether a line stands right under a title that begins with its dates, as all of them do then, and tells a date
    further on ("Leading hand since 2020")."""
    frame = reading.outline.find(ENTRY, SUB)
    above = frame is not None and frame.dates_first and not item.gap
    return above and bool(dates(item.text)) and not begins_dated(item.text)


def _in_capitals(reading: Reading, lines: Sequence[Item]) -> bool:
    """Whether what seems a title is a section's name in capitals, and the first thing in it ("RECURRENT TRAINING",
    "Human factors, 03/2025")."""
    first, *others = lines
    if not (others and first.gap and reading.section_line(first, 0)) or is_organisation(first.text):
        return False
    named = [(part.kind, line.text[part.start : part.end]) for line in others for part in headers.of_line(line.text)]
    return not any(kind is StepKind.ROLE or (kind is StepKind.ENTRY and shapes.place(text)) for kind, text in named)


def _tells_who_it_is(reading: Reading, lines: Iterable[Item]) -> bool:
    """Whether a role stands above all sections of a page with headings: what the person is."""
    above = not reading.bare and not reading.outline.frames
    return above and not any(headers.is_dated(line.text) for line in lines)


def _tells_all(reading: Reading, item: Item) -> bool:
    """Whether a line names organisation, role and dates, between dots or bars or the dates first, and a list follows: a
    title, marked or not ("**Nurse** · City Hospital · 2019 – 2021", "2019–2021 Nurse, City Hospital")."""
    following = reading.ahead()
    if following is None or following.kind not in LISTED:
        return False
    return headers.tells_all(item.text) and (shapes.stacked(item.text) or begins_dated(item.text))
