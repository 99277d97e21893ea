"""Moves the vectors of questions and of statements to where a statement lies near the questions that it answers.

An embedding model puts near what is said alike, and an answer mostly says something else than its question. Two square
matrices, one for each side, were learned for which of a person's statements answers; what comes out of them is added to
the vectors, so that they begin as the model's own. `scripts/train_adapter.py` learns them for one embedding model; they
mean nothing for another's vectors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from askme import arrays
from askme.embedding.base import Vectors, unit

ADAPTER = Path(__file__).with_name("adapter.npz")
_AT_ONCE = 4096


@dataclass(frozen=True)
class Adapter:
    """Safe to share between threads."""

    questions: NDArray[np.float16]
    """`[dimension, dimension]`"""
    statements: NDArray[np.float16]
    """`[dimension, dimension]`"""
    fingerprint: str
    """Of the embedding model whose vectors it moves."""

    @classmethod
    def read(cls, file: Path) -> Self:
        held = arrays.load_all(file)
        return cls(held["questions"], held["statements"], str(held["fingerprint"]))

    def write(self, file: Path) -> None:
        named = {"questions": self.questions, "statements": self.statements, "fingerprint": np.array(self.fingerprint)}
        np.savez_compressed(file, **named)  # type: ignore[arg-type]  # of NumPy's stubs: a keyword might be allow_pickle

    def cosines(self, question: Vectors, statements: Vectors, lengths: Vectors) -> Vectors:
        """How near a moved question is to each moved statement.

        The statements are not moved: what moves them is applied to the question instead, which gives the same product.

        :param question: `[dimension]`
        :param statements: as the model gives them, `[n, dimension]`
        :param lengths: what `lengths` gives for them, `[n]`
        :returns: `[n]`
        """
        moved = unit(question[None] @ self._asked) @ self._stated.T
        found: Vectors = (statements @ moved[0]) / lengths
        return found

    def lengths(self, statements: Vectors) -> Vectors:
        """How long the statements' vectors are once they are moved.

        :param statements: `[n, dimension]`
        :returns: `[n]`
        """
        found = np.ones(len(statements), dtype=np.float32)
        for begin in range(0, len(statements), _AT_ONCE):
            some = slice(begin, begin + _AT_ONCE)
            found[some] = np.linalg.norm(statements[some] @ self._stated, axis=1)
        found[found == 0] = 1
        return found

    @cached_property
    def _asked(self) -> Vectors:
        return _added(self.questions)

    @cached_property
    def _stated(self) -> Vectors:
        return _added(self.statements)


@cache
def shipped() -> Adapter:
    """The one that askme comes with, read once for all retrievers."""
    return Adapter.read(ADAPTER)


def _added(matrix: NDArray[np.float16]) -> Vectors:
    added: Vectors = np.eye(len(matrix), dtype=np.float32) + matrix.astype(np.float32)
    return added
