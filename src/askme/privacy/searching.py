"""The order in which a text is searched: what is surest is taken first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from askme.policy import Private
from askme.privacy import addresses, emails, identity, phones
from askme.privacy.found import Found, Marked
from askme.privacy.shapes import Lines, public

_NEAR = 3
"""Lines around contact data in which a line that is but a number, or but a street, is contact data too."""
_SHARE = 0.6
"""How much of such a line it has to fill."""
_LONGEST = 160
"""Characters of a line that can be one of contact data; in a longer one, a number is as likely something else."""
_BORDERS = ",'’"

Ranges = Iterable[tuple[int, int]]


class Search:
    """One text; what is taken is not taken again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines.of(text)
        self._public = public(text)
        self._taken = Marked(len(text))
        self._found: list[Found] = []

    def all(self) -> tuple[Found, ...]:
        text, lines = self._text, self._lines
        self._take(Private.EMAIL, emails.find(text))
        self._take(Private.PHONE, phones.links(text))
        self._take(Private.IDENTITY, identity.labelled(text))
        self._take(Private.PHONE, phones.labelled(text))
        self._take(Private.IDENTITY, self._private(identity.formal(text)))
        self._take(Private.PHONE, self._private(phones.formal(text)))
        self._take(Private.ADDRESS, addresses.labelled(text))
        self._take(Private.ADDRESS, self._outside_links(addresses.sure(text, lines)))
        self._take(Private.ADDRESS, self._outside_links(addresses.with_postcode(text, lines)))
        if self._found:
            near = self._near()
            self._take(Private.PHONE, self._beside(near, self._private(phones.bare(text))))
            self._take(Private.ADDRESS, self._beside(near, self._private(addresses.weak(text, lines))))
        return tuple(sorted(self._found, key=lambda found: found.start))

    def _take(self, kind: Private, ranges: Ranges) -> None:
        for start, end in ranges:
            for free in self._taken.free(start, end):
                first, last = _trimmed(self._text, *free)
                if any(char.isalnum() for char in self._text[first:last]):
                    self._found.append(Found(start=first, end=last, kind=kind))
            self._taken.mark(start, end)

    def _private(self, ranges: Ranges) -> Iterator[tuple[int, int]]:
        return ((start, end) for start, end in ranges if not self._public.touches(start, end))

    def _outside_links(self, ranges: Ranges) -> Iterator[tuple[int, int]]:
        """An address may begin like an issue's number ("#12, 3rd Cross"), but does not stand inside a link."""
        return ((start, end) for start, end in ranges if not self._public.touches(start + (end - start) // 2, end))

    def _near(self) -> dict[int, int]:
        """Lines with contact data, and those around them, with how far away it is."""
        near: dict[int, int] = {}
        for found in self._found:
            if found.kind is Private.IDENTITY:
                continue
            line = self._lines.number(found.start)
            for at in range(max(0, line - _NEAR), min(len(self._lines.starts), line + _NEAR + 1)):
                near[at] = min(near.get(at, _NEAR), abs(at - line))
        return near

    def _beside(self, near: dict[int, int], ranges: Ranges) -> Iterator[tuple[int, int]]:
        for start, end in ranges:
            line = self._lines.number(start)
            first, last = self._lines.bounds(line)
            words = sum(char.isalnum() for char in self._text[first:last]) if last - first <= _LONGEST else 0
            own = sum(char.isalnum() for char in self._text[start:end])
            if words and line in near and (near[line] == 0 or own >= _SHARE * words):
                yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space, commas and quotes at its borders."""
    while start < end and (text[start].isspace() or text[start] in _BORDERS):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _BORDERS):
        end -= 1
    return start, end
