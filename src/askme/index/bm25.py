"""BM25 over passages: bm25s computes the scores when the index is built, and adding up columns is all that is left.

So a question needs neither bm25s nor scipy, whose import takes longer than the rest of the answer.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from askme import arrays

FOLDER = "bm25"
_VOCABULARY = "vocab.index.json"
_ARRAYS = ("data", "indices", "indptr")


@dataclass(frozen=True)
class Bm25:
    """Scores of terms in passages, by column: the passages with term `t` and its scores there are
    `indices[indptr[t]:indptr[t + 1]]` and the same slice of `data`."""

    terms: Mapping[str, int]
    data: NDArray[np.float32]
    indices: NDArray[np.int32]
    indptr: NDArray[np.int32]
    size: int
    """How many passages there are."""

    def scores(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """The BM25 score of every passage, `[size]`; 0 without a shared term. A repeated token counts twice."""
        total = np.zeros(self.size, dtype=np.float32)
        for token in tokens:
            column = self.terms.get(token, len(self.indptr))
            if column + 1 < len(self.indptr):
                cells = slice(self.indptr[column], self.indptr[column + 1])
                total[self.indices[cells]] += self.data[cells]
        return total

    def restricted(self, rows: NDArray[np.intp]) -> Bm25:
        """Of these passages only, numbered anew; `rows` ascend. A term weighs what it does in the whole corpus."""
        place = np.full(self.size, -1, dtype=np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        kept = place[self.indices] >= 0
        indptr = np.concatenate(([0], np.cumsum(kept)))[self.indptr].astype(np.int32)
        return Bm25(self.terms, self.data[kept], place[self.indices[kept]], indptr, len(rows))

    def worded(self) -> int:
        """How many passages have at least one term."""
        return len(np.unique(self.indices))


def write(folder: Path, tokens: Sequence[Sequence[str]]) -> None:
    """Score the passages' tokens and store the result in `folder`."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to tell everything
    rows = [list(some) for some in tokens]
    if not any(rows):
        rows = [["\0"] for _ in rows]  # bm25s takes no corpus without a word; nobody asks for this one
    scorer = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    scorer.index(rows, show_progress=False)
    scorer.save(str(folder), corpus=None)


def read(folder: Path, size: int) -> Bm25:
    """The scores that `write` stored for `size` passages.

    :raises OSError, ValueError: they cannot be read.
    """
    terms = json.loads((folder / _VOCABULARY).read_text("utf-8"))
    data, indices, indptr = (arrays.load(folder / f"{name}.csc.index.npy") for name in _ARRAYS)
    return Bm25(terms, data, indices, indptr, size)
