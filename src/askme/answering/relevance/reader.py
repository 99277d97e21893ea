"""A question read together with a statement, by a small trained network.

Each text has gone through the embedding model by itself. Here the question's pieces go through the model's last layers
once more, and in each of them look at the statement's pieces as well, as that layer of the model knew them. For a pair
only the question's dozen pieces are computed, and for a statement nothing that does not hold for all questions (Gao et
al., 2020, "Modularized transfomer-based ranking framework"; MacAvaney et al., 2020, "Efficient document re-ranking for
transformers by precomputing term representations"). The layers start as the model's own, and are trained for whether
the statement answers.

It reads what goes into the layers of one embedding model and means nothing for another's.
`scripts/train_relevance.py` trains it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from askme import arrays
from askme.embedding.base import LAYERS, Half

Matrix = NDArray[np.float32]

QUESTION, STATEMENT = 60, 70
"""Pieces that are read, beside the mark before and the one behind: the first of a question, the last of a statement,
before which stand its headings."""
HEADS = 12
NORM = 1e-12
"""Added to a variance before it divides."""
_FAR = np.float32(-1e4)
_SCALE = ".scale"
"""Behind the name of weights that are kept as whole numbers: what each row of them is multiplied with."""


@dataclass(frozen=True)
class StatedPieces:
    """A statement, made ready once for all questions; in half precision, as it is kept."""

    keys: Half
    """By layer: `[LAYERS, tokens, dimension]`."""
    values: Half
    """The same."""


class Reader:
    """Log-odds that a statement answers a question.

    :param weights: by name, as `scripts/train_relevance.py` writes them
    :param blend: what the log-odds of the trees count, what its own do, and what is added
    :param fingerprint: of the embedding model that it goes on from
    """

    def __init__(self, weights: Mapping[str, Matrix], blend: Matrix, fingerprint: str) -> None:
        self.weights = weights
        self._blend = blend
        self.fingerprint = fingerprint

    @classmethod
    def read(cls, file: Path) -> Self:
        """:raises OSError, ValueError, KeyError: the file is missing or no such file"""
        held = arrays.load_all(file)
        beside = {"fingerprint", "blend"}
        weights = {name: _full(held, name) for name in held if name not in beside and _SCALE not in name}
        return cls(weights, held["blend"].astype(np.float32), str(held["fingerprint"]))

    def stated(self, inside: Half, starts: Sequence[int], begin: int) -> StatedPieces:
        """:param inside: of the embedding model, `[LAYERS, tokens, dimension]`
        :param starts: where the pieces begin in the text
        :param begin: where the statement itself begins in it, behind its headings"""
        kept = last(inside.shape[1])
        own = (begins(starts)[kept] >= begin).astype(int)
        layers = [(f"layers.{at}", inside[at, kept].astype(np.float32)) for at in range(LAYERS)]
        keys = [self._linear(f"{name}.key", x) + self.weights[f"{name}.place"][own] for name, x in layers]
        values = [self._linear(f"{name}.value", x) + self.weights[f"{name}.placed"][own] for name, x in layers]
        return StatedPieces(np.stack(keys).astype(np.float16), np.stack(values).astype(np.float16))

    def blended(self, trees: Matrix, logits: Matrix) -> Matrix:
        """:param trees: log-odds of the trees `[statements]`
        :param logits: its own `[statements]`
        :returns: log-odds of both together `[statements]`"""
        told, own, added = self._blend
        found: Matrix = told * trees + own * logits + added
        return found

    def logits(self, inside: Half, statements: Sequence[StatedPieces]) -> Matrix:
        """:param inside: of the question, `[LAYERS, tokens, dimension]`
        :returns: log-odds `[statements]`"""
        x = inside[0, first(inside.shape[1])].astype(np.float32)[None]
        real = _real([one.keys.shape[1] for one in statements])
        for at in range(LAYERS):
            keys = _padded([one.keys[at] for one in statements], real)
            values = _padded([one.values[at] for one in statements], real)
            x = self._layer(f"layers.{at}", x, keys, values, real)
        told = np.concatenate([x[:, 0], x.mean(axis=1), x.max(axis=1)], axis=1)
        found: Matrix = self._linear("told", np.maximum(self._linear("tell", told), 0))[:, 0]
        return found

    def _layer(self, name: str, x: Matrix, keys: Matrix, values: Matrix, real: NDArray[np.bool_]) -> Matrix:
        """:param x: the question as it stands beside each statement, `[statements or 1, tokens, dimension]`"""
        query, key, value = (_by_head(self._linear(f"{name}.{part}", x)) for part in ("query", "key", "value"))
        scale = np.float32(query.shape[-1] ** -0.5)
        within = np.broadcast_to(query @ _turned(key) * scale, (len(keys), *query.shape[1:3], query.shape[2]))
        across = query @ _turned(_by_head(keys)) * scale + np.where(real, np.float32(0), _FAR)[:, None, None]
        looks = _softmax(np.concatenate([within, across], axis=-1))
        cut = query.shape[2]
        seen = looks[..., :cut] @ value + looks[..., cut:] @ _by_head(values)
        seen = seen.transpose(0, 2, 1, 3).reshape(len(keys), cut, -1)
        x = self._normal(f"{name}.seen_norm", x + self._linear(f"{name}.seen", seen))
        return self._normal(f"{name}.out_norm", x + self._linear(f"{name}.out", _gelu(self._linear(f"{name}.wide", x))))

    def _linear(self, name: str, values: Matrix) -> Matrix:
        flat = values.reshape(-1, values.shape[-1])  # one product, where numpy would make one a statement
        found: Matrix = flat @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return found.reshape(*values.shape[:-1], -1)

    def _normal(self, name: str, values: Matrix) -> Matrix:
        centred = values - values.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + np.float32(NORM))
        found: Matrix = centred / spread * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return found


def first(tokens: int) -> NDArray[np.int64]:
    """The places of a question's tokens that are read: both marks, and the first pieces."""
    return np.array([*range(min(tokens - 1, QUESTION + 1)), tokens - 1])


def last(tokens: int) -> NDArray[np.int64]:
    """The places of a statement's tokens that are read: both marks, and the last pieces."""
    return np.array([0, *range(max(1, tokens - 1 - STATEMENT), tokens)])


def begins(starts: Sequence[int]) -> NDArray[np.int64]:
    """Where each token begins, given where the pieces do: the marks count as the text's first character."""
    return np.array([0, *starts, 0])


def whole(weights: Matrix) -> tuple[NDArray[np.int8], Matrix]:
    """Weights as whole numbers from -127 to 127 and what each row is multiplied with: a quarter of the room."""
    scale = np.maximum(np.abs(weights).max(axis=1, keepdims=True), 1e-12).astype(np.float32) / 127
    return np.round(weights / scale).astype(np.int8), scale


def _full(held: Mapping[str, NDArray[np.generic]], name: str) -> Matrix:
    values = held[name].astype(np.float32)
    return values * held[name + _SCALE].astype(np.float32) if name + _SCALE in held else values


def _real(lengths: Sequence[int]) -> NDArray[np.bool_]:
    """Which places hold a token where all are as long as the longest, `[statements, tokens]`."""
    found: NDArray[np.bool_] = np.arange(max(lengths))[None] < np.array(lengths)[:, None]
    return found


def _padded(kept: Sequence[Half], real: NDArray[np.bool_]) -> Matrix:
    """`[statements, tokens, dimension]`"""
    found = np.zeros((*real.shape, kept[0].shape[1]), dtype=np.float32)
    found[real] = np.concatenate(kept)
    return found


def _by_head(values: Matrix) -> Matrix:
    """`[statements, tokens, dimension]` to `[statements, heads, tokens, dimension / heads]`."""
    return values.reshape(*values.shape[:2], HEADS, -1).transpose(0, 2, 1, 3)


def _turned(values: Matrix) -> Matrix:
    return values.transpose(0, 1, 3, 2)


def _softmax(values: Matrix) -> Matrix:
    """Over the last axis."""
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    found: Matrix = raised / raised.sum(axis=-1, keepdims=True)
    return found


def _gelu(values: Matrix) -> Matrix:
    """Hendrycks and Gimpel, 2016, in its approximation by tanh, which is this logistic function."""
    steep = values * (np.float32(-1.5957691) - np.float32(0.07135481) * values * values)
    np.exp(np.minimum(steep, np.float32(80), out=steep), out=steep)
    steep += 1
    found: Matrix = np.divide(values, steep, out=steep)
    return found
