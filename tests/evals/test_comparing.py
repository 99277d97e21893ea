"""Two runs side by side, and the gate."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import PATIENT

from evals.comparing import Break, Comparison, Flip, Gate, compare, gate
from evals.metrics import Metric
from evals.outcomes import Score

RIGHT = Metric(name="right", title="Right", what="is right", direction=1, binary=True, gated=True)
PART = Metric(name="part", title="Part", what="how much of it", direction=1, gated=True)
LEAK = Metric(name="leak", title="Leaks", what="leaks", direction=-1, binary=True, hard_zero=True)
SLOW = Metric(name="slow", title="Refusals", what="refuses", direction=-1, binary=True, gated=True)
LONG = Metric(name="long", title="Length", what="characters", direction=0, bounds=None)


@dataclass
class Run:
    scores: dict
    clusters: dict = field(default_factory=dict)


def run(clusters=None, **metrics):
    """A run: of each metric the values of cases c000, c001 ...; None is not scored."""
    length = max((len(values) for values in metrics.values()), default=0)
    return Run(
        {f"c{at:03}": {name: made(values[at]) for name, values in metrics.items()} for at in range(length)},
        clusters or {},
    )


def made(value):
    return Score(value=None, reason="not scored") if value is None else Score(value=value)


def change(before, after, metric=RIGHT):
    return compare(before, after, [metric]).changes[0]


def test_a_change_by_hand():
    found = change(run(right=[1, 0, 0, 0, 0, 0]), run(right=[0, 1, 1, 1, 1, 0]))
    assert (found.before, found.after) == (1 / 6, 4 / 6)
    assert found.difference.estimate == pytest.approx(0.5)
    assert (found.mcnemar.better, found.mcnemar.worse, found.p, found.test) == (4, 1, 0.375, "McNemar")
    assert found.difference.low < 0.5 < found.difference.high


def test_the_same_run_has_not_changed():
    one = run(right=[1, 0, 1], part=[0.5, 0.1, 1])
    found = compare(one, one, [RIGHT, PART])
    assert [change.p for change in found.changes] == [1, 1]
    assert (found.flips, found.missing, found.new) == ((), (), ())
    assert gate(one, found, [RIGHT, PART]).passed


def test_only_cases_scored_in_both_are_compared():
    found = change(run(right=[1, 1, None, 0]), run(right=[0, None, 1, 0]))
    assert (found.difference.n, found.only_before, found.only_after) == (2, 1, 1)


@pytest.mark.parametrize(
    ("before", "after"), [(run(), run()), (run(right=[None]), run(right=[1])), (run(part=[1]), run(part=[1]))]
)
def test_nothing_to_compare(before, after):
    found = change(before, after)
    assert (found.before, found.after, found.p, found.test, found.mcnemar, found.adjusted) == (
        None,
        None,
        None,
        "",
        None,
        None,
    )
    assert found.difference.method == "none"
    assert not found.worse


def test_what_is_neither_better_nor_worse_has_no_p():
    found = change(run(long=[300, 200]), run(long=[100, 250]), LONG)
    assert (found.p, found.adjusted, found.difference.estimate) == (None, None, -75)


def test_paraphrases_are_flipped_together():
    clusters = {f"c{at:03}": f"g{at // 4}" for at in range(12)}
    found = change(run(clusters, right=[1] * 12), run(clusters, right=[0] * 12))
    assert (found.test, found.p, found.mcnemar.worse) == ("sign flip", 0.25, 12)
    assert found.difference.clusters == 3
    assert not found.worse


def test_shares_are_flipped():
    found = change(run(part=[0.1] * 8), run(part=[0.5] * 8), PART)
    assert (found.test, found.p, found.mcnemar) == ("sign flip", 2 / 2**8, None)


def test_holm_is_over_the_gated_alone():
    before, after = run(right=[1] * 6, part=[1.0] * 6, leak=[0] * 6), run(right=[0] * 6, part=[1.0] * 6, leak=[1] * 6)
    right, part, leak = compare(before, after, [RIGHT, PART, LEAK]).changes
    assert (right.p, right.adjusted) == (0.03125, 0.0625)
    assert (part.adjusted, leak.adjusted) == (1, None)


def test_flips_are_of_metrics_that_say_yes_or_no():
    before, after = run(right=[1, 0, 1, None], part=[1, 1, 1, 1]), run(right=[0, 1, 1, 1], part=[0, 0, 0, 0])
    assert compare(before, after, [RIGHT, PART]).flips == (
        Flip(case="c000", metric="right", before=1, after=0),
        Flip(case="c001", metric="right", before=0, after=1),
    )


def test_missing_and_new_cases_are_named():
    found = compare(run(right=[1, 1]), Run({"c001": {"right": made(1)}, "x": {"right": made(1)}}), [RIGHT])
    assert (found.missing, found.new) == (("c000",), ("x",))


def judge(before, after, *metrics):
    return gate(after, compare(before, after, metrics), metrics)


def test_significantly_worse_is_worse():
    found = judge(run(right=[1] * 8), run(right=[0] * 8), RIGHT)
    assert [one.metric for one in found.worse] == ["right"]
    assert not found.passed


def test_significantly_better_passes():
    assert judge(run(right=[0] * 8), run(right=[1] * 8), RIGHT).passed


def test_less_may_be_better():
    assert judge(run(slow=[1] * 8), run(slow=[0] * 8), SLOW).passed
    assert not judge(run(slow=[0] * 8), run(slow=[1] * 8), SLOW).passed


def test_chance_is_not_worse():
    assert judge(run(right=[1] * 8), run(right=[0, 0, 0, 1, 1, 1, 1, 1]), RIGHT).passed


def test_what_is_not_gated_may_get_worse():
    assert judge(run(long=[9.0] * 8), run(long=[900.0] * 8), LONG).passed


def test_more_gated_metrics_need_more_evidence():
    before, after = run(right=[1] * 6, part=[1.0] * 6), run(right=[0] * 6, part=[1.0] * 6)
    assert not judge(before, after, RIGHT).passed
    assert judge(before, after, RIGHT, PART).passed


def test_one_case_breaks_what_must_never_happen():
    found = gate(run(leak=[0, 1, None, 0]), None, [LEAK])
    assert found.broken == (Break(case="c001", metric="leak", value=1),)
    assert not found.passed


def test_it_does_not_help_that_it_happened_before():
    assert not judge(run(leak=[1]), run(leak=[1]), LEAK).passed


def test_without_a_baseline_nothing_is_worse():
    assert gate(run(right=[0] * 8), None, [RIGHT]).passed


def test_what_was_not_measured_is_named():
    found = gate(run(right=[None], leak=[None], part=[1]), None, [RIGHT, LEAK, PART, LONG])
    assert found == Gate(broken=(), worse=(), unscored=("right", "leak"))
    assert found.passed


def test_an_empty_run():
    assert gate(run(), compare(run(), run())).passed


VALUES = st.lists(st.none() | st.sampled_from([0, 1]), min_size=1, max_size=10)


@settings(PATIENT, max_examples=25)
@given(VALUES, VALUES)
def test_the_same_bytes_twice_and_through_json(first, second):
    before, after = run(right=first), run(right=second)
    shuffled = Run(dict(reversed(after.scores.items())))
    found = compare(before, after, [RIGHT])
    assert found.model_dump_json() == compare(before, shuffled, [RIGHT]).model_dump_json()
    assert Comparison.model_validate_json(found.model_dump_json()) == found


@settings(PATIENT, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from([0, 1])), min_size=1, max_size=10))
def test_the_other_way_round_the_sign_changes(rows):
    before, after = run(right=[row[0] for row in rows]), run(right=[row[1] for row in rows])
    there, back = change(before, after), change(after, before)
    assert there.difference.estimate == pytest.approx(-back.difference.estimate)
    assert there.p == pytest.approx(back.p)
