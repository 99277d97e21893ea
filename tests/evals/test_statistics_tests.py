"""Tests and sample sizes: against hand-computed and published values, and where they end."""

from __future__ import annotations

from itertools import count, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import PATIENT

from evals.statistics import McNemar, holm, mcnemar, minimum_detectable, sign_flip


def alone(n):
    """As many clusters of one."""
    return [f"c{at:03}" for at in range(n)]


def pairs(better, worse, same=0):
    before = [False] * better + [True] * worse + [True] * same
    return before, [True] * better + [False] * worse + [True] * same


@pytest.mark.parametrize(
    ("better", "worse", "p"),
    [
        (0, 0, 1),
        (1, 0, 1),
        (5, 0, 0.0625),  # 2 / 2^5
        (6, 0, 0.03125),
        (4, 1, 0.375),  # 2 (5 + 1) / 2^5
        (5, 5, 1),
        (1, 9, 22 / 1024),
    ],
)
def test_mcnemar_by_hand(better, worse, p):
    found = mcnemar(*pairs(better, worse, 7))
    assert (found.better, found.worse, found.p) == (better, worse, pytest.approx(p))


def test_mcnemar_of_nothing():
    assert mcnemar([], []) == McNemar(better=0, worse=0, p=1)


def test_mcnemar_as_published():
    """The counts of Agresti's prime minister: 86 and 150 changed. Chi-squared, 64² / 236 = 17.36, gives 3.1e-5; the
    exact test a little more."""
    assert mcnemar(*pairs(86, 150)).p == pytest.approx(3.716e-5, rel=0.01)


@PATIENT
@given(st.integers(0, 40), st.integers(0, 40))
def test_mcnemar_does_not_care_which_run_is_first(better, worse):
    assert mcnemar(*pairs(better, worse)).p == pytest.approx(mcnemar(*pairs(worse, better)).p)


@pytest.mark.parametrize(("better", "worse"), [(0, 0), (1, 0), (5, 0), (4, 1), (9, 3)])
def test_flipping_single_cases_is_mcnemar(better, worse):
    differences = [1.0] * better + [-1.0] * worse + [0.0] * 5
    assert sign_flip(differences, alone(len(differences))) == pytest.approx(mcnemar(*pairs(better, worse)).p)


def test_flipping_many_cases_is_nearly_mcnemar():
    assert sign_flip([1.0] * 20 + [-1.0] * 10, alone(30)) == pytest.approx(mcnemar(*pairs(20, 10)).p, abs=0.02)


def test_paraphrases_that_change_together_are_one_change():
    assert sign_flip([1.0] * 12, alone(12)) == pytest.approx(2 / 2**12)
    assert sign_flip([1.0] * 12, [f"c{at // 4}" for at in range(12)]) == 0.25  # 2 / 2^3
    assert sign_flip([1.0] * 12, ["one"] * 12) == 1


def test_changes_that_cancel_out_within_a_cluster():
    assert sign_flip([1.0, -1.0], ["a", "a"]) == 1


@pytest.mark.parametrize("differences", [[], [0.0], [0.0, 0.0], [1e-15, -1e-16]])
def test_nothing_changed(differences):
    assert sign_flip(differences, alone(len(differences))) == 1


def test_the_same_p_twice():
    differences = np.random.default_rng(5).normal(0.1, 1, 100).tolist()
    assert sign_flip(differences, alone(100)) == sign_flip(differences[::-1], alone(100)[::-1])


def test_sign_flips_are_wrong_as_often_as_they_say():
    rng = np.random.default_rng(6)
    assert sum(sign_flip(rng.normal(0, 1, 12).tolist(), alone(12)) < 0.05 for _ in range(100)) <= 11


def test_holm_as_published():
    """p of .01, .04, .03 and .005 are .03, .06, .06 and .02 (Holm 1979; as R's p.adjust)."""
    found = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
    assert found == {name: pytest.approx(p) for name, p in {"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02}.items()}


@pytest.mark.parametrize(
    ("given_p", "expected"), [({}, {}), ({"a": 0.3}, {"a": 0.3}), ({"a": 0.6, "b": 0.9}, {"a": 1, "b": 1})]
)
def test_holm_at_its_ends(given_p, expected):
    assert holm(given_p) == expected


@PATIENT
@given(st.lists(st.floats(0, 1), max_size=20))
def test_holm_keeps_the_order_and_never_lowers(values):
    raw = {str(at): p for at, p in zip(count(), values, strict=False)}
    adjusted = holm(raw)
    assert list(adjusted) == list(raw)
    assert all(raw[name] <= adjusted[name] <= min(1, len(raw) * raw[name]) + 1e-12 for name in raw)
    ranked = sorted(raw, key=lambda name: raw[name])
    assert all(adjusted[low] <= adjusted[high] for low, high in pairwise(ranked))


# --- power --------------------------------------------------------------------------------------------------------


def test_minimum_detectable_solves_connors_formula():
    """Discordance 0.2, difference 0.1: (1.96 √0.2 + 0.8416 √0.19)² / 0.01 = 154.6 pairs."""
    assert minimum_detectable(155, 0.2) == pytest.approx(0.1, abs=2e-4)


def test_minimum_detectable_shows_in_simulation():
    found = minimum_detectable(300, 0.15)
    up, down = (0.15 + found) / 2, (0.15 - found) / 2
    draws = np.random.default_rng(7).multinomial(300, [up, down, 1 - up - down], 400)
    shown = [mcnemar(*pairs(int(better), int(worse))).p < 0.05 for better, worse, _ in draws]
    assert np.mean(shown) == pytest.approx(0.8, abs=0.08)  # the exact test is a little weaker


@pytest.mark.parametrize(("n", "discordance"), [(0, 0.5), (100, 0), (5, 0.2), (3, 1.0)])
def test_what_no_number_of_changes_would_show(n, discordance):
    assert minimum_detectable(n, discordance) is None


@PATIENT
@given(st.integers(50, 2000), st.floats(0.1, 1))
def test_more_pairs_show_smaller_differences(n, discordance):
    few, many = minimum_detectable(n, discordance), minimum_detectable(2 * n, discordance)
    assert few is None or 0 < many < few <= discordance


@pytest.mark.parametrize(("n", "discordance"), [(-1, 0.5), (10, 1.5), (10, -0.1)])
def test_impossible_designs_are_refused(n, discordance):
    with pytest.raises(ValueError, match="needs pairs"):
        minimum_detectable(n, discordance)
