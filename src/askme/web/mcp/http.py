"""MCP over streamable HTTP at `/mcp`: no sessions, one JSON response for each request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from fastapi import APIRouter
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from askme.web import errors
from askme.web.api.requests import json_only
from askme.web.callers import caller_of
from askme.web.mcp.server import Context, server
from askme.web.mcp.visit import Visit
from askme.web.problems import Kind, Problem
from askme.web.site import Site
from askme.web.sizes import MAX_BODY

PATH = "/mcp"


def router(site: Site) -> APIRouter:
    """The route, with what has to run while the server does."""
    endpoint = Endpoint(site)
    made = APIRouter(lifespan=endpoint.running)
    made.routes.append(Route(PATH, endpoint, name="mcp", include_in_schema=False))
    return made


class Endpoint:
    """An ASGI app. Whoever asks is known from the request's scope, where the guard has put the caller."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._server = server(self._visit)
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self, app: Starlette) -> AsyncIterator[None]:
        """Holds the tasks that answer. A manager runs once, so each start of the app gets its own."""
        # No `security_settings`: which hosts and origins may ask is for the guard, with the owner's settings, and it
        # has been asked by now. The package's own check knows fixed lists alone and would contradict it.
        manager = StreamableHTTPSessionManager(
            self._server, json_response=True, stateless=True, max_request_body_size=MAX_BODY
        )
        async with manager.run():
            self._manager = manager
            try:
                yield
            finally:
                self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "POST":
            # There are no sessions to end (DELETE), and nothing is ever sent unasked (GET).
            refused = Problem(Kind.METHOD, "MCP is asked with POST here: there is no stream and no session to end.")
            await errors.response(refused, {"allow": "POST"})(scope, receive, send)
            return
        await json_only(Request(scope))
        self._site.desk.seen_by(caller_of(scope))  # a site that may ask about nobody is told so before anything else
        if self._manager is None:
            raise Problem(Kind.NOT_READY, "The server is starting or ending. Ask again.", retry_after=2)
        await _while_listened_to(self._manager.handle_request, scope, receive, send)

    def _visit(self, ctx: Context) -> Visit:
        request = ctx.request
        assert isinstance(request, Request)
        base = self._site.settings.public_url or str(request.base_url).rstrip("/")
        return Visit(self._site, caller_of(request.scope), base)


async def _while_listened_to(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Run `app`, and end it when the client hangs up: the package itself would work on for nobody."""
    arrived = anyio.Event()

    async def hear() -> Message:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            arrived.set()
        return message

    async with anyio.create_task_group() as tasks:

        async def watch() -> None:
            await arrived.wait()
            while (await receive())["type"] != "http.disconnect":
                pass
            tasks.cancel_scope.cancel()

        tasks.start_soon(watch)
        await app(scope, hear, send)
        tasks.cancel_scope.cancel()
