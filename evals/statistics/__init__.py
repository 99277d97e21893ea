"""Intervals, tests and sample sizes for scores that come in clusters: paraphrases of one question are not independent.

Everything is seeded: the same values give the same bytes. SciPy does the statistics.
"""

from evals.statistics.intervals import Interval, difference_interval, mean_interval
from evals.statistics.power import minimum_detectable
from evals.statistics.significance import McNemar, holm, mcnemar, sign_flip

__all__ = [
    "Interval",
    "McNemar",
    "difference_interval",
    "holm",
    "mcnemar",
    "mean_interval",
    "minimum_detectable",
    "sign_flip",
]
