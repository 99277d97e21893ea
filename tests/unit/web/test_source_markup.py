"""The page of a source: the right words marked, whatever stands in the address or in the document."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from scripted import CITED, HOSTILE, Scripted

from askme.policy import ProfilePolicy, Visibility
from askme.schema import Citation, Document
from askme.settings import Settings
from askme.web import errors, source_page
from askme.web.callers import KEY, Caller
from askme.web.links import source_url
from askme.web.site import Site

ABSENT = "The words that the address points to are not there."


@dataclass
class Holding(Scripted):
    """Marta's only document is this one."""

    held: Document | None = None

    def document(self, document_id: str) -> Document | None:
        return self.held if self.held and document_id == self.held.id else super().document(document_id)


def client(text: str | None = None, **settings: object) -> TestClient:
    held = None if text is None else Document(id="a/b c?#%.md", profile_id="marta", source="a/b c?#%.md", text=text)
    app = FastAPI()
    errors.install(app)
    app.include_router(source_page.router(Site.of(Holding(held=held), Settings(**settings))))

    @app.middleware("http")
    async def _let_in(request, call_next):  # type: ignore[no-untyped-def]
        request.scope[KEY] = Caller(address="127.0.0.1")
        return await call_next(request)

    return TestClient(app)


def marked(page: str) -> str:
    """The marked words, as a reader sees them."""
    marks = re.findall(r"<mark(?: id=quote)?>(.*?)</mark>", page, flags=re.S)
    return "\n".join(unescape(re.sub(r"<[^>]*>", "", one)) for one in marks)


@pytest.mark.parametrize("citation", CITED, ids=lambda one: f"{one.source}:{one.start}")
def test_a_citation_leads_to_its_words(citation: Citation) -> None:
    got = client().get(source_url(citation))
    assert got.status_code == 200
    assert marked(got.text) == citation.quote
    assert "<title>" in got.text
    assert got.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_quote_may_go_over_lines_and_names_may_be_odd() -> None:
    text = "one\n\n- two & <three>\nfour"
    held = Document(id="a/b c?#%.md", profile_id="marta", source="a/b c?#%.md", text=text)
    whole = Citation.of(held, 1, len(text) - 1)
    got = client(text).get(source_url(whole)).text
    assert marked(got) == "ne\n- two & <three>\nfou"
    assert got.count("id=quote") == 1
    assert re.findall(r'data-line="(\d+)"', got) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "query",
    [
        "start=-1&end=5", "start=5&end=5", "start=9&end=2", "start=0&end=99999999", "start=a&end=b", "start=1", "end=4",
        "start=&end=", "start=1e1&end=20", "start=0x1&end=9", f"start=0&end={'9' * 5000}", "start=%D9%A1&end=%D9%A9",
        "start=1.0&end=9", "start=%00&end=9", "start[]=1&end=9", "start=nan&end=inf", "start=<script>&end=%ff",
    ],
)  # fmt: skip
def test_a_place_that_is_none_is_said_and_nothing_is_marked(query: str) -> None:
    got = client().get(f"/sources/marta.md?{query}")
    assert got.status_code == 200
    assert ABSENT in got.text
    assert "<mark" not in got.text
    assert "Built the ledger service" in got.text
    assert "<script>" not in got.text


def test_without_a_place_nothing_is_missing() -> None:
    got = client().get("/sources/marta.md").text
    assert ABSENT not in got
    assert "<mark" not in got


@pytest.mark.parametrize(
    "path", ["no.md", "", "../marta.md", "marta.md/", "%2e%2e%2fetc%2fpasswd", "%ff", "x" * 5000, "<script>"]
)
def test_what_is_no_source_is_not_found(path: str) -> None:
    got = client().get(f"/sources/{path}", follow_redirects=False)
    assert got.status_code == 404
    assert "<script>" not in got.text


def test_the_sources_of_private_people_are_not_found() -> None:
    got = client(profiles={"marta": ProfilePolicy(visibility=Visibility.PRIVATE)}).get("/sources/marta.md")
    assert got.status_code == 404
    assert "Marta" not in got.text


def test_no_text_becomes_markup() -> None:
    got = client().get("/sources/mallory.md?start=0&end=60").text
    body = got[got.index("<body") :]
    tags = set(re.findall(r"<\s*([a-z0-9]+)", body))
    assert tags <= {"body", "header", "a", "span", "main", "h1", "p", "blockquote", "div", "ol", "li", "mark"}
    for text in HOSTILE:
        assert text in unescape(re.sub(r"<[^>]*>", "", body))


def test_odd_characters_are_shown_as_what_they_are() -> None:
    text = "safe \u202egpj.exe\u202c \x00\x07\x1b[31m\r \ufeff\U000e0041 end \ud83d"
    got = client(text).get(f"/sources/{quote('a/b c?#%.md')}?start=0&end=6")
    assert got.status_code == 200
    for code in ("U+202E", "U+0000", "U+0007", "U+001B", "U+000D", "U+FEFF"):
        assert f'data-code="{code}"' in got.text
    assert not set("\x00\x07\x1b\r") & set(got.text)
    assert marked(got.text) == text[:6]


@pytest.mark.parametrize("line", ["word " * 12, "x"], ids=["long lines", "short lines"])
def test_a_megabyte_is_no_burden(line: str) -> None:
    text = (line + "\n") * (1_000_000 // (len(line) + 1))
    asked = client(text)
    begun = time.perf_counter()
    got = asked.get(f"/sources/{quote('a/b c?#%.md')}?start={len(text) - 30}&end={len(text) - 1}")
    assert got.status_code == 200
    assert marked(got.text) == text[-30:-1]
    assert time.perf_counter() - begun < 10
