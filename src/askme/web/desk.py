"""The one place where every surface asks: who may, how much, in which conversation; then the events, as they come.

The core is synchronous. Each step from one event to the next is a job for a few threads, and jobs wait in one queue:
when many ask at once, everybody gets their first event before anybody gets their last.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from askme.errors import AskmeError
from askme.schema import Event, Finished, Question
from askme.settings import Settings
from askme.web.assistant import Assistant
from askme.web.callers import Caller, Surface, visible
from askme.web.conversations import Conversations
from askme.web.errors import BROKEN, of_error
from askme.web.limits import Limits
from askme.web.metrics import Metrics
from askme.web.problems import Kind, Problem

logger = logging.getLogger(__name__)


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
    """A question that was let in, and its events."""

    def __init__(
        self, desk: Desk, asked: Asked, caller: Caller, conversation: str | None, steps: Iterator[Event]
    ) -> None:
        self._desk = desk
        self._asked = asked
        self._caller = caller
        self._steps = steps
        self.conversation = conversation
        """What to send along to go on; None when the caller keeps the history."""

    async def events(self) -> AsyncGenerator[Event]:
        """The events, `Finished` last. Whoever stops listening ends the work at the next step.

        :raises Problem: the answer failed or took too long
        """
        desk, began = self._desk, time.monotonic()
        outcome, first = "broken", True
        desk.enter()
        try:
            while True:
                event = await desk.step(self._steps, began)
                if event is None:
                    return
                if first:
                    desk.metrics.first.labels(self._asked.surface).observe(time.monotonic() - began)
                    first = False
                if isinstance(event, Finished):
                    outcome = event.answer.reason or event.answer.status
                    if self.conversation is not None:
                        desk.conversations.add(self.conversation, self._caller.owner, self._asked.text)
                yield event
        except Problem as problem:
            outcome = problem.kind.value.name
            raise
        except (asyncio.CancelledError, GeneratorExit):
            outcome = outcome if outcome != "broken" else "left"
            raise
        finally:
            desk.leave(self._asked.surface, outcome, time.monotonic() - began)

    async def finished(self) -> Finished:
        """The last event, when all that counts is the whole answer."""
        last: Event | None = None
        async for event in self.events():
            last = event
        assert isinstance(last, Finished)
        return last


class Desk:
    """Takes questions in and sees them through."""

    def __init__(
        self, assistant: Assistant, settings: Settings, limits: Limits, conversations: Conversations, metrics: Metrics
    ) -> None:
        self._assistant = assistant
        self._settings = settings
        self._limits = limits
        self.metrics = metrics
        self._at_work = 0
        self._threads = ThreadPoolExecutor(max(2, os.cpu_count() or 2), thread_name_prefix="askme-answer")
        self.conversations = conversations

    def seen_by(self, caller: Caller) -> Assistant:
        """The assistant as far as a caller may know it.

        :raises Problem: there is nobody whom the caller may ask about
        """
        people = self._assistant.profiles()
        ids = visible(caller, people, self._settings)
        if people and not ids and caller.origin:
            raise Problem(Kind.ORIGIN, f"No profile here may be asked about from {caller.origin}.")
        return self._assistant.among(ids)

    def open(self, caller: Caller, asked: Asked) -> Exchange:
        """Let a question in. Nothing has been computed when it is refused.

        :raises Problem: it is empty or too long, about nobody here, one too many, or of no known conversation
        """
        self._check(asked)
        assistant = self.seen_by(caller)
        if asked.profile_id is not None and asked.profile_id not in {one.id for one in assistant.profiles()}:
            raise self._nobody(caller, asked.profile_id)
        history = self._history(caller, asked)
        self._limits.take(caller, asked.profile_id)
        if self._at_work >= self._settings.at_once:
            raise Problem(
                Kind.BUSY, "As many questions as the server takes are being answered. Ask again.", retry_after=2
            )
        conversation = asked.conversation
        if conversation is None and asked.history is None:
            conversation = self.conversations.begin(caller.owner)
        question = Question(text=asked.text, profile_id=asked.profile_id, history=history)
        return Exchange(self, asked, caller, conversation, assistant.stream(question))

    async def step(self, steps: Iterator[Event], began: float) -> Event | None:
        """The next event, None after the last."""
        job: Future[Event | None] = self._threads.submit(next, steps, None)
        left = began + self._settings.answer_seconds - time.monotonic()
        try:
            return await asyncio.wait_for(asyncio.wrap_future(job), left)
        except TimeoutError:
            raise Problem(
                Kind.TOO_SLOW,
                f"The answer took more than {self._settings.answer_seconds:g} seconds. Ask again.",
                retry_after=5,
            ) from None
        except AskmeError as error:
            raise of_error(error) from None
        except Exception:
            logger.exception("answering failed")
            raise Problem(Kind.BROKEN, BROKEN) from None

    def enter(self) -> None:
        """A question is taken up."""
        self._at_work += 1
        self.metrics.at_work.set(self._at_work)

    def leave(self, surface: Surface, outcome: str, seconds: float) -> None:
        """A question is done with, one way or another."""
        self._at_work -= 1
        self.metrics.at_work.set(self._at_work)
        self.metrics.conversations.set(len(self.conversations))
        self.metrics.questions.labels(surface, outcome).inc()
        self.metrics.seconds.labels(surface).observe(seconds)

    def close(self) -> None:
        """End the threads; what is being answered is given up."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _check(self, asked: Asked) -> None:
        limit = self._settings.max_question_chars
        if not asked.text.strip():
            raise Problem(Kind.QUESTION, "The question is empty. Write a few words.")
        if len(asked.text) > limit:
            raise Problem(
                Kind.QUESTION, f"The question has {len(asked.text)} characters; {limit} is the most. Shorten it."
            )

    def _history(self, caller: Caller, asked: Asked) -> tuple[str, ...]:
        if asked.history is not None:
            return asked.history
        return () if asked.conversation is None else self.conversations.history(asked.conversation, caller.owner)

    def _nobody(self, caller: Caller, profile_id: str) -> Problem:
        if caller.origin:
            return Problem(Kind.ORIGIN, f"No profile {profile_id[:80]!r} may be asked about from {caller.origin}.")
        return Problem(Kind.NO_PROFILE, f"No profile has the id {profile_id[:80]!r}. See /api/v1/profiles.")
