"""Outcomes and scores: frozen, and never NaN."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import NO, PATIENT, YES, outcome
from pydantic import ValidationError

from evals.outcomes import ClaimJudged, Judged, Judgement, Outcome, Score, Scored


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_score_is_finite(value):
    with pytest.raises(ValidationError):
        Score(value=value, reason="broken")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_confidence_is_finite(value):
    with pytest.raises(ValidationError):
        outcome(confidence=value)


def test_a_score_without_a_value_says_why():
    with pytest.raises(ValidationError, match="says why"):
        Score(value=None)


def test_a_score_is_frozen():
    with pytest.raises(ValidationError):
        Score(value=1.0).value = 0.0


@PATIENT
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_score_survives_json(value):
    scored = Scored(case="one", scores={"m": Score(value=value), "n": Score(value=None, reason="why")})
    assert Scored.model_validate_json(scored.model_dump_json()) == scored


def test_an_outcome_survives_json():
    one = outcome("Łódź", confidence=0.25)
    assert Outcome.model_validate_json(one.model_dump_json()) == one


def test_an_unknown_status_is_refused():
    with pytest.raises(ValidationError):
        outcome(status="maybe")


def test_each_citation_is_judged_alone_and_left_out():
    with pytest.raises(ValidationError, match="alone has 2 citations, without has 1"):
        ClaimJudged(whole=Judgement(support=YES), alone=(YES, NO), without=(NO,))


def test_a_judged_case_survives_json():
    one = Judged(case="one", claims=(None, ClaimJudged(whole=Judgement(support=YES), alone=(YES,), without=(None,))))
    assert Judged.model_validate_json(one.model_dump_json()) == one
