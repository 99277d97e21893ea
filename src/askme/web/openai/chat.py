"""`POST /v1/chat/completions`, as OpenAI's clients know it."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from askme.schema import Claimed, Finished
from askme.web.api.declared import ASKING, problems
from askme.web.api.rendering import Rendering
from askme.web.api.replies import EventStream, answered, event
from askme.web.api.requests import json_only
from askme.web.callers import caller_of
from askme.web.desk import Exchange
from askme.web.openai.bodies import ChatRequest, Chunk, Completion, Delta
from askme.web.openai.completion import Made
from askme.web.openai.content import Content
from askme.web.openai.failures import Failure, failure
from askme.web.openai.reading import asked
from askme.web.problems import Problem
from askme.web.site import Site

_DONE = b"data: [DONE]\n\n"


def add(routes: APIRouter, site: Site) -> None:
    """Put the operation among the routes."""

    @routes.post(
        "/chat/completions",
        summary="Ask as OpenAI's clients do",
        operation_id="chat_completions",
        tags=["openai"],
        dependencies=[Depends(json_only)],
        response_model=None,
        responses=problems(ASKING, Failure)
        | {
            200: {
                "model": Completion,
                "description": "The completion; with `stream` its chunks as server-sent events, then `[DONE]`.",
            }
        },
    )
    async def chat_completions(request: ChatRequest, http: Request) -> Response:
        """The user's last message is the question. What the system, a developer or the assistant said is not read:
        askme takes no instructions, and knows its own answers from the questions."""
        caller, question = caller_of(http.scope), asked(request, site.settings.max_question_chars)
        exchange = site.desk.open(caller, question)
        made = Made(request.model, question, partial(Rendering.by, site.desk, caller))
        if request.stream:
            counted = request.stream_options is not None and request.stream_options.include_usage
            return EventStream(_chunks(made, exchange, counted))
        return answered(made.whole((await exchange.finished()).answer))


async def _chunks(made: Made, exchange: Exchange, counted: bool) -> AsyncGenerator[bytes]:
    content = Content()
    yield event(made.chunk(Delta(role="assistant", content="")))
    try:
        async with aclosing(exchange.events()) as events:
            async for one in events:
                for chunk in _of(one, made, content):
                    yield event(chunk)
        if counted:
            yield event(made.used(content))
    except Problem as problem:
        yield event(failure(problem))
    yield _DONE


def _of(one: object, made: Made, content: Content) -> list[Chunk]:
    """The chunks that an event adds."""
    if isinstance(one, Claimed):
        added = content.claimed(one.claim)
        return [made.chunk(Delta(content=added))] if added else []
    if isinstance(one, Finished):
        rest = content.finished(one.answer)
        last = made.chunk(Delta(askme=made.evidence(one.answer, content)), "stop")
        return [made.chunk(Delta(content=rest)), last] if rest else [last]
    return []
