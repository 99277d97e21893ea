from __future__ import annotations

import asyncio
import resource
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from askme.errors import ServeError
from askme.settings import Settings
from askme.web import connections, server
from askme.web.guard import Guard
from askme.web.limits import Limits
from askme.web.metrics import Metrics
from askme.web.server import bound


def test_a_port_in_use_is_told_with_its_remedy() -> None:
    with bound("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=rf"127\.0\.0\.1:{port}: the port is in use.*--port 0"):
            bound("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "999.1.1.1", "no such host"])
def test_a_host_that_is_not_ours_is_told(host: str) -> None:
    with pytest.raises(ServeError, match=r"Cannot listen on .*--host 127\.0\.0\.1"):
        bound(host, 0)


def test_answers_leave_at_once() -> None:
    """The loop turns off the wait for more to send (40 ms an answer) only on sockets that name their protocol."""
    with bound("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_port_zero_takes_a_free_one() -> None:
    with bound("127.0.0.1", 0) as one, bound("127.0.0.1", 0) as other:
        assert one.getsockname()[1] != other.getsockname()[1]


# --- connections: a real server around a small app -------------------------------------------------------------------


async def small(scope: Any, receive: Any, send: Any) -> None:
    """Answers at once, or (`/stream`) a line every 50 ms until nobody listens."""
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    if scope["path"] == "/stream":
        for number in range(8):
            await send({"type": "http.response.body", "body": f"line {number}\n".encode(), "more_body": True})
            await asyncio.sleep(0.05)
    await send({"type": "http.response.body", "body": b"end"})


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[uvicorn.Server, int]]:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.3)
    settings = Settings()
    served = uvicorn.Server(server._config(Guard(small, settings, Limits(settings), Metrics())))  # type: ignore[arg-type]
    with bound("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=served.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + 10
        while not served.started and time.monotonic() < until:
            time.sleep(0.01)
        yield served, listener.getsockname()[1]
        served.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


def heard(port: int, *sent: bytes, pause: float = 0.0) -> bytes:
    """All that the server says before it hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as caller:
        for piece in sent:
            try:
                caller.sendall(piece)
            except ConnectionError:
                break
            time.sleep(pause)
        said = b""
        try:
            while piece := caller.recv(65536):
                said += piece
        except ConnectionError:
            pass
        return said


GET = b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"


def test_the_server_does_not_say_what_it_runs_on(running: tuple[uvicorn.Server, int]) -> None:
    said = heard(running[1], GET)
    assert said.startswith(b"HTTP/1.1 200") and said.endswith(b"end\r\n0\r\n\r\n")
    assert b"uvicorn" not in said.lower() and b"server:" not in said.lower()


def test_who_sends_no_request_is_hung_up_on(running: tuple[uvicorn.Server, int]) -> None:
    began = time.monotonic()
    assert heard(running[1]) == b""
    assert time.monotonic() - began < 5


def test_who_sends_a_letter_at_a_time_is_hung_up_on(running: tuple[uvicorn.Server, int]) -> None:
    letters = [bytes([one]) for one in b"GET / HTTP/1.1\r\nhost: localhost\r\nx: " + b"x" * 100]
    began = time.monotonic()
    assert b"200" not in heard(running[1], *letters, pause=0.02)
    assert time.monotonic() - began < 5


def test_the_head_of_a_request_has_an_end(running: tuple[uvicorn.Server, int]) -> None:
    said = heard(running[1], b"GET / HTTP/1.1\r\nhost: localhost\r\nx: " + b"x" * 200_000)
    assert said.startswith(b"HTTP/1.1 400") or said == b""


def test_a_chunked_body_is_counted_while_it_arrives(running: tuple[uvicorn.Server, int]) -> None:
    head = b"POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n"
    said = heard(running[1], head, b"10000\r\n" + b"x" * 65536 + b"\r\n", b"1\r\nx\r\n")
    assert said.startswith(b"HTTP/1.1 413") and b"urn:askme:problem:too-large" in said


def test_a_web_socket_is_an_ordinary_request(running: tuple[uvicorn.Server, int]) -> None:
    upgrade = (
        b"connection: upgrade, close\r\nupgrade: websocket\r\nsec-websocket-key: x\r\nsec-websocket-version: 13\r\n"
    )
    assert heard(running[1], GET.replace(b"connection: close\r\n", upgrade)).startswith(b"HTTP/1.1 200")


def test_an_answer_that_is_under_way_ends_before_the_server_does(running: tuple[uvicorn.Server, int]) -> None:
    served, port = running
    stopping = threading.Timer(0.1, lambda: setattr(served, "should_exit", True))
    stopping.start()
    assert heard(port, GET.replace(b"/ ", b"/stream ")).endswith(b"end\r\n0\r\n\r\n")


def test_there_is_room_for_five_hundred_visitors() -> None:
    assert connections.at_most() >= 124
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    assert soft < 1024 or connections.at_most() >= 900
