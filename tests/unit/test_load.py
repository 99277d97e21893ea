"""What the load script says of its measurements."""

from __future__ import annotations

from itertools import islice

import pytest
from loading.figures import Figure, percentile, shown
from loading.questions import asked, shuffled, unheard
from loading.sustained import Run


def run(*latencies: float, errors: int = 0) -> Run:
    return Run(10, 1, latencies, errors, 0.5, 0.1, 1)


def test_a_rate_holds_while_95_of_100_come_in_time() -> None:
    assert run(*[200] * 95, *[900] * 5).holds
    assert not run(*[200] * 94, *[900] * 6).holds


def test_a_rate_with_an_error_does_not_hold() -> None:
    assert not run(*[20] * 100, errors=1).holds


def test_a_rate_at_which_a_queue_grows_does_not_hold() -> None:
    assert not run(*[20] * 50, *[200] * 50).holds, "in a longer run the later ones would have been late"


@pytest.mark.parametrize(
    ("figure", "missed"),
    [
        (Figure("a", 2, "s", most=2), False),
        (Figure("a", 2.01, "s", most=2), True),
        (Figure("a", 100, "/s", least=100), False),
        (Figure("a", 99, "/s", least=100), True),
        (Figure("a", float("inf"), "ms", most=250), True),
        (Figure("a", 5), False),
    ],
)
def test_a_target_is_missed_on_its_own_side(figure: Figure, missed: bool) -> None:
    assert figure.missed is missed
    assert ("**missed**" in shown([figure])) is missed


def test_the_nearest_rank() -> None:
    assert [percentile([*range(1, 101)], share) for share in (1, 50, 95, 100)] == [1, 50, 95, 100]


def test_a_seed_gives_the_same_questions_in_the_same_order_each_once() -> None:
    count = len(asked())
    first, again = list(islice(shuffled(4), 2 * count)), list(islice(shuffled(4), 2 * count))
    assert first == again
    assert sorted(first[:count]) == sorted(first[count:]) == sorted(asked())
    assert first[:count] != first[count:]


def test_questions_that_nobody_has_asked_before_are_no_two_alike() -> None:
    questions = list(islice(unheard(4), 3 * len(asked())))
    assert len(set(questions)) == len(questions)
