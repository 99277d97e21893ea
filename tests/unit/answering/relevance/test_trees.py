"""Trees evaluated as scikit-learn evaluates them, and a file that is none."""

import numpy as np
import pytest

from askme.answering.relevance.relevance import WEIGHTS
from askme.answering.relevance.trees import Trees


def stump(**changes) -> Trees:
    """Left (-1) up to 0.5, right (+1) above."""
    fields = {
        "names": ("near",),
        "feature": np.array([[0, -1, -1]], dtype=np.int16),
        "threshold": np.array([[0.5, 0, 0]], dtype=np.float32),
        "left": np.array([[1, 0, 0]], dtype=np.int16),
        "right": np.array([[2, 0, 0]], dtype=np.int16),
        "value": np.array([[0, -1, 1]], dtype=np.float32),
        "baseline": 0.0,
        "depth": 1,
    }
    return Trees(**(fields | changes))


def test_a_row_falls_to_its_leaf():
    found = stump().probability(np.array([[0.5], [0.6]], dtype=np.float32))
    np.testing.assert_allclose(found, [1 / (1 + np.e), np.e / (1 + np.e)], rtol=1e-6)


def test_the_baseline_counts_once():
    found = stump(baseline=1.0).probability(np.array([[0.0]], dtype=np.float32))
    np.testing.assert_allclose(found, [0.5], rtol=1e-6)


def test_no_rows_have_no_probabilities():
    assert stump().probability(np.zeros((0, 1), dtype=np.float32)).shape == (0,)


def test_the_shipped_trees_are_whole():
    trees = Trees.read(WEIGHTS)
    assert len(set(trees.names)) == len(trees.names) > trees.feature.max()
    inner = trees.feature >= 0
    assert (trees.left[inner] > 0).all() and (trees.right[inner] > 0).all()
    found = trees.probability(np.zeros((3, len(trees.names)), dtype=np.float32))
    assert ((found > 0) & (found < 1)).all()


def test_trees_give_what_scikit_learn_gives(tmp_path, monkeypatch):
    train = pytest.importorskip("train_relevance")
    from sklearn.ensemble import HistGradientBoostingClassifier

    chance = np.random.default_rng(0)
    rows = chance.normal(size=(400, 3)).astype(np.float32)
    model = HistGradientBoostingClassifier(max_iter=20).fit(rows, rows[:, 0] * rows[:, 1] > 0)
    monkeypatch.setattr(train, "WEIGHTS", tmp_path / "trees.npz")
    train.write(model, ("a", "b", "c"))
    found = Trees.read(tmp_path / "trees.npz").probability(rows)
    np.testing.assert_allclose(found, model.predict_proba(rows)[:, 1], atol=1e-5)
