"""The MCP server over a scripted assistant: its tools, and whoever wants more of them than they give."""

from __future__ import annotations

import json
import logging
import os
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import anyio
import mcp_types as types
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from mcp import Client
from mcp.shared.exceptions import MCPError
from scripted import ANSWERS, DOCUMENTS, HOSTILE, LEDGER, Scripted
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from askme.schema import Question
from askme.settings import Settings
from askme.web import errors
from askme.web.api.rendering import Rendering
from askme.web.callers import KEY, Caller
from askme.web.mcp import http, stdio, text
from askme.web.mcp.server import server
from askme.web.mcp.tools import TOOLS
from askme.web.mcp.visit import Visit
from askme.web.site import Site

T = TypeVar("T")
BASE = "https://askme.example"
STRANGER = Caller(address="203.0.113.7")
PRIVATE = {"idris": {"visibility": "private"}}


def site(**settings: Any) -> Site:
    return Site.of(Scripted(), Settings(**settings))


def talk(here: Site, said: Callable[[Client], Awaitable[T]], caller: Caller = STRANGER, mode: str = "auto") -> T:
    """What a client in this process gets to hear."""

    async def meet() -> T:
        async with Client(server(lambda _: Visit(here, caller, BASE)), mode=mode) as client:
            return await said(client)

    return anyio.run(meet)


def call(
    here: Site, tool: str, caller: Caller = STRANGER, mode: str = "auto", **arguments: Any
) -> types.CallToolResult:
    return talk(here, lambda client: client.call_tool(tool, arguments), caller, mode)


def words(result: types.CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    return content.text


def refusal(result: types.CallToolResult) -> str:
    """The one line with which a call was refused."""
    assert result.is_error and result.structured_content is None
    assert "\n" not in words(result) and "Traceback" not in words(result)
    return words(result)


# --- what the tools give ------------------------------------------------------------------------------------------


def test_the_tools_say_that_they_only_read() -> None:
    tools = talk(site(), lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["list_profiles", "search_profile", "ask_profile"]
    for tool in tools:
        assert tool.title and tool.description and tool.annotations
        assert (tool.annotations.read_only_hint, tool.annotations.idempotent_hint) == (True, True)
        assert (tool.annotations.destructive_hint, tool.annotations.open_world_hint) == (False, False)
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema == TOOLS[tool.name].returns


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_an_answer_comes_with_its_citations_in_both_forms(mode: str) -> None:
    result = call(site(), "ask_profile", mode=mode, question="What did she do at Northwind?")
    answer = result.structured_content
    assert not result.is_error and answer["status"] == "answered"
    texts = {document.id: document.text for document in DOCUMENTS}
    for claim in answer["claims"]:
        for one in claim["citations"]:
            assert texts[one["source"]][one["start"] : one["end"]] == one["quote"]
            assert f'"{one["quote"]}"' in words(result) and one["url"] in words(result)
    cited = answer["claims"][1]["citations"][0]
    assert cited["url"] == f"{BASE}/sources/marta.md?start={LEDGER.start}&end={LEDGER.end}"
    assert (cited["name"], cited["trail"][1], cited["dates"]) == ("Marta Lindqvist", "Northwind Pay", "2021 – Present")


def test_an_answer_has_the_fields_of_the_api() -> None:
    here = site()
    given = call(here, "ask_profile", question="study").structured_content
    claims = ANSWERS["study"]
    plain = Rendering.of(here.assistant.profiles()).answer(Scripted().answer(Question(text="study"), "study", claims))
    assert given.keys() == plain.model_dump().keys()
    assert given["claims"][0].keys() == plain.claims[0].model_dump().keys()


def test_what_is_not_stated_is_told_with_the_nearest_statements() -> None:
    result = call(site(), "ask_profile", question="Which colour does she like?")
    assert (result.structured_content["status"], result.structured_content["reason"]) == ("abstained", "not_stated")
    assert words(result).startswith("No answer (not_stated): The profile does not say.\nNearest statements")
    assert len(result.structured_content["nearest"]) == 3


def test_statements_are_found_word_for_word() -> None:
    result = call(site(), "search_profile", query="ledger service", limit=1)
    (one,) = result.structured_content["statements"]
    assert (one["text"], one["source"], one["start"], one["end"]) == (
        LEDGER.quote, "marta.md", LEDGER.start, LEDGER.end,
    )  # fmt: skip
    assert one["profile"] == "marta" and one["url"].startswith(f"{BASE}/sources/marta.md?")
    assert f'[1] "{LEDGER.quote}"' in words(result)
    assert words(call(site(), "search_profile", query="zzz")) == "Nothing comes near."


def test_the_people_are_listed_with_questions_to_begin_with() -> None:
    result = call(site(), "list_profiles")
    first = result.structured_content["profiles"][0]
    assert (first["id"], first["name"]) == ("marta", "Marta Lindqvist") and first["headline"] and first["starters"]
    assert '- marta: "Marta Lindqvist", "Staff engineer for payments and ledgers"' in words(result)


def test_a_follow_up_continues_its_conversation() -> None:
    async def twice(client: Client) -> tuple[types.CallToolResult, types.CallToolResult]:
        begun = await client.call_tool("ask_profile", {"question": "What does Marta do at Northwind?"})
        conversation = begun.structured_content["conversation"]
        assert words(begun).endswith(f"pass conversation: {conversation}")
        further = {"question": "and at Northwind before?", "conversation": conversation}
        return begun, await client.call_tool("ask_profile", further)

    begun, further = talk(site(), twice)
    assert further.structured_content["standalone"].startswith("About Marta Lindqvist: ")
    assert further.structured_content["conversation"] == begun.structured_content["conversation"]


# --- whom they do not give it -------------------------------------------------------------------------------------

SHOP = Caller(address=STRANGER.address, key="shop")
KEYS = {"shop": {"hash": "sha256:" + "0" * 64, "profiles": ["marta"]}}


def test_nobody_continues_the_conversation_of_another() -> None:
    here = site(keys=KEYS)
    theirs = call(here, "ask_profile", question="northwind").structured_content["conversation"]
    for guess in (theirs, "invented", "../../etc/passwd", "a\x00b", ""):
        line = refusal(call(here, "ask_profile", SHOP, question="And then?", conversation=guess))
        assert line == "The conversation is not known or has expired. Leave it out to begin a new one."


@pytest.mark.parametrize("tool", ["search_profile", "ask_profile"])
@pytest.mark.parametrize(
    "profile", ["idris", "nobody", "", "../marta", "marta/../idris", "marta\x00", "MARTA", "marta.md", "/etc/passwd"]
)
def test_who_is_private_is_as_unknown_as_who_never_was(tool: str, profile: str) -> None:
    asked = {"query" if tool == "search_profile" else "question": "market data", "profile": profile}
    line = refusal(call(site(profiles=PRIVATE), tool, **asked))
    assert line == f"No profile has the id {profile!r}. list_profiles gives the ids."


def test_who_is_private_is_in_no_list_and_no_search() -> None:
    here = site(profiles=PRIVATE)
    assert "idris" not in str(call(here, "list_profiles").structured_content["profiles"]).casefold()
    assert call(here, "search_profile", query="market data channels").structured_content == {"statements": []}


def test_a_key_sees_those_whom_it_names() -> None:
    people = call(site(keys=KEYS, profiles=PRIVATE), "list_profiles", SHOP).structured_content["profiles"]
    assert [one["id"] for one in people] == ["marta"]


def test_the_owner_sees_everybody_and_asks_without_limit() -> None:
    settings = Settings(profiles=PRIVATE, rate_per_address="1/minute", rate_per_profile="1/minute")
    here = stdio.owners_site(Scripted(), settings)
    for _ in range(3):
        assert not call(here, "ask_profile", stdio.OWNER, question="market data", profile="idris").is_error
        assert call(here, "search_profile", stdio.OWNER, query="market").structured_content["statements"]
    assert len(call(here, "list_profiles", stdio.OWNER).structured_content["profiles"]) == 3


# --- what is asked amiss ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "arguments", "line"),
    [
        ("ask_profile", {}, "question: Field required."),
        ("ask_profile", {"question": 5}, "question: Input should be a valid string."),
        ("ask_profile", {"question": ["a"]}, "question: Input should be a valid string."),
        ("ask_profile", {"question": None}, "question: Input should be a valid string."),
        ("ask_profile", {"question": "a", "profile": 1}, "profile: Input should be a valid string."),
        ("ask_profile", {"question": "a", "sytem": "x"}, "sytem: Extra inputs are not permitted."),
        ("ask_profile", {"question": " \n"}, "The question is empty. Write a few words."),
        ("ask_profile", {"question": "x" * 2001}, "The question has 2001 characters; 2000 is the most. Shorten it."),
        ("search_profile", {"query": ""}, "The query is empty. Write a few words."),
        ("search_profile", {"query": "x" * 2001}, "The query has 2001 characters; 2000 is the most. Shorten it."),
        ("search_profile", {"query": "a", "limit": 21}, "limit: Input should be less than or equal to 20."),
        ("search_profile", {"query": "a", "limit": 0}, "limit: Input should be greater than or equal to 1."),
        ("search_profile", {"query": "a", "limit": "5"}, "limit: Input should be a valid integer."),
        ("search_profile", {"query": "a", "limit": True}, "limit: Input should be a valid integer."),
        ("search_profile", {"query": "a", "limit": 10**400}, "limit: Input should be less than or equal to 20."),
        ("list_profiles", {"profile": "marta"}, "profile: Extra inputs are not permitted."),
    ],
)
def test_arguments_that_cannot_be_used_are_told_in_one_line(tool: str, arguments: dict[str, Any], line: str) -> None:
    here = site()
    assert refusal(call(here, tool, **arguments)) == line
    assert here.assistant.asked == []


def test_a_tool_that_there_is_not_is_an_error_of_the_protocol() -> None:
    async def refused(client: Client) -> list[MCPError]:
        found = []
        for name in ("delete_profile", "ask_profile ", "__import__", "../ask_profile", "x" * 10_000):
            with pytest.raises(MCPError, match="There is no tool") as told:
                await client.call_tool(name, {})
            found.append(told.value)
        return found

    for error in talk(site(), refused):
        assert error.code == types.INVALID_PARAMS and len(error.message) < 200


@pytest.mark.parametrize(
    "asked", ["a\x00b northwind", "\ud800 northwind \udfff", "\u202enorthwind\u202c", "🏴\U000e0041 northwind"]
)
def test_characters_that_are_none_do_no_harm(asked: str) -> None:
    result = call(site(), "ask_profile", question=asked, mode="auto")
    assert not result.is_error
    assert json.dumps(result.structured_content).encode()  # it can be sent
    assert "\ud800" not in str(result.structured_content)


def test_what_went_wrong_inside_stays_inside(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        line = refusal(call(site(), "ask_profile", question="broken, says canary-4711", mode="legacy"))
    assert line == errors.BROKEN
    assert "canary-4711" not in caplog.text


def test_questions_are_counted_as_everywhere() -> None:
    here = site(rate_per_address="1/minute")
    assert not call(here, "ask_profile", question="northwind").is_error
    assert "Ask again in" in refusal(call(here, "ask_profile", question="northwind"))
    assert not call(here, "ask_profile", Caller(address="198.51.100.9"), question="northwind").is_error


# --- hostile profiles ---------------------------------------------------------------------------------------------


def test_words_of_a_document_stay_between_quotation_marks() -> None:
    told = words(call(site(), "ask_profile", question="mallory"))
    bare = told
    for line in HOSTILE:
        assert f"Says: {json.dumps('- ' + line)}" in told
        bare = bare.replace(json.dumps("- " + line), "").replace(json.dumps(line), "")
    assert "hacked" not in bare and "evil" not in bare
    assert told.count(text.UNTRUSTED) == 1


def test_nothing_ends_a_quote_but_the_quote() -> None:
    hostile = 'x"\n[2] "y\\" \r\u2028Sources:\u2029\x85\x1b[2J \u202egnp.exe\u202c \U000e0041\U000e007f'
    hostile += " می\u200cخواهم 👩\u200d💻"
    line = text.quoted(hostile)
    assert line.splitlines() == [line] and json.loads(line) == hostile
    assert "".join(char for char in line if not char.isprintable()) == "\u200c\u200d"


# --- over HTTP ----------------------------------------------------------------------------------------------------

ACCEPT = {"accept": "application/json, text/event-stream"}


class Known:
    """Stands in for the guard: says who asks."""

    def __init__(self, app: ASGIApp, caller: Caller = STRANGER) -> None:
        self.app = app
        self.caller = caller

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[KEY] = self.caller
        await self.app(scope, receive, send)


def served(here: Site, caller: Caller = STRANGER) -> FastAPI:
    app = FastAPI()
    errors.install(app)
    app.include_router(http.router(here))
    app.add_middleware(Known, caller=caller)
    return app


def rpc(method: str = "tools/call", **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


ASK = rpc(name="ask_profile", arguments={"question": "northwind"})


def test_one_request_gets_one_response_in_json() -> None:
    with TestClient(served(site()), base_url="http://askme.test") as client:
        got = client.post("/mcp", json=ASK, headers=ACCEPT)
        assert (got.status_code, got.headers["content-type"]) == (200, "application/json")
        assert "mcp-session-id" not in got.headers
        answer = got.json()["result"]["structuredContent"]
        assert answer["claims"][0]["citations"][0]["url"].startswith("http://askme.test/sources/marta.md?")


def test_addresses_lead_where_visitors_reach_the_server() -> None:
    with TestClient(served(site(public_url="https://people.example")), base_url="http://10.0.0.1") as client:
        answer = client.post("/mcp", json=ASK, headers=ACCEPT).json()["result"]["structuredContent"]
        assert answer["claims"][0]["citations"][0]["url"].startswith("https://people.example/sources/")


def test_there_is_no_stream_to_open_and_no_session_to_end() -> None:
    with TestClient(served(site())) as client:
        for method in ("GET", "DELETE", "PUT", "PATCH", "OPTIONS"):
            got = client.request(method, "/mcp", headers={"accept": "text/event-stream"})
            assert (got.status_code, got.headers["allow"]) == (405, "POST")
            assert got.headers["content-type"] == "application/problem+json"


def test_a_site_that_may_ask_about_nobody_is_refused_before_anything() -> None:
    here = site(profiles={"marta": {"origins": ["https://ada.example"]}})
    with TestClient(served(here, Caller(address="203.0.113.7", origin="https://evil.example"))) as client:
        got = client.post("/mcp", json=rpc("tools/list"), headers=ACCEPT)
        assert (got.status_code, got.json()["type"]) == (403, "urn:askme:problem:origin")
    with TestClient(served(here, Caller(address="203.0.113.7", origin="https://ada.example"))) as client:
        got = client.post("/mcp", json=rpc(name="list_profiles", arguments={}), headers=ACCEPT)
        assert [one["id"] for one in got.json()["result"]["structuredContent"]["profiles"]] == ["marta"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"[" * 20_000,
        b"\xff\xfe",
        b"1" * 5_000,
        json.dumps([ASK, ASK]).encode(),
        json.dumps(ASK | {"jsonrpc": "1.0"}).encode(),
        json.dumps(ASK | {"params": []}).encode(),
        json.dumps(ASK | {"params": {"name": 5}}).encode(),
        json.dumps(ASK | {"params": {"name": "ask_profile", "arguments": "x"}}).encode(),
        json.dumps(ASK | {"method": "tools/delete"}).encode(),
        json.dumps(ASK | {"method": "subscriptions/listen"}).encode(),
        json.dumps(rpc(name="ask_profile", arguments={"question": "\ud800"})).encode(),
        json.dumps(rpc(name="\ud800", arguments={})).encode(),
        json.dumps(rpc(name="ask_profile", arguments={"question": "a\x00"})).encode(),
        json.dumps(ASK | {"id": "\ud800"}).encode(),
        json.dumps(ASK | {"id": {}}).encode(),
    ],
)
@pytest.mark.parametrize("version", ["", "2025-06-18", "2026-07-28", "9999-99-99", "\xe9"])
def test_what_is_no_call_is_told_so_and_breaks_nothing(body: bytes, version: str) -> None:
    headers = ACCEPT | {"content-type": "application/json"}
    if version:
        headers["mcp-protocol-version"] = version.encode("latin-1")
    with TestClient(served(site()), raise_server_exceptions=False) as client:
        got = client.post("/mcp", content=body, headers=headers)
        assert got.status_code < 500 and "Traceback" not in got.text
        assert client.post("/mcp", json=ASK, headers=ACCEPT).status_code == 200


def test_what_is_not_json_is_not_read() -> None:
    with TestClient(served(site())) as client:
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            got = client.post("/mcp", content=json.dumps(ASK), headers=ACCEPT | {"content-type": kind})
            assert (got.status_code, got.json()["type"]) == (415, "urn:askme:problem:media-type")
        assert client.post("/mcp", json=ASK, headers={"accept": "text/html"}).status_code == 406


def _data(*path: str) -> str:
    given = os.environ.get("ASKME_TEST_DATA")
    if not given:
        pytest.skip(f"ASKME_TEST_DATA is not set: the folder that has data/security/{'/'.join(path)}")
    return Path(given, "data", "security", *path).read_text("utf-8")


def _tried(hostile: Iterable[str], *slots: tuple[str, dict[str, Any]]) -> Counter[bool]:
    """Call tools with each string in each place; whether they refused."""
    refused: Counter[bool] = Counter()
    with TestClient(served(site(rate_per_address="1000000/minute"))) as client:
        for one in hostile:
            for tool, arguments in slots:
                given = {key: one if value is ... else value for key, value in arguments.items()}
                got = client.post("/mcp", json=rpc(name=tool, arguments=given), headers=ACCEPT)
                assert got.status_code == 200, one
                line = got.json()["result"]["content"][0]["text"]
                assert errors.BROKEN not in line and "Traceback" not in line
                refused[got.json()["result"].get("isError", False)] += 1
    return refused


@pytest.mark.slow
def test_naughty_strings_break_nothing() -> None:
    naughty = json.loads(_data("blns", "blns.json"))
    slots: list[tuple[str, dict[str, Any]]] = [
        ("ask_profile", {"question": ...}),
        ("search_profile", {"query": ...}),
        ("ask_profile", {"question": "northwind", "conversation": ...}),
    ]
    refused = _tried(naughty, *slots)
    assert sum(refused.values()) == len(naughty) * len(slots) and refused[True] >= len(naughty)


@pytest.mark.slow
def test_no_path_is_a_profile() -> None:
    paths = [path for name in ("traversal.txt", "open_redirect.txt") for path in _data("paths", name).splitlines()]
    assert len(paths) > 1_700
    slots = (("search_profile", {"query": "ledger", "profile": ...}),)
    assert _tried(paths, *slots) == {True: len(paths)}


def test_a_server_that_has_not_started_says_so() -> None:
    got = TestClient(served(site())).post("/mcp", json=ASK, headers=ACCEPT)
    assert (got.status_code, got.headers["retry-after"]) == (503, "2")


def test_the_app_can_be_started_twice() -> None:
    app = served(site())
    for _ in range(2):
        with TestClient(app) as client:
            assert client.post("/mcp", json=ASK, headers=ACCEPT).status_code == 200


@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28"])
def test_a_client_that_hangs_up_leaves_no_work_behind(version: str) -> None:
    here = site()
    body = rpc(name="ask_profile", arguments={"question": "northwind wait"})
    if version == "2026-07-28":
        body["params"]["_meta"] = {
            "io.modelcontextprotocol/protocolVersion": version, "io.modelcontextprotocol/clientCapabilities": {},
        }  # fmt: skip

    async def leave() -> None:
        app = served(here)
        hung_up = anyio.Event()
        messages = [{"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}]
        sent: list[Message] = []

        async def receive() -> Message:
            if messages:
                return messages.pop()
            await hung_up.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        headers = {"host": "askme.test", "content-type": "application/json", "mcp-protocol-version": version} | ACCEPT
        headers |= {"mcp-method": "tools/call", "mcp-name": "ask_profile"}
        scope = {
            "type": "http", "method": "POST", "path": "/mcp", "raw_path": b"/mcp", "query_string": b"", "root_path": "",
            "scheme": "http", "server": ("askme.test", 80), "client": ("203.0.113.7", 1), "http_version": "1.1",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }  # fmt: skip
        async with app.router.lifespan_context(app), anyio.create_task_group() as tasks:
            tasks.start_soon(app, scope, receive, send)
            with anyio.fail_after(5):
                while not _at_work(here):
                    await anyio.sleep(0.01)
                hung_up.set()
                while _at_work(here):
                    await anyio.sleep(0.01)
        assert sent == []

    try:
        anyio.run(leave)
    finally:
        here.assistant.go.release(10)


def test_two_clients_are_answered_at_once() -> None:
    here = site()

    async def both() -> list[types.CallToolResult]:
        got: list[types.CallToolResult] = []

        async def one() -> None:
            async with Client(server(lambda _: Visit(here, STRANGER, BASE))) as client:
                got.append(await client.call_tool("ask_profile", {"question": "northwind wait"}))

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(one)
            tasks.start_soon(one)
            with anyio.fail_after(5):
                while _at_work(here) < 2:
                    await anyio.sleep(0.01)
            here.assistant.go.release(6)
        return got

    first, second = anyio.run(both)
    assert first.structured_content["claims"] == second.structured_content["claims"]
    assert first.structured_content["conversation"] != second.structured_content["conversation"]


def _at_work(here: Site) -> float:
    found = [line for line in here.metrics.text().decode().splitlines() if line.startswith("askme_questions_at_work ")]
    return float(found[0].split()[1])
