"""What a person sees in the terminal of a run, a comparison, a gate and a check of cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from evals.baselines import Baseline
from evals.cases import Split
from evals.comparing import Change, Comparison, Flip, Gate
from evals.figures import interval, number, p_value, percent, signed
from evals.inventory import Minimum
from evals.metrics import METRICS, Metric
from evals.report.comparison import verdict
from evals.run import Run
from evals.summary import Estimate, Summary
from evals.terminal import Cell, say, table

MOST_FAULTS = 50


def scores(summary: Summary) -> None:
    """All metrics with their intervals, and where cases went wrong."""
    rows = [(metric.title, *_estimate(metric, summary.metrics[metric.name])) for metric in METRICS]
    table(f"{summary.answerer}: {summary.cases} cases", ("Metric", "n", "score", "95% interval", ""), rows, right=3)
    say(f"Treated rightly: {number(summary.right.interval.estimate)} ({interval(summary.right.interval)})")
    wrong = {name: len(results) for name, results in summary.diagnoses.items() if results}
    say("Went wrong: " + (", ".join(f"{count} {name}" for name, count in wrong.items()) or "nothing"))
    if summary.detectable is not None:
        say(f"Smallest difference that shows: {percent(summary.detectable)} of {summary.right.interval.clusters} "
            "independent questions")  # fmt: skip


def changes(comparison: Comparison) -> None:
    """Every metric before and after."""
    rows = [_change(change) for change in comparison.changes if change.before is not None]
    columns = ("Metric", "before", "after", "difference", "95% interval", "p", "p (Holm)", "")
    table("Paired comparison", columns, rows, right=6)
    _new_and_gone(comparison)


def flips(comparison: Comparison, before: Run, after: Run, *, show_locked: bool) -> None:
    """Every case that flipped, with both answers; of locked cases only that they did."""
    first = {result.case.id: result for result in before.results}
    second = {result.case.id: result for result in after.results}
    for case, flipped in _by_case(comparison.flips).items():
        say(f"{case}: " + ", ".join(f"{one.metric} {one.before:g} -> {one.after:g}" for one in flipped))
        if case in first and (show_locked or first[case].case.split is not Split.LOCKED):
            say(f"Q: {first[case].case.question}", "quiet", indent="  ")
            say(f"A: {first[case].outcome.text}", "quiet", indent="  ")
            say(f"B: {second[case].outcome.text}", "quiet", indent="  ")


def gate(found: Gate, comparison: Comparison, baseline: Baseline, run: Run) -> None:
    """Each metric of the gate with its verdict, and what the comparison left out."""
    by_name = {change.metric: change for change in comparison.changes}
    asked = [metric for metric in METRICS if metric.gated or metric.hard_zero]
    rows = [_verdict(metric, found, by_name[metric.name]) for metric in asked]
    table("Gate", ("Metric", "baseline", "now", "p (Holm)", "verdict"), rows, right=3)
    for broken in found.broken:
        say(f"{broken.case}: {broken.metric}", "bad")
    _new_and_gone(comparison)
    others = (what for what, now in run.fingerprints.items() if baseline.fingerprints.get(what) != now)
    if told := [what for what in others if not what.startswith("code")]:
        say(f"Not as in the baseline: {', '.join(told)}", "quiet")
    say("Gate: passed" if found.passed else "Gate: broken", "good" if found.passed else "bad")


def inventory(counts: Mapping[str, Counter[str]], minimums: Sequence[Minimum], faults: Sequence[str]) -> None:
    """What a set of cases holds and lacks."""
    for what, found in counts.items():
        say(f"{what}: " + ", ".join(f"{count} {name}" for name, count in found.most_common()))
    for one in minimums:
        say(f"{one.what}: {one.found}, needs {one.needed}", "bad" if one.short else "good")
    for fault in faults[:MOST_FAULTS]:
        say(fault, "bad")
    total = next(iter(counts.values())).total()
    say(f"{total} cases, {len(faults)} faults", "bad" if faults else "good")


def _by_case(found: Sequence[Flip]) -> dict[str, list[Flip]]:
    rows: dict[str, list[Flip]] = {}
    for flip in found:
        rows.setdefault(flip.case, []).append(flip)
    return dict(sorted(rows.items()))


def _estimate(metric: Metric, found: Estimate) -> tuple[Cell, ...]:
    mean = found.interval.estimate
    if mean is None:
        return "0", "", "", ("; ".join(found.unscored), "quiet")
    bad = metric.hard_zero and mean > 0
    style = "bad" if bad else "good" if metric.hard_zero else ""
    note = "must be 0" if metric.hard_zero else "gated" if metric.gated else ""
    return str(found.interval.n), (number(mean), style), (interval(found.interval), "quiet"), (note, "quiet")


def _change(change: Change) -> tuple[Cell, ...]:
    word = verdict(change)
    style = {"better": "good", "worse": "bad", "": ""}[word]
    return (
        change.metric,
        number(change.before),
        number(change.after),
        (signed(change.difference.estimate), style),
        (interval(change.difference), "quiet"),
        p_value(change.p),
        p_value(change.adjusted),
        (word, style),
    )


def _verdict(metric: Metric, found: Gate, change: Change) -> tuple[Cell, ...]:
    broken = sum(one.metric == metric.name for one in found.broken)
    if broken:
        word: Cell = (f"broken in {broken} cases" if broken > 1 else "broken in 1 case", "bad")
    elif change.worse:
        word = ("significantly worse", "bad")
    elif metric.name in found.unscored:
        word = ("not scored on any case", "quiet")
    elif change.before is None:
        word = ("not in the baseline", "quiet")
    else:
        word = ("holds", "good")
    return metric.title, number(change.before), number(change.after), p_value(change.adjusted), word


def _new_and_gone(comparison: Comparison) -> None:
    for what, names in (("new", comparison.new), ("gone", comparison.missing)):
        if names:
            say(f"{len(names)} {what}, so not compared: {', '.join(names)}")
