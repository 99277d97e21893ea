"""Requests without a network: an ASGI app is called, and what it sent is read."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from askme.web.asgi import App, Message, Scope

PEER = "203.0.113.7"


@dataclass
class Reply:
    """What an app sent."""

    messages: list[Message] = field(default_factory=list)

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def problem(self) -> str:
        return str(self.json["type"]).rpartition(":")[2]

    def every(self, name: str) -> list[str]:
        return [value.decode() for key, value in self.messages[0]["headers"] if key.decode().lower() == name]

    def header(self, name: str) -> str | None:
        return next(iter(self.every(name)), None)


def scope(
    method: str = "GET",
    path: str = "/",
    headers: Iterable[tuple[str, str]] = (),
    *,
    host: str | None = "127.0.0.1:7860",
    peer: str = PEER,
    query: str = "",
) -> Scope:
    named = ([("host", host)] if host is not None else []) + list(headers)
    return {
        "type": "http", "method": method, "path": path, "root_path": "", "query_string": query.encode(),
        "scheme": "http", "client": (peer, 50000), "server": ("127.0.0.1", 7860), "http_version": "1.1",
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in named],
    }  # fmt: skip


@dataclass
class Sender:
    """Sends a body in pieces; then waits as a browser does, or hangs up."""

    pieces: list[bytes]
    hangs_up: bool = False
    sent: int = 0

    async def __call__(self) -> Message:
        if self.sent < len(self.pieces):
            self.sent += 1
            more = self.hangs_up or self.sent < len(self.pieces)
            return {"type": "http.request", "body": self.pieces[self.sent - 1], "more_body": more}
        if not self.hangs_up:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}


async def called(app: App, request: Scope, sender: Sender | None = None) -> Reply:
    """The reply of an app to one request."""
    reply = Reply()

    async def send(message: Message) -> None:
        reply.messages.append(message)

    await app(request, sender or Sender([b""]), send)
    return reply


def reply_to(app: App, request: Scope, sender: Sender | None = None) -> Reply:
    """The same, for a test that is not async."""
    return asyncio.run(called(app, request, sender))


@dataclass
class Inner:
    """An app that notes what reaches it and answers with `reply`."""

    reply: tuple[int, tuple[tuple[str, str], ...], bytes] = (200, (("content-type", "application/json"),), b"{}")
    fails: Exception | None = None
    reached: list[Scope] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        self.reached.append(scope)
        if scope["method"] == "POST":
            self.bodies.append((await receive())["body"])
        if self.fails is not None:
            raise self.fails
        status, headers, body = self.reply
        named = [(name.encode(), value.encode()) for name, value in headers]
        await send({"type": "http.response.start", "status": status, "headers": named})
        await send({"type": "http.response.body", "body": body})
