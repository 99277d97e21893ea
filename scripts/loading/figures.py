"""Measured values as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_DIGITS = {"s": 2, "ms": 0, "MB": 0, "/s": 0, "%": 0}


@dataclass(frozen=True)
class Figure:
    """One measured value, and what it must reach or must not exceed."""

    name: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def missed(self) -> bool:
        too_much = self.most is not None and self.value > self.most
        return too_much or (self.least is not None and self.value < self.least)

    @property
    def row(self) -> str:
        """As a line of a Markdown table."""
        target = f"≤ {self.most:g} {self.unit}" if self.most is not None else ""
        target = f"≥ {self.least:g} {self.unit}" if self.least is not None else target
        value = f"{self.value:.{_DIGITS.get(self.unit, 0)}f} {self.unit}".strip()
        return f"| {self.name} | {value} | {target.strip()}{' **missed**' if self.missed else ''} |"


def percentile(values: Sequence[float], share: int) -> float:
    """The least value that `share` percent of the values do not exceed (nearest rank); of none, infinity.

    >>> percentile([3, 1, 2, 4], 50), percentile([], 50)
    (2, inf)
    """
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)] if values else float("inf")


def shown(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    return "\n".join(["| measured | value | target |", "| --- | ---: | ---: |", *(figure.row for figure in figures)])
