"""Serving the app: the socket first, the announcement only when the page answers."""

from __future__ import annotations

import errno
import http.client
import logging
import socket
import threading
import time
from collections.abc import Callable

import uvicorn

from askme.errors import ServeError
from askme.settings import Settings
from askme.web.assistant import Assistant

logger = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds to wait for the first page before announcing nothing."""


def bound(host: str, port: int) -> socket.socket:
    """A listening socket at that address.

    :raises ServeError: the port is in use, or the address is not one that this machine may listen on.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
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

        config = uvicorn.Config(
            create_app(assistant, settings),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        logging.getLogger("uvicorn.error").addFilter(_Ending(server))
        address = _address(settings.host, listener.getsockname()[1])
        threading.Thread(target=_announce, args=(server, address, announce), daemon=True).start()
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()


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
