"""Serving the app: the socket first, the announcement only when the page answers."""

from __future__ import annotations

import errno
import http.client
import logging
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from askme.errors import ServeError
from askme.settings import Settings
from askme.web import logs
from askme.web.assistant import Assistant
from askme.web.connections import HEAD_BYTES, Patient, at_most

if TYPE_CHECKING:
    from fastapi import FastAPI

logger = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds to wait for the first page before announcing nothing."""
KEEP_ALIVE = 10
"""Seconds that a connection may rest between two requests."""
GRACE = 3
"""Seconds in which running answers may end once the server is told to stop."""


def bound(host: str, port: int) -> socket.socket:
    """A listening socket at that address.

    :raises ServeError: the port is in use, or the address is not one that this machine may listen on.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        # asyncio sends at once (TCP_NODELAY) only where the protocol is named; without, answers wait for 40 ms
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise ServeError(f"Cannot listen on {host}:{port}: {error.strerror}. Try --host 127.0.0.1.") from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise ServeError(_complaint(host, port, error)) from None
    return listener


def _complaint(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Cannot listen on {host}:{port}: the port is in use. Choose another, or take a free one: --port 0."
    if error.errno == errno.EACCES:
        return f"Cannot listen on {host}:{port}: not permitted. Choose a port above 1023, or --port 0."
    return f"Cannot listen on {host}:{port}: {error.strerror}. Try --host 127.0.0.1."


def serve(assistant: Assistant, settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; `announce` gets the page's address once the page really answers.

    :raises ServeError: the address cannot be listened on; nothing heavy has been loaded by then.
    """
    listener = bound(settings.host, settings.port)
    try:
        from askme.web.app import create_app

        server = uvicorn.Server(_config(create_app(assistant, settings)))
        logging.getLogger("uvicorn.error").addFilter(_Ending(server))
        address = _address(settings.host, listener.getsockname()[1])
        threading.Thread(target=_announce, args=(server, address, announce), daemon=True).start()
        with logs.kept(settings):
            server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()


def _config(app: FastAPI) -> uvicorn.Config:
    """One process, HTTP/1.1 alone, no WebSocket; who proxies speak for is for the guard to decide."""
    return uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=HEAD_BYTES,
        limit_concurrency=at_most(),
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE,
    )


class _Ending(logging.Filter):
    """Holds back what uvicorn logs about connections that its own end cuts off: open pages keep one each."""

    def __init__(self, server: uvicorn.Server) -> None:
        super().__init__()
        self.server = server

    def filter(self, record: logging.LogRecord) -> bool:
        return not self.server.should_exit


def _address(host: str, port: int) -> tuple[str, int]:
    """Where this machine itself reaches the page."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host), port  # noqa: S104


def _announce(server: uvicorn.Server, address: tuple[str, int], announce: Callable[[str], None]) -> None:
    host, port = address
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not server.should_exit:
        if server.started and _answers(host, port):
            announce(f"http://{f'[{host}]' if ':' in host else host}:{port}")
            return
        time.sleep(0.05)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
