"""The page of a comparison: every metric before and after, every case that flipped, with both answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from evals.cases import Split
from evals.comparing import ALPHA, Change, Comparison, Flip
from evals.metrics import METRICS
from evals.report.pages import page
from evals.run import Result, Run
from evals.summary import detectable

TABLE = {metric.name: metric for metric in METRICS}


@dataclass(frozen=True)
class Flipped:
    """What changed for one case (or paraphrase group, which has no answers of its own)."""

    name: str
    flips: tuple[Flip, ...]
    before: Result | None
    after: Result | None

    @property
    def good(self) -> int:
        return sum(better(flip) for flip in self.flips)

    @property
    def bad(self) -> int:
        return len(self.flips) - self.good


def better(flip: Flip) -> bool:
    """Whether a flip is one for the better."""
    return (flip.after - flip.before) * TABLE[flip.metric].direction > 0


def write_comparison(comparison: Comparison, before: Run, after: Run, file: Path, *, show_locked: bool = False) -> None:
    """Write the page."""
    flipped = flipped_cases(comparison, before, after, show_locked=show_locked)
    changes = [change for change in comparison.changes if change.before is not None]
    text = page(
        "comparison.html",
        comparison=comparison,
        before=before,
        after=after,
        changes=changes,
        verdicts={change.metric: verdict(change) for change in changes},
        table=TABLE,
        flipped=flipped,
        better=better,
        pairs=len(before.scores.keys() & after.scores.keys()),
        detectable={change.metric: _detectable(change) for change in changes},
        span=_span(changes),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def flipped_cases(comparison: Comparison, before: Run, after: Run, *, show_locked: bool = False) -> list[Flipped]:
    """Cases with a flip, those for the worse first; of locked ones only which."""
    first, second = ({one.case.id: one for one in run.results} for run in (before, after))
    by_case: dict[str, list[Flip]] = {}
    for flip in comparison.flips:
        by_case.setdefault(flip.case, []).append(flip)
    found = []
    for name, flips in by_case.items():
        old, new = first.get(name), second.get(name)
        hidden = old is not None and old.case.split is Split.LOCKED and not show_locked
        found.append(Flipped(name, tuple(flips), None if hidden else old, None if hidden else new))
    return sorted(found, key=lambda one: (-one.bad, one.good, one.name))


def verdict(change: Change) -> str:
    """In a word: better, worse, or nothing when the difference may be chance."""
    p = change.p if change.adjusted is None else change.adjusted
    if p is None or p >= ALPHA or not change.difference.estimate:
        return ""
    return "better" if change.difference.estimate * change.direction > 0 else "worse"


def _span(changes: Sequence[Change]) -> float:
    """How far the scale of differences has to reach, in tenths."""
    limits = [
        abs(limit)
        for change in changes
        if TABLE[change.metric].bounds
        for limit in (change.difference.low, change.difference.high)
        if limit is not None
    ]
    return min(ceil(10 * max(limits, default=0.1)) / 10, 1.0)


def _detectable(change: Change) -> float | None:
    """With as many pairs that differ as there were here."""
    if change.mcnemar is None or not change.difference.n:
        return None
    differing = (change.mcnemar.better + change.mcnemar.worse) / change.difference.n
    return detectable(change.difference.clusters, differing)
