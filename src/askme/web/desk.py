"""The one place where every surface asks: who may, how much, in which conversation; then the events, as they come.

The core is synchronous. Each step from one event to the next is a job for a few threads, and jobs wait in one queue:
when many ask at once, everybody gets their first event before anybody gets their last.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
import weakref
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass

from askme.errors import AskmeError
from askme.schema import Event, Finished, Question
from askme.settings import Settings
from askme.web import logs
from askme.web.assistant import Assistant
from askme.web.callers import Caller, Surface, visible
from askme.web.conversations import REMEMBERED, Conversations
from askme.web.errors import BROKEN, of_error
from askme.web.limits import Limits
from askme.web.metrics import Metrics
from askme.web.problems import Kind, Problem
from askme.web.slots import Slot, Slots
from askme.web.work import Ended, TooSlow, Work

logger = logging.getLogger(__name__)

STOPPING = "The server is stopping. Ask again in a moment."


@dataclass(frozen=True)
class Asked:
    """One question as a surface hands it in."""

    text: str
    surface: Surface
    profile_id: str | None = None
    conversation: str | None = None
    """The conversation to go on with; None begins a new one."""
    history: tuple[str, ...] | None = None
    """The earlier questions, from callers that keep them themselves: then there is no conversation here."""


class Exchange:
    """A question that was let in, and its events. It holds a slot until they end, or until it is forgotten."""

    def __init__(
        self, desk: Desk, asked: Asked, caller: Caller, conversation: str | None, steps: Iterator[Event], slot: Slot
    ) -> None:
        self._desk = desk
        self._asked = asked
        self._caller = caller
        self._steps = steps
        self._slot = slot
        self.conversation = conversation
        """What to send along to go on; None when the caller keeps the history."""
        weakref.finalize(self, slot.release).atexit = False  # whoever never listens gives the slot back, too

    async def events(self) -> AsyncGenerator[Event]:
        """The events, `Finished` last; to be listened to once. Whoever stops listening ends the work at the next step.

        :raises Problem: the answer failed or took too long
        """
        began, first = time.monotonic(), True
        async with aclosing(self._told(Work.step)) as events:
            async for event in events:
                if first:
                    self._desk.metrics.first.labels(self._asked.surface).observe(time.monotonic() - began)
                    first = False
                yield event

    async def finished(self) -> Finished:
        """The last event, when all that counts is the whole answer.

        :raises Problem: the answer failed or took too long
        """
        async with aclosing(self._told(Work.rest)) as events:
            last = await anext(events, None)
        assert isinstance(last, Finished)
        return last

    async def _told(self, onward: Callable[[Work], Awaitable[Event | None]]) -> AsyncGenerator[Event]:
        """The events that `onward` comes to, one after the other; counted, and the slot given back."""
        desk, began = self._desk, time.monotonic()
        work = desk.work(self._steps)
        outcome = "broken"
        try:
            while (event := await desk.moved(onward(work))) is not None:
                if isinstance(event, Finished):
                    outcome = event.answer.reason or event.answer.status
                    self._remember()
                yield event
                if isinstance(event, Finished):
                    return  # to ask for what follows would cost a wait in the queue
        except Problem as problem:
            outcome = problem.kind.value.name
            raise
        except (asyncio.CancelledError, GeneratorExit):
            outcome = outcome if outcome != "broken" else "left"
            raise
        finally:
            work.close()
            self._slot.release()
            desk.count(self._asked.surface, outcome, time.monotonic() - began)

    def _remember(self) -> None:
        if self.conversation is not None:
            self._desk.conversations.add(self.conversation, self._caller.owner, self._asked.text)


class Desk:
    """Takes questions in and sees them through."""

    def __init__(
        self, assistant: Assistant, settings: Settings, limits: Limits, conversations: Conversations, metrics: Metrics
    ) -> None:
        self._assistant = assistant
        self._settings = settings
        self._slots = Slots(settings.at_once)
        self._threads = _threads()
        self.limits = limits
        self.metrics = metrics
        self.conversations = conversations
        metrics.at_work.set_function(lambda: self._slots.taken)
        metrics.conversations.set_function(lambda: len(conversations))

    def seen_by(self, caller: Caller) -> Assistant:
        """The assistant as far as a caller may know it.

        :raises Problem: there is nobody whom the caller may ask about
        """
        return self._assistant.among(self._visible(caller))

    def open(self, caller: Caller, asked: Asked) -> Exchange:
        """Let a question in. Nothing has been computed when it is refused.

        :raises Problem: it is empty or too long, about nobody here, one too many, or of no known conversation
        """
        self._check(asked)
        ids = self._visible(caller)
        if asked.profile_id is not None and asked.profile_id not in ids:
            raise self._nobody(caller, asked.profile_id)
        history = self._history(caller, asked)
        slot = self._slots.take()
        if slot is None:
            raise Problem(
                Kind.BUSY, "As many questions as the server takes are being answered. Ask again.", retry_after=2
            )
        try:
            self.limits.take(caller, asked.profile_id)
        except Problem:
            slot.release()
            raise
        conversation = asked.conversation
        if conversation is None and asked.history is None:
            conversation = self.conversations.begin(caller.owner)
        if self._settings.log_questions:
            logs.QUESTIONS.info("%s %s %a", asked.surface, asked.profile_id or "-", asked.text)
        question = Question(text=asked.text, profile_id=asked.profile_id, history=history)
        return Exchange(self, asked, caller, conversation, _steps(self._assistant, ids, question), slot)

    def work(self, steps: Iterator[Event]) -> Work:
        """An answer to be worked on from now."""
        return Work(self._threads, steps, self._settings.answer_seconds)

    async def moved(self, step: Awaitable[Event | None]) -> Event | None:
        """What a step of an answer comes to.

        :raises Problem: it failed or took too long
        """
        try:
            return await step
        except TooSlow:
            line = f"The answer took more than {self._settings.answer_seconds:g} seconds. Ask again."
            raise Problem(Kind.TOO_SLOW, line, retry_after=5) from None
        except Ended:
            raise Problem(Kind.NOT_READY, STOPPING, retry_after=5) from None
        except AskmeError as error:
            raise of_error(error) from None
        except Exception as error:
            logs.failed(logger, "answering failed", error)
            raise Problem(Kind.BROKEN, BROKEN) from None

    def count(self, surface: Surface, outcome: str, seconds: float) -> None:
        """A question is done with, one way or another."""
        self.metrics.questions.labels(surface, outcome).inc()
        self.metrics.seconds.labels(surface).observe(seconds)

    def close(self) -> None:
        """End the threads; what is being answered is given up. A server that starts again gets new ones."""
        ending, self._threads = self._threads, _threads()
        ending.shutdown(wait=False, cancel_futures=True)

    def _visible(self, caller: Caller) -> frozenset[str]:
        try:
            people = self._assistant.profiles()
        except AskmeError as error:
            raise of_error(error) from None
        ids = visible(caller, people, self._settings)
        if people and not ids and caller.origin:
            raise Problem(Kind.ORIGIN, f"No profile here may be asked about from {caller.origin}.")
        return ids

    def _check(self, asked: Asked) -> None:
        limit = self._settings.max_question_chars
        if not any(letter.isalnum() for letter in asked.text):  # as the understanding would say, but too late
            raise Problem(Kind.QUESTION, "The question is empty. Write a few words.")
        if len(asked.text) > limit:
            raise Problem(
                Kind.QUESTION, f"The question has {len(asked.text)} characters; {limit} is the most. Shorten it."
            )

    def _history(self, caller: Caller, asked: Asked) -> tuple[str, ...]:
        if asked.history is not None:
            return asked.history[-REMEMBERED:]
        return () if asked.conversation is None else self.conversations.history(asked.conversation, caller.owner)

    def _nobody(self, caller: Caller, profile_id: str) -> Problem:
        if caller.origin:
            return Problem(Kind.ORIGIN, f"No profile {profile_id[:80]!r} may be asked about from {caller.origin}.")
        return Problem(Kind.NO_PROFILE, f"No profile has the id {profile_id[:80]!r}. See /api/v1/profiles.")


def _threads() -> ThreadPoolExecutor:
    """As many as there are processors: the work is computing, not waiting. They are started when they are needed."""
    return ThreadPoolExecutor(max(2, os.cpu_count() or 2), thread_name_prefix="askme-answer")


def _steps(assistant: Assistant, ids: frozenset[str], question: Question) -> Iterator[Event]:
    """The events; nothing happens before the first is asked for, which is done in a thread."""
    yield from assistant.among(ids).stream(question)
