"""Every question passes the desk: who may ask, how many at once, how long; and nothing is left behind."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from collections.abc import Collection, Coroutine, Iterator
from contextlib import aclosing
from typing import Any

import pytest
from scripted import ANSWERS, Scripted

from askme.errors import IndexMissing
from askme.schema import Claimed, Event, Finished, Profile, Question, Retrieved, Understood
from askme.settings import Settings
from askme.web.callers import Caller, Surface
from askme.web.desk import Asked, Desk
from askme.web.problems import Kind, Problem
from askme.web.site import Site

CALLER = Caller("192.0.2.1")
NORTHWIND = "What does Marta do at Northwind?"
SITE = "https://ok.example"


def desk(assistant: Any = None, **settings: Any) -> Desk:
    given = {"rate_per_address": "100000/minute", "rate_per_profile": "100000/minute"}
    return Site.of(assistant or Scripted(), Settings(**(given | settings))).desk


def asked(text: str = NORTHWIND, **more: Any) -> Asked:
    return Asked(text, Surface.API, **more)


def run(test: Coroutine[Any, Any, Any]) -> Any:
    """Run a test, and see that it leaves no task behind."""

    async def watched() -> Any:
        found = await test
        for _ in range(3):
            await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return found

    return asyncio.run(watched())


async def events(found: Desk, question: Asked, caller: Caller = CALLER) -> list[Event]:
    async with aclosing(found.open(caller, question).events()) as listened:
        return [event async for event in listened]


def at_work(found: Desk) -> int:
    return found._slots.taken


def counted(found: Desk, outcome: str) -> float:
    return (
        found.metrics._registry.get_sample_value("askme_questions_total", {"surface": "api", "outcome": outcome}) or 0
    )


def refused(found: Desk, question: Asked, caller: Caller = CALLER) -> Problem:
    with pytest.raises(Problem) as caught:
        found.open(caller, question)
    assert at_work(found) == 0
    return caught.value


# --- let in, or not ---------------------------------------------------------------------------------------------------


def test_the_events_come_as_the_assistant_makes_them() -> None:
    found = desk()
    [*most, last] = run(events(found, asked()))
    assert [type(one) for one in most] == [Understood, Retrieved, Claimed, Claimed, Claimed]
    assert isinstance(last, Finished) and last.answer.claims == ANSWERS["northwind"]
    assert (at_work(found), counted(found, "answered")) == (0, 1)


@pytest.mark.parametrize(
    ("question", "kind", "told"),
    [
        (asked(""), Kind.QUESTION, "empty"),
        (asked(" \n"), Kind.QUESTION, "empty"),
        (asked("x" * 2001), Kind.QUESTION, "2001 characters; 2000 is the most"),
        (asked(profile_id="nobody"), Kind.NO_PROFILE, "'nobody'"),
        (asked(profile_id="x" * 1000), Kind.NO_PROFILE, "x" * 80),
        (asked(conversation="invented"), Kind.NO_CONVERSATION, "not known"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_computed(question: Asked, kind: Kind, told: str) -> None:
    assistant = Scripted()
    problem = refused(desk(assistant), question)
    assert problem.kind is kind and told in problem.detail
    assert assistant.asked == []


def test_a_question_of_the_longest_length_is_let_in() -> None:
    run(events(desk(), asked("x" * 2000)))


def test_a_private_person_is_nobody_for_a_stranger() -> None:
    private = {"profiles": {"marta": {"visibility": "private", "origins": [SITE]}, "idris": {"origins": [SITE]}}}
    found = desk(**private)
    stranger = refused(found, asked(profile_id="marta"))
    assert stranger.detail == refused(found, asked(profile_id="karta")).detail.replace("karta", "marta")
    assert {one.id for one in found.seen_by(CALLER).profiles()} == {"idris", "mallory"}
    site = Caller("192.0.2.1", SITE)
    assert refused(found, asked(profile_id="marta"), site).kind is Kind.ORIGIN
    assert refused(found, asked(profile_id="mallory"), site).kind is Kind.ORIGIN
    assert {one.id for one in found.seen_by(site).profiles()} == {"idris"}
    assert refused(found, asked(), Caller("192.0.2.1", "https://evil.example")).kind is Kind.ORIGIN


def test_what_is_answered_knows_the_visible_people_alone() -> None:
    class Noting(Scripted):
        sees: frozenset[str] = frozenset()

        def among(self, profile_ids: Collection[str]) -> Scripted:
            self.sees = frozenset(profile_ids)
            return super().among(profile_ids)

    assistant = Noting()
    run(
        events(
            desk(assistant, profiles={"marta": {"visibility": "private"}}), asked("Who has worked with market data?")
        )
    )
    assert assistant.sees == {"idris", "mallory"}


def test_a_limit_is_told_before_anything_is_computed() -> None:
    assistant = Scripted()
    found = desk(assistant, rate_per_address="1/minute")
    run(events(found, asked()))
    problem = refused(found, asked())
    assert (problem.kind, len(assistant.asked)) == (Kind.TOO_MANY, 1)
    assert problem.retry_after is not None


def test_without_an_index_the_server_is_not_ready() -> None:
    class Empty(Scripted):
        def profiles(self) -> tuple[Profile, ...]:
            raise IndexMissing("/srv/index: there is no index.")

    problem = refused(desk(Empty()), asked())
    assert (problem.kind, problem.retry_after) == (Kind.NOT_READY, 5)
    assert "/srv" not in problem.detail


# --- conversations ----------------------------------------------------------------------------------------------------


def test_a_conversation_goes_on_where_it_stood() -> None:
    assistant = Scripted()
    found = desk(assistant)

    async def test() -> None:
        first = found.open(CALLER, asked())
        await first.finished()
        again = found.open(CALLER, asked("And when?", conversation=first.conversation))
        assert again.conversation == first.conversation
        await again.finished()

    run(test())
    assert [one.history for one in assistant.asked] == [(), (NORTHWIND,)]


def test_a_conversation_is_nobody_elses() -> None:
    found = desk(profiles={"marta": {"origins": [SITE]}})
    first = found.open(CALLER, asked())
    run(first.finished())
    theirs = asked("And when?", conversation=first.conversation)
    assert refused(found, theirs, Caller(CALLER.address, SITE)).kind is Kind.NO_CONVERSATION


def test_a_question_that_failed_is_not_remembered() -> None:
    assistant = Scripted()
    found = desk(assistant)
    first = found.open(CALLER, asked("an error, please"))
    with pytest.raises(Problem):
        run(first.finished())
    run(events(found, asked(conversation=first.conversation)))
    assert assistant.asked[-1].history == ()


def test_who_keeps_the_history_has_no_conversation_here() -> None:
    assistant = Scripted()
    found = desk(assistant)
    exchange = found.open(CALLER, asked(history=tuple(map(str, range(100)))))
    assert (exchange.conversation, len(found.conversations)) == (None, 0)
    run(exchange.finished())
    assert assistant.asked[0].history == tuple(map(str, range(80, 100))), "the last ones are enough"


# --- failures ---------------------------------------------------------------------------------------------------------


def test_a_failure_is_one_line_and_its_text_is_not_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    class Repeating(Scripted):
        def stream(self, question: Question) -> Iterator[Event]:
            yield Understood(kind="fact", standalone=question.text, profiles=())
            raise ValueError(f"cannot parse {question.text}") from KeyError(question.text)

    found = desk(Repeating())
    with caplog.at_level(logging.DEBUG), pytest.raises(Problem) as caught:
        run(events(found, asked("My secret question")))
    assert caught.value.kind is Kind.BROKEN
    assert "secret" not in caught.value.detail + caplog.text
    assert "ValueError at " in caplog.text and "test_desk.py" in caplog.text and "KeyError" in caplog.text
    assert (at_work(found), counted(found, "broken")) == (0, 1)


def test_an_error_of_our_own_reaches_the_visitor() -> None:
    found = desk()
    with pytest.raises(Problem, match="The index is being rebuilt") as caught:
        run(events(found, asked("an error, please")))
    assert caught.value.kind is Kind.NOT_READY
    assert (at_work(found), counted(found, "not-ready")) == (0, 1)


def test_questions_are_logged_where_the_owner_wants_that_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        desk().open(CALLER, asked("secret"))
        assert "secret" not in caplog.text
        desk(log_questions=True).open(CALLER, asked("secret\nforged line"))
    assert "api - 'secret\\nforged line'" in caplog.text


# --- time and room ----------------------------------------------------------------------------------------------------


class Slow(Scripted):
    """Waits before each claim until `go` is set; counts the iterators that were begun and not ended."""

    def __init__(self) -> None:
        super().__init__()
        self.open = threading.Event()
        self.begun = 0
        self.ended = 0
        self.lock = threading.Lock()

    def among(self, profile_ids: Collection[str]) -> Slow:
        return self

    def stream(self, question: Question) -> Iterator[Event]:
        with self.lock:
            self.begun += 1
        try:
            yield Understood(kind="fact", standalone=question.text, profiles=())
            yield Retrieved(hits=())
            self.open.wait(10)
            yield Finished(answer=self.answer(question, question.text, ANSWERS["northwind"]))
        finally:
            with self.lock:
                self.ended += 1


async def until(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


def test_an_answer_that_takes_too_long_is_given_up() -> None:
    slow = Slow()
    found = desk(slow, answer_seconds=0.05)

    async def test() -> Problem:
        with pytest.raises(Problem) as caught:
            await events(found, asked())
        assert at_work(found) == 0
        slow.open.set()
        await until(lambda: slow.ended == 1)
        return caught.value

    problem = run(test())
    assert (problem.kind, problem.retry_after) == (Kind.TOO_SLOW, 5)
    assert "more than 0.05 seconds" in problem.detail
    assert counted(found, "too-slow") == 1


def test_a_time_out_inside_the_assistant_is_no_slow_answer() -> None:
    class Waiting(Scripted):
        def stream(self, question: Question) -> Iterator[Event]:
            raise TimeoutError("a model did not answer")
            yield

    with pytest.raises(Problem) as caught:
        run(events(desk(Waiting()), asked()))
    assert caught.value.kind is Kind.BROKEN


def test_one_too_many_at_once_is_sent_away_and_has_cost_nothing() -> None:
    slow = Slow()
    found = desk(slow, at_once=2, rate_per_address="3/minute")

    async def test() -> None:
        listeners = [asyncio.create_task(events(found, asked())) for _ in range(2)]
        await until(lambda: slow.begun == 2)
        with pytest.raises(Problem) as caught:
            found.open(CALLER, asked())
        assert (caught.value.kind, caught.value.retry_after) == (Kind.BUSY, 2)
        slow.open.set()
        await asyncio.gather(*listeners)
        assert at_work(found) == 0
        await events(found, asked())  # the third of its address: the one sent away did not count

    run(test())


def test_many_that_open_at_the_same_moment_are_no_more_than_allowed() -> None:
    """A place is taken when a question is let in, not when its first event is asked for."""
    found = desk(at_once=3)
    held = [found.open(CALLER, asked()) for _ in range(3)]
    with pytest.raises(Problem):
        found.open(CALLER, asked())
    del held
    gc.collect()
    assert at_work(found) == 0, "whoever never listened gave the place back"


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_who_stops_listening_ends_the_work(steps: int) -> None:
    slow = Slow()
    found = desk(slow)

    async def test() -> None:
        async with aclosing(found.open(CALLER, asked()).events()) as listened:
            for _ in range(steps):
                await anext(listened)
        assert at_work(found) == 0
        await until(lambda: slow.ended == slow.begun)

    run(test())
    assert counted(found, "left") == (steps > 0)


def test_five_hundred_that_hang_up_half_way_leave_nothing() -> None:
    slow = Slow()
    found = desk(slow, at_once=500)

    async def test() -> None:
        listeners = [asyncio.create_task(events(found, asked())) for _ in range(500)]
        await until(lambda: slow.begun >= 2)
        assert at_work(found) == 500
        for one in listeners:
            one.cancel()
        assert all(
            isinstance(one, asyncio.CancelledError) for one in await asyncio.gather(*listeners, return_exceptions=True)
        )
        assert at_work(found) == 0
        slow.open.set()
        await until(lambda: slow.ended == slow.begun)
        assert isinstance((await events(found, asked()))[-1], Finished), "the threads are free again"

    run(test())
    assert counted(found, "left") == 500
    assert len([one for one in threading.enumerate() if one.name.startswith("askme-answer")]) < 100


def test_everybody_gets_a_first_event_before_anybody_gets_a_last() -> None:
    found = desk()
    order: list[str] = []

    async def listen() -> None:
        async with aclosing(found.open(CALLER, asked()).events()) as listened:
            async for event in listened:
                order.append(event.type)

    async def test() -> None:
        await asyncio.gather(*(listen() for _ in range(20)))

    run(test())
    assert order.index("finished") > max(at for at, one in enumerate(order) if one == "understood")


def test_a_server_that_stops_says_so() -> None:
    slow = Slow()
    found = desk(slow)

    async def test() -> list[Any]:
        listeners = [asyncio.create_task(events(found, asked())) for _ in range(50)]
        await until(lambda: slow.begun >= 2)
        found.close()
        slow.open.set()
        return await asyncio.gather(*listeners, return_exceptions=True)

    ended = run(test())
    assert {one.kind for one in ended if isinstance(one, Problem)} == {Kind.NOT_READY}
    assert not [one for one in ended if isinstance(one, asyncio.CancelledError)], "nobody cancelled them"
    assert at_work(found) == 0
    assert isinstance(run(events(found, asked()))[-1], Finished), "one that starts again answers again"
