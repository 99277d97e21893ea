"""A question compared with a statement, piece by piece, by a small trained network: each piece of the question looks
for what answers to it in the statement, is compared with what it found, and the comparisons are summed up (Parikh
et al., 2016, "A decomposable attention model for natural language inference").

It reads the vectors of one embedding model and means nothing for another's. `scripts/train_relevance.py` trains it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Half = NDArray[np.float16]

QUESTION, STATEMENT = 32, 72
"""Pieces that are compared: the first of a question, the last of a statement, before which stand its headings."""
HEADS = 4
_BESIDE = ("fingerprint", "blend")
"""In the file beside the weights."""
COSINE = 8.0
"""What a cosine counts beside what the network has learned to look for."""


@dataclass(frozen=True)
class AskedPieces:
    """A question's pieces, made ready once for all statements."""

    vectors: Matrix
    """`[pieces, dimension]`"""
    queries: Matrix
    """What each piece looks for, by head: `[heads, pieces, width / heads]`."""
    meant: Matrix
    """`[pieces, width]`"""
    weights: Matrix
    """What each piece counts; together 1. `[pieces]`"""


@dataclass(frozen=True)
class StatedPieces:
    """A statement's pieces, made ready once for all questions; in half precision, as they are kept."""

    vectors: Half
    """`[pieces, dimension]`"""
    own: int
    """The first piece of the statement itself."""
    keys: Half
    """`[pieces, width]`"""
    values: Half
    """`[pieces, width]`"""


class Comparison:
    """Log-odds that a statement answers a question.

    :param weights: by name, as `scripts/train_relevance.py` writes them
    :param blend: what the log-odds of the trees count, what the network's own do, and what is added
    :param fingerprint: of the embedding model whose vectors it reads
    """

    def __init__(self, weights: Mapping[str, Matrix], blend: Matrix, fingerprint: str) -> None:
        self._weights = weights
        self._blend = blend
        self.fingerprint = fingerprint

    @classmethod
    def read(cls, file: Path) -> Self:
        """:raises OSError, ValueError, KeyError: the file is missing or no such file"""
        with np.load(file, allow_pickle=False) as held:
            weights = {name: held[name].astype(np.float32) for name in held.files if name not in _BESIDE}
            return cls(weights, held["blend"].astype(np.float32), str(held["fingerprint"]))

    def asked(self, vectors: Matrix) -> AskedPieces:
        """:param vectors: of the question's pieces, of length 1; `[pieces, dimension]`"""
        vectors = vectors[:QUESTION]
        if not len(vectors):
            vectors = np.zeros((1, vectors.shape[1]), dtype=np.float32)
        telling = self._linear("gate", vectors)[:, 0]
        return AskedPieces(
            vectors, _by_head(self._linear("query", vectors)), self._linear("asked", vectors), _softmax(telling)
        )

    def stated(self, vectors: Half, own: int) -> StatedPieces:
        """:param own: the first piece of the statement itself; before it stand those of its headings"""
        cut = max(0, len(vectors) - STATEMENT)
        kept = vectors[cut:] if len(vectors) else np.zeros((1, vectors.shape[1]), dtype=np.float16)
        own = min(max(own - cut, 0), len(kept) - 1)
        full = kept.astype(np.float32)
        place = self._weights["place"][(np.arange(len(kept)) >= own).astype(int)]
        keys, values = self._linear("key", full) + place, self._linear("stated", full) + place
        return StatedPieces(kept, own, keys.astype(np.float16), values.astype(np.float16))

    def blended(self, trees: Matrix, asked: AskedPieces, statements: Sequence[StatedPieces]) -> Matrix:
        """:param trees: their log-odds `[statements]`
        :returns: log-odds of both together `[statements]`"""
        told, own, added = self._blend
        found: Matrix = told * trees + own * self.logits(asked, statements) + added
        return found

    def logits(self, asked: AskedPieces, statements: Sequence[StatedPieces]) -> Matrix:
        """:returns: log-odds `[statements]`"""
        compared = self._compared(np.stack([self._beside(asked, one) for one in statements]))
        summed = np.einsum("spw,p->sw", compared, asked.weights)
        told = np.concatenate([summed, compared.max(axis=1)], axis=1)
        found: Matrix = self._linear("told", _relu(self._linear("tell", told)))[:, 0]
        return found

    def _beside(self, asked: AskedPieces, stated: StatedPieces) -> Matrix:
        """Each piece of the question with what answers to it in the statement, `[pieces, 4 width + 2]`."""
        cosines = asked.vectors @ stated.vectors.astype(np.float32).T
        keys, values = _by_head(stated.keys.astype(np.float32)), _by_head(stated.values.astype(np.float32))
        looks = asked.queries @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(keys.shape[2]))
        found = _softmax(looks + np.float32(COSINE) * cosines) @ values
        meant, found = asked.meant, found.transpose(1, 0, 2).reshape(len(cosines), -1)
        nearest = np.stack([cosines.max(axis=1), cosines[:, stated.own :].max(axis=1)], axis=1)
        return np.concatenate([meant, found, meant * found, np.abs(meant - found), nearest], axis=1)

    def _compared(self, pairs: Matrix) -> Matrix:
        return _relu(self._linear("compared", _relu(self._linear("compare", pairs))))

    def _linear(self, name: str, values: Matrix) -> Matrix:
        found: Matrix = values @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return found


def _by_head(values: Matrix) -> Matrix:
    """`[pieces, width]` to `[heads, pieces, width / heads]`."""
    return values.reshape(len(values), HEADS, -1).transpose(1, 0, 2)


def _softmax(values: Matrix) -> Matrix:
    """Over the last axis."""
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    found: Matrix = raised / raised.sum(axis=-1, keepdims=True)
    return found


def _relu(values: Matrix) -> Matrix:
    found: Matrix = np.maximum(values, 0)
    return found
