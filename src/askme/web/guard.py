"""The first that every request meets: who sends it, may they, is it too large; and the last word on every response."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from askme.settings import Settings
from askme.web import headers, logs
from askme.web.asgi import App, Message, Receive, Scope, Send, every, first, has_body
from askme.web.callers import KEY, Caller
from askme.web.errors import BROKEN, response
from askme.web.hosts import Hosts, Origins
from askme.web.keyring import Keyring
from askme.web.limits import Limits
from askme.web.metrics import Metrics
from askme.web.problems import Kind, Problem
from askme.web.proxies import Arrival, Proxies, forwarding
from askme.web.sizes import Gone, Replayed, body

logger = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds that a visitor may take to read what was sent; then nobody waits for them any longer."""
READABLE = "/api/"
"""Where pages of allowed sites may read the answers."""
_WITH_KEY = ("/api/", "/v1/", "/mcp", "/metrics")
_PROGRAMS = ("/api/", "/v1/", "/mcp", "/gradio_api/")
"""What a page asks for by script alone, never as a picture, a style or a script."""
_UNCOUNTED = ("/healthz", "/metrics", "/assets/", "/static/", "/askme-static/", "/embed.js", "/theme.css",
              "/favicon.ico", "/gradio_api/theme.css")  # fmt: skip
"""Files, of which a page loads many; everything else costs something, and is counted beside the questions."""
_HEALTH = frozenset({"/healthz", "/readyz"})
"""Asked for under any name: whoever watches over servers knows their addresses alone."""
_PREFLIGHT = {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "content-type, authorization",
    "access-control-max-age": "600",
}


class Guard:
    """Pure ASGI around everything else. What it refuses has cost nothing: no body was read, nothing was computed."""

    def __init__(self, app: App, settings: Settings, limits: Limits, metrics: Metrics) -> None:
        self.app = app
        self._proxies = Proxies(settings)
        self._hosts = Hosts(settings)
        self._origins = Origins(settings)
        self._keyring = Keyring(settings)
        self._limits = limits
        self._metrics = metrics
        self._warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        arrival = self._proxies.arrival(scope)
        inner = _without_forwarding(scope, arrival)
        path = scope["path"].removeprefix(scope.get("root_path", "").rstrip("/"))
        answer = _Answer(send, logs.Entry(scope["method"], path))
        try:
            await self._handle(inner, receive, answer, arrival)
        finally:
            answer.entry.write(inner)

    async def _handle(self, scope: Scope, receive: Receive, answer: _Answer, arrival: Arrival) -> None:
        try:
            caller = self._caller(scope, arrival, answer)
            if caller.origin and scope["method"] == "OPTIONS" and answer.readable:
                await answer.preflight()
                return
            scope[KEY] = caller
            if has_body(scope):
                receive = Replayed(await body(scope, receive), receive)
            await self.app(scope, receive, answer)
        except Problem as problem:
            await self._refuse(scope, receive, answer, problem)
        except Gone:
            return
        except Exception as error:
            logs.failed(logger, "a request failed", error)
            await self._refuse(scope, receive, answer, Problem(Kind.BROKEN, BROKEN))
        finally:
            if (status := answer.entry.status) >= 400:
                self._metrics.refused.labels(scope.get(headers.PROBLEM) or str(status)).inc()

    def _caller(self, scope: Scope, arrival: Arrival, answer: _Answer) -> Caller:
        """Who sends the request.

        :raises Problem: they may not
        """
        path = answer.entry.path
        if path not in _HEALTH:
            self._hosts.check(arrival.host)
        origin = "" if path in headers.FOR_EVERYBODY else self._origin(scope, path, arrival.host)
        answer.foreign = origin
        if path.startswith(_PROGRAMS) and _is_embedded(scope):
            raise Problem(Kind.ORIGIN, "Another site's page may ask for this by a script of its own alone.")
        key = self._keyring.name(every(scope, "authorization")) if path.startswith(_WITH_KEY) else ""
        caller = Caller(arrival.address, origin, key, arrival.local)
        if not path.startswith(_UNCOUNTED) and scope["method"] != "OPTIONS":
            self._limits.look(caller)
        return caller

    def _origin(self, scope: Scope, path: str, host: str) -> str:
        try:
            return self._origins.foreign(every(scope, "origin"), host)
        except Problem as problem:
            if path.startswith("/gradio_api/") and not self._warned:  # only the chat page asks for that
                self._warned = True
                remedy = "If that is this server's own page, set public_url to its address."
                logger.warning("The chat page was refused: %s %s", problem.detail.partition(" The owner")[0], remedy)
            raise

    async def _refuse(self, scope: Scope, receive: Receive, answer: _Answer, problem: Problem) -> None:
        if not answer.entry.status:
            await response(problem)(scope, receive, answer)


def _without_forwarding(scope: Scope, arrival: Arrival) -> Scope:
    """The request as if it had come without a proxy: nothing behind the guard reads what anybody may have made up."""
    left_out = {"host", "x-gradio-server", *forwarding(scope)}
    kept = [(name, value) for name, value in scope["headers"] if name.decode("latin-1").lower() not in left_out]
    host = [(b"host", arrival.host.encode("latin-1"))] if arrival.host else []
    peer = scope.get("client") or ("", 0)
    client = (arrival.address, peer[1] if arrival.address == peer[0] else 0)
    return {**scope, "headers": host + kept, "scheme": arrival.scheme, "client": client}


def _is_embedded(scope: Scope) -> bool:
    """Whether a page of another site loads this as if it were a picture or a script."""
    elsewhere = first(scope, "sec-fetch-site") in ("cross-site", "same-site")
    return elsewhere and first(scope, "sec-fetch-mode") == "no-cors" and not every(scope, "origin")


class _Answer:
    """A `send` that puts the headers on."""

    def __init__(self, send: Send, entry: logs.Entry) -> None:
        self.send = send
        self.entry = entry
        self.readable = entry.path.startswith(READABLE)
        self.foreign = ""
        """The foreign site that sent the request; known once it is let in."""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.entry.status = message["status"]
            message["headers"] = self._dressed(list(message.get("headers", ())))
        try:
            async with asyncio.timeout(PATIENCE):
                await self.send(message)
        except TimeoutError:
            raise Gone from None

    async def preflight(self) -> None:
        """Allow a page of the foreign site to send the request that it asks about."""
        self.entry.status = 204
        given = self._dressed([]) + _encoded(_PREFLIGHT)
        await self.send({"type": "http.response.start", "status": 204, "headers": given})
        await self.send({"type": "http.response.body", "body": b"", "more_body": False})

    def _dressed(self, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """The app's headers, with ours in place of what it has no say in: who may read and frame its responses."""
        names = {name.decode("latin-1").lower() for name, _ in given}
        added = headers.around(self.entry.path, self.foreign if self.readable else "")
        if "content-security-policy" not in names:
            added["content-security-policy"] = headers.DATA
        kept = [(name, value) for name, value in given if not _is_ours(name.decode("latin-1").lower(), added)]
        return kept + ([(b"vary", b"Origin")] if self.readable else []) + _encoded(added)


def _is_ours(name: str, added: Mapping[str, str]) -> bool:
    return name in added or name in ("server", "x-frame-options") or name.startswith("access-control-")


def _encoded(given: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in given.items()]
