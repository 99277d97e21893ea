"""The open headings while a document is read, and what they make of its statements: passages with their trail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from askme.corpus.sentences import LONGEST, sentences, statements
from askme.corpus.shown import Shown
from askme.schema import Document, Passage, PassageKind, Span, StepKind, TrailStep

SECTION, ENTRY, SUB, LIST, TABLE = 2, 10, 20, 30, 10_000
"""Levels of headings: a heading closes those of its own level and deeper ones."""
_SPACE = re.compile(r"\s")


@dataclass
class Frame:
    """An open heading."""

    level: int
    steps: list[TrailStep]
    titles: list[Shown] = field(default_factory=list)
    """The lines it consists of."""
    keep: bool = False
    """Whether it is itself a statement when nothing stands under it ("B.Sc. Physics, 2014")."""
    fresh: bool = True
    """Nothing stands under it yet."""
    leads: bool = False
    """Whether an opening paragraph tells what it is about."""
    subbed: bool = False
    """Whether its content began with a heading of its own, so that other headings are its parts too."""
    group: bool = False
    """An organisation with several positions under it."""
    packed: bool = False
    """Whether no blank line stands between these."""
    used: bool = False
    dates_first: bool = False
    """Whether its title began with its dates, as those beside it do then."""
    strong: bool = False
    """The same in bold."""
    form: bool = False
    """Whether it is a job on a form."""

    def has(self, kind: StepKind) -> bool:
        return any(step.kind is kind for step in self.steps)


class Outline:
    """Collects the passages and headings of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.passages: list[Passage] = []
        self.headings: list[Span] = []
        self.frames: list[Frame] = []

    # --- headings ------------------------------------------------------------------------------------------------

    def push(self, frame: Frame) -> Frame:
        """Open a heading, closing what it ends."""
        self.close(frame.level)
        for outer in self.frames:
            outer.subbed = outer.subbed or outer.fresh
            outer.fresh = False
        self.frames.append(frame)
        return frame

    def close(self, level: int) -> None:
        """Close the headings of this level and deeper ones."""
        while self.frames and self.frames[-1].level >= level:
            self._end(self.frames.pop())

    def drop(self) -> None:
        """Close the innermost heading."""
        self._end(self.frames.pop())

    def _end(self, frame: Frame) -> None:
        if frame.keep and not frame.used:
            self.together(frame.titles)
        else:
            self.headings.extend(title.span() for title in frame.titles if title.pieces())

    def heading(self, shown: Shown) -> None:
        """Words that are a heading, but context of nothing."""
        self.headings.append(shown.span())

    def step(self, kind: StepKind, shown: Shown, i: int = 0, j: int | None = None) -> TrailStep:
        span, pieces = shown.span(i, j), shown.pieces(i, j)
        text = self.document.text[span.start : span.end]
        return TrailStep(kind=kind, start=span.start, end=span.end, text=text, pieces=pieces if len(pieces) > 1 else ())

    @property
    def top(self) -> Frame | None:
        return self.frames[-1] if self.frames else None

    def find(self, low: int, high: int) -> Frame | None:
        """The innermost open heading of a level in `low .. high - 1`."""
        return next((frame for frame in reversed(self.frames) if low <= frame.level < high), None)

    # --- statements ----------------------------------------------------------------------------------------------

    def say(self, kind: PassageKind, shown: Shown) -> None:
        """One statement."""
        for i, j in _cut(shown.text):
            self._passage(kind, shown.pieces(i, j))

    def paragraph(self, shown: Shown, kind: PassageKind = PassageKind.SENTENCE) -> None:
        """A statement for each sentence; the first may be the lead of the entry it opens."""
        top = self.top
        leads = top is not None and top.leads and top.fresh
        for i, j in statements(shown.text):
            part = shown.part(i, j)
            self._passage(kind, part.pieces())
            if leads and top is not None and part:
                top.steps.append(self.step(StepKind.LEAD, part))
                leads = False

    def row(self, cells: list[Shown], label: Shown | None) -> None:
        """A table row, or a label with its value: each cell is a piece."""
        pieces = tuple(piece for cell in cells for piece in cell.pieces())
        self._passage(PassageKind.ROW, pieces, label.span() if label else None)

    def columns(self, cells: Sequence[Shown]) -> None:
        """Open a table, whose columns are called so."""
        pieces = tuple(piece for cell in cells for piece in cell.pieces())
        start, end = pieces[0].start, pieces[-1].end
        text = self.document.text[start:end]
        step = TrailStep(kind=StepKind.COLUMNS, start=start, end=end, text=text, pieces=pieces)
        self.frames.append(Frame(TABLE, [step], list(cells)))

    def together(self, lines: Sequence[Shown]) -> None:
        """Several lines that are one statement."""
        self._passage(PassageKind.SENTENCE, tuple(piece for line in lines for piece in line.pieces()))

    def figure(self, first: Shown, second: Shown) -> None:
        self._passage(PassageKind.FIGURE, (*first.pieces(), *second.pieces()))

    def _passage(self, kind: PassageKind, pieces: tuple[Span, ...], label: Span | None = None) -> None:
        text = self.document.text
        if not any(char.isalnum() for piece in pieces for char in text[piece.start : piece.end]):
            return
        start, end = pieces[0].start, pieces[-1].end
        passage = Passage(
            id=f"{self.document.id}#{start}-{end}",
            profile_id=self.document.profile_id,
            document_id=self.document.id,
            kind=kind,
            start=start,
            end=end,
            text=text[start:end],
            pieces=pieces,
            label=label,
            trail=tuple(step for frame in self.frames for step in frame.steps),
        )
        self.passages.append(passage)
        for frame in self.frames:
            frame.used = True
            frame.fresh = False


def _cut(text: str) -> list[tuple[int, int]]:
    """The whole, or the sentences of what is too long for one statement."""
    return [(0, len(text))] if len(text) <= LONGEST // 3 else sentences(text)
