"""The comparison as a table, as JSON and as a chart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from evals.peers.scoring import BUDGETS, Row


@dataclass(frozen=True)
class Naive:
    """How an answerer of whole answers does, in shares 0 .. 1."""

    name: str
    right: float
    """Of the cases that can be answered: answered with all facts and nothing forbidden."""
    declined: float
    """Of the cases to be declined: declined."""
    refused: float
    """Of the cases that can be answered: declined."""
    overall: float
    """Of all cases: treated rightly."""


def table(rows: Sequence[Row], skipped: Sequence[tuple[str, str]], versions: Sequence[tuple[str, str]]) -> str:
    """Fact recall by budget in per cent, the best of each column in bold; then milliseconds for a question.

    :param skipped: peers that could not be asked, each with the reason
    :param versions: packages and their versions
    """
    best = {budget: max((round(row.recall[budget], 3) for row in rows), default=0.0) for budget in BUDGETS}
    heads = ["Fact recall (%) within", *(f"{budget:,}" for budget in BUDGETS), "p50 ms", "p95 ms"]
    out = [_line(heads), _line(["---", *("---:" for _ in heads[1:])])]
    for row in rows:
        shares = (_share(row.recall[budget], best[budget]) for budget in BUDGETS)
        out.append(_line([row.name, *shares, f"{row.p50 * 1000:.0f}", f"{row.p95 * 1000:.0f}"]))
    out += [f"\nSkipped: {name} ({why})." for name, why in skipped]
    if versions:
        out.append("\n" + ", ".join(f"{name} {version}" for name, version in versions) + ".")
    return "\n".join(out) + "\n"


def naive_table(rows: Sequence[Naive]) -> str:
    """Right answers, declines and false refusals in per cent."""
    heads = ["Answers", "right", "declined what is not there", "false refusals", "treated rightly"]
    out = [_line(heads), _line(["---", *("---:" for _ in heads[1:])])]
    for row in rows:
        shares = (row.right, row.declined, row.refused, row.overall)
        out.append(_line([row.name, *(f"{share * 100:.1f}" for share in shares)]))
    return "\n".join(out) + "\n"


def figures(rows: Sequence[Row], naive: Sequence[Naive], skipped: Sequence[tuple[str, str]], more: object) -> str:
    """Everything as JSON."""
    told = {
        "rows": [asdict(row) for row in rows],
        "answers": [asdict(row) for row in naive],
        "skipped": [{"name": name, "why": why} for name, why in skipped],
        "more": more,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _share(value: float, best: float) -> str:
    text = f"{value * 100:.1f}"
    return f"**{text}**" if round(value, 3) >= best else text
