"""The deterministic parts of the judge: what can be decided without knowing what words mean.

Each part looks for one thing that the evidence does not bear, and says what it found. They work on words and figures,
so they miss what is said in other words; that is left to `evals.judge.tokens`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from evals.judge.pair import Pair
from evals.judge.parts import dates, figures, names, opposites, people, polarity, scope, status
from evals.judge.parts.finding import Finding

Part = Callable[[Pair], Finding | None]

PARTS: Final[dict[str, Part]] = {
    "person": people.check,
    "figures": figures.check,
    "dates": dates.check,
    "names": names.check,
    "negation": polarity.check,
    "scope": scope.check,
    "status": status.check,
    "opposites": opposites.check,
}
"""In order of precedence: the first finding gives the reason."""


def findings(pair: Pair) -> dict[str, Finding]:
    """What the parts object to, by the part's name; empty when none objects."""
    found = {name: part(pair) for name, part in PARTS.items()}
    return {name: finding for name, finding in found.items() if finding is not None}


__all__ = ["PARTS", "Finding", "Part", "findings"]
