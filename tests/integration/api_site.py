"""The whole web app over the scripted assistant, and what comes out of a stream."""

from __future__ import annotations

import asyncio
import json
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote

from fastapi import FastAPI
from fastapi.testclient import TestClient
from scripted import Scripted

from askme.settings import Settings
from askme.web.app import create_app
from askme.web.assistant import Assistant

PLENTY = {"rate_per_address": "1000000/minute", "rate_per_profile": "1000000/minute"}
LOCAL = "http://127.0.0.1"


def client(assistant: Assistant | None = None, **settings: Any) -> TestClient:
    """Asks an app of its own, as from this machine; a failure inside is a response, as it is for everybody else."""
    app = create_app(assistant or Scripted(), Settings(**PLENTY | settings))
    return TestClient(app, base_url=LOCAL, raise_server_exceptions=False, client=("127.0.0.1", 50_000))


def events(text: str) -> list[tuple[str, dict[str, Any]]]:
    """The events of a stream, comments left out."""
    blocks = [block.splitlines() for block in text.split("\n\n") if block and not block.startswith(":")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def scope(method: str, target: str, body: bytes) -> MutableMapping[str, Any]:
    """A request of this machine, as an ASGI server tells of it."""
    raw, _, query = target.partition("?")
    headers = {"host": "127.0.0.1", "content-type": "application/json", "content-length": str(len(body))}
    return {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": method,
        "path": unquote(raw), "raw_path": raw.encode(), "root_path": "", "scheme": "http",
        "query_string": query.encode(), "headers": [(name.encode(), text.encode()) for name, text in headers.items()],
        "client": ("127.0.0.1", 50_000), "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip


async def call(app: FastAPI, method: str, target: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """One request as a server hands it over, its path decoded once and otherwise as it came: status, headers, body."""
    sent: list[MutableMapping[str, Any]] = []
    given = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        return given.pop() if given else await asyncio.Future()

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    await app(scope(method, target, body), receive, send)
    told = {name.decode().lower(): text.decode() for name, text in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:])
