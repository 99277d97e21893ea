"""MCP as agents use it: the package's own client against a real server, and against `askme mcp` on a real index."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import anyio
import httpx
import mcp_types as types
import pytest
import uvicorn
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from scripted import Scripted

from askme.settings import Settings
from askme.web.app import create_app
from homes import Home, program

T = TypeVar("T")
HEADERS = {"accept": "application/json, text/event-stream"}
WAIT = 20.0
"""Seconds; the machine may be busy."""


def words(result: types.CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


# --- over HTTP ----------------------------------------------------------------------------------------------------


@contextmanager
def served(assistant: Scripted, **settings: Any) -> Iterator[tuple[str, Any]]:
    """The whole app on a real port: its address, and its site."""
    app = create_app(assistant, Settings(**settings))
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    _until(lambda: server.started)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", app.state.site
    finally:
        server.should_exit = True
        thread.join(WAIT)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(Scripted(), rate_per_address="10000/minute") as (address, _):
        yield address


def talk(target: Any, said: Callable[[Client], Awaitable[T]], mode: str = "auto") -> T:
    async def meet() -> T:
        async with AsyncExitStack() as stack:
            client = await stack.enter_async_context(Client(target, mode=mode))
            return await said(client)

    return anyio.run(meet)


@pytest.mark.parametrize("mode", ["legacy", "auto", "2026-07-28"])
def test_a_client_asks_over_http(url: str, mode: str) -> None:
    async def whole(client: Client) -> None:
        assert [tool.name for tool in (await client.list_tools()).tools] == [
            "list_profiles",
            "search_profile",
            "ask_profile",
        ]
        people = await client.call_tool("list_profiles", {})
        assert people.structured_content["profiles"][0]["id"] == "marta"
        found = await client.call_tool("search_profile", {"query": "ledger"})
        assert found.structured_content["statements"]
        asked = await client.call_tool("ask_profile", {"question": "What does Marta do at Northwind?"})
        cited = asked.structured_content["claims"][0]["citations"][0]
        assert cited["url"].startswith(f"{url}/sources/marta.md?")
        conversation = asked.structured_content["conversation"]
        further = await client.call_tool("ask_profile", {"question": "and northwind?", "conversation": conversation})
        assert further.structured_content["standalone"].startswith("About Marta")
        refused = await client.call_tool("ask_profile", {"question": "x" * 2001})
        assert refused.is_error and "2000 is the most" in words(refused)

    talk(f"{url}/mcp", whole, mode)


def test_the_address_of_a_citation_opens(url: str) -> None:
    asked = talk(f"{url}/mcp", lambda client: client.call_tool("ask_profile", {"question": "northwind"}))
    got = httpx.get(asked.structured_content["claims"][0]["citations"][0]["url"])
    assert got.status_code == 200 and "settlement platform" in got.text


def test_many_clients_at_once(url: str) -> None:
    answers: list[Any] = []

    async def crowd() -> None:
        async def one(mode: str) -> None:
            async with Client(f"{url}/mcp", mode=mode) as client:
                for _ in range(3):
                    answers.append(
                        (await client.call_tool("ask_profile", {"question": "northwind"})).structured_content
                    )

        async with anyio.create_task_group() as tasks:
            for number in range(10):
                tasks.start_soon(one, ("legacy", "auto")[number % 2])

    anyio.run(crowd)
    assert len(answers) == 30 and len({answer["conversation"] for answer in answers}) == 30
    assert all(answer["claims"] == answers[0]["claims"] for answer in answers)


CALL = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "list_profiles", "arguments": {}}}


@pytest.mark.parametrize(
    ("headers", "status", "kind"),
    [
        ({"origin": "https://evil.example"}, 403, "origin"),
        ({"origin": "null"}, 403, "origin"),
        ({"origin": "http://127.0.0.1.evil.example"}, 403, "origin"),
        ({"origin": "http://127.0.0.1:1"}, 403, "origin"),
        ({"host": "evil.example"}, 421, "host"),
        ({"host": "127.0.0.1.evil.example"}, 421, "host"),
        ({"authorization": "Bearer askme_invented"}, 401, "unknown-key"),
    ],
)
def test_another_site_gets_nothing(url: str, headers: dict[str, str], status: int, kind: str) -> None:
    got = httpx.post(f"{url}/mcp", json=CALL, headers=HEADERS | headers)
    assert (got.status_code, got.json()["type"]) == (status, f"urn:askme:problem:{kind}")
    assert "access-control-allow-origin" not in got.headers


def test_the_own_pages_and_programs_may_ask(url: str) -> None:
    for headers in ({}, {"origin": url}, {"authorization": "Bearer anonymous"}):
        got = httpx.post(f"{url}/mcp", json=CALL, headers=HEADERS | headers)
        assert got.status_code == 200 and got.json()["result"]["structuredContent"]["profiles"]
        assert got.headers["x-content-type-options"] == "nosniff"


def test_the_chat_page_does_not_swallow_it(url: str) -> None:
    assert httpx.get(f"{url}/mcp").status_code == 405
    assert httpx.get(f"{url}/llms.txt").text.startswith("# askme\n")
    assert "text/html" in httpx.get(f"{url}/").headers["content-type"]


def test_a_large_request_is_refused(url: str) -> None:
    big = CALL | {"params": {"name": "ask_profile", "arguments": {"question": "x" * 70_000}}}
    assert httpx.post(f"{url}/mcp", json=big, headers=HEADERS).status_code == 413


def test_every_request_is_counted() -> None:
    with served(Scripted(), rate_per_address="1/minute") as (address, _):
        statuses = [httpx.post(f"{address}/mcp", json=CALL, headers=HEADERS).status_code for _ in range(12)]
    assert statuses[0] == 200 and statuses[-1] == 429


def test_clients_that_hang_up_leave_no_work_behind() -> None:
    assistant = Scripted()
    body = CALL | {"params": {"name": "ask_profile", "arguments": {"question": "northwind wait"}}}
    data = json.dumps(body).encode()
    with served(assistant, rate_per_address="10000/minute") as (address, site):
        port = int(address.rsplit(":", 1)[1])
        head = f"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json, text/event-stream\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(5)]
        for line in lines:
            line.sendall(head.encode() + data)
        _until(lambda: _at_work(site) == len(lines))
        for line in lines:
            line.close()
        _until(lambda: _at_work(site) == 0)
        assistant.go.release(20)
        assert httpx.post(f"{address}/mcp", json=CALL, headers=HEADERS).status_code == 200


def _at_work(site: Any) -> float:
    found = [line for line in site.metrics.text().decode().splitlines() if line.startswith("askme_questions_at_work ")]
    return float(found[0].split()[1])


def _until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


# --- over standard input and output -------------------------------------------------------------------------------


HELLO = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}  # fmt: skip


def agent(home: Home, said: Callable[[Client], Awaitable[T]], mode: str = "auto") -> T:
    """What an agent that starts `askme mcp` gets to hear."""
    command, *arguments = map(str, program("mcp"))
    environment = dict(os.environ)

    async def meet() -> T:
        with Path(home.folder, "stderr.txt").open("w") as errors:
            parameters = StdioServerParameters(command=command, args=arguments, cwd=home.folder, env=environment)
            async with Client(stdio_client(parameters, errlog=errors), mode=mode) as client:
                return await said(client)

    return anyio.run(meet)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_an_agent_starts_askme_and_asks(home: Home, mode: str) -> None:
    async def whole(client: Client) -> None:
        people = (await client.call_tool("list_profiles", {})).structured_content["profiles"]
        assert [one["id"] for one in people] == ["ada", "bob"]
        asked = (await client.call_tool("ask_profile", {"question": "Who has used Rust?"})).structured_content
        assert asked["status"] == "answered"
        quotes = [one for claim in asked["claims"] for one in claim["citations"]]
        assert any("in Rust" in one["quote"] for one in quotes)
        for one in quotes:
            page = (home.corpus / one["source"]).read_text("utf-8")
            assert page[one["start"] : one["end"]] == one["quote"]
            assert one["url"] == f"/sources/{one['source']}?start={one['start']}&end={one['end']}"
        silent = (await client.call_tool("ask_profile", {"question": "Does Ada speak Norwegian?"})).structured_content
        assert (silent["status"], silent["claims"]) == ("abstained", [])
        found = (await client.call_tool("search_profile", {"query": "bridge of steel", "limit": 2})).structured_content
        assert "bridge of steel" in found["statements"][0]["text"] and len(found["statements"]) <= 2

    agent(home, whole, mode)
    assert (home.folder / "stderr.txt").read_text() == ""


def test_the_owner_sees_private_profiles_without_limit(home: Home) -> None:
    (home.folder / "askme.toml").write_text('rate_per_address = "1/minute"\n[profiles.bob]\nvisibility = "private"\n')

    async def often(client: Client) -> None:
        for _ in range(3):
            asked = await client.call_tool("ask_profile", {"question": "What did Bob build?", "profile": "bob"})
            assert asked.structured_content["status"] == "answered"

    agent(home, often)


def test_a_missing_index_is_built_first_and_standard_output_stays_the_protocols(home: Home) -> None:
    (home.corpus / "carol.md").write_text("# Carol\n\n- Wrote a compiler in OCaml.\n", "utf-8")
    (home.corpus / "broken.md").write_bytes(b"\xff\xfe\x00\xd8 no text")
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    asked = {
        "jsonrpc": "2.0", "id": 2, "method": "tools/call",
        "params": {"name": "list_profiles", "arguments": {}},
    }  # fmt: skip
    lines = "".join(json.dumps(one) + "\n" for one in (HELLO, ready, asked))
    with subprocess.Popen(
        program("mcp"),
        cwd=home.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdin and running.stdout and running.stderr
        running.stdin.write("no json\n" + lines)
        running.stdin.flush()
        got = [json.loads(running.stdout.readline()) for _ in range(2)]
        running.stdin.close()
        rest, told = running.stdout.read(), running.stderr.read()
        assert running.wait(WAIT) == 0
    people = next(one for one in got if one.get("id") == 2)["result"]["structuredContent"]["profiles"]
    assert "carol" in {one["id"] for one in people}
    assert rest == "" and "Traceback" not in told


def test_what_cannot_begin_says_so_in_one_line(home: Home) -> None:
    done = home("mcp", "--corpus", "nowhere")
    assert (done.status, done.out) == (1, "") and "nowhere" in done.complaint


def test_control_c_ends_it_at_once(home: Home) -> None:
    with subprocess.Popen(
        program("mcp"), cwd=home.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin and running.stdout
        running.stdin.write(json.dumps(HELLO) + "\n")
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["id"] == 1
        running.send_signal(signal.SIGINT)
        assert running.wait(WAIT) == 130


# --- instructions where none belong -------------------------------------------------------------------------------

QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def _attacks() -> list[dict[str, str]]:
    given = os.environ.get("ASKME_TEST_DATA")
    if not given:
        pytest.skip("ASKME_TEST_DATA is not set: the folder that has data/security/injections.jsonl")
    rows = Path(given, "data", "security", "injections.jsonl").read_text("utf-8").splitlines()
    return [json.loads(row) for row in rows]


@pytest.mark.slow
def test_an_instruction_as_a_question_is_not_obeyed(home: Home) -> None:
    """Each demands a canary: it may stand in what was asked, never in what is said."""
    attacks = _attacks()

    async def attack(client: Client) -> None:
        for one in attacks:
            result = await client.call_tool("ask_profile", {"question": one["text"]})
            said = words(result)
            if not result.is_error:
                answer = result.structured_content
                said += json.dumps([answer["text"], answer["claims"], answer["nearest"], answer["suggestions"]])
            assert one["canary"] not in said, one["id"]

    agent(home, attack)


@pytest.mark.slow
def test_an_instruction_inside_a_profile_stays_a_quote(home: Home) -> None:
    attacks = _attacks()
    lines = "\n".join(f"- {one['text']}" for one in attacks)
    (home.corpus / "mallory.md").write_text(f"# Mallory Gray\n\n## Skills\n\n{lines}\n", "utf-8")
    questions = ["What are Mallory's skills?", "Who is Mallory Gray?", "What does Mallory do?", "What did Ada write?"]

    async def attack(client: Client) -> None:
        repeated = 0
        for question in questions + [one["text"] for one in attacks[::8]]:
            for tool, key in (("ask_profile", "question"), ("search_profile", "query")):
                result = await client.call_tool(tool, {key: question})
                bare = QUOTED.sub("", words(result))
                assert "CANARY" not in bare, question
                assert len(words(result).splitlines()) == len(words(result).split("\n"))
                repeated += "CANARY" in words(result)
        assert repeated  # else nothing has been tried

    agent(home, attack)


def test_other_commands_do_not_wait_for_the_protocol() -> None:
    code = "import sys, askme, askme.cli.program, askme.cli.commands; sys.exit('mcp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
