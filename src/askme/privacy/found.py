"""What is found, and the parts of a text that are already somebody's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from askme.policy import Private
from askme.schema import Span


class Found(Span):
    """A range of a text that holds private data."""

    kind: Private


class Marked:
    """Ranges of one text, marked one after another; asking and marking cost what the range is long."""

    def __init__(self, length: int, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._marks = bytearray(length)
        for start, end in ranges:
            self.mark(start, end)

    def mark(self, start: int, end: int) -> None:
        self._marks[start:end] = b"\x01" * (end - start)

    def touches(self, start: int, end: int) -> bool:
        """Whether a character of the range is marked."""
        return self._marks.find(1, start, end) >= 0

    def free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of the range that are not marked."""
        while start < end:
            first = self._marks.find(1, start, end)
            stop = end if first < 0 else first
            if start < stop:
                yield start, stop
            after = self._marks.find(0, stop, end) if stop < end else -1
            start = end if after < 0 else after
