"""What the server refuses and what it tells the browser to refuse."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from askme.web.callers import KEY, Caller
from askme.web.document import polished

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY = 256 * 1024
"""Bytes of the largest request body; a question is at most a few thousand characters."""

GRADIO_API = "/gradio_api/"
GRADIO_OPEN = ("queue/join", "queue/data", "heartbeat/", "startup-events", "cancel", "reset", "app_id", "theme.css")
"""What our page asks of Gradio's own API; the rest of it (upload, files, proxy, runs, ...) is closed."""
GRADIO_CLOSED = ("/monitoring", "/login", "/logout", "/svelte", "/pwa_icon", "/config", "/token")


def policy(nonce: str) -> str:
    """The content security policy: nothing from elsewhere, and no inline script but the page's own.

    Gradio compiles component templates in the browser ('unsafe-eval') and sets inline styles ('unsafe-inline').
    """
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' 'nonce-{nonce}' 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "media-src": "'none'",
        "object-src": "'none'",
        "frame-src": "'none'",
        "worker-src": "'none'",
        "form-action": "'self'",
        "base-uri": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def headers(nonce: str) -> dict[str, str]:
    """The headers that every response carries."""
    return {
        "content-security-policy": policy(nonce),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
        "cross-origin-opener-policy": "same-origin",
        "x-frame-options": "SAMEORIGIN",
    }


def refusal(method: str, path: str, length: str | None) -> tuple[int, str] | None:
    """Why a request is refused (status and line), or None when it may pass.

    >>> refusal("POST", "/gradio_api/upload", "10")
    (404, 'Not found.')
    >>> refusal("POST", "/gradio_api/queue/join", "10") is None
    True
    """
    inside = path.removeprefix(GRADIO_API) if path.startswith(GRADIO_API) else None
    if inside is not None and not any(inside == name or _is_under(inside, name) for name in GRADIO_OPEN):
        return 404, "Not found."
    if any(path == closed or path.startswith(closed + "/") for closed in GRADIO_CLOSED):
        return 404, "Not found."
    if method in {"POST", "PUT", "PATCH"}:
        if length is None or not length.isdecimal():
            return 411, "The request needs a Content-Length."
        if int(length) > MAX_BODY:
            return 413, f"The request is larger than {MAX_BODY} bytes."
    return None


def _is_under(path: str, folder: str) -> bool:
    return folder.endswith("/") and path.startswith(folder)


class Guard:
    """Pure ASGI: refuses what the page never asks for, sets the headers, gives the page's scripts their nonce."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", "").rstrip("/"))
        answer = _Dressed(send, secrets.token_urlsafe(16), is_page=path == "/")
        given = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        scope[KEY] = Caller(address=(scope.get("client") or ("",))[0])
        refused = refusal(scope["method"], path, given.get("content-length"))
        if refused is None:
            await self.app(scope, receive, answer)
        else:
            await _refuse(answer, *refused)


class _Dressed:
    """A `send` that adds the headers, and holds the chat page back until it is whole to polish it."""

    def __init__(self, send: Send, nonce: str, is_page: bool) -> None:
        self.send = send
        self.nonce = nonce
        self.is_page = is_page
        self.start: Message | None = None
        self.page = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            added = headers(self.nonce)
            kept = [(name, value) for name, value in message["headers"] if name.decode("latin-1").lower() not in added]
            message["headers"] = kept + [(name.encode(), value.encode()) for name, value in added.items()]
            if self.is_page and (b"content-type", b"text/html; charset=utf-8") in kept:
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.page += message.get("body", b"")
            if message.get("more_body", False):
                return
            message = await self._release()
        await self.send(message)

    async def _release(self) -> Message:
        assert self.start is not None
        body = polished(self.page.decode("utf-8"), self.nonce).encode() if self.page else b""
        kept = [(name, value) for name, value in self.start["headers"] if name.lower() != b"content-length" or not body]
        self.start["headers"] = [*kept, (b"content-length", str(len(body)).encode())] if body else kept
        await self.send(self.start)
        self.start = None
        return {"type": "http.response.body", "body": body, "more_body": False}


async def _refuse(send: Send, status: int, line: str) -> None:
    body = line.encode()
    kind = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": kind})
    await send({"type": "http.response.body", "body": body, "more_body": False})
