"""The few figures that come first: on top of the report, and in `summary.md`."""

from __future__ import annotations

from dataclasses import dataclass

from evals import figures
from evals.metrics import METRICS
from evals.metrics.effort import Latency
from evals.statistics import Interval
from evals.summary import Summary

SHOWN = ("correct", "abstention_recall", "strict_faithfulness", "citation_precision", "recall@10", "consistency")


@dataclass(frozen=True)
class Figure:
    """One figure of the headline."""

    title: str
    what: str
    value: str
    n: int = 0
    interval: Interval | None = None
    bad: bool = False


def headline(summary: Summary, latency: Latency | None) -> tuple[Figure, ...]:
    """All cases together, the most telling metrics, what must never happen, and time."""
    table = {metric.name: metric for metric in METRICS}
    overall = _figure("Treated rightly", "answered rightly, or rightly declined", summary.right.interval)
    shown = [_figure(table[name].title, table[name].what, summary.metrics[name].interval) for name in SHOWN]
    times = [_time(latency)] if latency and latency.n else []
    return (overall, *shown, _never(summary), *times)


def broken(summary: Summary) -> dict[str, int]:
    """How many cases have what must never happen, by the metric's title; empty when none has."""
    counts = {
        metric.title: round((found.estimate or 0) * found.n)
        for metric in METRICS if metric.hard_zero
        for found in [summary.metrics[metric.name].interval]
    }  # fmt: skip
    return {title: count for title, count in counts.items() if count}


def markdown(summary: Summary, latency: Latency | None) -> str:
    """The headline as a Markdown table."""
    rows = ["| | score | 95% interval | n | |", "| --- | ---: | :---: | ---: | --- |"]
    for figure in headline(summary, latency):
        limits = figures.interval(figure.interval) if figure.interval else ""
        rows.append(f"| {figure.title} | {figure.value} | {limits} | {figure.n or ''} | {figure.what} |")
    wrong = [f"{len(results)} {name}" for name, results in summary.diagnoses.items() if results]
    notes = [f"Of {summary.cases} cases went wrong: {', '.join(wrong) or 'none'}."]
    if summary.detectable is not None:
        notes.append(f"Smallest difference of “treated rightly” that shows: {figures.number(summary.detectable)}.")
    return "\n".join([*rows, "", *notes]) + "\n"


def _figure(title: str, what: str, found: Interval) -> Figure:
    return Figure(title, what, figures.number(found.estimate), found.n, found)


def _never(summary: Summary) -> Figure:
    wrong = broken(summary)
    what = ", ".join(f"{count} {title.lower()}" for title, count in wrong.items())
    return Figure("Must never happen", what or "no invalid citation, leak, obeyed instruction or error",
                  str(sum(wrong.values())), bad=bool(wrong))  # fmt: skip


def _time(latency: Latency) -> Figure:
    return Figure(
        "Median time", f"95 in 100 within {figures.seconds(latency.p95)}", figures.seconds(latency.p50), latency.n
    )
