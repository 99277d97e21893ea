"""The rows of a table: which cell stands in which column."""

from __future__ import annotations

from collections.abc import Sequence

from askme.schema import Passage, Span, StepKind

_TELLING = 6
"""A cell of so many words says by itself what it is."""


def by_column(passage: Passage) -> tuple[tuple[str, str], ...]:
    """A row's cells, each behind its column's name; empty where the table has no names or the row leaves cells out."""
    columns = passage.steps(StepKind.COLUMNS)
    if not columns:
        return ()
    names = _cells(columns[0].text, columns[0].start, columns[0].pieces)
    found = _cells(passage.text, passage.start, passage.pieces)
    return tuple(zip(names, found, strict=True)) if len(names) == len(found) else ()


def in_words(passage: Passage) -> str:
    """A statement's words; of a row, with the names of its columns before short cells: "Alpine walk: days 2, price
    240"."""
    cells = by_column(passage)
    if all(len(cell.split()) >= _TELLING for _, cell in cells[1:]):
        return passage.shown
    (_, first), *others = cells
    told = (cell if len(cell.split()) >= _TELLING else f"{name} {cell}" for name, cell in others)
    return f"{first}: {', '.join(told)}"


def _cells(text: str, start: int, pieces: Sequence[Span]) -> list[str]:
    """:param start: of `text` in its document, whose offsets the pieces have"""
    cells: list[str] = []
    end = start
    for piece in pieces:
        words = text[piece.start - start : piece.end - start]
        if cells and "|" not in text[end - start : piece.start - start]:
            cells[-1] += f" {words}"
        else:
            cells.append(words)
        end = piece.end
    return cells
