"""Bodies of requests: read whole before anything else is done, counted while they arrive, given up when they linger."""

from __future__ import annotations

import asyncio

from askme.web.asgi import Message, Receive, Scope, first
from askme.web.problems import Kind, Problem

MAX_BODY = 64 * 1024
"""Bytes of the largest request body; a question is at most a few thousand characters."""
PATIENCE = 15.0
"""Seconds within which a body must have arrived."""


class Gone(Exception):
    """Whoever sent the request hung up before it was whole."""


async def body(scope: Scope, receive: Receive, patience: float = PATIENCE) -> bytes:
    """The whole body.

    :raises Problem: it is larger than `MAX_BODY`, or does not arrive in time
    :raises Gone: nobody waits for an answer any more
    """
    told = first(scope, "content-length")
    if told.isdecimal() and int(told[:20]) > MAX_BODY:
        raise _too_large()
    try:
        async with asyncio.timeout(patience):
            return await _received(receive)
    except TimeoutError:
        raise Problem(Kind.TOO_LATE, f"The request's body did not arrive within {patience:g} seconds.") from None


async def _received(receive: Receive) -> bytes:
    found = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        found += message.get("body", b"")
        more = message.get("more_body", False)
        if len(found) > MAX_BODY:
            raise _too_large()
    return bytes(found)


def _too_large() -> Problem:
    return Problem(Kind.TOO_LARGE, f"The request has more than {MAX_BODY} bytes. Shorten it.")


class Replayed:
    """A `receive` that gives the body first, then goes on with the connection: it tells when the sender hangs up."""

    def __init__(self, found: bytes, receive: Receive) -> None:
        self._message: Message | None = {"type": "http.request", "body": found, "more_body": False}
        self._receive = receive

    async def __call__(self) -> Message:
        if self._message is None:
            return await self._receive()
        message, self._message = self._message, None
        return message
