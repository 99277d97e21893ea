"""What of Gradio may be reached: the chat page and what that page itself asks for, by the browser it belongs to."""

from __future__ import annotations

import json
import secrets
from urllib.parse import parse_qsl

from askme.web import headers
from askme.web.asgi import App, Message, Receive, Scope, Send, every
from askme.web.document import polished
from askme.web.errors import response
from askme.web.problems import Kind, Problem
from askme.web.sizes import Replayed, body
from askme.web.visitors import Visitors, new_cookie, visitor

_API = "/gradio_api/"
_PAGES = frozenset({"/", "/theme.css", "/favicon.ico", "/robots.txt"})
_FOLDERS = ("/assets/", "/static/")
_CALLS = {"queue/join": "POST", "queue/data": "GET", "cancel": "POST", "reset": "POST", "startup-events": "GET",
          "app_id": "GET", "theme.css": "GET"}  # fmt: skip
_BODIES = frozenset({"queue/join", "cancel"})
_HEARTBEAT = "heartbeat/"


def is_open(method: str, path: str) -> bool:
    """Whether the chat page ever asks for this: no upload, no file, no other function, no monitoring.

    >>> is_open("POST", "/gradio_api/queue/join"), is_open("POST", "/gradio_api/upload"), is_open("GET", "/config")
    (True, False, False)
    """
    reading = method in ("GET", "HEAD")
    if not path.startswith(_API):
        return reading and (path in _PAGES or (path.startswith(_FOLDERS) and ".." not in path))
    inside = path.removeprefix(_API)
    if inside.startswith(_HEARTBEAT):
        return reading and "/" not in inside.removeprefix(_HEARTBEAT)
    return (_CALLS.get(inside) == method) or (method == "HEAD" and _CALLS.get(inside) == "GET")


class GradioGate:
    """Pure ASGI around Gradio's app; the guard has been passed by then."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.visitors = Visitors()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", "").rstrip("/"))
        try:
            if not is_open(scope["method"], path):
                raise Problem(Kind.NOT_FOUND, "Nothing is at this address.")
            receive = await self._own_session(scope, path.removeprefix(_API), receive)
        except Problem as problem:
            await response(problem)(scope, receive, send)
            return
        await self.app(scope, receive, _Page(scope, send) if path == "/" else send)

    async def _own_session(self, scope: Scope, call: str, receive: Receive) -> Receive:
        """Check that the session which a call names is the browser's own.

        :raises Problem: it is not
        """
        session: str | None = None
        if call in _BODIES:
            found = await body(scope, receive)
            receive = Replayed(found, receive)
            session = _named(found)
        elif call == "queue/data":
            given = [value for name, value in parse_qsl(scope["query_string"].decode("latin-1")) if _is_session(name)]
            session = given[0] if len(given) == 1 else ""
        elif call.startswith(_HEARTBEAT):
            session = call.removeprefix(_HEARTBEAT)
        if session is not None:
            self.visitors.check(session, every(scope, "cookie"), scope["scheme"])
        return receive


def _named(found: bytes) -> str:
    """The session that a body names; empty for a body that names none, or two."""
    try:
        pairs = json.loads(found, object_pairs_hook=_pairs)
    except (ValueError, RecursionError):
        return ""
    given = [value for name, value in pairs if name == "session_hash"] if isinstance(pairs, tuple) else []
    return given[0] if len(given) == 1 and isinstance(given[0], str) else ""


def _pairs(pairs: list[tuple[str, object]]) -> tuple[tuple[str, object], ...]:
    return tuple(pairs)


def _is_session(name: str) -> bool:
    return name == "session_hash"


class _Page:
    """A `send` that holds the page back until it is whole: polishes it, gives it a nonce, and its browser a cookie."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.send = send
        self.nonce = secrets.token_urlsafe(16)
        known = visitor(every(scope, "cookie"), scope["scheme"])
        self.cookie = None if known else new_cookie(scope["scheme"])
        self.start: Message | None = None
        self.page = b""

    async def __call__(self, message: Message) -> None:
        if (
            message["type"] == "http.response.start"
            and (b"content-type", b"text/html; charset=utf-8") in message["headers"]
        ):
            self.start = message
            return
        if self.start is not None and message["type"] == "http.response.body":
            self.page += message.get("body", b"")
            if message.get("more_body", False):
                return
            message = await self._release(self.start)
        await self.send(message)

    async def _release(self, start: Message) -> Message:
        text = polished(self.page.decode("utf-8"), self.nonce).encode() if self.page else b""
        added = {"content-security-policy": headers.chat(self.nonce), "cache-control": "private, no-cache"}
        added |= {"set-cookie": self.cookie} if self.cookie else {}
        added |= {"content-length": str(len(text))} if text else {}
        kept = [(name, value) for name, value in start["headers"] if name.decode("latin-1").lower() not in added]
        start["headers"] = kept + [(name.encode(), value.encode()) for name, value in added.items()]
        self.start = None
        await self.send(start)
        return {"type": "http.response.body", "body": text, "more_body": False}
