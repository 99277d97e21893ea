"""What a metric may look at, and the three ways to say its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from askme.schema import Document
from evals.cases import Case
from evals.outcomes import Judged, Outcome, Score


@dataclass(frozen=True)
class Sample:
    """One case with what came of it."""

    case: Case
    outcome: Outcome
    judged: Judged | None = None
    """None: no judge has looked at it."""
    documents: Mapping[str, Document] = field(default_factory=dict)
    """The case's corpus, by source."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Display names, by profile id."""

    def __post_init__(self) -> None:
        seen = {self.outcome.case, self.judged.case if self.judged else self.case.id}
        if seen != {self.case.id}:
            raise ValueError(f"a sample of {self.case.id} holds what belongs to {sorted(seen - {self.case.id})[0]}")


def unscored(reason: str) -> Score:
    return Score(value=None, reason=reason)


def yes(flag: bool) -> Score:
    return Score(value=float(flag))


def share(hits: int, of: int) -> Score:
    """:raises ValueError: of nothing there is no share; the caller knows the reason and says it"""
    if of <= 0:
        raise ValueError(f"no share of {of}")
    return Score(value=hits / of)


TO_DECLINE = "the case is to be declined"
TO_ANSWER = "the case is to be answered"
