"""The validation of the judge as tables."""

from __future__ import annotations

from rich.table import Table

from evals.judge.measuring import Estimate
from evals.judge.validating import ALARMS, Validation
from evals.statistics import Interval
from evals.terminal import console


def show(found: Validation) -> None:
    """Print the report."""
    screen = console()
    sets = Table(
        "set", "judge", "pairs", "AUROC", "balanced accuracy", "Brier", "ECE", "Spearman", title="Labelled pairs"
    )
    for row in found.rows:
        made = row.measures
        sets.add_row(
            row.dataset, row.judge, str(made.pairs), cell(made.auroc), cell(made.balanced_accuracy), cell(made.brier),
            cell(made.calibration_error), cell(row.spearman) if row.spearman else "",
        )  # fmt: skip
    screen.print(sets)
    for row in found.rows:
        if row.domain_mean is not None:
            each = ", ".join(f"{name} {_short(one.value or 0)}" for name, one in (row.domains or {}).items())
            screen.print(f"{row.dataset}, {row.judge}, mean of domains {_short(row.domain_mean)}: {each}")
    for one in found.detected:
        kinds = Table(
            "kind", "n", f"found at {ALARMS:.0%} false alarms", "found by verdict", title=f"{one.judge}: profile claims"
        )
        for kind, value in one.at_alarms.items():
            kinds.add_row(kind, str(value.n), cell(value), cell(one.told[kind]))
        screen.print(kinds)
        screen.print(
            f"false alarms of the verdict {cell(one.alarms)}; AUROC without verbatim claims {cell(one.reworded)}"
        )
    for name, line in found.published.items():
        screen.print(f"published, {name}: {line}")
    for name, reason in found.skipped.items():
        screen.print(f"not measured: {name} ({reason})")
    screen.print(f"judge {found.judge}")


def cell(value: Estimate | Interval) -> str:
    """The estimate with its interval, or why there is none.

    >>> cell(Estimate(value=0.5, low=0.4, high=0.6))
    '.500 [.400, .600]'
    """
    estimate = value.value if isinstance(value, Estimate) else value.estimate
    if estimate is None:
        return value.reason if isinstance(value, Estimate) else "-"
    if value.low is None or value.high is None:
        return _short(estimate)
    return f"{_short(estimate)} [{_short(value.low)}, {_short(value.high)}]"


def _short(number: float) -> str:
    return f"{number:.3f}".removeprefix("0")
