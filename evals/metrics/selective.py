"""Whether confidence ranks answers: the risk-coverage curve (El-Yaniv & Wiener 2010) and the area under it.

Over a set of answers, not over one; so not in the table of metrics.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
from pydantic import Field

from evals.cases import Frozen
from evals.metrics.facts import is_correct
from evals.metrics.sample import Sample, unscored
from evals.outcomes import Score


class Ranked(Frozen):
    """One answer: how sure, and whether it is wrong."""

    confidence: float = Field(allow_inf_nan=False)
    wrong: bool


class CurvePoint(Frozen):
    """Answering only the surest: the share that is answered, and the share of those that is wrong."""

    coverage: float
    risk: float


def ranked(samples: Iterable[Sample]) -> tuple[Ranked, ...]:
    """The answers that carry a confidence. An answer to what should be declined is wrong; abstentions are left out:
    nothing was said that could be wrong."""
    return tuple(
        Ranked(confidence=one.outcome.confidence, wrong=not is_correct(one.case, one.outcome, one.names))
        for one in samples
        if one.outcome.status == "answered" and one.outcome.confidence is not None
    )


def risk_coverage(answers: Sequence[Ranked]) -> tuple[CurvePoint, ...]:
    """One point for each number of answers kept, 1 to all; empty for none.

    Among answers of equal confidence no order is better than another: each counts with the wrong share of them all, the
    expectation over their orders. So the curve does not depend on the order of the answers.
    """
    expected: list[float] = []
    surest = sorted(answers, key=lambda one: -one.confidence)
    for _, tied in groupby(surest, key=lambda one: one.confidence):
        wrong = [one.wrong for one in tied]
        expected += [sum(wrong) / len(wrong)] * len(wrong)
    kept = np.arange(1, len(expected) + 1)
    risks = np.cumsum(expected) / kept
    return tuple(
        CurvePoint(coverage=float(number / len(expected)), risk=float(min(risk, 1.0)))
        for number, risk in zip(kept, risks, strict=True)
    )


def aurc(answers: Sequence[Ranked]) -> Score:
    """Area under the risk-coverage curve, 0 .. 1, lower is better: the mean risk over all coverages (Geifman et al.
    2019). With confidence that says nothing it is the share of wrong answers."""
    points = risk_coverage(answers)
    if not points:
        return unscored("no answer carries a confidence")
    return Score(value=float(np.mean([point.risk for point in points])))
