from __future__ import annotations

import threading
from typing import Any

import pytest

from askme.settings import Settings
from askme.web.callers import Caller
from askme.web.limits import LOOKS, Limits, network
from askme.web.problems import Kind, Problem
from askme.web.recent import Recent

ONE, OTHER = Caller("192.0.2.1"), Caller("192.0.2.2")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def limits(clock: Clock, **settings: Any) -> Limits:
    return Limits(Settings(**settings), clock)


def refused(found: Limits, caller: Caller, profile_id: str | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        found.take(caller, profile_id)
    assert caught.value.kind is Kind.TOO_MANY
    return caught.value


def test_one_address_asks_so_often_and_is_told_when_to_go_on(clock: Clock) -> None:
    found = limits(clock, rate_per_address="3/minute")
    for _ in range(3):
        found.take(ONE, None)
        clock.now += 10
    problem = refused(found, ONE)
    assert problem.detail == "3 questions a minute are the most from one address. Ask again in 30 seconds."
    assert (problem.retry_after, problem.headers["retry-after"]) == (30, "30")
    found.take(OTHER, None)
    clock.now += 31
    found.take(ONE, None)


def test_waiting_as_long_as_told_is_enough(clock: Clock) -> None:
    found = limits(clock, rate_per_address="1/second;2/minute")
    for _ in range(2):
        found.take(ONE, None)
        clock.now += refused(found, ONE).retry_after or 0
    found.take(ONE, None)


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        ("1/second", "1 questions a second"),
        ("1/hour", "1 questions an hour"),
        ("1/5 minutes", "1 questions in 5 minutes"),
    ],
)
def test_the_limit_is_told_in_words(clock: Clock, rate: str, told: str) -> None:
    found = limits(clock, rate_per_address=rate)
    found.take(ONE, None)
    assert refused(found, ONE).detail.startswith(f"{told} are the most from one address.")


def test_one_profile_is_asked_about_so_often_whoever_asks(clock: Clock) -> None:
    found = limits(clock, rate_per_profile="1/minute")
    found.take(ONE, "ada")
    assert "1 questions a minute are the most about one profile." in refused(found, OTHER, "ada").detail
    found.take(OTHER, "bob")
    found.take(OTHER, None)


def test_a_key_counts_by_itself_wherever_it_is_used(clock: Clock) -> None:
    found = limits(clock, rate_per_address="1/minute")
    found.take(Caller(ONE.address, key="crm"), None)
    found.take(ONE, None)
    assert "from one key" in refused(found, Caller(OTHER.address, key="crm")).detail


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "192.0.2.1", False),
        ("x" * 500, "x" * 600, True),
    ],
)
def test_what_counts_as_one_address(one: str, other: str, same: bool) -> None:
    assert (network(one) == network(other)) is same


def test_looking_is_cheaper_and_counted_apart(clock: Clock) -> None:
    found = limits(clock, rate_per_address="2/minute")
    for _ in range(2 * LOOKS):
        found.look(ONE)
    with pytest.raises(Problem, match="20 requests a minute are the most from one address"):
        found.look(ONE)
    found.take(ONE, None)


def test_fifty_thousand_addresses_take_no_more_room_than_there_is(clock: Clock) -> None:
    before = threading.enumerate()
    storage = Recent(room=1000, clock=clock)
    for number in range(50_000):
        assert storage.acquire_entry(f"address {number}", 3, 60)
    assert len(storage) == 1000
    assert storage.get("address 49999") == 1
    assert storage.get("address 0") == 0, "the one that rested for longest gave way"
    timers = [one for one in threading.enumerate() if isinstance(one, threading.Timer) and one not in before]
    assert timers == [], "nothing runs beside it"


def test_threads_count_together(clock: Clock) -> None:
    storage = Recent(clock=clock)
    let_in = []
    threads = [
        threading.Thread(target=lambda: let_in.extend(storage.acquire_entry("a", 500, 60) for _ in range(200)))
        for _ in range(5)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (sum(let_in), len(let_in)) == (500, 1000)
