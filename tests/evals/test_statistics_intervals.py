"""Intervals: against hand-computed and published values, and where they end."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import PATIENT

from evals.statistics import Interval, difference_interval, mean_interval


def alone(n):
    """As many clusters of one."""
    return [f"c{at:03}" for at in range(n)]


def test_no_values_have_no_interval():
    assert mean_interval([], []) == Interval(low=None, high=None, estimate=None, n=0, clusters=0, method="none")


def test_the_estimate_is_the_mean_over_values_not_clusters():
    assert mean_interval([1, 1, 1, 0], ["a", "a", "a", "b"]).estimate == 0.75


@pytest.mark.parametrize(("value", "low", "high"), [(1.0, 0.6915, 1.0), (0.0, 0.0, 0.3085)])
def test_ten_of_ten_is_no_certainty(value, low, high):
    """Clopper & Pearson 1934: 10 of 10 is 69.15% .. 100%."""
    found = mean_interval([value] * 10, alone(10))
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    assert (found.estimate, found.method) == (value, "Clopper-Pearson")


def test_paraphrases_add_no_certainty():
    assert mean_interval([1.0] * 40, alone(10) * 4).low == mean_interval([1.0] * 10, alone(10)).low


def test_one_cluster_says_next_to_nothing():
    found = mean_interval([0, 1], ["a", "a"])
    assert (found.method, found.clusters) == ("Clopper-Pearson", 1)
    assert found.low < 0.02 and found.high > 0.98


def test_equal_clusters_between_the_bounds():
    found = mean_interval([0.5] * 20, alone(20))
    assert found.low < 0.5 < found.high


def test_equal_values_without_bounds_have_no_interval():
    found = mean_interval([700.0] * 20, alone(20), None)
    assert (found.low, found.high, found.estimate, found.method) == (None, None, 700, "none")


def test_a_mean_agrees_with_the_normal_interval():
    values = np.random.default_rng(1).normal(10, 2, 400)
    found, half = mean_interval(values.tolist(), alone(400), None), 1.96 * values.std(ddof=1) / 20
    assert found.method == "BCa"
    assert (found.low, found.high) == (
        pytest.approx(values.mean() - half, abs=0.03), pytest.approx(values.mean() + half, abs=0.03),
    )  # fmt: skip


def test_clusters_widen_the_interval():
    values = (np.random.default_rng(2).random(100) < 0.7).astype(float).repeat(4).tolist()
    apart, together = mean_interval(values, alone(400)), mean_interval(values, [f"c{at // 4}" for at in range(400)])
    assert together.high - together.low == pytest.approx(2 * (apart.high - apart.low), rel=0.15)


def test_two_clusters_have_a_percentile_interval():
    found = mean_interval([0, 1], ["a", "b"])
    assert (found.low, found.high, found.method) == (0, 1, "percentile")


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(3)
    found = [mean_interval((rng.random(60) < 0.8).astype(float).tolist(), alone(60)) for _ in range(60)]
    assert sum(one.low <= 0.8 <= one.high for one in found) >= 51


VALUES = st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abcd")), min_size=1, max_size=12)


@settings(PATIENT, max_examples=30)
@given(VALUES, st.randoms())
def test_the_same_interval_in_any_order(rows, chance):
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert mean_interval(*map(list, zip(*rows, strict=True))) == mean_interval(*map(list, zip(*shuffled, strict=True)))


@settings(PATIENT, max_examples=30)
@given(VALUES)
def test_an_interval_holds_its_estimate_and_stays_in_bounds(rows):
    found = mean_interval(*map(list, zip(*rows, strict=True)))
    assert -1e-9 <= found.low <= found.high <= 1 + 1e-9
    assert 0 <= found.estimate <= 1


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="leave out what has no score"):
        mean_interval([0.5, value], ["a", "b"])


def test_what_is_out_of_bounds_is_refused():
    with pytest.raises(ValueError, match="out of the bounds"):
        mean_interval([0.5, 1.5], ["a", "b"])


def test_each_value_has_a_cluster():
    with pytest.raises(ValueError, match="2 values, but 1 clusters"):
        mean_interval([0.5, 1], ["a"])


def test_a_difference_is_paired():
    before, after = [0.0, 0.5, 0.2, 0.9], [0.1, 0.6, 0.3, 1.0]
    found = difference_interval(before, after, alone(4))
    assert found.estimate == pytest.approx(0.1)
    assert found.low < 0.1 < found.high  # all moved by the same: Clopper-Pearson, not a point


def test_no_change_is_not_certainly_none():
    """The rule of three, two-sided: 0 changes of 100 leave up to 3.6%."""
    found = difference_interval([1.0] * 100, [1.0] * 100, alone(100))
    assert (found.estimate, found.low, found.high) == (
        0,
        pytest.approx(-0.0362, abs=1e-4),
        pytest.approx(0.0362, abs=1e-4),
    )


def test_a_difference_of_nothing():
    assert difference_interval([], [], []).method == "none"


def test_a_difference_needs_pairs():
    with pytest.raises(ValueError, match="2 values before, but 1 after"):
        difference_interval([1, 1], [1], ["a", "b"])


def test_twenty_metrics_take_seconds():
    values = np.random.default_rng(4).random((20, 400)).tolist()
    began = time.process_time()
    for row in values:
        mean_interval(row, alone(400))
    assert time.process_time() - began < 15  # about 3 on two idle cores
