"""509 naughty strings wherever a text can be sent, and in what is indexed: nothing breaks, all that leaves is UTF-8."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from attack_data import SAMPLE_OR_WHOLE, every, naughty
from faithful import Pages
from tellers import Remembering
from wire import Got, Line, header_value, hosted, listening

from askme.assembly import assemble
from askme.settings import load
from homes import ADA, BOB, Done, Home

REAL = "Who has used Rust?"
AGENT = (b"accept", b"application/json, text/event-stream")
HEADERS = (
    b"origin", b"authorization", b"x-forwarded-for", b"host", b"content-type", b"cookie", b"accept", b"user-agent",
    b"last-event-id", b"x-forwarded-host", b"x-forwarded-proto", b"forwarded", b"accept-encoding", b"if-none-match",
    b"mcp-protocol-version", b"sec-fetch-site", b"access-control-request-method", b"x-gradio-server",
)  # fmt: skip


HALVES = ["\ud800", "Rust \udfff?", "\udce9"]
"""Halves of characters: JSON can spell them, UTF-8 cannot."""


def strings(whole: bool) -> list[str]:
    """Some of them, or all."""
    return every(1 if whole else 40, naughty())


def whole_text(text: str) -> str:
    """Without halves of characters, which no UTF-8 has."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@pytest.fixture(scope="module")
def line(built_home: Home) -> Iterator[Line]:
    paths: dict[str, Any] = {"corpus": built_home.corpus, "index": built_home.index}
    with hosted(Remembering(assemble(load(paths)[0])), **paths) as server:  # type: ignore[arg-type]
        yield Line(server.port)


def bodies(text: str) -> Iterator[tuple[bytes, object]]:
    """Every JSON that is taken, with the string at every place of it."""
    for path in (b"/api/v1/ask", b"/api/v1/ask/stream"):
        yield path, {"question": text}
        yield path, {"question": REAL, "profile": text}
        yield path, {"question": REAL, "conversation": text}
        yield path, {"question": REAL, text: text}
    yield b"/api/v1/ask", text.encode("utf-8", "surrogatepass")
    user = {"role": "user", "content": REAL}
    for messages in (
        [{"role": "user", "content": text}],
        [{"role": "user", "content": [{"type": "text", "text": text}]}],
        [{"role": "user", "content": [{"type": text, "text": text}]}],
        [{"role": "user", "content": text}, {"role": "assistant", "content": text}, user],
        [{"role": text, "content": REAL}],
        [{"role": "system", "content": text, "name": text}, user],
    ):
        yield b"/v1/chat/completions", {"model": "askme", "messages": messages}
    yield b"/v1/chat/completions", {"model": text, "messages": [user]}
    yield b"/v1/chat/completions", {"model": f"askme/{text}", "messages": [user], "stream": True, text: text}
    yield b"/v1/chat/completions", {"model": "askme", "messages": [user], "stream": text, "n": text}
    for name, arguments in (
        ("ask_profile", {"question": text}),
        ("ask_profile", {"question": REAL, "profile": text, "conversation": text}),
        ("search_profile", {"query": text}),
        ("search_profile", {"query": "bridge", "profile": text}),
        ("search_profile", {"query": "bridge", "limit": text}),
        ("list_profiles", {text: text}),
        (text, {}),
    ):
        call = {"jsonrpc": "2.0", "id": text, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
        yield b"/mcp", call
    yield b"/mcp", {"jsonrpc": "2.0", "id": 1, "method": text, "params": {text: text}}
    gradio = {"data": [text, text], "fn_index": text, "session_hash": text, "event_data": text, "trigger_id": text}
    yield b"/gradio_api/queue/join", gradio


def addresses(text: str) -> Iterator[bytes]:
    """Every address that holds a text."""
    quoted = quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="").encode()
    for pattern in (
        b"/api/v1/sources/%s", b"/sources/%s", b"/v1/models/%s", b"/embed/%s", b"/%s", b"/askme-static/%s",
        b"/demo?profile=%s", b"/sources/ada.md?start=%s&end=%s", b"/embed/ada?theme=%s&dir=%s&accent=%s",
        b"/?%s=%s", b"/gradio_api/heartbeat/%s", b"/gradio_api/queue/data?session_hash=%s", b"/llms.txt?%s",
    ):  # fmt: skip
        yield pattern.replace(b"%s", quoted)


def sound(got: Got, what: object) -> None:
    """No failure of the server's; what says it is JSON is, all of it in UTF-8, and so are events."""
    assert got.status < 500, (what, got)
    text = got.body.decode("utf-8")  # raises for anything else
    (kind, *_) = (*got.every("content-type"), "")
    if kind.endswith(("/json", "+json")):
        json.loads(text).__str__().encode("utf-8", "surrogatepass")
    if kind.startswith("text/event-stream"):
        for block in text.strip().split("\n\n"):
            data = block.rpartition("data: ")[2]
            assert data == "[DONE]" or json.loads(data)


@pytest.mark.parametrize("whole", SAMPLE_OR_WHOLE)
def test_in_every_body(line: Line, whole: bool) -> None:
    with listening() as heard:
        for text in [*strings(whole), *HALVES]:
            for path, body in bodies(text):
                sound(line.post(path, body, [AGENT] if path == b"/mcp" else ()), (path, body))
    assert heard.lines == []


@pytest.mark.parametrize("whole", SAMPLE_OR_WHOLE)
def test_in_every_address(line: Line, whole: bool) -> None:
    with listening() as heard:
        for text in [*strings(whole), *HALVES]:
            for target in addresses(text):
                sound(line.get(target), target)
    assert heard.lines == []


@pytest.mark.parametrize("whole", SAMPLE_OR_WHOLE)
def test_in_every_header(line: Line, whole: bool) -> None:
    with listening() as heard:
        for text in strings(whole):
            for name in HEADERS:
                given = [(name, header_value(text))]
                if name == b"authorization":
                    given = [(name, b"Bearer " + header_value(text))]
                got = line.post(b"/mcp" if name.startswith(b"mcp") else b"/api/v1/ask", {"question": "?"}, given)
                sound(got, given)
                if name in (b"host", b"if-none-match", b"accept-encoding"):
                    sound(line.get(b"/embed.js", given), given)
                reflected = {value for key, value in got.headers if key.lower().startswith("access-control-")}
                assert not reflected, given
    assert heard.lines == []


# --- in what is indexed -------------------------------------------------------------------------------------------


def infested(folder: Path, texts: list[str]) -> Home:
    """The strings as statements, headings, table cells, front matter and names of files."""
    home = Home(folder)
    home.corpus.mkdir()
    kept = [whole_text(text).replace("\0", "") for text in texts]
    lines = [" ".join(text.split()) for text in kept]
    bullets = "".join(f"- {text}\n" for text in kept)
    headings = "".join(f"### {text} (2019 – 2020)\n- Built bridge {n}.\n\n" for n, text in enumerate(lines))
    rows = "".join(f"| {text} | {text} |\n" for text in lines)
    pages = {"ada.md": ADA, "bob.md": BOB, "bullets.md": f"# Mallory Bullet\n\n## Skills\n\n{bullets}"}
    pages |= {"headings.md": f"# Mallory Heading\n\n## Experience\n\n{headings}"}
    pages |= {"table.md": f"# Mallory Table\n\n## Skills\n\n| Skill | Level |\n| --- | --- |\n{rows}"}
    pages |= {"plain.txt": "\n\n".join(kept)}
    for n, text in enumerate(every(1 if len(texts) < 60 else 12, texts)):
        spelled = json.dumps(text)
        given = f"id: {spelled}\nname: {spelled}\nheadline: {spelled}\naliases: [{spelled}]\nlinks: [{spelled}]"
        pages[f"front-{n}.md"] = f"---\n{given}\n---\n## Work\n\n- Built a bridge in Rust.\n"
        name = text.replace("/", "").replace("\0", "").encode("utf-8", "ignore")[:200].decode("utf-8", "ignore")
        pages[f"{name}.md"] = f"# {whole_text(name)}\n\n- Built a bridge in Rust.\n"
    for file, page in pages.items():
        (home.corpus / file).write_text(page, "utf-8")
    return home


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Home:
    return infested(tmp_path_factory.mktemp("naughty"), strings(request.param))


@pytest.mark.parametrize("index", SAMPLE_OR_WHOLE, indirect=True)
def test_in_what_is_indexed(index: Home, askme: Callable[..., Done], tmp_path: Path) -> None:
    """Indexed with the real model, then asked about and asked with: every quote stands in its file."""
    paths: dict[str, Any] = {"corpus": index.corpus, "index": index.index}
    assistant = assemble(load(paths)[0])
    people = {one.id: one.name for one in assistant.profiles()}
    assert {"ada", "bob", "bullets", "headings", "table", "plain"} <= set(people) and len(people) > 10
    pages = Pages.of(index.corpus, people)
    texts = naughty()
    answered = 0
    with listening() as heard, hosted(assistant, **paths) as server:
        line = Line(server.port)
        for n, profile in enumerate(people):
            for question in (f"Who is {people[profile]}?"[:2000], "What are their skills?", texts[n * 7 % len(texts)]):
                got = line.post(b"/api/v1/ask", {"question": question, "profile": profile})
                sound(got, (question, profile))
                if got.status != 200:
                    assert got.status == 422, (question, got)
                    continue
                faults = [fault for claim in got.json["claims"] for fault in pages.claim(claim)]
                assert faults == [], (question, profile)
                answered += bool(got.json["claims"])
                for cited in (one for claim in got.json["claims"] for one in claim["citations"]):
                    assert line.get(cited["url"].encode()).status == 200, cited["url"]
        for target in (b"/api/v1/profiles", b"/v1/models", b"/llms.txt", b"/demo", b"/"):
            sound(line.get(target), target)
        for profile in people:
            assert line.get(f"/embed/{profile}".encode()).status == 200
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "list_profiles"}}
        sound(line.post(b"/mcp", call, [AGENT]), "list_profiles")
    assert heard.lines == [] and answered >= 10


@pytest.mark.parametrize("whole", SAMPLE_OR_WHOLE)
def test_in_a_batch(built_home: Home, askme: Callable[..., Done], tmp_path: Path, whole: bool) -> None:
    """As question, earlier question, profile and id: every row is answered, or named with what is wrong with it."""
    texts = strings(whole)
    rows: list[dict[str, Any]] = []
    for text in texts:
        rows += [
            {"id": text, "question": text},
            {"id": 1, "question": "And Bob?", "history": [text, text]},
            {"id": 2, "question": "Who has used Rust?", "profile": text},
        ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = askme(built_home, "ask", "--batch", str(batch))
    answers = [json.loads(row) for row in done.out.split("\n") if row]
    told = done.err.splitlines()
    assert "unexpected" not in done.err and "Traceback" not in done.err
    assert done.status == 1 and len(answers) + len(told) - 1 == len(rows)
    assert len(answers) >= len(texts)  # the earlier question, whatever it is, spoils no row
    assert {row["status"] for row in answers} <= {"answered", "abstained"}
