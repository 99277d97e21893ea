"""The whole app on a real port as `askme serve` runs it, and a client that sends bytes as they are."""

from __future__ import annotations

import asyncio
import http.client
import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import uvicorn

from askme.settings import Settings
from askme.web import server as serving
from askme.web.app import create_app
from askme.web.assistant import Assistant

PLENTY = {"rate_per_address": "1000000/second", "rate_per_profile": "1000000/second"}
WAIT = 30.0
"""Seconds; the machine may be busy."""
Headers = Iterable[tuple[bytes, bytes]]


class Heard(logging.Handler):
    """Everything that the log says of failures."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.exc_info:
            self.lines.append(f"{record.name}: {record.getMessage()} {record.exc_info or ''}")


@contextmanager
def listening() -> Iterator[Heard]:
    """While it lasts, failures are heard, also those that only uvicorn logs."""
    heard = Heard()
    loggers = [logging.getLogger(name) for name in ("", "uvicorn", "uvicorn.error")]
    for logger in loggers:
        logger.addHandler(heard)
    try:
        yield heard
    finally:
        for logger in loggers:
            logger.removeHandler(heard)


@dataclass
class Hosted:
    """A server that runs in a thread."""

    port: int
    server: uvicorn.Server
    site: Any
    loop: asyncio.AbstractEventLoop

    def tasks(self) -> set[str]:
        """What the server's loop still does, besides answering this."""
        return asyncio.run_coroutine_threadsafe(_others(), self.loop).result(WAIT)

    def at_work(self) -> float:
        """Questions being answered now, as /metrics tells it."""
        lines = self.site.metrics.text().decode().splitlines()
        return float(next(line for line in lines if line.startswith("askme_questions_at_work ")).split()[1])


async def _others() -> set[str]:
    return {repr(task.get_coro()) for task in asyncio.all_tasks() - {asyncio.current_task()}}


@contextmanager
def hosted(assistant: Assistant, **settings: Any) -> Iterator[Hosted]:
    """The app over an assistant, served with the settings of `askme serve`."""
    with running(create_app(assistant, Settings(**PLENTY | settings))) as server:
        yield server


@contextmanager
def running(app: Any) -> Iterator[Hosted]:
    """Any app, served in the same way."""
    listener = serving.bound("127.0.0.1", 0)
    server = uvicorn.Server(serving._config(app))
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        await server.serve(sockets=[listener])

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    until(lambda: server.started)
    site = app.state.site if hasattr(app, "state") else None
    try:
        yield Hosted(listener.getsockname()[1], server, site, loops[0])
    finally:
        server.should_exit = True
        thread.join(WAIT)
        listener.close()


def until(true: Callable[[], bool], told: str = "it did not happen") -> None:
    """Wait for it."""
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end, told
        time.sleep(0.01)


@dataclass(frozen=True)
class Got:
    """A response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def every(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name]

    @property
    def json(self) -> Any:
        return json.loads(self.body.decode("utf-8"))


@dataclass
class Line:
    """A connection that stays open. It sends any bytes: no client library would send these requests."""

    port: int
    _socket: socket.socket | None = field(default=None, repr=False)

    def get(self, target: bytes, headers: Headers = ()) -> Got:
        return self.send(b"GET", target, headers)

    def post(self, target: bytes, value: object, headers: Headers = ()) -> Got:
        """A value as JSON; lone surrogates in it are spelled as escapes, which JSON allows."""
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        return self.send(b"POST", target, [(b"content-type", b"application/json"), *headers], body)

    def send(self, method: bytes, target: bytes, headers: Headers = (), body: bytes | None = None) -> Got:
        """One request; its `Host` is the server's own, unless the headers name another."""
        given = list(headers)
        if not any(name.lower() == b"host" for name, _ in given):
            given.insert(0, (b"host", f"127.0.0.1:{self.port}".encode()))
        if body is not None:
            given.append((b"content-length", str(len(body)).encode()))
        lines = [b"%s %s HTTP/1.1" % (method, target), *(b"%s: %s" % pair for pair in given)]
        data = b"\r\n".join(lines) + b"\r\n\r\n" + (body or b"")
        for attempt in (0, 1):
            kept = self._socket is not None
            try:
                return self._exchange(data, method.decode("latin-1"))
            except (ConnectionError, http.client.BadStatusLine):
                self.close()
                if attempt or not kept:  # else the server had closed a connection that rested
                    raise
        raise AssertionError

    def _exchange(self, data: bytes, method: str) -> Got:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), WAIT)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(data)
        response = http.client.HTTPResponse(self._socket, method=method)
        response.begin()
        body = response.read()
        got = Got(response.status, tuple(response.getheaders()), body)
        if response.will_close:
            self.close()
        return got

    def close(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.close()
            self._socket = None


def header_value(text: str) -> bytes:
    """A text as the value of a header: HTTP itself has no line breaks and no NUL in one, and no space around it."""
    data = text.encode("utf-8", "surrogatepass")
    return bytes(byte for byte in data if byte not in b"\r\n\0").strip(b" \t")
