"""The Gradio page: four pieces of markup, one bridge for the page's script, and what happens on each of its events."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read by Gradio while it is imported
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from askme.schema import Profile
from askme.web import frame, markup
from askme.web.assistant import Assistant
from askme.web.callers import Caller, Surface, caller_of
from askme.web.desk import Asked
from askme.web.document import NAME
from askme.web.problems import Problem
from askme.web.site import Site
from askme.web.turn import Stage, Turn

STATIC = Path(__file__).parent / "static"
REMEMBERED = 40
"""Turns of a conversation that stay on the page and in its memory."""
LONGEST_SHOWN = 400
"""Characters of a question that the page repeats."""
ANYBODY = Caller(address="")
"""Who opens the page, before anything is asked: it has no key, and no other site can show it."""


@dataclass(frozen=True)
class Conversation:
    """One visitor's conversation in one browser tab; lives in Gradio's state of that session alone."""

    asked: int = 0
    questions: tuple[str, ...] = ()
    """Those that were answered or abstained from: the history of the next question."""
    past: tuple[str, ...] = ()
    """Markup of the turns above the newest."""
    turn: Turn | None = field(default=None, repr=False)

    def asking(self, question: str, about: str, key: str, shown: str) -> Conversation:
        """With a new turn at the end; `shown` is the markup of the one before, empty if there is none."""
        past = (*self.past, shown)[-REMEMBERED:] if shown else self.past
        number = self.asked + 1
        turn = Turn(number=number, question=question, about=about, key=key)
        return replace(self, asked=number, past=past, turn=turn)

    def at(self, turn: Turn) -> Conversation:
        finished = turn.stage is Stage.DONE
        questions = (*self.questions, turn.question)[-REMEMBERED:] if finished else self.questions
        return replace(self, turn=turn, questions=questions)


Shown = tuple[Any, Any, Conversation]
"""New values of the past turns, of the current one and of the state."""
UNCHANGED: Any = (gr.skip(), gr.skip(), gr.skip())
"""The last that a stopped answer sends: Gradio shows what came last once more when an answer ends, however late."""


class Halted:
    """Keys of answers that their visitor has stopped; the last few thousand, from any thread.

    Gradio's own `cancels` waits for the answer's thread, and fails the next question when it is asked meanwhile.
    """

    def __init__(self, room: int = 4096) -> None:
        self._keys: deque[str] = deque(maxlen=room)

    def add(self, key: str) -> None:
        if key:
            self._keys.append(key[:64])

    def __contains__(self, key: str) -> bool:
        return bool(key) and key[:64] in tuple(self._keys)


class Chat:
    """What happens when the visitor asks, stops, starts anew or picks a person."""

    def __init__(self, site: Site) -> None:
        self.desk = site.desk
        self.halted = Halted()

    @property
    def assistant(self) -> Assistant:
        return self.desk.seen_by(ANYBODY)

    def header(self) -> str:
        return frame.header(self.assistant.profiles())

    def welcome(self, profile_id: str | None) -> str:
        assistant = self.assistant
        people = assistant.profiles()
        about = _one(people, profile_id) or (people[0] if len(people) == 1 else None)
        return frame.welcome(people, about, assistant.starters(about.id if about else None))

    async def ask(self, conversation: Conversation, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        text, profile_id, key = _text(event, "question").strip(), _text(event, "profile") or None, _text(event, "key")
        about = _one(self.assistant.profiles(), profile_id)
        before = self._markup(conversation.turn) if conversation.turn else ""
        conversation = conversation.asking(text[:LONGEST_SHOWN], about.name if about else "", key[:64], before)
        asked = Asked(text, Surface.CHAT, profile_id, history=conversation.questions)
        if key in self.halted:
            yield UNCHANGED
            return
        yield "".join(conversation.past), self._current(conversation), conversation
        async with aclosing(self._turns(conversation.turn, asked, _caller(request))) as turns:
            async for turn in turns:
                if key in self.halted:
                    yield UNCHANGED
                    return
                conversation = conversation.at(turn)
                yield gr.skip(), self._current(conversation), conversation

    async def _turns(self, turn: Turn | None, asked: Asked, caller: Caller) -> AsyncGenerator[Turn]:
        """The turn after each event; a problem ends it with one line."""
        assert turn is not None
        try:
            async with aclosing(self.desk.open(caller, asked).events()) as events:
                async for event in events:
                    turn = turn.after(event)
                    yield turn
        except Problem as problem:
            yield turn.failed(problem.detail)

    def stop(self, conversation: Conversation, event: gr.EventData) -> tuple[Any, Conversation]:
        key, turn = _text(event, "key"), conversation.turn
        self.halted.add(key)
        if turn is None or turn.stage is not Stage.BUSY or turn.key != key[:64]:
            return gr.skip(), conversation
        conversation = conversation.at(turn.stopped())
        return self._current(conversation), conversation

    def clear(self, event: gr.EventData) -> Shown:
        self.halted.add(_text(event, "key"))
        return "", self.welcome(_text(event, "profile") or None), Conversation()

    def select(self, conversation: Conversation, event: gr.EventData) -> Any:
        """The welcome for the person picked (and for a page just opened), while there is no conversation."""
        return gr.skip() if conversation.turn else self.welcome(_text(event, "profile") or None)

    def _current(self, conversation: Conversation) -> str:
        assert conversation.turn is not None
        return self._markup(conversation.turn)

    def _markup(self, turn: Turn) -> str:
        names = {one.id: one.name for one in self.assistant.profiles()}
        return markup.turn(turn, lambda profile_id: names.get(profile_id, profile_id))


def page(site: Site) -> gr.Blocks:
    """The chat page, to be mounted."""
    chat = Chat(site)
    blocks: gr.Blocks
    with gr.Blocks(title=NAME, analytics_enabled=False, fill_width=True) as blocks:
        header = _html(chat.header(), "askme-header")
        with gr.Row(elem_id="askme-main"):
            with gr.Column(elem_id="askme-chat"):
                past = _html("", "askme-past")
                current = _html(chat.welcome(None), "askme-current")
                _html(frame.composer(site.settings.max_question_chars), "askme-composer")
            with gr.Column(elem_id="askme-side"):
                _html(frame.panel(), "askme-panel")
        script = (STATIC / "chat.js").read_text(encoding="utf-8")
        bridge: Any = gr.HTML("", html_template="", js_on_load=script, elem_id="askme-bridge", apply_default_css=False)
        state = gr.State(Conversation())

        # How many are answered at once is the desk's to say; Gradio's own limit would be one.
        common: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": None}
        bridge.submit(chat.ask, [state], [past, current, state], trigger_mode="multiple", **common)
        bridge.stop(chat.stop, [state], [current, state], **common)
        bridge.clear(chat.clear, [], [past, current, state], **common)
        bridge.select(chat.select, [state], [current], trigger_mode="multiple", **common)
        blocks.load(chat.header, [], [header], **common)
    blocks.queue(api_open=False)
    return blocks


def _caller(request: gr.Request) -> Caller:
    assert request.request is not None
    return caller_of(request.request.scope)


def _html(value: str, name: str) -> Any:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)


def _one(people: tuple[Profile, ...], profile_id: str | None) -> Profile | None:
    return next((one for one in people if one.id == profile_id), None)


def _text(event: gr.EventData, name: str) -> str:
    """A text that the page's script sent; whatever else a visitor sends counts as none."""
    data = event._data
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""
