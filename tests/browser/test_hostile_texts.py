"""Strings that attack web pages, at every place where a text of somebody else's is shown: they are text and no more.

Each string is a question, a person's name and headline, a file's name, a step of a trail, and words of a document in
and around a quote; on the chat page, in the widget, in its frame and on the source page, also while an answer comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from elsewhere import Elsewhere
from hostile import AT_ONCE, GROUP, HARMLESS, LONGEST, Hostile, Reply, Watch, batches, cite, packed, part, watched, xss
from playwright.sync_api import Browser, Frame, Page
from visits import running

from askme.policy import ProfilePolicy
from askme.schema import Document
from askme.settings import Settings
from askme.web.links import source_url

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLACES = (Path(__file__).parent / "places.js").read_text(encoding="utf-8")
PART = 26
"""In every run, each so many-th string is tried."""
ALL = pytest.param(1, marks=[pytest.mark.slow, pytest.mark.timeout(600)], id="all")
SOME = pytest.param(PART, id="some")
SHOWN = 400
"""Characters of a question that the chat page repeats."""


@pytest.fixture(scope="module")
def world() -> Hostile:
    return Hostile()


@pytest.fixture(scope="module")
def host(world: Hostile, away: Elsewhere) -> str:
    world.hold(HARMLESS)
    policy = ProfilePolicy(origins=(away.origin,))
    settings = Settings(
        port=0,
        rate_per_address="1000000/minute",
        rate_per_profile="1000000/minute",
        profiles={f"p{number}": policy for number in range(AT_ONCE)},
    )
    return running(world, settings)


@pytest.fixture
def watch(browser: Browser, host: str, away: Elsewhere, world: Hostile) -> Iterator[Watch]:
    """Fails when anything was noted: a script, a dialog, a request to somebody else, a strange element, a refusal."""
    world.now.reply = Reply.CLAIMS
    with watched(browser, host, away.origin) as watch:
        yield watch
    assert watch.noted == []


@pytest.fixture(params=[SOME, ALL])
def texts(request: pytest.FixtureRequest) -> list[str]:
    return xss()[:: request.param]


def kinds(page: Page | Frame, root: str) -> set[str]:
    """Every kind of element below a node."""
    return set(page.evaluate(f"askme.shapes({root})"))


def show(page: Page | Frame, deed: str, texts: list[str], *more: list[Any]) -> None:
    """Do something in places.js with the texts, all of which then stand where they belong."""
    assert page.evaluate(f"([texts, more]) => places.{deed}(texts, ...more)", [texts, more]) == {}


def stream(page: Page | Frame, surface: str, texts: list[str], number: int, count: int) -> None:
    """Have an answer that claims something with each of the texts; the page was seen with parts of it."""
    asked = [texts, f"Tell me part {number} of {count}"]
    told = page.evaluate(f"([texts, asked]) => places.{surface}.answer(texts, asked)", asked)
    assert told.pop("halves") >= 1 or len(texts) < 12
    assert told == {}


# --- the chat page ------------------------------------------------------------------------------------------------

PARTS = 4
"""Answers over which the chat page's sources are spread: it sends a whole turn anew with each claim."""


def at_chat(page: Page, host: str, world: Hostile, texts: list[str]) -> set[str]:
    """Show the texts at all places of the chat page; the kinds of elements that it then has."""
    world.hold(texts)
    page.goto(host)
    page.wait_for_selector("html.ready")
    page.evaluate(PLACES)
    show(page, "chat.people", texts, batches(texts, GROUP))
    seen = kinds(page, "document.querySelector('#askme-main')")
    world.now.reply = Reply.NOTHING
    show(page, "chat.questions", packed(texts, SHOWN))
    world.now.reply = Reply.ERROR
    show(page, "chat.error", texts)
    seen |= kinds(page, "document.querySelector('#askme-main')")
    world.now.reply = Reply.CLAIMS
    for number in range(1, PARTS + 1):
        stream(page, "chat", part(texts, f"part {number} of {PARTS}"), number, PARTS)
    world.now.reply = Reply.NEAREST
    show(page, "chat.nearest", texts)
    assert page.evaluate("askme.strange(document.querySelector('#askme-main'))") == []
    links = page.evaluate("askme.links(document.querySelector('#askme-main'))")
    assert [one for one in links if not one.startswith(f"{host}/sources/")] == []
    seen |= kinds(page, "document.querySelector('#askme-main')")
    return seen | kinds(page, "document.querySelector('#askme-header')")


def test_on_the_chat_page_they_are_only_shown(watch: Watch, host: str, world: Hostile, texts: list[str]) -> None:
    page = watch.context.new_page()
    known = at_chat(page, host, world, list(HARMLESS))
    for batch in batches(texts):
        assert at_chat(page, host, world, batch) <= known


# --- the widget ---------------------------------------------------------------------------------------------------


def in_widget(page: Page | Frame, host: str, world: Hostile, texts: list[str]) -> set[str]:
    """Show the texts at all places of a conversation in the widget; the kinds of elements that it then has."""
    page.wait_for_function("document.querySelector('askme-widget')?.shadowRoot")
    page.evaluate(PLACES)
    page.evaluate("places.widget.open()")
    world.now.reply = Reply.NOTHING
    show(page, "widget.questions", packed(texts, LONGEST))
    world.now.reply = Reply.CLAIMS
    stream(page, "widget", texts, 1, 1)
    for reply in (Reply.NEAREST, Reply.ERROR):
        world.now.reply = reply
        show(page, f"widget.{reply.name.lower()}", texts)
    assert page.evaluate("askme.strange(places.widget.root())") == []
    links = page.evaluate("askme.links(places.widget.root())")
    assert [one for one in links if one != f"{host}/" and not one.startswith(f"{host}/sources/")] == []
    return kinds(page, "places.widget.root()")


def test_in_the_widget_they_are_only_shown(
    watch: Watch, host: str, away: Elsewhere, world: Hostile, texts: list[str]
) -> None:
    url = away.page(f'<body><script src="{host}/embed.js" async></script></body>')
    page = watch.context.new_page()
    known: set[str] = set()
    for batch in [list(HARMLESS), *batches(texts)]:
        world.hold(batch)
        page.goto(url)
        seen = in_widget(page, host, world, batch)
        show(page, "widget.people", batch)
        assert page.evaluate("places.widget.found") == []
        seen |= set(page.evaluate("[...places.widget.kinds]"))
        known = known or seen
        assert seen <= known


def test_in_the_frame_they_are_only_shown(
    watch: Watch, host: str, away: Elsewhere, world: Hostile, texts: list[str]
) -> None:
    url = away.page(f'<body><iframe src="{host}/embed/p0" width=500 height=600></iframe></body>')
    page = watch.context.new_page()
    known: set[str] = set()
    for batch in [list(HARMLESS), *batches(texts)]:
        world.hold(batch)
        page.goto(url)
        frame = page.frames[1]
        seen = in_widget(frame, host, world, batch)
        known = known or seen
        assert seen <= known


def test_each_person_in_the_frame_is_only_shown(watch: Watch, host: str, world: Hostile, texts: list[str]) -> None:
    known: set[str] = set()
    page = watch.context.new_page()
    for batch in [list(HARMLESS), *batches(texts)]:
        world.hold(batch)
        page.goto(f"{host}/demo")
        page.evaluate(PLACES)
        show(page, "embedded", batch)
        known = known or found(page)
        assert found(page) <= known


# --- the page of a source -----------------------------------------------------------------------------------------


def found(page: Page) -> set[str]:
    """The kinds of elements in the frames that were looked into; nothing strange was among them."""
    assert page.evaluate("places.seen.strange") == []
    host = page.evaluate("location.origin")
    leads = [one.removeprefix(host) for one in page.evaluate("[...places.seen.links]")]
    assert [one for one in leads if not re.fullmatch(r"/|(/sources/.*)?#quote|/sources/.*", one)] == []
    return set(page.evaluate("[...places.seen.kinds]"))


def test_on_the_source_page_they_are_only_shown(watch: Watch, host: str, world: Hostile, texts: list[str]) -> None:
    page = watch.context.new_page()
    known: set[str] = set()
    for batch in [list(HARMLESS), *batches(texts)]:
        world.hold(batch)
        page.goto(f"{host}/demo")
        page.evaluate(PLACES)
        show(page, "sources", batch, [source_url(cite(one)) for one in world.documents()])
        known = known or found(page)
        assert found(page) <= known


def test_a_document_that_holds_them_all_is_only_shown(watch: Watch, host: str, world: Hostile) -> None:
    texts = xss()
    whole = "\n".join(texts)
    world.hold(["all.md"])
    world.now.extra = Document(id="whole.md", profile_id="p0", source="whole.md", text=whole)
    page = watch.context.new_page()
    page.goto(f"{host}/sources/whole.md?start=0&end={len(whole)}")
    assert page.evaluate("(texts) => askme.missing(texts, document.querySelectorAll('.text'))", texts) == []
    assert page.evaluate("askme.strange(document.querySelector('main'))") == []
    assert page.locator("mark").count() > len(texts) - 10


# --- addresses ----------------------------------------------------------------------------------------------------

ADDRESSES = (
    "/sources/{}",
    "/sources/of-p0.md?start={}&end={}",
    "/embed/{}",
    "/embed/p0?theme={}&accent={}&dir={}",
    "/demo?profile={}",
    "/?__theme={}&view={}",
    "/askme-static/{}",
    "/api/v1/sources/{}",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_in_addresses_they_are_never_written_into_a_page(
    watch: Watch, host: str, away: Elsewhere, world: Hostile, address: str
) -> None:
    world.hold(["a person"])
    page = watch.context.new_page()
    page.goto(away.page("<body></body>"))
    page.evaluate(PLACES)
    urls = [host + address.replace("{}", quote(text, safe="")) for text in ["word", *xss()[::PART]]]
    harmless, *hostile = [fetched(page, url) for url in urls]
    known = page.evaluate("(pages) => places.written(pages)", [harmless])
    pages = [one for one in hostile if one]
    assert set(page.evaluate("(pages) => places.written(pages)", pages)) <= set(known)


def fetched(page: Page, url: str) -> str:
    """What a browser would read as a page at an address; empty if it is none."""
    reply = page.request.get(url, max_redirects=0)
    assert reply.status in (200, 404, 405, 422), (reply.status, url)
    assert reply.headers["x-content-type-options"] == "nosniff"
    return reply.text() if "html" in reply.headers["content-type"] else ""


# --- the test can fail --------------------------------------------------------------------------------------------

PUT = """([texts, how]) => Promise.all(texts.map((text, n) => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.name = `s${n}`;
  frame.sandbox = "allow-scripts allow-same-origin";
  frame.srcdoc = "<body><main id=askme-main></main>" + (how === "parsed" ? text : "");
  frame.onload = () => {
    frame.onload = null;
    if (how !== "parsed") frame.contentDocument.querySelector("main").innerHTML = text;
    setTimeout(done, 200);
  };
  setTimeout(done, 3000);
  document.body.append(frame);
})))"""


def let_in(watch: Watch, url: str, texts: list[str], how: str) -> dict[str, int]:
    """Take the texts for markup, each in a frame of its own, as a page would that knows no better.

    What was noted of how many of them.
    """
    noted: dict[str, int] = {}
    page = watch.context.new_page()
    for batch in batches(texts):
        watch.noted.clear()
        page.goto(url)
        page.evaluate(PUT, [batch, how])
        for kind in watch.kinds():
            noted[kind] = noted.get(kind, 0) + len(watch.frames(kind))
    return noted


@pytest.mark.parametrize(("how", "ran", "asked", "made"), [("parsed", 0.06, 0.06, 0), ("innerHTML", 0.03, 0.04, 0.5)])
def test_a_page_that_takes_them_for_markup_is_noticed(
    browser: Browser, away: Elsewhere, texts: list[str], how: str, ran: float, asked: float, made: float
) -> None:
    """The shares of the strings that run a script, ask another host, or become an element where none should be."""
    with watched(browser, away.origin) as watch:
        noted = let_in(watch, away.page("<body></body>"), texts, how)
    print(noted, len(texts))
    assert noted["script"] >= ran * len(texts)
    assert noted["request"] >= asked * len(texts)
    assert noted.get("element", 0) >= made * len(texts)


def test_what_a_policy_refuses_is_noticed(browser: Browser, away: Elsewhere) -> None:
    url = away.page("<body></body>", policy="script-src 'none'; img-src 'none'; frame-src 'self'")
    with watched(browser, away.origin) as watch:
        noted = let_in(watch, url, xss()[::PART], "innerHTML")
    print(noted)
    assert "script" not in noted
    assert noted["policy"] >= 5
