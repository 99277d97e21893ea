"""A client that costs little, for it shares the cores with the server: HTTP/1.1 over asyncio's streams, no library."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

PATIENCE = 60.0
"""Seconds for one answer."""
_RESTED = 5.0
"""Seconds after which a connection is not used again: the server may be about to close it."""


class Failed(Exception):
    """An answer that was none."""


@dataclass(frozen=True)
class Streamed:
    """When the parts of a streamed answer came, in seconds from the question."""

    first: float
    """`understood`, the first event."""
    whole: float
    """`finished`, the last."""


class Connection:
    """One connection, one request after the other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.rested = time.monotonic()

    @classmethod
    async def to(cls, port: int) -> Connection:
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    def send(self, path: str, body: object) -> None:
        """Send a question, as JSON."""
        sent = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(sent)}\r\n\r\n"
        )
        self._writer.write(head.encode() + sent)

    async def head(self) -> dict[str, str]:
        """The headers of the response.

        :raises Failed: its status is not 200
        """
        got = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, *lines = got.strip().split("\r\n")
        if status.split()[1] != "200":
            raise Failed(status)
        return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}

    async def whole(self, headers: dict[str, str]) -> bytes:
        """The body of a response that says how long it is."""
        body = await self._reader.readexactly(int(headers["content-length"]))
        self.rested = time.monotonic()
        return body

    async def chunks(self) -> AsyncGenerator[bytes]:
        """The body of a response as it comes."""
        while (length := int(await self._reader.readuntil(b"\r\n"), 16)) > 0:
            yield (await self._reader.readexactly(length + 2))[:-2]
        await self._reader.readuntil(b"\r\n")

    def close(self) -> None:
        self._writer.close()


class Client:
    """Asks the server at `port`; connections are kept for the next question."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[Connection] = []

    async def ask(self, question: str) -> bytes:
        """The whole answer.

        :raises Failed: there was none
        """
        connection = await self._connection()
        try:
            async with asyncio.timeout(PATIENCE):
                connection.send("/api/v1/ask", {"question": question})
                body = await connection.whole(await connection.head())
        except BaseException as error:
            connection.close()
            if isinstance(error, OSError | asyncio.IncompleteReadError):  # a timeout is an OSError, too
                raise Failed(repr(error)) from None
            raise
        self._free.append(connection)
        return body

    async def stream(self, question: str) -> Streamed:
        """A streamed answer, over a connection of its own.

        :raises Failed: it did not begin with `understood` or not end with `finished`
        """
        began, first, last = time.perf_counter(), 0.0, b""
        try:
            async with asyncio.timeout(PATIENCE):
                connection = await Connection.to(self._port)
                try:
                    connection.send("/api/v1/ask/stream", {"question": question})
                    await connection.head()
                    async with aclosing(connection.chunks()) as chunks:
                        async for last in chunks:
                            first = first or (_is(b"understood", last) and time.perf_counter() - began)
                finally:
                    connection.close()
        except (OSError, asyncio.IncompleteReadError) as error:
            raise Failed(repr(error)) from None
        if not first or not _is(b"finished", last):
            raise Failed(last[:100].decode("utf-8", "replace"))
        return Streamed(first, time.perf_counter() - began)

    async def hang_up(self, question: str, parts: int) -> None:
        """Ask for a streamed answer and leave after so many of its parts; with 0, before the first."""
        connection = await Connection.to(self._port)
        try:
            connection.send("/api/v1/ask/stream", {"question": question})
            await asyncio.sleep(0.01)  # let it be sent
            if parts > 0:
                await connection.head()
                async with aclosing(connection.chunks()) as chunks:
                    async for _ in chunks:
                        parts -= 1
                        if parts <= 0:
                            break
        finally:
            connection.close()

    def close(self) -> None:
        while self._free:
            self._free.pop().close()

    async def _connection(self) -> Connection:
        while self._free:
            kept = self._free.pop()
            if time.monotonic() - kept.rested < _RESTED:
                return kept
            kept.close()
        try:
            return await Connection.to(self._port)
        except OSError as error:
            raise Failed(repr(error)) from None


def _is(name: bytes, chunk: bytes) -> bool:
    return chunk.startswith(b"event: " + name + b"\n")
