"""The table of metrics holds together, and no outcome can break it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import (
    BABBAGE,
    DOCUMENTS,
    NAMES,
    PATIENT,
    PROGRAM,
    abstained,
    case,
    claim,
    fact,
    failed,
    hit,
    judged,
    outcome,
    place,
)

from evals.metrics import METRICS, CaseMetric, GroupMetric, Sample, score, score_groups

BY_NAME = {metric.name: metric for metric in METRICS}


def test_names_are_unique():
    assert len(BY_NAME) == len(METRICS)
    assert len({metric.title for metric in METRICS}) == len(METRICS)


@pytest.mark.parametrize("metric", METRICS, ids=lambda one: one.name)
def test_a_metric_makes_sense(metric):
    assert metric.what and "\n" not in metric.what
    assert not (metric.gated and metric.direction == 0), "what is gated has a better and a worse"
    assert not (metric.hard_zero and metric.direction != -1), "zero is the best value"
    assert not metric.binary or metric.bounds == (0, 1)
    assert metric.over == ("group" if isinstance(metric, GroupMetric) else "case")


PLACES = st.builds(
    lambda quote, source, shift: place(PROGRAM, source="ada.md", start=shift, quote=quote, profile=source),
    st.text(max_size=5), st.sampled_from(["ada", "bob", "eve"]), st.integers(-5, 99),
)  # fmt: skip
CLAIMS = st.builds(lambda text, places: claim(text, *places), st.text(), st.lists(PLACES, max_size=2))
OUTCOMES = st.builds(
    outcome,
    st.text(),
    status=st.sampled_from(["answered", "abstained", "failed"]),
    claims=st.lists(CLAIMS, max_size=2).map(tuple),
    nearest=st.lists(PLACES, max_size=2).map(tuple),
    hits=st.lists(st.sampled_from([hit(PROGRAM), hit(BABBAGE), hit(PROGRAM, start=-1, end=0)]), max_size=3).map(tuple),
    confidence=st.none() | st.floats(allow_nan=False, allow_infinity=False),
)
CASES = st.sampled_from(
    [
        case(),
        case(fact("program", PROGRAM), profile="ada", group="g"),
        case(fact("x", "nowhere"), forbidden=("y",)),
        case(tags=("injection",), profile="bob"),
    ]
)


@PATIENT
@given(CASES, OUTCOMES)
def test_any_outcome_is_scored_within_bounds(asked, one):
    sample = Sample(asked, one, None, DOCUMENTS, NAMES)
    for row in (score(sample), *score_groups([sample, sample])):
        for name, found in row.scores.items():
            low, high = BY_NAME[name].bounds or (0, float("inf"))
            assert found.reason if found.value is None else low <= found.value <= high
            assert not BY_NAME[name].binary or found.value in {None, 0, 1}


@PATIENT
@given(CASES, OUTCOMES)
def test_the_same_bytes_twice(asked, one):
    first, second = (score(Sample(asked, one, None, DOCUMENTS, NAMES)).model_dump_json() for _ in range(2))
    assert first == second


def test_all_metrics_over_cases_are_scored():
    assert set(score(Sample(case(), abstained())).scores) == {
        one.name for one in METRICS if isinstance(one, CaseMetric)
    }


def test_a_failure_never_helps():
    """No quality of a failed case is better than the worst of an answer."""
    scores = score(Sample(case(fact("program", PROGRAM)), failed(), None, DOCUMENTS, NAMES)).scores
    assert scores["failed"].value == 1
    better = [
        one.name for one in METRICS if one.gated and one.name in scores and scores[one.name].value not in {None, 0}
    ]
    assert better == []


def test_a_sample_holds_together():
    with pytest.raises(ValueError, match="a sample of one holds what belongs to two"):
        Sample(case(), abstained(case="two"))


def test_a_judgement_of_another_case_is_refused():
    made, seen = judged()
    with pytest.raises(ValueError, match="two"):
        Sample(case(), made, seen.model_copy(update={"case": "two"}))
