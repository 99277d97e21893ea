"""Confidence intervals of means, by resampling clusters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import FiniteFloat
from scipy import stats

from evals.cases import Frozen

SEED = 20_231_117
RESAMPLES = 10_000
LEVEL = 0.95

Method = Literal["BCa", "percentile", "Clopper-Pearson", "none"]
Array = NDArray[np.float64]


class Interval(Frozen):
    """A mean with its confidence interval."""

    low: FiniteFloat | None
    high: FiniteFloat | None
    """None, as `low`: there is no interval (method "none")."""
    estimate: FiniteFloat | None
    """The mean over values; None without any."""
    n: int
    clusters: int
    method: Method
    """How the interval was made: bootstrap over clusters (BCa or percentile), or Clopper-Pearson over clusters."""


def mean_interval(
    values: Sequence[float], clusters: Sequence[str], bounds: tuple[float, float] | None = (0.0, 1.0)
) -> Interval:
    """The 95% interval of a mean, by resampling whole clusters (Davison & Hinkley 1997, 3.8).

    BCa (Efron 1987), or percentile where BCa is not defined. Where all clusters have the same mean, as when there is
    one cluster or nobody ever failed, resampling sees no variation and its interval would be a point: then
    Clopper-Pearson bounds the share of clusters that may be otherwise, each counted with the furthest value in
    `bounds`. Without values, or without bounds there, there is no interval.

    :param clusters: of each value the name of its cluster; order does not matter
    :param bounds: lowest and highest possible value; None: there are none
    :raises ValueError: a value is not finite or out of bounds, or the lengths differ
    """
    row = checked(values, bounds)
    if len(row) != len(clusters):
        raise ValueError(f"{len(row)} values, but {len(clusters)} clusters")
    if not len(row):
        return Interval(low=None, high=None, estimate=None, n=0, clusters=0, method="none")
    sums, counts = by_cluster(row, clusters)
    low, high, method = _limits(sums, counts, bounds)
    estimate = float(sums.sum() / counts.sum())
    return Interval(low=low, high=high, estimate=estimate, n=len(row), clusters=len(sums), method=method)


def difference_interval(
    before: Sequence[float],
    after: Sequence[float],
    clusters: Sequence[str],
    bounds: tuple[float, float] | None = (0.0, 1.0),
) -> Interval:
    """The 95% interval of the mean of `after - before`, paired, by resampling whole clusters; as `mean_interval`.

    :param bounds: of the values, not of their difference
    """
    first, second = checked(before, bounds), checked(after, bounds)
    if len(first) != len(second):
        raise ValueError(f"{len(first)} values before, but {len(second)} after")
    span = None if bounds is None else (bounds[0] - bounds[1], bounds[1] - bounds[0])
    return mean_interval((second - first).tolist(), clusters, span)


def checked(values: Sequence[float], bounds: tuple[float, float] | None) -> Array:
    row = np.asarray(values, dtype=np.float64)
    if not np.isfinite(row).all():
        raise ValueError("values have to be finite; leave out what has no score")
    if bounds and len(row) and not bounds[0] <= row.min() <= row.max() <= bounds[1]:
        raise ValueError(f"values reach from {row.min()} to {row.max()}, out of the bounds {bounds}")
    return row


def by_cluster(row: Array, clusters: Sequence[str]) -> tuple[Array, Array]:
    """Sum and number of values of each cluster, by name; values are added in order of size, so in any order of input
    the result is the same to the last bit."""
    names, members = np.unique(np.asarray(clusters, dtype=np.str_), return_inverse=True)
    order = np.argsort(row, kind="stable")
    sums = np.bincount(members[order], weights=row[order], minlength=len(names)).astype(np.float64)
    return sums, np.bincount(members, minlength=len(names)).astype(np.float64)


def _limits(
    sums: Array, counts: Array, bounds: tuple[float, float] | None
) -> tuple[float | None, float | None, Method]:
    means = sums / counts
    if np.ptp(means) <= 1e-12 * max(1.0, float(np.abs(means).max())):
        return _unvaried(float(sums.sum() / counts.sum()), len(means), bounds)
    for method in ("BCa", "percentile") if len(means) > 2 else ("percentile",):
        low, high = _bootstrap(sums, counts, method)
        if np.isfinite([low, high]).all():
            return low, high, "BCa" if method == "BCa" else "percentile"
    return None, None, "none"


def _bootstrap(sums: Array, counts: Array, method: str) -> tuple[float, float]:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = stats.bootstrap(
            (sums, counts), _ratio, paired=True, vectorized=True, n_resamples=RESAMPLES, confidence_level=LEVEL,
            method=method, rng=np.random.default_rng(SEED),
        )  # fmt: skip
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def _ratio(sums: Array, counts: Array, axis: int = -1) -> Array:
    return np.asarray(sums.sum(axis=axis) / counts.sum(axis=axis))


def _unvaried(
    mean: float, clusters: int, bounds: tuple[float, float] | None
) -> tuple[float | None, float | None, Method]:
    if bounds is None:
        return None, None, "none"
    other = float(stats.binomtest(0, clusters).proportion_ci(confidence_level=LEVEL, method="exact").high)
    return mean - other * (mean - bounds[0]), mean + other * (bounds[1] - mean), "Clopper-Pearson"
