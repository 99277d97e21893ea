"""Where a case went wrong: the first step of the journey that can be blamed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from askme.schema import Document
from evals.cases import Case
from evals.metrics.facts import breaks, is_correct, said, states
from evals.metrics.retrieval import first_ranks, hindrance
from evals.outcomes import Outcome


class Diagnosis(StrEnum):
    FAILED = "failed"
    """It ended in an error."""
    MADE_UP = "answered what is not said"
    """It was to be declined."""
    WRONG = "answered wrongly"
    """It says something forbidden."""
    NO_EVIDENCE = "evidence not in the corpus"
    """The case no longer fits its corpus, so nothing can be blamed."""
    NOT_RETRIEVED = "not retrieved"
    DECLINED = "retrieved but declined"
    NOT_ANSWERED = "retrieved but not answered"
    """Answered, without a fact that a hit holds."""


def diagnosis(
    case: Case, outcome: Outcome, documents: Mapping[str, Document], names: Mapping[str, str]
) -> Diagnosis | None:
    """What went wrong; None when nothing did.

    An abstention is put down to retrieval only when no fact was found: with one, part could have been answered. An
    incomplete answer is put down to retrieval when one of the facts that it lacks was not found.
    """
    if is_correct(case, outcome, names):
        return None
    if outcome.status == "failed":
        return Diagnosis.FAILED
    if case.answerable.declines:
        return Diagnosis.MADE_UP
    if breaks(case, outcome, names):
        return Diagnosis.WRONG
    return Diagnosis.NO_EVIDENCE if hindrance(case, documents) else _lacking(case, outcome, documents, names)


def _lacking(case: Case, outcome: Outcome, documents: Mapping[str, Document], names: Mapping[str, str]) -> Diagnosis:
    ranks = first_ranks(case, outcome, documents)
    if outcome.status == "abstained":
        return Diagnosis.DECLINED if any(ranks) else Diagnosis.NOT_RETRIEVED
    texts = said(outcome, names)
    lacking = [rank for fact, rank in zip(case.facts, ranks, strict=True) if not states(fact, texts)]
    return Diagnosis.NOT_RETRIEVED if None in lacking else Diagnosis.NOT_ANSWERED
