"""The steps towards an answer, in threads: one at a time, or all in one go."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from askme.schema import Event, Retrieved
from askme.web.work import Ended, TooSlow, Work

EVENTS = [Retrieved(hits=()) for _ in range(5)]


class Threads(ThreadPoolExecutor):
    """Counts what it is given."""

    given = 0

    def submit(self, *args: Any, **kwargs: Any) -> Any:
        self.given += 1
        return super().submit(*args, **kwargs)


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)


def test_each_step_is_a_job_of_its_own() -> None:
    threads = Threads(1)
    work = Work(threads, iter(EVENTS), 10)

    async def all_of_them() -> list[Event | None]:
        return [await work.step() for _ in range(6)]

    assert run(all_of_them()) == [*EVENTS, None]
    assert threads.given == 6


def test_the_rest_is_one_job_and_comes_to_the_last_event() -> None:
    threads = Threads(1)
    work = Work(threads, iter(EVENTS), 10)

    async def rest() -> tuple[Event | None, Event | None]:
        await work.step()
        return await work.rest(), await work.step()

    last, after = run(rest())
    assert last is EVENTS[-1]
    assert (after, threads.given) == (None, 3)


def test_whoever_leaves_while_the_rest_is_made_ends_it_at_the_next_step() -> None:
    begun, go_on, ended, made = threading.Event(), threading.Event(), threading.Event(), []

    def steps() -> Iterator[Event]:
        try:
            for event in EVENTS:
                made.append(event)
                begun.set()
                go_on.wait(10)
                yield event
        finally:
            ended.set()

    async def leave() -> None:
        work = Work(Threads(1), steps(), 10)
        waiting = asyncio.create_task(work.rest())
        await asyncio.to_thread(begun.wait, 10)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        work.close()
        go_on.set()
        assert await asyncio.to_thread(ended.wait, 10)

    run(leave())
    assert len(made) == 1


def test_the_rest_has_the_same_time_as_a_step() -> None:
    go_on = threading.Event()

    def steps() -> Iterator[Event]:
        go_on.wait(10)
        yield EVENTS[0]

    work = Work(Threads(1), steps(), 0.05)
    with pytest.raises(TooSlow):
        run(work.rest())
    go_on.set()
    work.close()


def test_threads_that_have_ended_do_no_more() -> None:
    threads = Threads(1)
    threads.shutdown()
    with pytest.raises(Ended):
        run(Work(threads, iter(EVENTS), 10).rest())
