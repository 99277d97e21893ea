"""What the scanners hand over: the lines of a document, continuation lines joined, markup taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from askme.corpus.shown import Shown

MARKER = re.compile(r"(?:[-*+•◦▪▫‣⁃●○■□➢➤✓✔·–]|\d{1,3}[.)])(?:[ \t\xa0]+(?:\[[ xX]\][ \t]+)?)(?=\S)")


class ItemKind(Enum):
    HEADING = auto()
    TEXT = auto()
    BULLET = auto()
    HEADER = auto()
    """The header row of a table."""
    ROW = auto()
    CODE = auto()
    QUOTE = auto()


LISTED = (ItemKind.BULLET, ItemKind.ROW, ItemKind.HEADER)
"""What a list or a table is made of."""


@dataclass(frozen=True)
class Item:
    """One logical line."""

    kind: ItemKind
    shown: Shown
    level: int = 0
    """Of a heading 1 .. 6; of a bullet the column it begins at."""
    gap: bool = False
    """Whether a blank line, a rule or the document's start is before it."""
    cells: tuple[Shown, ...] = ()
    """Of a table row: its cells."""
    bold: bool = False
    """Whether all of it is set in bold: Markdown's way to write a heading without a hash."""

    strong: bool = False
    """Whether it begins in bold, as the title of an entry often does."""

    @property
    def text(self) -> str:
        return self.shown.text


def lines(source: str, start: int = 0) -> list[tuple[int, int]]:
    """The lines as ranges without their line breaks."""
    found = []
    at = 0
    for line in source[start:].splitlines(keepends=True):
        found.append((start + at, start + at + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"))))
        at += len(line)
    return found


def cells(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges between the bars of a table row; an escaped bar is no bar."""
    found = []
    at = start
    for place in range(start, end):
        if source[place] == "|" and source[place - 1 : place] != "\\":
            found.append((at, place))
            at = place + 1
    found.append((at, end))
    return found


def is_delimiter(line: str) -> bool:
    """Whether the line is the rule under a table's header."""
    return "-" in line and "|" in line and not set(line) - set("|:- \t")
