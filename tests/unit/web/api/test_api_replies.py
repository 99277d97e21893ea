"""Server-sent events, as an ASGI server sees them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, MutableMapping
from typing import Any

import pytest
from pydantic import BaseModel

from askme.web.api.replies import EventStream, event

SCOPE = {"type": "http", "path": "/", "asgi": {"version": "3.0", "spec_version": "2.3"}}


class Said(BaseModel):
    text: str


class Client:
    """Takes what is sent; hangs up after so many messages, or never."""

    def __init__(self, leaves_after: int = -1) -> None:
        self.sent: list[MutableMapping[str, Any]] = []
        self.leaves_after = leaves_after
        self.gone = asyncio.Event()

    async def receive(self) -> MutableMapping[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        self.sent.append(message)
        if len(self.sent) == self.leaves_after:
            self.gone.set()
        await asyncio.sleep(0)

    @property
    def chunks(self) -> list[bytes]:
        return [message["body"] for message in self.sent if message.get("body")]


def test_an_event_is_one_line_of_data_whatever_it_says() -> None:
    sent = event(Said(text="a\nb\r\n\ndata: c\u2028"), "said")
    assert sent == 'event: said\ndata: {"text":"a\\nb\\r\\n\\ndata: c\u2028"}\n\n'.encode()
    assert event(Said(text="")) == b'data: {"text":""}\n\n'


async def _three(left: list[str]) -> AsyncGenerator[bytes]:
    try:
        for chunk in (b"1\n\n", b"2\n\n", b"3\n\n"):
            left.append(chunk.decode().strip())
            yield chunk
    finally:
        left.append("closed")


def test_each_event_leaves_as_it_is_made() -> None:
    async def run() -> None:
        client, made = Client(), []

        async def send(message: MutableMapping[str, Any]) -> None:
            await client.send({**message, "made": list(made)})

        await EventStream(_three(made))(SCOPE, client.receive, send)
        bodies = [(one["body"], one["made"]) for one in client.sent if one.get("body")]
        assert bodies == [(b"1\n\n", ["1"]), (b"2\n\n", ["1", "2"]), (b"3\n\n", ["1", "2", "3"])]
        assert client.sent[-1] == {
            "type": "http.response.body", "body": b"", "more_body": False, "made": ["1", "2", "3", "closed"],
        }  # fmt: skip

    asyncio.run(run())


def test_nothing_on_the_way_keeps_or_rewrites_the_stream() -> None:
    headers = EventStream(_three([])).headers
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert (headers["cache-control"], headers["x-accel-buffering"]) == ("no-store", "no")
    assert "content-length" not in headers


@pytest.mark.parametrize("leaves_after", [1, 2, 3])
def test_who_hangs_up_ends_the_work(leaves_after: int) -> None:
    """Whether the client leaves while a step is made or while an event is sent."""

    async def run() -> None:
        made: list[str] = []

        async def endless() -> AsyncGenerator[bytes]:
            try:
                while True:
                    made.append("step")
                    yield b"x\n\n"
                    await asyncio.sleep(0.001)
            finally:
                made.append("closed")

        client = Client(leaves_after)
        await asyncio.wait_for(EventStream(endless())(SCOPE, client.receive, client.send), 5)
        assert made[-1:] in (["closed"], []) and len(made) <= leaves_after + 1
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())


def test_a_comment_keeps_a_quiet_connection_open() -> None:
    async def run() -> None:
        async def slow() -> AsyncGenerator[bytes]:
            yield b"1\n\n"
            await asyncio.sleep(0.12)
            yield b"2\n\n"

        client = Client()
        await EventStream(slow(), quiet=0.05)(SCOPE, client.receive, client.send)
        first, *comments, last = client.chunks
        assert (first, last) == (b"1\n\n", b"2\n\n")
        assert comments and set(comments) == {b": still here\n\n"}
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())
