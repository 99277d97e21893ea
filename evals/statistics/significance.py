"""Whether a difference may be chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import stats

from evals.cases import Frozen
from evals.statistics.intervals import RESAMPLES, SEED, Array, by_cluster, checked


class McNemar(Frozen):
    """Pairs that changed, and how likely so lopsided a change is if either direction were as likely."""

    better: int
    """No before, yes after."""
    worse: int
    p: float


def mcnemar(before: Sequence[bool], after: Sequence[bool]) -> McNemar:
    """McNemar's exact test of paired yes-or-no results, two-sided (McNemar 1947): a binomial test of the pairs that
    changed. p is 1 when none did. It takes pairs as independent; see `sign_flip` for clusters."""
    pairs = list(zip(before, after, strict=True))
    better = sum(second and not first for first, second in pairs)
    worse = sum(first and not second for first, second in pairs)
    changed = better + worse
    p = float(stats.binomtest(better, changed, 0.5).pvalue) if changed else 1.0
    return McNemar(better=better, worse=worse, p=p)


def sign_flip(differences: Sequence[float], clusters: Sequence[str]) -> float:
    """Two-sided p of a mean paired difference of zero, by flipping the signs of whole clusters (Fisher's paired
    randomization test; for retrieval Smucker et al. 2007). Exact where few clusters changed, else from 10,000 flips.

    1 when nothing changed. With one value a cluster, each -1, 0 or 1, this is McNemar's exact test.
    """
    row = checked(differences, None)
    if len(row) != len(clusters):
        raise ValueError(f"{len(row)} differences, but {len(clusters)} clusters")
    sums = by_cluster(row, clusters)[0] if len(row) else row
    changed = sums[np.abs(sums) > 1e-12]  # the others are zero with either sign
    if len(changed) < 2:
        return 1.0
    if 2 ** len(changed) <= RESAMPLES:
        return float(stats.permutation_test((changed,), _total, permutation_type="samples", vectorized=True).pvalue)
    rng, options = np.random.default_rng(SEED), {"vectorized": True, "n_resamples": RESAMPLES}

    def flipped(size: tuple[int, ...]) -> Array:  # as permutation_test draws them, but at once: 20 times as fast
        return changed * (2.0 * rng.integers(0, 2, size, dtype=np.int8) - 1.0)

    return float(stats.monte_carlo_test(changed, flipped, _total, **options).pvalue)


def _total(differences: Array, axis: int = -1) -> Array:
    return np.asarray(differences.sum(axis=axis))


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p of each test, so that a rule "below .05" is wrong about any of them at most once in 20 times (Holm
    1979). Same names, in the same order; empty for none."""
    names = sorted(p_values, key=lambda name: (p_values[name], name))
    factors = np.arange(len(names), 0, -1)
    raised = np.maximum.accumulate(factors * np.array([p_values[name] for name in names]))
    adjusted = dict(zip(names, np.minimum(raised, 1.0).tolist(), strict=True))
    return {name: adjusted[name] for name in p_values}
