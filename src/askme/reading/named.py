"""What a statement itself names: a role, whom it was with, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from askme.corpus.forms import on_form
from askme.corpus.headers import of_lines
from askme.corpus.sentences import sentences
from askme.corpus.shapes import ended
from askme.corpus.titles import LONGEST_TITLE, Part, parts
from askme.reading.rows import by_column
from askme.schema import Passage, PassageKind, Span, StepKind, TrailStep, glued
from askme.text import stems

_LINES = 4
"""Lines of a title, at most."""
_LABELLED = 2
"""Lines that make a form, at least."""
_COLUMNS = {
    StepKind.ROLE: frozenset(stems("role position title job post function capacity")),
    StepKind.ENTRY: frozenset(stems("company employer organisation organization firm institution")),
    StepKind.DATES: frozenset(stems("period dates year years when from time since duration")),
}
"""Stems in what the columns of a table of jobs are called."""
_CLAUSE = re.compile(r"(?i)\b(?:i|we|my|he|she|they|is|are|was|were|has|had)\b")


def named_in(passage: Passage) -> list[TrailStep]:
    """What a statement of one piece names, each cell of a row, or each line of a title with nothing under it."""
    texts = [passage.text[piece.start - passage.start : piece.end - passage.start] for piece in passage.pieces]
    if len(texts) == 1:
        named = [parts(texts[0])]
    elif passage.kind is PassageKind.ROW:
        named = _by_column(passage, texts) or [_of_cell(text, parts(text)) for text in texts]
    elif len(texts) <= _LINES and not any(ended(text) or len(text) > LONGEST_TITLE for text in texts):
        named = _on_form(texts) or of_lines(texts)
    else:
        return []
    return [
        TrailStep(
            kind=part.kind, start=piece.start + part.start, end=piece.start + part.end, text=text[part.start : part.end]
        )
        for piece, text, found in zip(passage.pieces, texts, named, strict=True)
        for part in (_edged(text, one) for one in found)
    ]


def named_first(passage: Passage) -> list[TrailStep]:
    """What the first of several sentences names, if that is no clause ("Acme, Clerk, 2019 - now. Hired to ...")."""
    shown = passage.shown
    (start, end), *others = sentences(shown)
    first = shown[start:end].rstrip(".")
    if passage.kind is PassageKind.ROW or not others or len(first) > LONGEST_TITLE or _CLAUSE.search(first):
        return []
    places = [*_places(passage)]
    return [_step(passage, part.kind, places[start + part.start : start + part.end]) for part in parts(first)]


def _by_column(passage: Passage, texts: Sequence[str]) -> list[tuple[Part, ...]]:
    """What each cell is by its column's name; empty unless the columns of a role and of an employer are named so."""
    kinds = [_kind(name) for name, _ in by_column(passage)]
    if len(kinds) != len(texts) or not {StepKind.ROLE, StepKind.ENTRY} <= {*kinds}:
        return []
    return [(Part(kind, 0, len(text)),) if kind else () for kind, text in zip(kinds, texts, strict=True)]


def _kind(column: str) -> StepKind | None:
    """What stands in a column, by its name; of several names ("Role / Company") none."""
    words = frozenset(stems(column))
    found = [kind for kind, names in _COLUMNS.items() if words & names]
    return found[0] if len(found) == 1 else None


def _on_form(texts: Sequence[str]) -> list[tuple[Part, ...]]:
    """What each line of a form tells ("Employer: Acme", "From: 2018"), the first perhaps without a label; empty if
    these are none."""
    told = [on_form(text) for text in texts]
    if sum(map(bool, told)) < _LABELLED:
        return []
    if told[0] is None and StepKind.ENTRY not in [one[0] for one in told if one]:
        told[0] = (StepKind.ENTRY, 0, len(texts[0]))
    return [(Part(*one),) if one else () for one in told]


def _of_cell(text: str, named: Sequence[Part]) -> tuple[Part, ...]:
    """A role and whom it was with, or all of a cell as what its first part is."""
    first = {part.kind: part for part in reversed(named)}
    role, employer = first.get(StepKind.ROLE), first.get(StepKind.ENTRY)
    if role and employer:
        return (role, employer)
    kind = StepKind.ROLE if role else named[0].kind if named else StepKind.ENTRY
    return (Part(kind, 0, len(text)),)


def _edged(text: str, part: Part) -> Part:
    """Without the comma that parts it from what stands before it in a cell ("**Clerk**, Acme Ltd.")."""
    bare = text[part.start : part.end].lstrip(" ,;:·–-")
    return Part(part.kind, part.end - len(bare), part.end) if bare else part


def _places(passage: Passage) -> Iterator[int]:
    """Where each character of what is shown stands in the document; a space between pieces, where the first ends."""
    end: int | None = None
    for piece in passage.pieces:
        if end is not None and not glued(passage.text[end - passage.start : piece.start - passage.start]):
            yield end
        yield from range(piece.start, piece.end)
        end = piece.end


def _step(passage: Passage, kind: StepKind, places: Sequence[int]) -> TrailStep:
    """The step that stands at some places of the document, with the pieces of the passage that it lies in."""
    start, end = places[0], places[-1] + 1
    inside = [(max(start, piece.start), min(end, piece.end)) for piece in passage.pieces]
    pieces = tuple(Span(start=first, end=last) for first, last in inside if first < last)
    text = passage.text[start - passage.start : end - passage.start]
    return TrailStep(kind=kind, start=start, end=end, text=text, pieces=pieces if len(pieces) > 1 else ())
