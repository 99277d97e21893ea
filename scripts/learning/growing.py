"""Trees grown over the features of candidates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from learning.questions import Asked


def grown(asked: Sequence[Asked]) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=600, learning_rate=0.03, max_leaf_nodes=20, max_depth=8, min_samples_leaf=60, l2_regularization=5.0,
        random_state=0,
    )  # fmt: skip
    return model.fit(
        np.concatenate([one.rows for one in asked]),
        np.concatenate([one.labels for one in asked]),
        sample_weight=np.concatenate([np.full(len(one.rows), one.weight) for one in asked]),
    )


def write(file: Path, model: HistGradientBoostingClassifier, names: tuple[str, ...]) -> None:
    trees = [tree.nodes for (tree,) in model._predictors]
    size = max(map(len, trees))

    def held(field: str, kind: type, empty: float = 0) -> np.ndarray:
        table = np.full((len(trees), size), empty, dtype=kind)
        for at, nodes in enumerate(trees):
            table[at, : len(nodes)] = nodes[field]
        return table

    leaf = held("is_leaf", bool, True)
    np.savez_compressed(
        file,
        names=np.array(names),
        feature=np.where(leaf, -1, held("feature_idx", np.int64)).astype(np.int16),
        threshold=held("num_threshold", np.float32),
        left=held("left", np.int16),
        right=held("right", np.int16),
        value=held("value", np.float32),
        baseline=np.float32(model._baseline_prediction.ravel()[0]),
        depth=np.int16(max(int(nodes["depth"].max()) for nodes in trees)),
    )
