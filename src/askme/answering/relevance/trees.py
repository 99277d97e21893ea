"""Gradient-boosted trees (Friedman, 2001), evaluated; they were grown elsewhere (`scripts/train_relevance.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Trees:
    """Binary trees in arrays: node `n` of tree `t` sends a row left when `row[feature] <= threshold`."""

    names: tuple[str, ...]
    """Of the features, in the order of the columns."""
    feature: NDArray[np.int16]
    """`[trees, nodes]`; -1 in leaves."""
    threshold: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    """Log-odds that a leaf adds."""
    baseline: float
    depth: int

    @classmethod
    def read(cls, file: Path) -> Self:
        """:raises OSError, ValueError, KeyError: the file is missing or no such file"""
        with np.load(file, allow_pickle=False) as held:
            return cls(
                names=tuple(str(name) for name in held["names"]),
                feature=held["feature"],
                threshold=held["threshold"],
                left=held["left"],
                right=held["right"],
                value=held["value"],
                baseline=float(held["baseline"]),
                depth=int(held["depth"]),
            )

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """:param rows: `[n, names]`
        :returns: `[n]`, 0 .. 1"""
        trees = np.arange(len(self.feature))
        node = np.zeros((len(rows), len(self.feature)), dtype=np.int64)
        for _ in range(self.depth):
            feature = self.feature[trees, node]
            inner = feature >= 0
            value = np.take_along_axis(rows, np.maximum(feature, 0).astype(np.int64), axis=1)
            onward = np.where(value <= self.threshold[trees, node], self.left[trees, node], self.right[trees, node])
            node = np.where(inner, onward, node)
        odds = self.baseline + self.value[trees, node].sum(axis=1)
        found: NDArray[np.float32] = (1.0 / (1.0 + np.exp(-odds))).astype(np.float32)
        return found
