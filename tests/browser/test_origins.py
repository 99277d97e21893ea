"""Whose pages may hold the widget and the frame: sites on other ports, under other names, and with no name at all."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from html import escape
from urllib.parse import quote, urlsplit

import pytest
from elsewhere import Elsewhere, elsewhere
from guests import Guests, ask, guests, opened
from playwright.sync_api import Browser, FrameLocator, Page, expect
from scripted import Scripted
from visits import running

from askme.policy import ProfilePolicy
from askme.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORK = "What does Marta do at Northwind Pay?"
NOBODY = "There is nobody here who can be asked about from this page."
UNREACHABLE = "The server cannot be reached from this page. Try again in a moment."
ADA = "https://ada.example"


@pytest.fixture(scope="module")
def stranger() -> Iterator[Elsewhere]:
    """A site that no profile names."""
    with elsewhere() as site:
        yield site


@pytest.fixture(scope="module")
def host(script: Scripted, away: Elsewhere) -> str:
    """Marta allows the second site by its number, Idris by its name, each in a spelling of their own."""
    port = urlsplit(away.origin).port
    profiles = {
        "marta": ProfilePolicy(
            origins=(f"HTTP://127.0.0.1:{port}", "HTTPS://Ada.Example:443", "http://ada.example:8080")
        ),
        "idris": ProfilePolicy(origins=(f"http://LocalHost:{port}", "https://xn--bcher-kva.example")),
    }
    return running(script, Settings(port=0, rate_per_address="100000/minute", profiles=profiles))


@pytest.fixture
def guest(browser: Browser, host: str, away: Elsewhere, stranger: Elsewhere, script: Scripted) -> Iterator[Guests]:
    script.asked.clear()
    named = [one.replace("127.0.0.1", "localhost") for one in (host, away.origin)]
    with guests(browser, host, away.origin, stranger.origin, *named) as visitors:
        yield visitors


def refused(guest: Guests, script: Scripted) -> None:
    """Nothing was computed; what the browser complains about is the refusal alone."""
    assert script.asked == []
    words = ("CORS", "Failed to load resource", "frame-ancestors", "X-Frame-Options", "refused to connect")
    assert [one for one in guest.problems if not any(word in one for word in words)] == []
    guest.problems.clear()


def button(host: str, profile: str) -> str:
    return f'<body><script src="{host}/embed.js" data-profile="{profile}" async></script></body>'


def frame(host: str, path: str, sandbox: str = "") -> str:
    given = f' sandbox="{sandbox}"' if sandbox else ""
    return f'<body><iframe src="{host}{path}" width=500 height=600{given}></iframe></body>'


def under(name: str, url: str) -> str:
    return url.replace("127.0.0.1", name)


# --- two sites, two names -----------------------------------------------------------------------------------------

NAMES = [
    ("127.0.0.1", "marta", True),
    ("127.0.0.1", "idris", False),
    ("127.0.0.1", "mallory", False),
    ("localhost", "marta", False),
    ("localhost", "idris", True),
    ("localhost", "mallory", False),
]


@pytest.mark.parametrize(("name", "profile", "may"), NAMES)
def test_the_widget_answers_where_the_profile_names_the_site(
    guest: Guests, host: str, away: Elsewhere, script: Scripted, name: str, profile: str, may: bool
) -> None:
    page = opened(guest(under(name, away.page(button(host, profile)))))
    if may:
        expect(page.locator(".welcome button").first).to_be_visible()
        ask(page, WORK)
        expect(page.locator(".claims p")).to_have_count(3)
        assert [one.profile_id for one in script.asked] == [profile]
        return
    expect(page.locator(".lead")).to_have_text(NOBODY)
    ask(page, WORK)
    expect(page.locator(".turn .trouble p")).to_have_text(
        f"No profile '{profile}' may be asked about from {under(name, away.origin)}."
    )
    assert page.locator(".claims > *").count() == 0
    refused(guest, script)


@pytest.mark.parametrize(("name", "profile", "may"), NAMES)
def test_the_frame_shows_where_the_profile_names_the_site(
    guest: Guests, host: str, away: Elsewhere, script: Scripted, name: str, profile: str, may: bool
) -> None:
    page = guest(under(name, away.page(frame(host, f"/embed/{profile}"))))
    if may:
        framed(page).locator(".welcome button").first.click()
        expect(framed(page).locator(".claims p")).to_have_count(3)
        assert [one.profile_id for one in script.asked] == [profile]
        return
    shut(page, guest)
    refused(guest, script)


def framed(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def shut(page: Page, guest: Guests) -> None:
    """The browser shows nothing of ours in the frame."""
    page.wait_for_load_state()
    expect(framed(page).locator("askme-widget, .turn, main")).to_have_count(0)
    assert page.frames[1].url.startswith("chrome-error:")
    assert any("frame-ancestors" in one or "X-Frame-Options" in one for one in guest.problems), guest.problems


@pytest.mark.parametrize("path", ["/embed/marta", "/embed/idris", "/embed/nobody", "/", "/demo", "/sources/marta.md"])
def test_a_stranger_can_frame_nothing(
    guest: Guests, host: str, stranger: Elsewhere, script: Scripted, path: str
) -> None:
    shut(guest(stranger.page(frame(host, path))), guest)
    refused(guest, script)


@pytest.mark.parametrize("path", ["/", "/demo", "/sources/marta.md", "/embed.js", "/api/v1/profiles"])
def test_an_allowed_site_can_frame_nothing_but_its_profile(
    guest: Guests, host: str, away: Elsewhere, script: Scripted, path: str
) -> None:
    shut(guest(away.page(frame(host, path))), guest)
    refused(guest, script)


def test_an_allowed_site_within_a_strange_one_shows_no_frame(
    guest: Guests, host: str, away: Elsewhere, stranger: Elsewhere, script: Scripted
) -> None:
    """All sites around a frame must be allowed, not the nearest alone."""
    inner = away.page(frame(host, "/embed/marta"))
    page = guest(stranger.page(f'<body><iframe src="{inner}" width=600 height=700></iframe></body>'))
    page.wait_for_timeout(300)
    assert framed(page).frame_locator("iframe").locator("askme-widget").count() == 0
    assert any("frame-ancestors" in one for one in guest.problems)
    refused(guest, script)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_own_pages_answer_under_each_own_name(guest: Guests, host: str, script: Scripted, name: str) -> None:
    page = guest(under(name, f"{host}/embed/mallory"))
    ask(page, WORK)
    assert [one.profile_id for one in script.asked] == ["mallory"]


# --- pages of no site ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sandboxed", "data"])
def test_a_page_of_no_site_is_refused_in_one_line(
    guest: Guests, host: str, away: Elsewhere, script: Scripted, kind: str
) -> None:
    """Its origin is `null`, which anybody can have."""
    text = f"<!doctype html><title>x</title>{button(host, 'marta')}"
    data = f"data:text/html,{quote(text)}"
    sandboxed = f'sandbox="allow-scripts" srcdoc="{escape(text)}"'
    source = sandboxed if kind == "sandboxed" else f'src="{data}"'
    at = framed(guest(away.page(f"<body><iframe {source} width=900 height=700></iframe></body>")))
    at.locator(".launch").click()
    expect(at.locator(".welcome .trouble p")).to_have_text(UNREACHABLE)
    at.locator("textarea").fill(WORK)
    at.locator("textarea").press("Enter")
    expect(at.locator(".turn .trouble p")).to_have_text(UNREACHABLE)
    expect(at.locator(".trouble")).to_have_count(1)
    refused(guest, script)


def test_a_frame_that_its_page_takes_the_name_from_is_refused(
    guest: Guests, host: str, away: Elsewhere, script: Scripted
) -> None:
    page = guest(away.page(frame(host, "/embed/marta", sandbox="allow-scripts")))
    expect(framed(page).locator(".welcome .trouble p")).to_have_text(UNREACHABLE)
    refused(guest, script)


SENT = """async ([url, type]) => {
  const body = JSON.stringify({ question: "What does Marta do at Northwind Pay?" });
  const given = { method: "POST", mode: "no-cors", credentials: "include", headers: { "content-type": type }, body };
  return fetch(url, given).then((answer) => answer.type, () => "blocked");
}"""


@pytest.mark.parametrize(
    "path", ["/api/v1/ask", "/api/v1/ask/stream", "/v1/chat/completions", "/gradio_api/queue/join"]
)
def test_a_stranger_cannot_have_a_visitor_ask(
    guest: Guests, host: str, stranger: Elsewhere, script: Scripted, path: str
) -> None:
    """A page may send plain requests anywhere, with the cookies of the place, even where it may read nothing."""
    page = guest(stranger.page("<body></body>"))
    page.context.new_page().goto(host)
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        assert page.evaluate(SENT, [host + path, kind]) == "blocked"
    field = """<input name='{"question":"Marta at Northwind?","profile":"' value='marta"}'>"""
    form = f'<form method=post enctype=text/plain action="{host}{path}">{field}</form>'
    other = guest(stranger.page(f"<body>{form}</body>"))
    with other.expect_event("console"), other.expect_response(host + path) as answer:
        other.evaluate("document.forms[0].submit()")
    assert answer.value.status == 403
    refused(guest, script)


# --- forged headers -----------------------------------------------------------------------------------------------

FORGED = [
    "null", "", "*", "https://evil.example", "https://ada.example.evil.example", "https://evil-ada.example",
    "https://evilada.example", "https://www.ada.example", "http://ada.example", "https://ada.example:8080",
    "http://ada.example:8081", "https://ada.example:444", "https://ada.example.", "https://ada.example:443",
    "https://ADA.example", "HTTPS://ada.example", "https://ada@evil.example", "https://ada.example@evil.example",
    "https://ada.example:pass@evil.example", "https://evil.example#https://ada.example", "https://ada.example/",
    "https://evil.example?https://ada.example", "https://ada.example\\evil.example", "https://ada.example%2eevil.example",
    "https://xn--ada-example.example", "https://b\xfccher.example", "https://XN--BCHER-KVA.example",
    "https://ada.example, https://ada.example", "https://ada.example https://evil.example", "ada.example",
    "//ada.example", "file://", "chrome-extension://ada.example", "ftp://ada.example", "https:ada.example",
    "http://localhost", "http://127.0.0.1", "http://[::1]", "http://0.0.0.0", "http://127.0.0.1.evil.example",
]  # fmt: skip
QUESTION = json.dumps({"question": WORK})
CHAT = json.dumps({"model": "askme", "messages": [{"role": "user", "content": WORK}]})
ASKED = (
    ("POST", "/api/v1/ask", QUESTION),
    ("POST", "/api/v1/ask/stream", QUESTION),
    ("POST", "/v1/chat/completions", CHAT),
    ("POST", "/mcp", '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'),
    ("POST", "/gradio_api/queue/join", "{}"),
    ("GET", "/api/v1/profiles", ""),
    ("GET", "/api/v1/sources/marta.md", ""),
    ("GET", "/embed/marta", ""),
    ("OPTIONS", "/api/v1/ask", ""),
)


def sent(host: str, method: str, path: str, body: str, *origins: str) -> tuple[int, dict[str, str]]:
    """A request with these `Origin` headers as they stand: its status, and the headers of the answer."""
    connection = http.client.HTTPConnection(urlsplit(host).netloc, timeout=20)
    connection.putrequest(method, path)
    for one in origins:
        connection.putheader("Origin", one.encode("latin-1"))
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body.encode())
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


@pytest.mark.parametrize("origin", FORGED)
def test_a_forged_origin_is_refused_and_nothing_computed(host: str, script: Scripted, origin: str) -> None:
    script.asked.clear()
    for method, path, body in ASKED:
        status, headers = sent(host, method, path, body, origin)
        assert (status, headers["content-type"]) == (403, "application/problem+json"), (method, path)
        assert [name for name in headers if name.startswith("access-control")] == []
    assert script.asked == []


def test_two_origins_at_once_are_refused(host: str, script: Scripted) -> None:
    script.asked.clear()
    for pair in ((ADA, ADA), (ADA, "https://evil.example"), ("https://evil.example", ADA)):
        assert sent(host, *ASKED[0], *pair)[0] == 403
    assert script.asked == []


@pytest.mark.parametrize("origin", [ADA, "http://ada.example:8080", "https://xn--bcher-kva.example"])
def test_a_spelling_of_the_settings_allows_the_one_that_browsers_send(host: str, origin: str) -> None:
    status, headers = sent(host, *ASKED[0], origin)
    assert (status, headers["access-control-allow-origin"]) == (200, origin)
    assert "access-control-allow-credentials" not in headers
    assert "origin" in headers["vary"].lower()
