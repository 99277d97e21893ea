"""What a statement itself names: a role, whom it was with, and when."""

from __future__ import annotations

from collections.abc import Sequence

from askme.corpus.headers import of_lines
from askme.corpus.shapes import ended
from askme.corpus.titles import LONGEST_TITLE, Part, parts
from askme.schema import Passage, PassageKind, StepKind, TrailStep

_LINES = 4
"""Lines of a title, at most."""


def named_in(passage: Passage) -> list[TrailStep]:
    """What a statement of one piece names, each cell of a row, or each line of a title with nothing under it."""
    texts = [passage.text[piece.start - passage.start : piece.end - passage.start] for piece in passage.pieces]
    if len(texts) == 1:
        named = [parts(texts[0])]
    elif passage.kind is PassageKind.ROW:
        named = [_of_cell(text, parts(text)) for text in texts]
    elif len(texts) <= _LINES and not any(ended(text) or len(text) > LONGEST_TITLE for text in texts):
        named = of_lines(texts)
    else:
        return []
    return [
        TrailStep(
            kind=part.kind, start=piece.start + part.start, end=piece.start + part.end, text=text[part.start : part.end]
        )
        for piece, text, found in zip(passage.pieces, texts, named, strict=True)
        for part in found
    ]


def _of_cell(text: str, named: Sequence[Part]) -> tuple[Part, ...]:
    """A role and whom it was with, or all of a cell as what its first part is."""
    first = {part.kind: part for part in reversed(named)}
    role, employer = first.get(StepKind.ROLE), first.get(StepKind.ENTRY)
    if role and employer:
        return (role, employer)
    kind = StepKind.ROLE if role else named[0].kind if named else StepKind.ENTRY
    return (Part(kind, 0, len(text)),)
