"""How much an answer may say, in characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from askme.schema import Claim

SHORT = 470
"""An answer to one question: a few lines."""
LABELS = 900
LIST = 1850
COMPARISON = 1900
PORTRAIT = 1400
PORTRAIT_OF_ONE_OF_MANY = 600


@dataclass(frozen=True)
class Room:
    """How many statements a fact is told in."""

    most: int = 2
    close: float = 0.90
    """A further statement has to be this good, as a share of the best one's score."""
    budget: int = SHORT


ONE_FACT = Room()
ONE_SIDE = Room(most=3, close=0.8, budget=800)
"""In a comparison, for each person."""


def within(claims: Sequence[Claim], budget: int) -> tuple[Claim, ...]:
    """As many claims, from the first, as fit into the budget; the first one always."""
    kept: list[Claim] = []
    for claim in claims:
        if kept and sum(len(other.text) + 1 for other in kept) + len(claim.text) > budget:
            break
        kept.append(claim)
    return tuple(kept)
