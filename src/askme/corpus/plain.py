"""Plain text -> items: bullets, table rows and lines. Pages copied from the web arrive like this."""

from __future__ import annotations

import re

from askme.corpus.dates import date_line
from askme.corpus.figures import is_figure
from askme.corpus.items import MARKER, Item, ItemKind, cells, is_delimiter, lines
from askme.corpus.labels import label_end
from askme.corpus.numbering import Mark, Numbered, numbering
from askme.corpus.shown import Shown, trim

LONG = 50
"""A shorter line is complete; a page has no reason to break it."""
_TERMINAL = re.compile(r"[.!?…:;。！？][\"'”’)\]»]*$")
_NARROW, _WIDE = 56, 110
_ARROW = re.compile(r"[>»][ \t\xa0]+(?=\S)")
"""Marks an item where no Markdown makes a quotation of it."""
_HANGING = re.compile(
    r"\b(?:a|an|and|as|at|by|for|from|in|into|of|on|or|our|the|their|to|with)$|\([^()]*$", re.IGNORECASE
)
"""What no line ends with: the next one goes on."""


def scan(source: str, start: int = 0) -> list[Item]:
    """The items of a plain text from offset `start` on."""
    return _Scanner(source, start).run()


class _Scanner:
    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.lines = [trim(source, *line) for line in lines(source, start)]
        self.columns = [first - line[0] for (first, _), line in zip(self.lines, lines(source, start), strict=True)]
        self.items: list[Item] = []
        self.gap = True
        self.open: list[tuple[int, int]] = []
        self.kind = ItemKind.TEXT
        self.level = 0
        self.numbered = numbering([source[start:end] for start, end in self.lines])
        self.wrapped = self._wrapped()

    def run(self) -> list[Item]:
        for number, (start, end) in enumerate(self.lines):
            line = self.source[start:end]
            if not any(char.isalnum() for char in line):
                self._close()
                self.gap = self.gap or not is_delimiter(line)
            elif line.startswith("|") or self._table_begins(number):
                self._row(number, start, end)
            else:
                self._prose(number, start, end)
        self._close()
        return self.items

    def _table_begins(self, number: int) -> bool:
        start, end = self.lines[number]
        return "|" in self.source[start:end] and self._delimiter(number + 1)

    def _delimiter(self, number: int) -> bool:
        return number < len(self.lines) and is_delimiter(self.source[slice(*self.lines[number])])

    def _row(self, number: int, start: int, end: int) -> None:
        self._close()
        kind = ItemKind.HEADER if self._delimiter(number + 1) else ItemKind.ROW
        shown = [Shown.of(self.source, [trim(self.source, *cell)]) for cell in cells(self.source, start, end)]
        row = Shown.of(self.source, [(start, end)])
        self.items.append(Item(kind, row, gap=self.gap, cells=tuple(cell for cell in shown if cell)))
        self.gap = False

    def _prose(self, number: int, start: int, end: int) -> None:
        if mark := self.numbered.get(number):
            self._numbered(mark, number, start + mark.length, end)
            return
        begin = start
        while hit := MARKER.match(self.source, begin, end) or _ARROW.match(self.source, begin, end):
            begin = hit.end()
        if begin > start:
            self._close()
            self.kind, self.level, self.open = ItemKind.BULLET, self.columns[number], [(begin, end)]
        elif self.open and self._goes_on(number):
            self.open.append((start, end))
        else:
            self._close()
            self.kind, self.level, self.open = ItemKind.TEXT, 0, [(start, end)]

    def _numbered(self, mark: Mark, number: int, begin: int, end: int) -> None:
        self._close()
        if mark.kind is Numbered.ITEM:
            self.kind, self.level, self.open = ItemKind.BULLET, self.columns[number], [(begin, end)]
            return
        self.kind, self.level, self.open = ItemKind.TEXT, 0, [(begin, end)]
        self.gap = self.gap or mark.kind is Numbered.SECTION
        self._close()

    def _goes_on(self, number: int) -> bool:
        """Whether the line continues the one before it."""
        before = self.source[slice(*self.open[-1])]
        line = self.source[slice(*self.lines[number])]
        if date_line(line) or date_line(before) or is_figure(before) or (label_end(line) and label_end(before)):
            return False
        if self.wrapped[number]:
            return True
        if self.kind is ItemKind.BULLET and self.columns[number] > self.level:
            return True
        if len(before) <= LONG or _TERMINAL.search(before[-8:]):
            return False
        return line[0].islower() or _HANGING.search(before) is not None

    def _wrapped(self) -> list[bool]:
        """For each line, whether an editor that wraps at a width broke the paragraph before it.

        In such a paragraph no line but the last has room for the next one's first word.
        """
        found = [False] * len(self.lines)
        at = 0
        while at < len(self.lines):
            stop = at
            while stop < len(self.lines) and self._is_prose(stop, stop == at):
                stop += 1
            if stop - at >= 3:
                self._mark(found, at, stop)
            at = max(stop, at + 1)
        return found

    def _is_prose(self, number: int, first: bool) -> bool:
        start, end = self.lines[number]
        if not start < end <= start + _WIDE or self.source[start] == "|":
            return False
        return first or (MARKER.match(self.source, start, end) is None and number not in self.numbered)

    def _mark(self, found: list[bool], at: int, stop: int) -> None:
        sizes = [self.columns[n] + self.lines[n][1] - self.lines[n][0] for n in range(at, stop)]
        width = max(sizes)
        if width < _NARROW:
            return
        full = [sizes[n - at] + 1 + self._first_word(n + 1) > width for n in range(at, stop - 1)]
        for n, is_full in enumerate(full):
            neighbours = full[max(0, n - 1) : n] + full[n + 1 : n + 2]
            found[at + n + 1] = is_full and any(neighbours)

    def _first_word(self, number: int) -> int:
        start, end = self.lines[number]
        return len(self.source[start : min(end, start + _WIDE)].split(maxsplit=1)[0])

    def _close(self) -> None:
        if self.open:
            shown = Shown.of(self.source, self.open)
            self.items.append(Item(self.kind, shown, self.level, self.gap))
            self.gap = False
        self.open = []
