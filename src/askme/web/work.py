"""The work on one answer: a synchronous iterator of events, moved on a step at a time by a few threads."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from askme.schema import Event


class Ended(Exception):
    """The server is stopping: nothing more is computed."""


class TooSlow(Exception):
    """The time for the answer is over."""


class Work:
    """Steps towards one answer, never two at once.

    :param seconds: from now, within which the last step must be done
    """

    def __init__(self, threads: ThreadPoolExecutor, steps: Iterator[Event], seconds: float) -> None:
        self._threads = threads
        self._steps = steps
        self._until = time.monotonic() + seconds
        self._job: Future[Event | None] | None = None
        self._closed = False

    async def step(self) -> Event | None:
        """The next event, None after the last.

        :raises TooSlow: the time is over; the step that runs is left to end by itself
        :raises Ended: the threads have been told to end
        """
        return await self._done(lambda: next(self._steps, None))

    async def rest(self) -> Event | None:
        """The last event, all steps up to it in one go: whoever waits for that alone need not queue for each.

        :raises TooSlow, Ended: as `step` does
        """
        return await self._done(self._last)

    def _last(self) -> Event | None:
        last: Event | None = None
        for event in self._steps:
            last = event
            if self._closed:
                break
        return last

    async def _done(self, todo: Callable[[], Event | None]) -> Event | None:
        try:
            job = self._job = self._threads.submit(todo)
        except RuntimeError:
            raise Ended from None
        try:
            async with asyncio.timeout(self._until - time.monotonic()) as limit:
                return await asyncio.wrap_future(job)
        except TimeoutError:
            if limit.expired():
                raise TooSlow from None
            raise
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and not task.cancelling():
                raise Ended from None  # the job was cancelled, not whoever waits for it
            raise

    def close(self) -> None:
        """Nobody wants more: end the iterator, after the step that may still be running."""
        self._closed = True
        job = self._job
        if job is None or job.cancel() or job.done():
            _close(self._steps)
        else:
            job.add_done_callback(lambda _: _close(self._steps))


def _close(steps: Iterator[Event]) -> None:
    close = getattr(steps, "close", None)
    if close is not None:
        close()
