"""Items -> passages and headings: a table of rules, the first that applies takes the item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from askme.corpus import headers, shapes
from askme.corpus.dates import date_line
from askme.corpus.figures import is_figure
from askme.corpus.items import Item, ItemKind
from askme.corpus.labels import glued_at, label_end
from askme.corpus.outline import ENTRY, LIST, SECTION, SUB, Frame, Outline
from askme.corpus.shown import Shown
from askme.corpus.titles import known_section, parts, role_like, section_like
from askme.schema import Document, PassageKind, StepKind

LONGEST_LEAD_IN = 100
MANY = 3
"""Short lines in a row that make a list."""
_LISTED = (ItemKind.BULLET, ItemKind.ROW, ItemKind.HEADER)


class Reading:
    """Reads the items of one document from first to last."""

    def __init__(self, document: Document, items: Sequence[Item], bare: bool) -> None:
        self.items = items
        self.bare = bare
        """Whether headings are bare lines: plain text, and Markdown without a single heading."""
        self.outline = Outline(document)
        self.named = False
        self.at = 0
        gaps = [item.gap for item in items if item.kind in (ItemKind.TEXT, ItemKind.BULLET)]
        self.airy = len(gaps) > 5 and sum(gaps) > 0.8 * len(gaps)
        """Whether blank lines stand between all lines, and so tell nothing."""
        self.counts = Counter(item.text for item in items if item.kind is ItemKind.TEXT and len(item.text) < 60)
        self.top_level = _top_level(items)

    def run(self) -> Outline:
        while self.at < len(self.items):
            self.at += next(taken for rule in RULES if (taken := rule(self, self.items[self.at])))
        self.outline.close(0)
        return self.outline

    # --- looking ahead -------------------------------------------------------------------------------------------

    def ahead(self, distance: int = 1) -> Item | None:
        place = self.at + distance
        return self.items[place] if 0 <= place < len(self.items) else None

    def joined(self, item: Item | None) -> bool:
        """Whether the item stands right under the one before it, as far as blank lines tell."""
        return item is not None and (self.airy or not item.gap)

    def section_line(self, item: Item | None) -> bool:
        if item is None or item.kind is not ItemKind.TEXT or not self.bare:
            return False
        text = item.text
        return section_like(text) and shapes.short(text) and self.counts[text] < 2 and not shapes.says(text)

    def title_line(self, item: Item | None) -> bool:
        """A bare line that may be a heading, for its own shape."""
        return item is not None and item.kind is ItemKind.TEXT and shapes.title(item.text) and not is_figure(item.text)

    def in_job(self) -> Frame | None:
        """The open entry, if it is a position with dates or a role."""
        entry = self.outline.find(ENTRY, SUB)
        return entry if entry and (entry.has(StepKind.DATES) or entry.has(StepKind.ROLE)) else None

    # --- opening headings ----------------------------------------------------------------------------------------

    def section(self, shown: Shown, level: int = SECTION) -> None:
        self.outline.push(Frame(level, [self.outline.step(StepKind.SECTION, shown, *_unended(shown.text))], [shown]))

    def entry(self, lines: Sequence[Shown], level: int, keep: bool) -> Frame:
        """An entry whose title is these lines."""
        steps = [
            self.outline.step(part.kind, shown, part.start, part.end) for shown in lines for part in headers.of_line(shown.text)
        ]
        order = list(StepKind)
        steps.sort(key=lambda step: (order.index(step.kind), step.start))
        return self.outline.push(Frame(level, steps, list(lines), keep=keep, leads=True))


def _unended(text: str) -> tuple[int, int]:
    return 0, len(text.rstrip(" :"))


def _top_level(items: Sequence[Item]) -> int:
    """The level of Markdown headings that are sections: the highest below the name."""
    levels = [item.level for item in items if item.kind is ItemKind.HEADING]
    below = levels[1:] if levels and levels[0] == 1 and levels.count(1) == 1 else levels
    return min(below, default=2)


# --- rules: each returns how many items it took, 0 when it does not apply --------------------------------------------


def heading(reading: Reading, item: Item) -> int:
    """A Markdown heading."""
    if item.kind is not ItemKind.HEADING:
        return 0
    if len(item.text) > shapes.LONGEST_TITLE:
        reading.outline.close(SECTION)
        reading.outline.paragraph(item.shown)
    elif item.level == 1 and not reading.named and not section_like(item.text):
        reading.outline.heading(item.shown)
    elif section_like(item.text) or (item.level <= reading.top_level and not headers.is_entry(item.text)):
        reading.section(item.shown, item.level)
    else:
        keep = item.level > reading.top_level or headers.is_entry(item.text)
        return 1 + _header_below(reading, reading.entry([item.shown], max(item.level, ENTRY - 6 + item.level), keep))
    reading.named = True
    return 1


def _header_below(reading: Reading, frame: Frame) -> int:
    """Lines of an entry's title under its heading: the dates, and an organisation, role or place beside them."""
    reading.named = True
    lines: list[Item] = []
    for distance in range(1, 4):
        item = reading.ahead(distance)
        if item is None or item.kind is not ItemKind.TEXT or not shapes.header(item.text):
            break
        lines.append(item)
    dated = next((n for n, item in enumerate(lines) if headers.is_dated(item.text)), None)
    if dated is None or frame.has(StepKind.DATES):
        return 0
    taken = lines[: dated + 1]
    for item in lines[dated + 1 : dated + 2]:
        if shapes.place(item.text) and not item.gap:
            taken.append(item)
    _extend(reading, frame, taken)
    return len(taken)


def _extend(reading: Reading, frame: Frame, items: Sequence[Item]) -> None:
    order = list(StepKind)
    for item in items:
        frame.titles.append(item.shown)
        for part in headers.of_line(item.text):
            frame.steps.append(reading.outline.step(part.kind, item.shown, part.start, part.end))
    frame.steps.sort(key=lambda step: (order.index(step.kind), step.start))
    frame.keep = True


def table(reading: Reading, item: Item) -> int:
    if item.kind is ItemKind.HEADER:
        for cell in item.cells:
            reading.outline.heading(cell)
        return 1
    if item.kind is ItemKind.ROW:
        reading.outline.row(list(item.cells), item.cells[0] if len(item.cells) > 1 else None)
        return 1
    return 0


def code(reading: Reading, item: Item) -> int:
    if item.kind is not ItemKind.CODE:
        return 0
    reading.outline.close(LIST)
    reading.outline.say(PassageKind.SENTENCE, item.shown)
    return 1


def bullet(reading: Reading, item: Item) -> int:
    if item.kind is not ItemKind.BULLET:
        return 0
    level = LIST + 1 + min(item.level, 1000)
    reading.outline.close(level)
    following = reading.ahead()
    parent = following is not None and following.kind is ItemKind.BULLET and following.level > item.level
    if parent and len(item.text) <= LONGEST_LEAD_IN and (item.text.endswith(":") or headers.is_entry(item.text)):
        if item.text.endswith(":"):
            step = reading.outline.step(StepKind.ENTRY, item.shown, *_unended(item.text))
            reading.outline.push(Frame(level, [step], [item.shown]))
        else:
            reading.entry([item.shown], level, keep=True)
    elif not _labelled(reading, item.shown):
        reading.outline.say(PassageKind.BULLET, item.shown)
    return 1


def _labelled(reading: Reading, shown: Shown) -> bool:
    """Say a label with its value; False if it is none."""
    found = label_end(shown.text)
    if found is None:
        return False
    label = shown.part(0, found[0])
    cut = shown.source[label.span().end : shown.span(found[1]).start].strip()
    pieces = [label, shown.part(found[1], len(shown.text))] if cut not in ("", ":", "：") else [shown]
    reading.outline.row(pieces, label)
    return True


def quote(reading: Reading, item: Item) -> int:
    """A testimonial: who said it is context of what is said."""
    spoken = item.kind is ItemKind.QUOTE or (item.kind is ItemKind.TEXT and shapes.quoted(item.text))
    if not spoken:
        return 0
    taken = 1
    if item.kind is ItemKind.QUOTE:
        while (more := reading.ahead(taken)) and more.kind is ItemKind.QUOTE and not shapes.attribution(more.text, item.text):
            taken += 1
    by = reading.ahead(taken)
    signed = by is not None and by.kind in (item.kind, ItemKind.TEXT) and shapes.attribution(by.text, item.text)
    if item.kind is ItemKind.TEXT and not signed:
        return 0
    reading.outline.close(LIST)
    top = reading.outline.top
    if signed and by is not None:
        if reading.bare and not (top and top.fresh):
            reading.outline.close(SECTION)
        step = reading.outline.step(StepKind.ENTRY, by.shown, len(by.text) - len(by.text.lstrip("—–―- ")))
        reading.outline.push(Frame(LIST + 2000, [step], [by.shown]))
    for said in reading.items[reading.at : reading.at + taken]:
        reading.outline.paragraph(said.shown)
    if signed:
        reading.outline.drop()
    return taken + signed


def opening(reading: Reading, item: Item) -> int:
    """The first lines of a page: a name, a headline."""
    if not reading.bare or reading.at > 1 or item.kind is not ItemKind.TEXT or reading.named:
        return 0
    following = reading.ahead()
    text = item.text
    headline = reading.at == 0 and shapes.header(text) and not section_like(text) and not date_line(text)
    if not headline or len(text.split()) > 20 or (following and (date_line(following.text) or following.kind in _LISTED)):
        return 0
    reading.named = True
    reading.outline.say(PassageKind.SENTENCE, item.shown)
    return 1


def figure(reading: Reading, item: Item) -> int:
    """A figure above its label; or, where a page sets it so, under its label."""
    following = reading.ahead()
    if item.kind is not ItemKind.TEXT or following is None or following.kind is not ItemKind.TEXT:
        return 0
    if is_figure(item.text) and shapes.figure_label(following.text):
        reading.outline.figure(item.shown, following.shown)
        return 2
    if is_figure(following.text) and shapes.title(item.text) and reading.joined(following):
        after = reading.ahead(2)
        alone = after is None or after.kind is not ItemKind.TEXT or after.gap or not shapes.figure_label(after.text)
        pair = reading.ahead(3)
        if alone or (pair is not None and is_figure(pair.text) and (reading.ahead(4) is None or reading.ahead(4).gap)):  # type: ignore[union-attr]
            reading.outline.figure(item.shown, following.shown)
            return 2
    return 0


def glued_rows(reading: Reading, item: Item) -> int:
    """Labels glued to their values, in two adjacent lines or more."""
    count = 0
    while (line := reading.ahead(count)) and line.kind is ItemKind.TEXT and (count == 0 or not line.gap):
        at = glued_at(line.text)
        dated = reading.ahead(count + 1)
        if at is None or (dated is not None and date_line(dated.text)):
            break
        count += 1
    if count < 2:
        return 0
    for line in reading.items[reading.at : reading.at + count]:
        at = glued_at(line.text) or 0
        label = line.shown.part(0, at)
        reading.outline.row([label, line.shown.part(at, len(line.text))], label)
    return count


def entry(reading: Reading, item: Item) -> int:
    """The lines of an entry's title: organisation, role and dates on one line or on several, in any order."""
    if item.kind is not ItemKind.TEXT or not (reading.bare or item.bold):
        return 0
    if reading.section_line(item) and known_section(item.text):
        return 0
    lines = headers.block(reading, item)
    if not lines:
        return 0
    frame = reading.entry([line.shown for line in lines], ENTRY, keep=True)
    frame.leads = True
    return len(lines)


def section(reading: Reading, item: Item) -> int:
    """A bare line that names a section."""
    if reading.section_line(item):
        reading.section(item.shown)
        return 1
    return 0


def lead_in(reading: Reading, item: Item) -> int:
    """A line that ends in a colon, before a list or table: context of that list only."""
    following = reading.ahead()
    listed = following is not None and following.kind in _LISTED
    if item.kind is not ItemKind.TEXT or not listed or len(item.text) > LONGEST_LEAD_IN or not item.text.endswith(":"):
        return 0
    head = item.text.split(" - ")[0].split(":")[0].split("(")[0]
    if reading.bare and section_like(head):
        reading.section(item.shown)
        return 1
    reading.outline.close(LIST)
    step = reading.outline.step(StepKind.ENTRY, item.shown, *_unended(item.text))
    reading.outline.push(Frame(LIST, [step], [item.shown]))
    return 1


def listed_lines(reading: Reading, item: Item) -> int:
    """Short lines in a row with nothing under them: the items of a list, or headings whose content the page lost."""
    if not reading.bare or not shapes.item(item.text) or item.kind is not ItemKind.TEXT:
        return 0
    count = 1
    while (line := reading.ahead(count)) and _is_listed(reading, line):
        count += 1
    after = reading.ahead(count)
    top = reading.outline.top
    fresh = top is not None and top.fresh and top.level == SECTION
    ends = after is None or reading.section_line(after) or not reading.joined(after) or headers.block(reading, after, count) != ()
    if ends and (count >= MANY or (fresh and (count > 1 or after is None or reading.section_line(after)))):
        for line in reading.items[reading.at : reading.at + count]:
            if not _labelled(reading, line.shown):
                reading.outline.say(PassageKind.BULLET, line.shown)
        return count
    if not ends and count >= MANY:
        if fresh:
            reading.outline.close(SECTION)
        for line in reading.items[reading.at : reading.at + count - 1]:
            reading.outline.heading(line.shown)
        return count - 1
    return 0


def _is_listed(reading: Reading, line: Item) -> bool:
    plain = line.kind is ItemKind.TEXT and shapes.item(line.text) and reading.joined(line)
    return plain and not (reading.section_line(line) or date_line(line.text) or is_figure(line.text) or role_like(line.text))


def bare_heading(reading: Reading, item: Item) -> int:
    """A short line that introduces what follows."""
    if not (reading.bare or item.bold) or item.kind is not ItemKind.TEXT or not _introduces(reading, item):
        return 0
    following = reading.ahead()
    job = reading.in_job()
    inside = job is not None and (job.fresh or job.subbed or shapes.sub_heading(item.text) or reading.counts[item.text] > 1)
    if inside:
        reading.entry([item.shown], SUB, keep=False)
    elif following is not None and following.gap and _opens_section(reading, following):
        reading.section(item.shown)
    else:
        reading.entry([item.shown], ENTRY, keep=item.bold and not reading.bare)
    return 1


def _introduces(reading: Reading, item: Item) -> bool:
    following = reading.ahead()
    text = item.text
    if following is None or shapes.ended(text) or not shapes.short(text) and not shapes.capitals(text):
        return False
    if following.kind in _LISTED:
        return shapes.header(text) and not label_end(text)
    if following.kind is not ItemKind.TEXT or not shapes.title(text):
        return False
    longer = len(following.text) >= 40 and len(following.text) > len(text)
    return following.gap or longer or shapes.ended(following.text) or date_line(following.text) is not None


def _opens_section(reading: Reading, following: Item) -> bool:
    """A heading right before a heading, or before one line and a heading whose content is a list."""
    if reading.title_line(following) and shapes.short(following.text):
        return not headers.block(reading, following, 1)
    second, third, fourth = (reading.ahead(n) for n in (2, 3, 4))
    if reading.outline.find(ENTRY, SUB) or not reading.title_line(second) or second is None or not second.gap:
        return False
    return any(item is not None and item.kind is ItemKind.BULLET for item in (third, fourth))


def stack(reading: Reading, item: Item) -> int:
    """Names between dots or bars."""
    if item.kind is not ItemKind.TEXT or not shapes.stacked(item.text):
        return 0
    reading.outline.say(PassageKind.BULLET, item.shown)
    return 1


def label(reading: Reading, item: Item) -> int:
    if item.kind is not ItemKind.TEXT or shapes.sentence(item.text):
        return 0
    if label_end(item.text) is None:
        return 0
    reading.outline.close(LIST)
    return int(_labelled(reading, item.shown))


def paragraph(reading: Reading, item: Item) -> int:
    """What no other rule took."""
    reading.outline.close(LIST)
    reading.outline.paragraph(item.shown)
    return 1


RULES: tuple[Callable[[Reading, Item], int], ...] = (
    heading,
    table,
    code,
    bullet,
    quote,
    opening,
    figure,
    glued_rows,
    entry,
    section,
    lead_in,
    listed_lines,
    bare_heading,
    stack,
    label,
    paragraph,
)
