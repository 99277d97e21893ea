"""`POST /api/v1/ask` and `/ask/stream`: the same question, answered whole or as it is made."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response, StreamingResponse

from askme.web.api import bodies
from askme.web.api.declared import ASKING, problems
from askme.web.api.rendering import Rendering, failed
from askme.web.api.replies import EventStream, answered, event
from askme.web.api.requests import json_only
from askme.web.callers import Caller, Surface, caller_of
from askme.web.desk import Asked, Desk, Exchange
from askme.web.problems import Problem
from askme.web.site import Site


def add(routes: APIRouter, site: Site) -> None:
    """Put the two operations among the routes."""
    common: dict[str, Any] = {"tags": ["ask"], "dependencies": [Depends(json_only)]}

    @routes.post(
        "/ask",
        summary="Ask, and get the whole answer",
        operation_id="ask",
        response_model=None,
        responses=problems(ASKING) | {200: {"model": bodies.Answer, "description": "The answer."}},
        **common,
    )
    async def ask(asked: bodies.Ask, request: Request) -> Response:
        """An answer in claims, each with the exact words that support it; or an abstention that says so."""
        caller = caller_of(request.scope)
        exchange = site.desk.open(caller, _asked(asked))
        finished = await exchange.finished()
        return answered(Rendering.by(site.desk, caller).answer(finished.answer, exchange.conversation))

    @routes.post(
        "/ask/stream",
        summary="Ask, and get the answer as it is made",
        operation_id="ask_stream",
        response_class=StreamingResponse,
        responses=problems(ASKING)
        | {
            200: {
                "description": "Server-sent events; the last is `finished` or `problem`.",
            }
        },
        **common,
    )
    async def ask_stream(asked: bodies.Ask, request: Request) -> Response:
        """The events `understood`, `retrieved`, `claimed` (any number), and `finished` with the whole answer.

        What is refused before anything is computed is a problem with its status. A failure after that ends the
        stream with the event `problem`.
        """
        caller = caller_of(request.scope)
        return EventStream(_events(site.desk, caller, site.desk.open(caller, _asked(asked))))


def _asked(asked: bodies.Ask) -> Asked:
    return Asked(asked.question, Surface.API, asked.profile, asked.conversation)


async def _events(desk: Desk, caller: Caller, exchange: Exchange) -> AsyncGenerator[bytes]:
    rendering: Rendering | None = None
    try:
        async with aclosing(exchange.events()) as events:
            async for one in events:
                rendering = rendering or Rendering.by(desk, caller)
                body = rendering.event(one, exchange.conversation)
                yield event(body, body.type)
    except Problem as problem:
        yield event(failed(problem), "problem")
