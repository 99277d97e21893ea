"""Measures of a judge on labelled pairs. SciPy and scikit-learn compute them; intervals resample whole groups of pairs
on the same evidence (Davison & Hinkley 1997), percentile bootstrap."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import FiniteFloat
from scipy import stats
from sklearn.metrics import balanced_accuracy_score, brier_score_loss, roc_auc_score

from evals.cases import Frozen
from evals.statistics import Interval, mean_interval

Array = NDArray[np.float64]
Measure = Callable[[NDArray[np.bool_], Array], float]

SEED: Final = 20_261_121
RESAMPLES: Final = 1000
BINS: Final = 10


class Estimate(Frozen):
    """A measure with its 95% interval, or the reason why there is none."""

    value: FiniteFloat | None
    low: FiniteFloat | None = None
    high: FiniteFloat | None = None
    reason: str = ""


class Measures(Frozen):
    """What is measured of one judge on one set."""

    pairs: int
    auroc: Estimate
    """That a supported claim ranks above another; 0.5 is chance (Hanley & McNeil 1982)."""
    balanced_accuracy: Estimate
    """Mean of the shares of either label that are told right, at a threshold fixed on other data."""
    brier: Estimate
    """Mean squared error of the probability, 0 is best (Brier 1950)."""
    calibration_error: Estimate
    """Mean distance of probability and share supported over ten bins of equal size (Naeini et al. 2015)."""


def measures(
    labels: Sequence[bool], scores: Sequence[float], groups: Sequence[str], threshold: float | None, probability: bool
) -> Measures:
    """:param threshold: from which score on a claim counts as supported; None: there is none
    :param probability: whether the scores claim to be probabilities
    """
    truth, found = np.asarray(labels, dtype=bool), np.asarray(scores, dtype=np.float64)
    nothing = Estimate(value=None, reason="it gives no probability")

    def estimated(measure: Measure) -> Estimate:
        return _estimate(truth, found, groups, measure)

    return Measures(
        pairs=len(truth),
        auroc=estimated(lambda true, score: float(roc_auc_score(true, score))),
        balanced_accuracy=Estimate(value=None, reason="no threshold was fixed")
        if threshold is None
        else estimated(lambda true, score: float(balanced_accuracy_score(true, score >= threshold))),
        brier=estimated(lambda true, score: float(brier_score_loss(true, score))) if probability else nothing,
        calibration_error=estimated(calibration_error) if probability else nothing,
    )


def calibration_error(truth: NDArray[np.bool_], scores: Array) -> float:
    """Expected calibration error, bins of equal size.

    >>> calibration_error(np.asarray([True, True, False, False]), np.asarray([1.0, 1.0, 0.0, 0.0]))
    0.0
    """
    order = np.argsort(scores, kind="stable")
    bins = [part for part in np.array_split(order, BINS) if len(part)]
    return float(sum(len(part) * abs(truth[part].mean() - scores[part].mean()) for part in bins) / len(order))


def spearman(labels: Sequence[float], scores: Sequence[float], groups: Sequence[str]) -> Estimate:
    """Rank correlation of scores with human judgements (Spearman 1904)."""
    truth, found = np.asarray(labels, dtype=np.float64), np.asarray(scores, dtype=np.float64)
    return _estimate(truth, found, groups, lambda true, score: float(stats.spearmanr(true, score).statistic))


def detection(
    supported: Sequence[float], false: dict[str, tuple[Sequence[float], Sequence[str]]], alarms: float
) -> dict[str, Interval]:
    """Of each kind of false claim the share that scores below all but `alarms` of the supported claims."""
    limit = float(np.quantile(np.asarray(supported), alarms))
    return {
        kind: mean_interval([float(score < limit) for score in scores], groups)
        for kind, (scores, groups) in sorted(false.items())
    }


def _estimate(
    truth: NDArray[np.generic], scores: Array, groups: Sequence[str], measure: Callable[..., float]
) -> Estimate:
    if len(np.unique(truth)) < 2:
        return Estimate(value=None, reason="all pairs have one label")
    _, members = np.unique(np.asarray(groups, dtype=np.str_), return_inverse=True)
    rows = [np.flatnonzero(members == group) for group in range(members.max() + 1)]

    def resampled(chosen: NDArray[np.int64]) -> float:
        picked = np.concatenate([rows[int(group)] for group in chosen])
        return measure(truth[picked], scores[picked]) if len(np.unique(truth[picked])) > 1 else float("nan")

    value = measure(truth, scores)
    if len(rows) < 3:
        return Estimate(value=value, reason="too few groups for an interval")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)  # a sample of one label has no score
        found = stats.bootstrap(
            (np.arange(len(rows)),), resampled, vectorized=False, n_resamples=RESAMPLES, method="percentile",
            rng=np.random.default_rng(SEED),
        )  # fmt: skip
    low, high = np.nanquantile(found.bootstrap_distribution, (0.025, 0.975))
    return Estimate(value=value, low=float(low), high=float(high))
