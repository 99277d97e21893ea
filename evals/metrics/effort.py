"""What an answer costs its reader: length and time; and whether there was one at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evals.cases import Frozen
from evals.metrics.sample import unscored, yes
from evals.outcomes import Outcome, Score


def length(outcome: Outcome) -> Score:
    """Characters (code points) of the answer, from 0. Neither more nor less is better by itself. Not scored where it
    was not answered."""
    if outcome.status != "answered":
        return unscored("it was not answered")
    return Score(value=float(len(outcome.text)))


def failed(outcome: Outcome) -> Score:
    """1 when it ended in an error, else 0. One is one too many."""
    return yes(outcome.status == "failed")


class Latency(Frozen):
    """Percentiles in seconds; None when nothing was timed."""

    n: int
    p50: float | None
    p95: float | None


def latency(seconds: Sequence[float]) -> Latency:
    """Median and 95th percentile, interpolated linearly. Kept apart from the scores: it differs from run to run.

    :raises ValueError: a time is negative or not finite
    """
    if not seconds:
        return Latency(n=0, p50=None, p95=None)
    times = np.asarray(seconds, dtype=float)
    if not np.isfinite(times).all() or (times < 0).any():
        raise ValueError(f"seconds have to be finite and not negative, got {list(seconds)}")
    p50, p95 = np.percentile(times, [50, 95])
    return Latency(n=len(times), p50=float(p50), p95=float(p95))
