"""Declining what is not said, and only that; and how well confidence ranks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import NAMES, PATIENT, PROGRAM, abstained, case, fact, failed, outcome

from evals.cases import Answerable
from evals.metrics import Sample
from evals.metrics.abstention import abstention_recall, false_refusal, truthfulness
from evals.metrics.selective import CurvePoint, Ranked, aurc, ranked, risk_coverage

ASKED = case(fact("program", PROGRAM), forbidden=("Turing",))
DECLINES = [case(answerable=kind) for kind in Answerable if kind.declines]
RIGHT, WRONG = outcome("The program."), outcome("Turing.")


@pytest.mark.parametrize("declined", DECLINES, ids=lambda one: str(one.answerable))
def test_what_is_not_said_is_declined(declined):
    assert abstention_recall(declined, abstained()).value == 1
    assert abstention_recall(declined, outcome("So.")).value == 0
    assert false_refusal(declined, abstained()).value is None


def test_what_is_said_is_not_declined():
    assert false_refusal(ASKED, abstained()).value == 1
    assert false_refusal(ASKED, RIGHT).value == 0
    assert abstention_recall(ASKED, abstained()).reason == "the case is to be answered"


def test_a_failure_is_no_abstention():
    assert abstention_recall(case(), failed()).value == 0
    assert false_refusal(ASKED, failed()).value == 0


@pytest.mark.parametrize(
    ("asked", "one", "value"),
    [
        (ASKED, RIGHT, 1),
        (ASKED, WRONG, -1),
        (ASKED, outcome(""), -1),
        (ASKED, abstained(), 0),
        (ASKED, failed(), 0),
        (case(), abstained(), 1),
        (case(), RIGHT, -1),
        (case(), failed(), 0),
    ],
)
def test_truthfulness(asked, one, value):
    assert truthfulness(asked, one, NAMES).value == value


def answers(*pairs):
    return [Ranked(confidence=confidence, wrong=wrong) for confidence, wrong in pairs]


def test_the_curve_by_hand():
    points = risk_coverage(answers((0.9, False), (0.7, True), (0.8, False), (0.1, True)))
    assert [point.coverage for point in points] == [0.25, 0.5, 0.75, 1]
    assert [point.risk for point in points] == pytest.approx([0, 0, 1 / 3, 1 / 2])


def test_aurc_by_hand():
    """(0 + 0 + 1/3 + 1/2) / 4."""
    assert aurc(answers((0.9, False), (0.7, True), (0.8, False), (0.1, True))).value == pytest.approx(5 / 24)


def test_confidence_that_says_nothing_is_worth_the_error_rate():
    assert aurc(answers((1, True), (1, False), (1, False), (1, False))).value == pytest.approx(0.25)


@pytest.mark.parametrize(("wrong", "area"), [(False, 0), (True, 1)])
def test_one_answer(wrong, area):
    assert risk_coverage(answers((0.5, wrong))) == (CurvePoint(coverage=1, risk=area),)
    assert aurc(answers((0.5, wrong))).value == area


def test_no_answers_have_no_curve():
    assert risk_coverage([]) == ()
    assert aurc([]).reason == "no answer carries a confidence"


PAIRS = st.lists(st.tuples(st.sampled_from([0.1, 0.5, 0.9]), st.booleans()), min_size=1)


@PATIENT
@given(PAIRS, st.randoms())
def test_the_order_of_answers_does_not_matter(pairs, chance):
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    assert risk_coverage(answers(*pairs)) == risk_coverage(answers(*shuffled))


@PATIENT
@given(PAIRS)
def test_the_curve_ends_at_the_error_rate(pairs):
    last = risk_coverage(answers(*pairs))[-1]
    assert last.coverage == 1
    assert last.risk == pytest.approx(sum(wrong for _, wrong in pairs) / len(pairs))


def test_only_answers_with_a_confidence_are_ranked():
    sure = RIGHT.model_copy(update={"confidence": 0.9})
    samples = [
        Sample(ASKED, sure, names=NAMES),
        Sample(case(), sure, names=NAMES),
        Sample(ASKED, RIGHT, names=NAMES),
        Sample(ASKED, abstained(confidence=0.1), names=NAMES),
    ]
    assert ranked(samples) == tuple(answers((0.9, False), (0.9, True)))
