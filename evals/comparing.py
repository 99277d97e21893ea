"""Two runs side by side, on the cases that both score; and whether the second may replace the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from pydantic import Field

from evals.cases import Frozen
from evals.metrics import METRICS, Metric
from evals.outcomes import Score
from evals.statistics import Interval, McNemar, difference_interval, holm, mcnemar, sign_flip

ALPHA = 0.05

Scores = Mapping[str, Mapping[str, Score]]
"""By case (or group), by metric."""


class RunLike(Protocol):
    @property
    def scores(self) -> Scores: ...

    @property
    def clusters(self) -> Mapping[str, str]:
        """What each case or group is resampled with; one that is not named stands alone."""
        ...


class Flip(Frozen):
    """A case whose result changed, of a metric that says yes or no."""

    case: str
    metric: str
    before: float
    after: float


class Change(Frozen):
    """One metric, before and after, on the cases that have a score in both runs."""

    metric: str
    direction: Literal[-1, 0, 1]
    before: float | None
    after: float | None
    """Means; None when no case is scored in both."""
    difference: Interval
    p: float | None
    """Two-sided, of no difference. None when no case is scored in both, or the metric knows no better and worse."""
    test: Literal["McNemar", "sign flip", ""]
    """McNemar's exact test for yes or no with every cluster a single case; else flips of clusters, since paraphrases
    that change together are one change."""
    mcnemar: McNemar | None = None
    """For yes or no, whatever test `p` is of: how many changed to either side."""
    adjusted: float | None = None
    """`p` after Holm's correction over the gated metrics; None for others."""
    only_before: int
    only_after: int
    """Cases that are scored in one run alone; they count for nothing here."""

    @property
    def worse(self) -> bool:
        """Gated, and significantly changed in the bad direction."""
        moved = self.difference.estimate
        if moved is None or self.adjusted is None:
            return False
        return self.adjusted < ALPHA and moved * self.direction < 0


class Comparison(Frozen):
    changes: tuple[Change, ...]
    """In the order of the metrics' table."""
    flips: tuple[Flip, ...]
    """By metric, then by case."""
    missing: tuple[str, ...]
    """Cases of the first run that the second has not."""
    new: tuple[str, ...]


class Break(Frozen):
    """A case with what must never happen."""

    case: str
    metric: str
    value: float


class Gate(Frozen):
    """Whether a run may replace its baseline."""

    broken: tuple[Break, ...]
    worse: tuple[Change, ...]
    unscored: tuple[str, ...] = Field(default=())
    """Gated or hard metrics without a value on any case of the run: for them, passing says nothing."""

    @property
    def passed(self) -> bool:
        return not self.broken and not self.worse


def compare(before: RunLike, after: RunLike, metrics: Sequence[Metric] = METRICS) -> Comparison:
    """The changes from one run to another."""
    clusters = {**before.clusters, **after.clusters}
    changes = [_change(metric, before.scores, after.scores, clusters) for metric in metrics]
    gated = {metric.name for metric in metrics if metric.gated}
    adjusted = holm({one.metric: one.p for one in changes if one.p is not None and one.metric in gated})
    return Comparison(
        changes=tuple(one.model_copy(update={"adjusted": adjusted.get(one.metric)}) for one in changes),
        flips=tuple(flip for metric in metrics if metric.binary for flip in _flips(metric.name, before, after)),
        missing=tuple(sorted(before.scores.keys() - after.scores.keys())),
        new=tuple(sorted(after.scores.keys() - before.scores.keys())),
    )


def gate(run: RunLike, comparison: Comparison | None = None, metrics: Sequence[Metric] = METRICS) -> Gate:
    """What forbids the run: what must never happen, and what got significantly worse.

    :param comparison: of the baseline with the run; None: there is no baseline, so nothing can be worse
    """
    values = {metric.name: _values(metric.name, run.scores) for metric in metrics}
    broken = [
        Break(case=case, metric=metric.name, value=value)
        for metric in metrics if metric.hard_zero
        for case, value in sorted(values[metric.name].items()) if value != 0
    ]  # fmt: skip
    return Gate(
        broken=tuple(broken),
        worse=tuple(change for change in comparison.changes if change.worse) if comparison else (),
        unscored=tuple(one.name for one in metrics if (one.gated or one.hard_zero) and not values[one.name]),
    )


def _values(metric: str, scores: Scores) -> dict[str, float]:
    found = {case: row[metric].value for case, row in scores.items() if metric in row}
    return {case: value for case, value in found.items() if value is not None}


def _change(metric: Metric, before: Scores, after: Scores, clusters: Mapping[str, str]) -> Change:
    first, second = _values(metric.name, before), _values(metric.name, after)
    both = sorted(first.keys() & second.keys())
    old, new = [first[case] for case in both], [second[case] for case in both]
    names = [clusters.get(case, case) for case in both]
    test, p = _test(metric, old, new, names)
    return Change(
        metric=metric.name,
        direction=metric.direction,
        before=sum(old) / len(old) if old else None,
        after=sum(new) / len(new) if new else None,
        difference=difference_interval(old, new, names, metric.bounds),
        p=p,
        test=test,
        mcnemar=_mcnemar(old, new) if metric.binary and both else None,
        only_before=len(first) - len(both),
        only_after=len(second) - len(both),
    )


def _test(
    metric: Metric, old: list[float], new: list[float], clusters: list[str]
) -> tuple[Literal["McNemar", "sign flip", ""], float | None]:
    if not old or metric.direction == 0:
        return "", None
    if metric.binary and len(set(clusters)) == len(clusters):
        return "McNemar", _mcnemar(old, new).p
    return "sign flip", sign_flip([after - before for before, after in zip(old, new, strict=True)], clusters)


def _mcnemar(old: list[float], new: list[float]) -> McNemar:
    return mcnemar([value == 1 for value in old], [value == 1 for value in new])


def _flips(metric: str, before: RunLike, after: RunLike) -> list[Flip]:
    first, second = _values(metric, before.scores), _values(metric, after.scores)
    return [
        Flip(case=case, metric=metric, before=first[case], after=second[case])
        for case in sorted(first.keys() & second.keys())
        if first[case] != second[case]
    ]
