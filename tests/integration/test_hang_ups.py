"""500 clients that hang up half-way, on real sockets: no task, no thread, no place of a question is left behind."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from attack_data import SAMPLE_OR_WHOLE
from scripted import Scripted
from wire import WAIT, Heard, Hosted, Line, hosted, listening, until

from askme.assembly import assemble
from askme.settings import load
from homes import Home

WAITING = "wait: who has worked with market data?"
"""Its claims come only when they are let go."""
_RESET = struct.pack("ii", 1, 0)
"""Closes a connection by a reset, as a crash does, in place of a good-bye."""


@dataclass(frozen=True)
class Moment:
    """How far a client lets it come."""

    name: str
    sent: Callable[[bytes, bytes], bytes]
    """What of head and body it sends."""
    awaited: bytes | None = None
    """What it waits for before it leaves; None: nothing."""


MOMENTS = (
    Moment("connected", lambda head, body: b""),
    Moment("within the first line", lambda head, body: head[:9]),
    Moment("within the headers", lambda head, body: head[:-7]),
    Moment("before the body", lambda head, body: head),
    Moment("within the body", lambda head, body: head + body[: len(body) // 2]),
    Moment("when all is asked", lambda head, body: head + body),
    Moment("at the first bytes", lambda head, body: head + body, b"H"),
    Moment("within the response's headers", lambda head, body: head + body, b"content-"),
    Moment("after the first event", lambda head, body: head + body, b"\r\n\r\n"),
    Moment("when it was understood", lambda head, body: head + body, b"understood"),
    Moment("within an event", lambda head, body: head + body, b"retrieved"),
)


@dataclass(frozen=True)
class Client:
    """One that leaves early."""

    port: int
    path: str
    body: bytes
    moment: Moment
    resets: bool

    def __call__(self) -> None:
        head = f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/json\r\n"
        head += f"Accept: application/json, text/event-stream\r\nContent-Length: {len(self.body)}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self.port), WAIT) as line:
            line.sendall(self.moment.sent(head.encode(), self.body))
            came = b""
            while self.moment.awaited is not None and self.moment.awaited not in came:
                more = line.recv(64)
                assert more, (self.moment.name, came)
                came += more
            if self.resets:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)


def bodies(question: str) -> dict[str, bytes]:
    """The same question as each address takes it."""
    chat = {"model": "askme", "messages": [{"role": "user", "content": question}], "stream": True}
    return {
        "/api/v1/ask/stream": json.dumps({"question": question}).encode(),
        "/v1/chat/completions": json.dumps(chat).encode(),
        "/api/v1/ask": json.dumps({"question": question}).encode(),
    }


def clients(port: int, question: str, count: int, moments: tuple[Moment, ...] = MOMENTS) -> list[Client]:
    """Of every kind. Who waits for events asks where they stream with those names."""
    asked = list(bodies(question).items())
    made = []
    for n in range(count):
        moment = moments[n % len(moments)]
        path, body = asked[0] if moment.awaited else asked[n // len(moments) % len(asked)]
        made.append(Client(port, path, body, moment, resets=n % 2 == 1))
    return made


def leave(crowd: list[Client], at_once: int = 50) -> None:
    with ThreadPoolExecutor(at_once, thread_name_prefix="client") as threads:
        for left in [threads.submit(one) for one in crowd]:
            left.result(WAIT)


def threads_of_server() -> Counter[str]:
    """Names without numbers."""
    names = (thread.name for thread in threading.enumerate())
    return Counter(name.rstrip("0123456789-_ ") for name in names if not name.startswith("client"))


@dataclass
class Watched:
    """A server, and what was there before the crowd came."""

    server: Hosted
    tasks: set[str]
    threads: Counter[str]
    heard: Heard

    def settled(self) -> None:
        """Nothing is left of anybody: waits for it, as the last may just be leaving."""
        until(lambda: self.server.at_work() == 0, "questions are still being answered")
        until(lambda: not self.server.server.server_state.connections, "connections are still open")
        until(lambda: not self.server.server.server_state.tasks, "requests are still being handled")
        until(lambda: self._left() == set(), f"tasks are left: {self._left()}")
        assert threads_of_server() <= self.threads
        assert self.heard.lines == []

    def _left(self) -> set[str]:
        return {task for task in self.server.tasks() if task not in self.tasks}


@contextmanager
def watched(server: Hosted, question: str) -> Iterator[Watched]:
    """After a few questions: threads are started when they are first needed."""
    line = Line(server.port)
    with ThreadPoolExecutor(4, thread_name_prefix="client") as together:
        for path, body in bodies(question).items():
            asked = [together.submit(Line(server.port).post, path.encode(), body) for _ in range(4)]
            assert {one.result(WAIT).status for one in asked} == {200}
    assert line.get(b"/sources/none").status == 404
    line.close()
    with listening() as heard:
        yield Watched(server, server.tasks(), threads_of_server(), heard)


@contextmanager
def trickling(scripted: Scripted) -> Iterator[None]:
    """While it lasts, a claim is let go every few milliseconds."""
    over = threading.Event()

    def trickle() -> None:
        while not over.wait(0.005):
            scripted.go.release()

    thread = threading.Thread(target=trickle, name="client-trickle")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        scripted.go.release(10_000)


@pytest.mark.parametrize("whole", SAMPLE_OR_WHOLE)
def test_who_hangs_up_leaves_nothing_behind(whole: bool) -> None:
    scripted = Scripted()
    with hosted(scripted, at_once=10_000, answer_seconds=600) as server, watched(server, "market data") as before:
        with trickling(scripted):
            leave(clients(server.port, WAITING, 500 if whole else 55))
        before.settled()
        got = Line(server.port).post(b"/api/v1/ask", {"question": "market data"})
        assert got.status == 200 and got.json["status"] == "answered"
        before.settled()


def test_places_are_given_back_while_claims_are_still_made() -> None:
    """The places of those who left are free at once, not when the step that was being made ends."""
    scripted = Scripted()
    late = tuple(one for one in MOMENTS if one.name == "within an event")
    with hosted(scripted, at_once=4, answer_seconds=600) as server, watched(server, "market data") as before:
        leave(clients(server.port, WAITING, 2, late))
        until(lambda: server.at_work() == 0, "a place is kept for who has left")
        assert scripted.go.acquire(blocking=False) is False  # the steps still wait
        scripted.go.release(1000)
        before.settled()


@pytest.mark.parametrize("whole", SAMPLE_OR_WHOLE)
def test_over_a_real_index(built_home: Home, whole: bool) -> None:
    paths: dict[str, Path] = {"corpus": built_home.corpus, "index": built_home.index}
    question = "Who has used Rust?"
    with hosted(assemble(load(paths)[0]), at_once=1000, **paths) as server, watched(server, question) as before:
        leave(clients(server.port, question, 110 if whole else 22))
        before.settled()
        got = Line(server.port).post(b"/api/v1/ask", {"question": question})
        assert got.status == 200 and "in Rust" in got.json["text"]
