"""Responses: a value as JSON, serialised once; and events as they come (server-sent events)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing

from pydantic import BaseModel
from starlette.responses import Response, StreamingResponse
from starlette.types import Send

from askme.web.encoding import encoded

NO_STORE = {"cache-control": "no-store"}
QUIET = 15.0
"""Seconds without an event after which a comment keeps the connection open."""
_STILL_HERE = b": still here\n\n"


def answered(value: BaseModel) -> Response:
    """A value as a whole response."""
    return Response(encoded(value), headers=NO_STORE, media_type="application/json")


def event(value: BaseModel, name: str = "") -> bytes:
    """A value as one server-sent event. JSON has no line break outside of escapes, so the data is one line."""
    head = f"event: {name}\n".encode() if name else b""
    return head + b"data: " + encoded(value) + b"\n\n"


class EventStream(StreamingResponse):
    """Server-sent events, each sent as soon as it is there.

    The generator is closed when the client hangs up, so the work ends at its next step; comments keep the connection
    open while there is nothing to send.
    """

    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[bytes], quiet: float = QUIET) -> None:
        super().__init__(events, headers=NO_STORE | {"x-accel-buffering": "no"})
        self._events = events
        self._quiet = quiet
        self._last = 0.0

    async def stream_response(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        self._last = time.monotonic()
        keeper = asyncio.create_task(self._keep_open(send))
        try:
            async with aclosing(self._events) as events:
                async for chunk in events:
                    await self._sent(send, chunk)
        finally:
            keeper.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _sent(self, send: Send, chunk: bytes) -> None:
        self._last = time.monotonic()
        await send({"type": "http.response.body", "body": chunk, "more_body": True})

    async def _keep_open(self, send: Send) -> None:
        while True:
            due = self._last + self._quiet - time.monotonic()
            if due <= 0:
                await self._sent(send, _STILL_HERE)
            else:
                await asyncio.sleep(due)
