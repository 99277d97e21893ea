"""Where in a profile a conversation stands: at what its last answer cited."""

from __future__ import annotations

from functools import cached_property

from askme.reading import Entry, ProfileReading
from askme.schema import Passage
from askme.understanding.request import Thread

FAR = 7
"""Statements away; more count as many."""
_AHEAD, _BACK, _AGAIN = 4, 1, 2
"""How many statements behind what was told, before it, and of itself may answer what is asked next."""
Place = tuple[str, int]


class Told:
    """What an answer told, among a profile's statements.

    :param thread: None where nothing was asked before
    """

    def __init__(self, reading: ProfileReading, thread: Thread | None) -> None:
        self._passages = reading.passages
        self._cited = thread.cited if thread else ()

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """Of the statements that were cited, in order."""
        cited = {(citation.document.id, citation.start, citation.end) for citation in self._cited}
        spans = ((passage.document_id, passage.start, passage.end) for passage in self._passages if cited)
        return tuple(at for at, span in enumerate(spans) if span in cited)

    def names(self, entry: Entry) -> bool:
        """Whether it told what an entry is called, or all of one that is a single statement."""
        if entry.in_line:
            return entry.passages[0] in self.positions
        document = self._passages[entry.passages[0]].document_id
        return any(
            citation.document.id == document and citation.start <= step.start < citation.end
            for citation in self._cited
            for step in entry.steps
        )

    def shares_place(self, at: int) -> bool:
        """Whether a statement stands under the same heading as one that was told, or under a heading that was."""
        passage = self._passages[at]
        if _place(passage) in self._places:
            return True
        return any(
            citation.document.id == passage.document_id and citation.start <= step.start < citation.end
            for citation in self._cited
            for step in passage.trail
        )

    def gap(self, at: int) -> int:
        """How many statements behind what was told one stands (before it: less than 0), `FAR` at most and where nothing
        was told."""
        document = self._passages[at].document_id
        gaps = [at - told for told in self.positions if self._passages[told].document_id == document]
        return max(-FAR, min(FAR, min(gaps, key=abs, default=FAR)))

    def near(self) -> tuple[int, ...]:
        """Positions of statements that may answer what is asked next, whatever their words."""
        first = self.positions[:_AGAIN]
        around = (told + step for told in first for step in (*range(_AHEAD + 1), *range(-_BACK, 0)))
        there = (at for at in around if 0 <= at < len(self._passages))
        return tuple(at for at in dict.fromkeys(there) if abs(self.gap(at)) < FAR)

    @cached_property
    def _places(self) -> frozenset[Place]:
        return frozenset(_place(self._passages[at]) for at in self.positions)


def _place(passage: Passage) -> Place:
    return passage.document_id, passage.trail[-1].start if passage.trail else -1
