"""Short notation for what became of a text, so that a test is a few lines."""

from __future__ import annotations

from askme.corpus import Format, SegmentKind, segment, split
from askme.schema import Document, Passage, StepKind


def passages(text: str, form: Format = Format.PLAIN) -> tuple[Passage, ...]:
    return split(Document(id="a", profile_id="a", source="a", text=text), form)


def shown(text: str, form: Format = Format.PLAIN) -> list[str]:
    return [passage.shown for passage in passages(text, form)]


def pieces(passage: Passage) -> list[str]:
    return [passage.text[piece.start - passage.start : piece.end - passage.start] for piece in passage.pieces]


def trail(text: str, words: str, form: Format = Format.PLAIN) -> list[tuple[str, str]]:
    """The trail of the passage that shows these words, the lead left out."""
    found = next(passage for passage in passages(text, form) if words in passage.shown)
    return [(step.kind.value, step.text) for step in found.trail if step.kind is not StepKind.LEAD]


def leads(text: str, words: str, form: Format = Format.PLAIN) -> list[str]:
    found = next(passage for passage in passages(text, form) if words in passage.shown)
    return [step.text for step in found.steps(StepKind.LEAD)]


def headings(text: str, form: Format = Format.PLAIN) -> list[str]:
    return [text[part.start : part.end] for part in segment(text, form) if part.kind is SegmentKind.HEADING]
