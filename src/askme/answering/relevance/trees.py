"""Gradient-boosted trees (Friedman, 2001), evaluated; they were grown elsewhere (`scripts/train_relevance.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from askme import arrays


@dataclass(frozen=True)
class _Flat:
    """All trees as one row of nodes, so that a step down is one look into each array; a leaf leads to itself."""

    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float32]
    left: NDArray[np.int64]
    right: NDArray[np.int64]


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
        held = arrays.load_all(file)
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

    @cached_property
    def _flat(self) -> _Flat:
        trees, nodes = self.feature.shape
        roots = np.arange(trees) * nodes
        leaf = self.feature < 0
        itself = roots[:, None] + np.arange(nodes)
        return _Flat(
            roots=roots,
            feature=np.ravel(np.maximum(self.feature, 0)).astype(np.int64),
            threshold=np.ravel(self.threshold),
            left=np.ravel(np.where(leaf, itself, roots[:, None] + self.left)),
            right=np.ravel(np.where(leaf, itself, roots[:, None] + self.right)),
        )

    def odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """:param rows: `[n, names]`
        :returns: log-odds `[n]`"""
        flat = self._flat
        values, before = np.ravel(rows), (np.arange(len(rows)) * rows.shape[1])[:, None]
        node = np.tile(flat.roots, (len(rows), 1))
        for _ in range(self.depth):
            is_left = values[before + flat.feature[node]] <= flat.threshold[node]
            node = np.where(is_left, flat.left[node], flat.right[node])
        found: NDArray[np.float32] = self.baseline + np.ravel(self.value)[node].sum(axis=1)
        return found
