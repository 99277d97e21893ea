"""A run in figures: each metric with its interval, over all cases and over parts of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from evals.cases import Case
from evals.metrics import METRICS, Metric
from evals.metrics.diagnosis import Diagnosis
from evals.outcomes import Score
from evals.run import Result, Run
from evals.statistics import Interval, mean_interval, minimum_detectable

DISCORDANCE = 0.1
"""The share of answers taken to change between two versions, for what a comparison can detect."""
POWER = 0.8

RIGHT = "right"
"""Right or rightly declined: not in the metrics' table, since it is `correct` and `abstention_recall` together."""

_QUOTED = re.compile(r"(['\"]).*\1")


@dataclass(frozen=True)
class Estimate:
    """A metric over some cases."""

    interval: Interval
    unscored: Mapping[str, int]
    """How many have no value, by the reason, most frequent first."""


@dataclass(frozen=True)
class Part:
    """Some of the cases: those of a tag, a kind, a corpus."""

    family: str
    name: str
    cases: int
    estimates: Mapping[str, Estimate]
    """By metric, those that were asked for."""


@dataclass(frozen=True)
class Summary:
    """A run in figures."""

    answerer: str
    cases: int
    right: Estimate
    """The share of cases answered rightly, or rightly declined."""
    metrics: Mapping[str, Estimate]
    """All of them, by name."""
    parts: tuple[Part, ...]
    diagnoses: Mapping[Diagnosis, tuple[Result, ...]]
    detectable: float | None
    """The smallest difference of `right` that another run of these cases can be shown to have."""


def summarize(run: Run, metrics_of_parts: Sequence[str] = ("recall@10", "strict_faithfulness")) -> Summary:
    """All of a run's figures; it takes some seconds, so do it once."""
    overall = right(run.results)
    return Summary(
        answerer=run.answerer,
        cases=len(run.results),
        right=overall,
        metrics=estimates(run),
        parts=parts(run, metrics_of_parts),
        diagnoses=diagnoses(run.results),
        detectable=detectable(overall.interval.clusters),
    )


def estimates(run: Run, metrics: Iterable[Metric] = METRICS) -> dict[str, Estimate]:
    """Each metric over all cases (or groups) of a run."""
    return {metric.name: _estimate(metric, run.scores, run.clusters) for metric in metrics}


def right(results: Sequence[Result]) -> Estimate:
    """The share of cases that were answered rightly, or rightly declined."""
    values = [0.0 if result.diagnosis else 1.0 for result in results]
    return Estimate(mean_interval(values, [result.case.cluster for result in results]), {})


def parts(run: Run, metrics: Sequence[str]) -> tuple[Part, ...]:
    """The same for each tag, kind, ... of the cases: `RIGHT` and these metrics.

    :param metrics: names of metrics over cases
    """
    families: dict[str, Callable[[Case], Iterable[str]]] = {
        "What the profiles say": lambda case: [case.answerable.replace("_", " ")],
        "Asked for": lambda case: [case.kind.replace("_", " ")],
        "Tag": lambda case: case.tags,
        "Corpus": lambda case: [case.corpus],
    }
    table = {metric.name: metric for metric in METRICS}
    return tuple(
        _part(family, name, members, [table[metric] for metric in metrics])
        for family, names in families.items()
        for name, members in _members(run.results, names).items()
    )


def diagnoses(results: Sequence[Result]) -> dict[Diagnosis, tuple[Result, ...]]:
    """The cases that went wrong, by where, in the order of `Diagnosis`; every one is there, if empty."""
    return {one: tuple(result for result in results if result.diagnosis == one) for one in Diagnosis}


def detectable(clusters: int, discordance: float = DISCORDANCE, alpha: float = 0.05) -> float | None:
    """The smallest difference of shares that so many independent cases show, 4 times in 5."""
    return minimum_detectable(clusters, discordance, alpha, POWER)


def _members(results: Sequence[Result], names: Callable[[Case], Iterable[str]]) -> dict[str, list[Result]]:
    found: dict[str, list[Result]] = {}
    for result in results:
        for name in names(result.case):
            found.setdefault(name, []).append(result)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def _part(family: str, name: str, results: Sequence[Result], metrics: Sequence[Metric]) -> Part:
    scores = {result.case.id: result.scores for result in results}
    clusters = {result.case.id: result.case.cluster for result in results}
    found = {metric.name: _estimate(metric, scores, clusters) for metric in metrics}
    return Part(family, name, len(results), {RIGHT: right(results), **found})


def _estimate(metric: Metric, scores: Mapping[str, Mapping[str, Score]], clusters: Mapping[str, str]) -> Estimate:
    rows = {case: row[metric.name] for case, row in scores.items() if metric.name in row}
    valued = {case: score.value for case, score in rows.items() if score.value is not None}
    interval = mean_interval(list(valued.values()), [clusters[case] for case in valued], metric.bounds)
    reasons = Counter(_QUOTED.sub("a fact", score.reason) for score in rows.values() if score.value is None)
    return Estimate(interval, dict(reasons.most_common()))
