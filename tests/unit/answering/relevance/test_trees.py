"""Trees evaluated as scikit-learn evaluates them, and a file that is none."""

import numpy as np
import pytest

from askme.answering.relevance.relevance import TREES
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
    found = stump().odds(np.array([[0.5], [0.6]], dtype=np.float32))
    np.testing.assert_array_equal(found, [-1, 1])


def test_the_baseline_counts_once():
    assert stump(baseline=1.0).odds(np.array([[0.0]], dtype=np.float32)) == [0]


def test_no_rows_have_no_odds():
    assert stump().odds(np.zeros((0, 1), dtype=np.float32)).shape == (0,)


def test_the_shipped_trees_are_whole():
    trees = Trees.read(TREES)
    assert len(set(trees.names)) == len(trees.names) > trees.feature.max()
    inner = trees.feature >= 0
    assert (trees.left[inner] > 0).all() and (trees.right[inner] > 0).all()
    assert np.isfinite(trees.odds(np.zeros((3, len(trees.names)), dtype=np.float32))).all()


def test_trees_give_what_scikit_learn_gives(tmp_path):
    growing = pytest.importorskip("learning.growing")
    from sklearn.ensemble import HistGradientBoostingClassifier

    chance = np.random.default_rng(0)
    rows = chance.normal(size=(400, 3)).astype(np.float32)
    model = HistGradientBoostingClassifier(max_iter=20).fit(rows, rows[:, 0] * rows[:, 1] > 0)
    growing.write(tmp_path / "trees.npz", model, ("a", "b", "c"))
    found = Trees.read(tmp_path / "trees.npz").odds(rows)
    np.testing.assert_allclose(found, model.decision_function(rows), atol=1e-5)
