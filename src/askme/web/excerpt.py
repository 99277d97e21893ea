"""The lines of a document around a citation, for the source panel."""

from __future__ import annotations

import re
from dataclasses import dataclass

from askme.schema import Span

AROUND = 4
"""Lines with words in them that are shown before and after the cited ones."""
ROOM = 320
"""Characters kept of a long line before and after the cited words (PDF text has paragraphs on one line)."""

_SIGIL = re.compile(r"\s*(?:#{1,6}|[-*+•]|\d{1,3}[.)]|>)\s+")


@dataclass(frozen=True)
class Line:
    """One line of the document: its number from 1, and its text cut at the edges of the citation."""

    number: int
    sigil: str
    """The markup that opens the line ("- ", "## "); shown faintly."""
    before: str
    cited: str
    after: str

    @property
    def text(self) -> str:
        return self.sigil + self.before + self.cited + self.after


def around(text: str, cited: Span, lines: int = AROUND) -> tuple[Line, ...]:
    """The cited lines with up to `lines` lines with words before and after them.

    >>> [line.text for line in around("# A\\n\\n- one\\n- two\\n- three", Span(start=12, end=17), lines=1)]
    ['- one', '- two', '- three']
    """
    spans = _line_spans(text)
    touched = [n for n, span in enumerate(spans) if span.start < cited.end and cited.start < span.end] or [0]
    first = _reach(text, spans, touched[0], -1, lines)
    last = _reach(text, spans, touched[-1], +1, lines)
    return tuple(_line(text, n + 1, spans[n], cited) for n in range(first, last + 1))


def _line_spans(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start=start, end=start + len(line)))
        start += len(line) + 1
    return spans


def _reach(text: str, spans: list[Span], index: int, step: int, lines: int) -> int:
    """Walk from line `index` until `lines` lines with words have been passed."""
    reached = index
    while lines and 0 <= index + step < len(spans):
        index += step
        if text[spans[index].start : spans[index].end].strip():
            reached, lines = index, lines - 1
    return reached


def _line(text: str, number: int, span: Span, cited: Span) -> Line:
    start, end = max(span.start, min(cited.start, span.end)), min(span.end, max(cited.end, span.start))
    opening = _SIGIL.match(text, span.start, span.end)
    inside = opening.end() if opening and (start >= opening.end() or start == end) else span.start
    if start >= end:
        return Line(number, text[span.start : inside], _shorten_end(text[inside : span.end], 2 * ROOM), "", "")
    before = _shorten_start(text[inside:start], ROOM)
    return Line(number, text[span.start : inside], before, text[start:end], _shorten_end(text[end : span.end], ROOM))


def _shorten_end(text: str, room: int) -> str:
    return text if len(text) <= room else text[:room].rsplit(" ", 1)[0] + " …"


def _shorten_start(text: str, room: int) -> str:
    return text if len(text) <= room else "… " + text[-room:].split(" ", 1)[-1]
