"""What a reader sees of a stretch of a document, with the document offset of every character."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from askme.schema import Span

_UNMASKED = re.compile(rb"\x00+")
_WORD = re.compile(r"[^\W_]")


@lru_cache(maxsize=4096)
def visible(char: str) -> bool:
    """Whether the character leaves a mark: not white space, control, zero-width or another format character."""
    return not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf")


def trim(source: str, start: int, end: int) -> tuple[int, int]:
    """The range without what is invisible at its borders; empty at `end` if nothing is visible."""
    while start < end and not visible(source[start]):
        start += 1
    while start < end and not visible(source[end - 1]):
        end -= 1
    return start, end


@dataclass(frozen=True)
class Run:
    """Characters that stand together in both the shown text and the document."""

    at: int
    """Where they begin in the shown text."""
    start: int
    """Where they begin in the document."""
    length: int


@dataclass(frozen=True)
class Shown:
    """Visible text and where it stands. Lines are joined by a newline, markup is left out.

    >>> shown = Shown.of("a **b** c", [(0, 9)], mask=bytes([0, 0, 1, 1, 0, 1, 1, 0, 0]))
    >>> shown.text, [(piece.start, piece.end) for piece in shown.pieces()]
    ('a b c', [(0, 1), (4, 5), (8, 9)])
    """

    source: str
    text: str
    runs: tuple[Run, ...]

    @classmethod
    def of(
        cls, source: str, lines: Iterable[tuple[int, int]], mask: bytes | bytearray | None = None, base: int = 0
    ) -> Shown:
        """The text of some lines; `mask` marks, from offset `base` on, the characters to leave out."""
        parts: list[str] = []
        runs: list[Run] = []
        at = 0
        for start, end in lines:
            before = at
            for opened, last in _unmasked(start, end, mask, base):
                first = opened if at > before else _lstrip(source, opened, last)
                if first == last:
                    continue
                if parts and at == before:
                    parts.append("\n")
                    at += 1
                parts.append(source[first:last])
                runs.append(Run(at, first, last - first))
                at += last - first
        return cls(source, "".join(parts), tuple(runs))

    def __bool__(self) -> bool:
        """Whether it says anything: holds a letter or a digit."""
        return _WORD.search(self.text) is not None

    def span(self, i: int = 0, j: int | None = None) -> Span:
        """Where `text[i:j]`, trimmed, stands in the document."""
        pieces = self.pieces(i, j)
        return Span(start=pieces[0].start, end=pieces[-1].end) if pieces else Span(start=0, end=0)

    def pieces(self, i: int = 0, j: int | None = None) -> tuple[Span, ...]:
        """The visible slices of the document that make up `text[i:j]`."""
        end = len(self.text) if j is None else j
        first = max(bisect_right(self.runs, i, key=lambda run: run.at) - 1, 0)
        found: list[Span] = []
        for run in self.runs[first:]:
            if run.at >= end:
                break
            low, high = max(run.at, i), min(run.at + run.length, end)
            start, stop = trim(self.source, run.start + low - run.at, run.start + high - run.at)
            if start < stop:
                found.append(Span(start=start, end=stop))
        return tuple(found)

    def part(self, i: int, j: int) -> Shown:
        """`text[i:j]` as a text of its own."""
        runs = []
        first = max(bisect_right(self.runs, i, key=lambda run: run.at) - 1, 0)
        for run in self.runs[first:]:
            if run.at >= j:
                break
            low, high = max(run.at, i), min(run.at + run.length, j)
            if low < high:
                runs.append(Run(low - i, run.start + low - run.at, high - low))
        return Shown(self.source, self.text[i:j], tuple(runs))


def _unmasked(start: int, end: int, mask: bytes | bytearray | None, base: int) -> Iterable[tuple[int, int]]:
    if mask is None:
        return ((start, end),)
    return ((base + hit.start(), base + hit.end()) for hit in _UNMASKED.finditer(mask, start - base, end - base))


def _lstrip(source: str, start: int, end: int) -> int:
    while start < end and not visible(source[start]):
        start += 1
    return start
