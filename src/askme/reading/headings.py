"""What stands over statements and tells something itself ("Nurse, City Hospital (40 beds), 2010-2014")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from askme.schema import Passage, StepKind, TrailStep

_OF_STATEMENTS = (StepKind.SECTION, StepKind.LEAD, StepKind.COLUMNS)
"""Steps that are no part of a heading: what it stands in, and what stands below it."""


@dataclass(frozen=True)
class Heading:
    """The title of an entry, with those of the entries that it stands in."""

    steps: tuple[TrailStep, ...]
    """In the order of the document; never empty."""
    sections: tuple[TrailStep, ...]
    """What it stands in, outermost first."""
    document_id: str
    places: tuple[int, ...]
    """Positions of the statements right under it."""

    @property
    def shown(self) -> str:
        """As a reader sees it, in one line."""
        return ", ".join(" ".join(step.shown.split()) for step in self.steps)

    @property
    def section(self) -> str:
        """The names of what it stands in."""
        return " › ".join(" ".join(step.shown.split()) for step in self.sections)


def headings(passages: Sequence[Passage]) -> tuple[Heading, ...]:
    """The headings over one profile's statements, in document order."""
    found: dict[tuple[str, tuple[int, ...]], list[int]] = {}
    for at, passage in enumerate(passages):
        starts = tuple(step.start for step in _heading_of(passage))
        if starts:
            found.setdefault((passage.document_id, starts), []).append(at)
    return tuple(
        Heading(
            steps=_heading_of(passages[places[0]]),
            sections=passages[places[0]].steps(StepKind.SECTION),
            document_id=document_id,
            places=tuple(places),
        )
        for (document_id, _), places in found.items()
    )


def _heading_of(passage: Passage) -> tuple[TrailStep, ...]:
    """The steps of a passage's trail that are a heading's, and stand outside of the passage."""
    return tuple(
        step
        for step in passage.trail
        if step.kind not in _OF_STATEMENTS and not passage.start <= step.start < passage.end
    )
