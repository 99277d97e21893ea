"""What is served of the widget: the script, the frame, the demo page."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from scripted import HOSTILE, PEOPLE, Scripted

from askme.policy import ProfilePolicy, Visibility
from askme.settings import Settings
from askme.web import errors, widget
from askme.web.callers import KEY, Caller
from askme.web.markup import ABSTAINED
from askme.web.site import Site
from askme.web.widget.script import FILE

STATIC = Path(widget.__file__).parents[1] / "static"
MOST = 15 * 1024


def client(**settings: object) -> TestClient:
    app = FastAPI()
    errors.install(app)
    app.include_router(widget.router(Site.of(Scripted(), Settings(**settings))))

    @app.middleware("http")
    async def _let_in(request, call_next):  # type: ignore[no-untyped-def]
        request.scope[KEY] = Caller(address="127.0.0.1")
        return await call_next(request)

    return TestClient(app, base_url="https://ask.example")


# --- the script ---------------------------------------------------------------------------------------------------


def test_the_script_is_small_and_served_as_it_stands() -> None:
    got = client().get("/embed.js", headers={"accept-encoding": "gzip"})
    assert got.content == FILE.read_bytes()
    assert got.headers["content-encoding"] == "gzip"
    assert int(got.headers["content-length"]) <= MOST
    assert len(gzip.compress(FILE.read_bytes(), 9)) <= MOST
    assert got.headers["content-type"] == "text/javascript; charset=utf-8"


def test_a_browser_that_has_it_or_takes_no_gzip() -> None:
    asked = client()
    plain = asked.get("/embed.js", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == FILE.read_bytes()
    again = asked.get("/embed.js", headers={"if-none-match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_script_makes_no_markup_of_texts_and_names_no_other_host() -> None:
    code = re.sub(r"/\*.*?\*/|(?<=\s)//[^\n]*", "", FILE.read_text("utf-8"), flags=re.S)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function", code)
    assert not re.search(r"setAttribute\([\"'](on|style)|\.src\s*=", code)
    assert not re.search(r"https?://", code)
    assert not re.search(r"\b(local|session)Storage\b|\.cookie\b", code)


@pytest.mark.skipif(shutil.which("node") is None, reason="no node on this machine")
def test_the_script_is_javascript() -> None:
    subprocess.run(["node", "--check", str(FILE)], check=True)


def test_one_palette() -> None:
    """The widget and the plain pages have the colours of the chat page."""
    chat = _light_dark((STATIC / "chat.css").read_text("utf-8"))
    assert _light_dark((STATIC / "plain.css").read_text("utf-8")).items() <= chat.items()
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#\w+)", part)) for part in FILE.read_text("utf-8").split("const DARK")
    )
    renamed = {"own-accent": "accent", "own-soft": "accent-soft", "own-on": "on-accent"}
    own = {renamed.get(name, name): (light[name], dark[name]) for name in light if name not in ("shade", "bar")}
    assert own.items() <= chat.items()


def _light_dark(css: str) -> dict[str, tuple[str, str]]:
    return {name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", css)}


# --- the frame ----------------------------------------------------------------------------------------------------


def directive(got: httpx.Response, name: str) -> list[str]:
    rules = (rule.split() for rule in got.headers["content-security-policy"].split(";"))
    return next(rule[1:] for rule in rules if rule[0] == name)


def test_the_frame_may_be_shown_where_the_profile_allows_it() -> None:
    asked = client(profiles={"marta": ProfilePolicy(origins=("https://marta.example", "http://localhost:8080"))})
    assert directive(asked.get("/embed/marta"), "frame-ancestors") == [
        "'self'",
        "https://marta.example",
        "http://localhost:8080",
    ]
    assert directive(asked.get("/embed/idris"), "frame-ancestors") == ["'self'"]


def test_nothing_in_the_frame_is_inline_or_from_elsewhere() -> None:
    got = client().get("/embed/mallory")
    assert {name: directive(got, name) for name in ("default-src", "script-src", "style-src", "connect-src")} == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "connect-src": ["'self'"],
    }
    assert re.findall(r"<script[^>]*>[^<]", got.text) == []
    assert HOSTILE[0] not in got.text
    assert f'data-name="{HOSTILE[0]}"' in unescape(got.text)


@pytest.mark.parametrize(
    "path", ["/embed/nobody", "/embed/idris", "/embed/%3Cscript%3E", "/demo?profile=idris", "/embed/"]
)
def test_who_is_unknown_or_private_is_not_found(path: str) -> None:
    got = client(profiles={"idris": ProfilePolicy(visibility=Visibility.PRIVATE)}).get(path)
    assert got.status_code == 404
    assert "Idris" not in got.text
    assert "<script>" not in got.text


def test_looks_are_taken_from_the_address_if_they_are_looks() -> None:
    asked = client()
    assert (
        'data-theme="dark" data-dir="rtl" data-accent="#0a0"'
        in asked.get("/embed/marta?theme=dark&dir=rtl&accent=%230a0").text
    )
    for query in ('theme=x"><script>', "accent=red", "accent=%230a0;", "dir=auto", "other=1"):
        assert asked.get(f"/embed/marta?{query}").text == asked.get("/embed/marta").text


# --- the demo -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("about", PEOPLE, ids=lambda one: one.id)
def test_the_demo_has_both_snippets_of_each_person(about: object) -> None:
    profile_id = about.id  # type: ignore[attr-defined]
    shown = [
        unescape(text) for text in re.findall(r"<code>(.*?)</code>", client().get(f"/demo?profile={profile_id}").text)
    ]
    assert shown[0] == f'<script src="https://ask.example/embed.js" data-profile="{profile_id}" async></script>'
    assert shown[1].startswith(f'<iframe src="https://ask.example/embed/{profile_id}" title="Ask about ')
    assert shown[1].count("<") == 2


def test_the_demo_names_the_public_address_and_public_people_alone() -> None:
    private = {"marta": ProfilePolicy(visibility=Visibility.PRIVATE)}
    got = client(public_url="https://people.example", profiles=private).get("/demo").text
    assert "https://people.example/embed.js" in got
    assert "ask.example" not in got
    assert "marta" not in got.casefold()
    nobody = {one.id: ProfilePolicy(visibility=Visibility.PRIVATE) for one in PEOPLE}
    assert "There are no public profiles yet." in client(profiles=nobody).get("/demo").text


def test_the_widget_names_every_reason_as_the_chat_page_does() -> None:
    script = FILE.read_text("utf-8")
    for reason, title in ABSTAINED.items():
        assert f'    {reason}: "{title}",\n' in script
