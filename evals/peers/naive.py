"""The naive answer "top three lines" with its best threshold, beside askme's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.answerers import Answerer
from evals.answerers.product import Product
from evals.answerers.top_lines import Near, TopLines, outcome_of
from evals.cases import ROOT, Case
from evals.documents import read_people
from evals.metrics.facts import is_correct
from evals.outcomes import Outcome
from evals.peers.report import Naive

THRESHOLDS = tuple(number / 100 for number in range(100))
"""Cosines."""

Names = Mapping[str, Mapping[str, str]]
"""By corpus, the names of its people by profile id."""


def compare(cases: Sequence[Case]) -> tuple[list[Naive], list[tuple[float, Naive]]]:
    """askme's answers and the naive ones at their best threshold, and the naive ones at every threshold."""
    corpora = tuple(dict.fromkeys(case.corpus for case in cases))
    names = {corpus: read_people(ROOT / corpus).names for corpus in corpora}
    lines = {corpus: TopLines(ROOT / corpus) for corpus in corpora}
    near = {case.id: lines[case.corpus].nearest(case) for case in cases}
    curve = [(threshold, _at(threshold, cases, near, names)) for threshold in THRESHOLDS]
    _, best = best_of(curve)
    products: dict[str, Answerer] = {corpus: Product(ROOT / corpus) for corpus in corpora}
    own = naive("askme", cases, {case.id: products[case.corpus].answer(case) for case in cases}, names)
    return [own, best], curve


def _at(threshold: float, cases: Sequence[Case], near: Mapping[str, Sequence[Near]], names: Names) -> Naive:
    outcomes = {case.id: outcome_of(case.id, near[case.id], threshold) for case in cases}
    return naive(f"top three lines, cosine at least {threshold:.2f}", cases, outcomes, names)


def best_of(curve: Sequence[tuple[float, Naive]]) -> tuple[float, Naive]:
    """The threshold that treats most cases rightly; of equals the one that answers more."""
    return max(curve, key=lambda item: (round(item[1].overall, 9), -item[0]))


def naive(name: str, cases: Sequence[Case], outcomes: Mapping[str, Outcome], names: Names) -> Naive:
    """The shares of one answerer's outcomes.

    :param outcomes: by case
    """
    right = {case.id: is_correct(case, outcomes[case.id], names[case.corpus]) for case in cases}
    asked = [case.id for case in cases if not case.answerable.declines]
    declining = [case.id for case in cases if case.answerable.declines]
    return Naive(
        name=name,
        right=_share([right[case] for case in asked]),
        declined=_share([right[case] for case in declining]),
        refused=_share([outcomes[case].status == "abstained" for case in asked]),
        overall=_share(list(right.values())),
    )


def _share(values: Sequence[bool]) -> float:
    """0 of nothing."""
    return sum(values) / len(values) if values else 0.0
