"""Scores and verdicts of the judges that are compared, on sets of labelled pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.metrics import roc_curve

from askme.schema import Support
from evals.judge.datasets import TRAIN, Labelled, Missing, pairs
from evals.judge.fitting import sample
from evals.judge.lexical import overlap
from evals.judging import Judges

Scored = tuple[list[float], list[bool]]
"""Scores and verdicts (supported or not) of pairs."""
Score = Callable[[Sequence[Labelled]], Scored]


def by_judge(judge: Judges) -> Score:
    def score(found: Sequence[Labelled]) -> Scored:
        made = [judge.judge(pair.claim, pair.evidence, person=pair.person, people=pair.people) for pair in found]
        return [one.probability or 0.0 for one in made], [one.support == Support.SUPPORTED for one in made]

    return score


def by_overlap(threshold: float | None) -> Score:
    def score(found: Sequence[Labelled]) -> Scored:
        scores = [overlap(pair.claim, pair.evidence) for pair in found]
        return scores, [score >= (1.0 if threshold is None else threshold) for score in scores]

    return score


def floor_threshold() -> float | None:
    """The overlap that tells the labels of support_train apart best; None without the data."""
    found = pairs(TRAIN)
    if isinstance(found, Missing):
        return None
    chosen = sample(found)
    alarms, hits, limits = roc_curve(
        [pair.supported for pair in chosen], [overlap(pair.claim, pair.evidence) for pair in chosen]
    )
    return float(limits[1:][np.argmax((hits - alarms)[1:])])
