"""Whether the same question in other words gets the same treatment. Over the members of one paraphrase group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from math import comb

from evals.metrics.facts import is_correct
from evals.metrics.sample import Sample, share, unscored, yes
from evals.outcomes import Score

ALONE = "a group of one has nothing to agree with"


class Treatment(StrEnum):
    """What became of one member."""

    RIGHT = "right"
    """Answered correctly, or rightly declined."""
    WRONG = "wrong"
    REFUSED = "refused"
    """Declined although it can be answered."""
    FAILED = "failed"


def treatment(sample: Sample) -> Treatment:
    if is_correct(sample.case, sample.outcome, sample.names):
        return Treatment.RIGHT
    by_status = {"answered": Treatment.WRONG, "abstained": Treatment.REFUSED, "failed": Treatment.FAILED}
    return by_status[sample.outcome.status]


def consistency(group: Sequence[Sample]) -> Score:
    """1 when every member is treated rightly, else 0: what is right only in some words cannot be relied on. A group
    that is wrong throughout agrees with itself (see `agreement`) and is not consistent. Not scored for a group of one.
    """
    if len(group) < 2:
        return unscored(ALONE)
    return yes(all(treatment(sample) is Treatment.RIGHT for sample in group))


def agreement(group: Sequence[Sample]) -> Score:
    """The share of pairs of members with the same treatment, right or not, 0 .. 1. Not scored for a group of one."""
    if len(group) < 2:
        return unscored(ALONE)
    counts = Counter(map(treatment, group))
    return share(sum(comb(count, 2) for count in counts.values()), comb(len(group), 2))
