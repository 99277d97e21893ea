"""Whether it declines what the profiles do not say, and only that."""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case
from evals.metrics.facts import is_correct
from evals.metrics.sample import TO_ANSWER, TO_DECLINE, unscored, yes
from evals.outcomes import Outcome, Score


def abstention_recall(case: Case, outcome: Outcome) -> Score:
    """1 when a case to be declined is declined, else 0; a failure is no abstention. Not scored for others."""
    return yes(outcome.status == "abstained") if case.answerable.declines else unscored(TO_ANSWER)


def false_refusal(case: Case, outcome: Outcome) -> Score:
    """1 when a case that can be answered, wholly or partly, is declined, else 0. Not scored for others."""
    return unscored(TO_DECLINE) if case.answerable.declines else yes(outcome.status == "abstained")


def truthfulness(case: Case, outcome: Outcome, names: Mapping[str, str]) -> Score:
    """+1 correct or rightly declined, 0 no answer where there is one, -1 a wrong answer or one to what should be
    declined (CRAG, Yang et al. 2024). A failure is no answer: 0, whatever was asked."""
    if is_correct(case, outcome, names):
        return Score(value=1.0)
    return Score(value=-1.0 if outcome.status == "answered" else 0.0)
