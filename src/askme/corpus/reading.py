"""Where the reading of a document stands: the items, the place among them, and the headings open there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from askme.corpus import headers, shapes
from askme.corpus.dates import date_line
from askme.corpus.figures import is_figure
from askme.corpus.items import Item, ItemKind
from askme.corpus.labels import label_end
from askme.corpus.outline import ENTRY, LIST, SECTION, Frame, Outline
from askme.corpus.shown import Shown
from askme.corpus.titles import role_like, section_like, titled_things
from askme.schema import Document, StepKind, TrailStep

_ORDER = list(StepKind)
_SAVED = "(LinkedIn)"
"""What stands behind the address of a page that was saved from there."""
_COLUMN, _HEAD = 60, 6
"""Lines of the column beside the name, and from the name to the first section, at most."""


class Reading:
    """Reads the items of one document from first to last; rules look ahead here and open headings here."""

    def __init__(self, document: Document, items: Sequence[Item], bare: bool) -> None:
        self.items = items
        self.bare = bare
        """Whether headings are bare lines: plain text, and Markdown without a single heading."""
        self.outline = Outline(document)
        self.named = False
        """Whether the lines at the top that tell who it is are behind."""
        self.top = _top(items) if bare else 0
        """Where the lines that tell who it is begin."""
        self.opened = 0
        """How many of them have been read."""
        self.at = 0
        gaps = [item.gap for item in items if item.kind in (ItemKind.TEXT, ItemKind.BULLET)]
        self.airy = len(gaps) > 5 and sum(gaps) > 0.8 * len(gaps)
        """Whether blank lines stand between all lines, and so tell nothing."""
        lines = (item.text for item in items if item.kind is ItemKind.TEXT and len(item.text) < 60)
        self.counts = Counter(text for text, _ in groupby(lines))
        self.questions = sum(item.kind is ItemKind.TEXT and shapes.asks(item.text) for item in items)
        """How many lines ask something."""
        self.capitals = sum(shapes.all_capitals(item.text) for item in items if item.kind is ItemKind.TEXT) > 1
        """Whether headings seem to be set in capitals."""
        levels = [item.level for item in items if item.kind is ItemKind.HEADING]
        below = levels[1:] if levels and levels[0] == 1 and levels.count(1) == 1 else levels
        self.top_level = min(below, default=SECTION)
        """The level of Markdown headings that are sections: the highest below the name."""

    @property
    def at_top(self) -> bool:
        """Whether the next line may tell who it is."""
        return self.at == self.top + self.opened

    # --- looking ahead -------------------------------------------------------------------------------------------

    def ahead(self, distance: int = 1) -> Item | None:
        place = self.at + distance
        return self.items[place] if 0 <= place < len(self.items) else None

    def text_ahead(self, distance: int = 1) -> str:
        """The text of a line ahead; "" if there is none, or it is no plain line."""
        item = self.ahead(distance)
        return item.text if item is not None and item.kind is ItemKind.TEXT else ""

    def joined(self, item: Item | None) -> bool:
        """Whether the item stands right under the one before it, as far as blank lines tell."""
        return item is not None and (self.airy or not item.gap)

    def section_line(self, item: Item | None, distance: int | None = None) -> bool:
        """Whether a bare line names a section; `distance` tells where it is, if the line after it may be asked."""
        if item is None or item.kind is not ItemKind.TEXT or not self.bare or shapes.says(item.text):
            return False
        text = item.text
        if section_like(text):
            return shapes.short(text) and self.counts[text] < 2
        if distance is None or not self.capitals or not shapes.all_capitals(text):
            return False
        following = self.text_ahead(distance + 1)
        return not (date_line(following) or role_like(following))

    def title_line(self, item: Item | None) -> bool:
        """Whether a bare line may be a heading, for its own shape."""
        return item is not None and item.kind is ItemKind.TEXT and shapes.title(item.text) and not is_figure(item.text)

    def listed_line(self, item: Item | None) -> bool:
        """Whether a bare line may be an item of a list, for its own shape."""
        if item is None or item.kind is not ItemKind.TEXT or not shapes.item(item.text) or self.section_line(item):
            return False
        text = item.text
        return not (date_line(text) or is_figure(text) or role_like(text) or label_end(text))

    def in_job(self) -> Frame | None:
        """The innermost open entry that is a position: it has dates or a role."""
        entries = (frame for frame in reversed(self.outline.frames) if ENTRY <= frame.level < LIST)
        return next((frame for frame in entries if frame.has(StepKind.DATES) or frame.has(StepKind.ROLE)), None)

    # --- opening headings ----------------------------------------------------------------------------------------

    def section(self, shown: Shown, level: int = SECTION, *, guessed: bool = False) -> None:
        """:param guessed: it may be a statement all the same; it is one where nothing stands under it"""
        step = self.outline.step(StepKind.SECTION, shown, 0, len(shown.text.rstrip(" :")))
        self.outline.push(Frame(level, [step], [shown], keep=guessed and not section_like(shown.text)))

    def entry(self, lines: Sequence[Shown], level: int, keep: bool, within: Sequence[Shown] = ()) -> Frame:
        """Open an entry whose title is these lines.

        :param within: the title of the organisation that it is a position at
        """
        frame = self.outline.push(Frame(level, [], list(lines), keep=keep, leads=True))
        self.extend(frame, lines, within)
        return frame

    def form(self, lines: Sequence[tuple[Shown, StepKind, int, int]], level: int) -> Frame:
        """Open an entry whose title is a form's lines.

        :param lines: each line, and what it tells from where to where
        """
        steps = [self.outline.step(kind, shown, start, end) for shown, kind, start, end in lines]
        frame = Frame(level, sorted(steps, key=_in_order), [shown for shown, *_ in lines], keep=True, leads=True)
        return self.outline.push(frame)

    def extend(self, frame: Frame, lines: Sequence[Shown], within: Sequence[Shown] = ()) -> None:
        """Take what the lines of a title say into the trail."""
        named = headers.of_lines([shown.text for shown in (*within, *lines)])[len(within) :]
        steps = [
            self.outline.step(part.kind, shown, start, end)
            for shown, found in zip(lines, named, strict=True)
            for part in found
            for start, end in _apart(shown, part.start, part.end)
        ]
        if len(steps) == 1 and steps[0].kind is StepKind.ROLE and self._among_things():
            steps = [steps[0].model_copy(update={"kind": StepKind.ENTRY})]
        frame.steps = sorted([*frame.steps, *steps], key=_in_order)

    def _among_things(self) -> bool:
        """Whether the section lists works, whose names may sound like roles ("Crop Doctor")."""
        section = self.outline.find(0, ENTRY)
        return section is not None and any(titled_things(step.shown) for step in section.steps)


def _top(items: Sequence[Item]) -> int:
    """Where the name stands: at the beginning, or behind the column of contacts and skills that a page saved from
    LinkedIn begins with."""
    saved = any(item.text == _SAVED for item in items[:_COLUMN])
    if not saved or not section_like(items[0].text):
        return 0
    texts = [item.text if item.kind is ItemKind.TEXT else "" for item in items]
    for at in range(1, min(len(items), _COLUMN)):
        below = any(map(section_like, texts[at + 2 : at + _HEAD]))
        if below and items[at].gap and shapes.person(texts[at]) and not section_like(texts[at]):
            return at
    return 0


def _apart(shown: Shown, start: int, end: int) -> list[tuple[int, int]]:
    """A part of a title, cut where bold or a link ends before a comma: an organisation and its place."""
    first, *others = shown.pieces(start, end)
    for other in others:
        cut = shown.text.find(",", start, end)
        if shown.source[other.start] == "," and shown.span(start, cut).end == first.end:
            place = cut + 1 + len(shown.text[cut + 1 : end]) - len(shown.text[cut + 1 : end].lstrip())
            return [(start, cut), (place, end)] if place < end else [(start, cut)]
    return [(start, end)]


def _in_order(step: TrailStep) -> tuple[int, int]:
    return _ORDER.index(step.kind), step.start
