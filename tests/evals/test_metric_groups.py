"""The same question in other words."""

from __future__ import annotations

import pytest
from making import PROGRAM, abstained, case, fact, failed, outcome

from evals.metrics import Sample, score_groups
from evals.metrics.consistency import agreement, consistency

ASKED = case(fact("program", PROGRAM))
RIGHT, WRONG = outcome("The program."), outcome("No idea.")


def group(*outcomes, asked=ASKED):
    return [Sample(asked, one) for one in outcomes]


@pytest.mark.parametrize(
    ("outcomes", "consistent", "agreeing"),
    [
        ((RIGHT, RIGHT, RIGHT), 1, 1),
        ((RIGHT, RIGHT, WRONG), 0, 1 / 3),
        ((WRONG, WRONG, WRONG), 0, 1),
        ((RIGHT, WRONG), 0, 0),
        ((WRONG, abstained()), 0, 0),
        ((abstained(), failed()), 0, 0),
        ((RIGHT, RIGHT, WRONG, WRONG), 0, 2 / 6),
    ],
)
def test_a_group(outcomes, consistent, agreeing):
    assert consistency(group(*outcomes)).value == consistent
    assert agreement(group(*outcomes)).value == pytest.approx(agreeing)


def test_a_group_that_is_rightly_declined_is_consistent():
    assert consistency(group(abstained(), abstained(), asked=case())).value == 1
    assert consistency(group(abstained(), RIGHT, asked=case())).value == 0


@pytest.mark.parametrize("members", [(), (RIGHT,)])
def test_a_group_of_one_is_not_scored(members):
    assert consistency(group(*members)).value is None
    assert agreement(group(*members)).reason == "a group of one has nothing to agree with"


def test_groups_are_scored_by_name():
    second, first = ASKED.model_copy(update={"group": "b"}), ASKED.model_copy(update={"group": "a"})
    scored = score_groups([Sample(second, RIGHT), Sample(ASKED, WRONG), Sample(first, RIGHT), Sample(second, RIGHT)])
    assert [one.case for one in scored] == ["group:a", "group:b"]
    assert [one.scores["consistency"].value for one in scored] == [None, 1]
