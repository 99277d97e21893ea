"""Naughty strings and crooked paths in everything that the API takes: never our fault, never another place."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from api_site import PLENTY, call
from fastapi import FastAPI
from scripted import Scripted

from askme.schema import Event, Question
from askme.settings import Settings
from askme.web.app import create_app

pytestmark = pytest.mark.slow

PROBLEM = "application/problem+json"
PREFIXES = ("/api/v1/sources/", "/v1/models/", "/api/v1/", "/v1/")


@pytest.fixture(scope="module")
def data() -> Path:
    given = os.environ.get("ASKME_TEST_DATA")
    if not given:
        pytest.skip("ASKME_TEST_DATA is not set: it names the folder of the data that is not in the repository")
    folder = Path(given) / "data" / "security"
    if not folder.is_dir():
        pytest.skip(f"ASKME_TEST_DATA={given} has no folder data/security")
    return folder


class Steady(Scripted):
    """Obeys no words that make the script fail."""

    def stream(self, question: Question) -> Iterator[Event]:
        text = re.sub("error|broken|wait", "", question.text, flags=re.IGNORECASE)
        return super().stream(question.model_copy(update={"text": text}))

    def among(self, profile_ids: Collection[str]) -> Steady:
        return self


@pytest.fixture(scope="module")
def app() -> FastAPI:
    return create_app(Steady(), Settings(**PLENTY))


def bodies(text: str) -> Iterable[tuple[str, Any]]:
    """Requests with a text in each place that takes one."""
    for path in ("/api/v1/ask", "/api/v1/ask/stream"):
        yield path, {"question": text}
        yield path, {"question": "Who?", "profile": text}
    yield "/api/v1/ask", {"question": "Who?", "conversation": text}
    yield "/api/v1/ask", {"question": "Who?", text: text}
    yield "/api/v1/ask", text
    chat = "/v1/chat/completions"
    for stream in (False, True):
        yield chat, {"model": "askme", "messages": [{"role": "user", "content": text}], "stream": stream}
    yield chat, {"model": text, "messages": [{"role": "user", "content": "Who?"}]}
    yield chat, {"model": "askme", "messages": [{"role": "user", "content": [{"type": text, "text": text}]}]}
    yield chat, {"model": "askme", "messages": [{"role": text, "content": text}], text: text}


def test_naughty_strings_are_questions_or_problems(app: FastAPI, data: Path) -> None:
    texts = json.loads((data / "blns" / "blns.json").read_text("utf-8"))
    assert len(texts) > 500
    statuses: Counter[int] = Counter()

    async def run() -> None:
        for text in texts:
            for path, body in bodies(text):
                status, headers, sent = await call(app, "POST", path, json.dumps(body).encode())
                statuses[status] += 1
                if not headers["content-type"].startswith("text/event-stream"):
                    assert isinstance(json.loads(sent), dict)
                assert (headers["content-type"] == PROBLEM) == (status >= 400)

    asyncio.run(run())
    assert set(statuses) == {200, 404, 422} and statuses[200] > 4 * 450


def test_crooked_paths_lead_nowhere(app: FastAPI, data: Path) -> None:
    """As they are, and percent-encoded."""
    files = [data / "paths" / name for name in ("traversal.txt", "open_redirect.txt")]
    crooked = [line for file in files for line in file.read_text("utf-8", "replace").splitlines() if line]
    crooked += json.loads((data / "blns" / "blns.json").read_text("utf-8"))
    assert len(crooked) > 2_000
    statuses: Counter[int] = Counter()

    async def run() -> None:
        for line in crooked:
            for prefix in PREFIXES:
                for target in (prefix + line, prefix + quote(line, safe="")):
                    status, headers, sent = await call(app, "GET", target)
                    statuses[status] += 1
                    assert "location" not in headers and b"root:" not in sent and b"[fonts]" not in sent
                    assert headers["content-type"] == PROBLEM or target.partition("?")[0] == prefix or status == 200

    asyncio.run(run())
    assert set(statuses) <= {200, 404, 405} and statuses[404] > 15_000
