"""Clients that hang up half-way, against the whole app: nothing of theirs goes on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import MutableMapping
from typing import Any

import pytest
from api_site import PLENTY, scope
from fastapi import FastAPI
from scripted import Scripted

from askme.settings import Settings
from askme.web.app import create_app

WAITING = "wait: who has worked with market data?"


@pytest.fixture(scope="module")
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture(scope="module")
def app(scripted: Scripted) -> FastAPI:
    return create_app(scripted, Settings(**PLENTY))


async def leave_early(app: FastAPI, path: str, body: dict[str, Any], after: bytes) -> bytes:
    """Ask, hang up as soon as `after` has come; what came until the app was done with the request."""
    sent, came, gone = json.dumps(body).encode(), bytearray(), asyncio.Event()
    given = iter([{"type": "http.request", "body": sent, "more_body": False}])

    async def receive() -> MutableMapping[str, Any]:
        for message in given:
            return message
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        came.extend(message.get("body", b""))
        if after in came:
            gone.set()

    await asyncio.wait_for(app(scope("POST", path, sent), receive, send), 20)
    return bytes(came)


@pytest.mark.parametrize(
    ("path", "body", "after"),
    [
        ("/api/v1/ask/stream", {"question": WAITING}, b"event: retrieved"),
        (
            "/v1/chat/completions",
            {"model": "askme", "messages": [{"role": "user", "content": WAITING}], "stream": True},
            b'"role":"assistant"',
        ),
    ],
)
def test_who_hangs_up_leaves_no_work_behind(
    app: FastAPI, scripted: Scripted, path: str, body: dict[str, Any], after: bytes
) -> None:
    many = 20

    async def run() -> None:
        came = await asyncio.gather(*(leave_early(app, path, body, after) for _ in range(many)))
        assert all(after in one and b"finished" not in one and b'"stop"' not in one for one in came)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    scripted.asked.clear()
    asyncio.run(run())
    scripted.go.release(1000)  # lets the steps end that were being made
    metrics = app.state.site.metrics.text().decode()
    assert "askme_questions_at_work 0.0" in metrics
    surface = "api" if "ask" in path else "openai"
    assert f'askme_questions_total{{outcome="left",surface="{surface}"}} {many}.0' in metrics
