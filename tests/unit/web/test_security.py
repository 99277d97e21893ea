"""What every response says to the browser, and what of Gradio can be reached: on the whole app."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from scripted import Scripted

from askme.settings import Settings
from askme.web.app import create_app
from askme.web.document import polished
from askme.web.gradio_gate import is_open

SITE = "https://ok.example"
HOME = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    settings = Settings(profiles={"marta": {"origins": [SITE]}}, rate_per_address="1000/minute")
    with TestClient(create_app(Scripted(), settings), base_url=HOME, raise_server_exceptions=False) as made:
        yield made


CLOSED = [
    ("POST", "/gradio_api/upload"),
    ("GET", "/gradio_api/upload_progress?upload_id=1"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/file/etc/passwd"),
    ("GET", "/gradio_api/proxy=http://x.example"),
    ("POST", "/gradio_api/run/predict"),
    ("POST", "/gradio_api/api/predict"),
    ("POST", "/gradio_api/call/ask"),
    ("POST", "/gradio_api/call/v2/ask"),
    ("GET", "/gradio_api/openapi.json"),
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/runs"),
    ("GET", "/gradio_api/deep_link?session_hash=a"),
    ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/queue/joined"),
    ("GET", "/gradio_api/queue/status"),
    ("POST", "/gradio_api/vibe-code/"),
    ("GET", "/gradio_api/dev/reload"),
    ("GET", "/gradio_api/token"),
    ("POST", "/gradio_api/process_recording"),
    ("GET", "/gradio_api/heartbeat/a/b"),
    ("GET", "/gradio_api/profiling/traces"),
    ("POST", "/gradio_api/startup-events"),
    ("GET", "/monitoring"),
    ("GET", "/monitoring/summary"),
    ("POST", "/login"),
    ("GET", "/logout"),
    ("GET", "/config"),
    ("GET", "/config/"),
    ("GET", "/pwa_icon"),
    ("GET", "/manifest.json"),
    ("GET", "/svelte/x.js"),
    ("GET", "/static/../../etc/passwd"),
    ("POST", "/"),
    # the same in other spellings
    ("POST", "/GRADIO_API/upload"),
    ("POST", "/gradio_API/upload"),
    ("POST", "//gradio_api/upload"),
    ("POST", "/gradio_api//upload"),
    ("POST", "/gradio_api/./upload"),
    ("POST", "/gradio_api/queue/join/../../upload"),
    ("POST", "/gradio%5fapi/upload"),
    ("POST", "/gradio_api%2fupload"),
    ("POST", "/%67radio_api/upload"),
    ("POST", "/gradio_api/uplo%61d"),
    ("POST", "/gradio_api/upload/"),
    ("POST", "/gradio_api\\upload"),
    ("GET", "/x/../gradio_api/info"),
    ("GET", "/static/%2e%2e/%2e%2e/gradio_api/info"),
]


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_what_the_page_never_asks_for_is_closed(client: TestClient, method: str, path: str) -> None:
    found = client.request(method, path, follow_redirects=False)
    assert (found.status_code, found.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"), ("HEAD", "/"), ("GET", "/assets/index.js"), ("GET", "/theme.css"),
        ("GET", "/gradio_api/queue/data"), ("GET", "/gradio_api/heartbeat/x"),
        ("POST", "/gradio_api/queue/join"), ("POST", "/gradio_api/cancel"),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_open(method: str, path: str) -> None:
    assert is_open(method, path)


EVERYWHERE = ["/", "/missing", "/gradio_api/upload", "/healthz", "/readyz", "/api/v1/profiles", "/api/v1/sources/none",
              "/v1/models", "/metrics", "/embed.js", "/embed/marta", "/embed/nobody", "/demo", "/llms.txt", "/mcp",
              "/openapi.json", "/askme-static/chat.css", "/theme.css", "/sources/marta.md",
              "/sources/none"]  # fmt: skip


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("sent", [{}, {"host": "evil.example"}, {"origin": "null"}, {"content-length": "999999"}])
def test_every_response_carries_the_headers(client: TestClient, path: str, sent: dict[str, str]) -> None:
    found = client.get(path, headers=sent).headers
    assert found.get_list("content-security-policy") == [found["content-security-policy"]]
    policy = dict(rule.strip().partition(" ")[::2] for rule in found["content-security-policy"].split(";"))
    assert policy["default-src"] in ("'none'", "'self'")
    ancestors = policy.pop("frame-ancestors")
    assert ancestors in ("'none'", "'self'", f"'self' {SITE}")
    assert not [rule for rule in policy.values() if "http" in rule or "*" in rule], "nothing comes from elsewhere"
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "no-referrer"
    assert "camera=()" in found["permissions-policy"]
    assert found["cross-origin-opener-policy"] == "same-origin"
    assert found["cross-origin-resource-policy"] == ("cross-origin" if path == "/embed.js" else "same-origin")
    assert (found.get("x-frame-options") == "SAMEORIGIN") is not path.startswith("/embed/")
    assert "server" not in found


def test_a_page_may_be_framed_where_its_profile_allows_it_alone(client: TestClient) -> None:
    def ancestors(path: str) -> str:
        return client.get(path).headers["content-security-policy"].partition("frame-ancestors ")[2].partition(";")[0]

    assert ancestors("/embed/marta") == f"'self' {SITE}"
    assert ancestors("/embed/idris") == "'self'"
    assert ancestors("/") == "'self'"
    assert ancestors("/api/v1/profiles") == "'none'"


def test_the_pages_own_scripts_get_the_nonce_of_their_response(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    nonces = [one.headers["content-security-policy"].split("'nonce-")[1].split("'")[0] for one in (first, second)]
    assert nonces[0] != nonces[1]
    assert first.text.count("<script") == first.text.count(f'<script nonce="{nonces[0]}"') > 0
    assert int(first.headers["content-length"]) == len(first.content)
    assert first.headers["cache-control"] == "private, no-cache"


def test_the_page_has_our_title_and_no_adverts() -> None:
    page = polished('<head><meta property="og:image" content="https://x.example/i.jpg" /></head><body></body>', "n")
    assert "<title>askme</title>" in page
    assert "x.example" not in page


# --- the chat page's sessions ----------------------------------------------------------------------------------------


@pytest.fixture
def visitors(client: TestClient) -> Iterator[tuple[TestClient, TestClient, TestClient]]:
    """Two browsers that opened the page, and one that did not."""
    made = [TestClient(client.app, base_url=HOME) for _ in range(3)]
    for one in made[:2]:
        one.get("/")
    yield made[0], made[1], made[2]


def join(browser: TestClient, body: str) -> int:
    return browser.post(
        "/gradio_api/queue/join", content=body, headers={"content-type": "application/json"}
    ).status_code


def test_the_cookie_is_for_the_browser_alone(client: TestClient) -> None:
    browser = TestClient(client.app, base_url=HOME)
    [cookie] = browser.get("/").headers.get_list("set-cookie")
    name, _, rest = cookie.partition("=")
    value, *attributes = rest.split("; ")
    assert (name, sorted(attributes)) == ("askme-visitor", ["HttpOnly", "Path=/", "SameSite=Lax"])
    assert len(value) == 43, "256 bits"
    assert "set-cookie" not in browser.get("/").headers, "a browser keeps its cookie"
    browser.cookies.set("askme-visitor", "guessed")
    assert "set-cookie" in TestClient(client.app, base_url=HOME, cookies={"askme-visitor": "guessed"}).get("/").headers


def test_with_tls_no_other_host_can_set_the_cookie() -> None:
    settings = Settings(public_url="https://ask.example")
    browser = TestClient(create_app(Scripted(), settings), base_url="https://ask.example")
    [cookie] = browser.get("/").headers.get_list("set-cookie")
    assert cookie.startswith("__Host-askme-visitor=") and cookie.endswith("; Secure")
    assert "set-cookie" not in browser.get("/").headers


CALLS = {
    "join": lambda browser, session: join(browser, f'{{"session_hash": "{session}", "fn_index": 999, "data": []}}'),
    "data": lambda browser, session: browser.get(f"/gradio_api/queue/data?session_hash={session}").status_code,
    "heartbeat": lambda browser, session: browser.head(f"/gradio_api/heartbeat/{session}").status_code,
    "cancel": lambda browser, session: browser.post(
        "/gradio_api/cancel", json={"session_hash": session, "fn_index": 0, "event_id": "x"}
    ).status_code,
}  # fmt: skip


@pytest.mark.parametrize("call", ["join", "heartbeat", "cancel", "data"])
def test_a_session_answers_to_the_browser_that_began_it_alone(visitors: tuple[TestClient, ...], call: str) -> None:
    owner, other, stranger = visitors
    session = f"session{call}"
    assert CALLS["cancel"](owner, session) == 200, "the first to come owns it"
    assert CALLS[call](other, session) == 403
    assert CALLS[call](stranger, session) == 403
    if call != "data":  # which waits for messages
        assert CALLS[call](owner, session) != 403


@pytest.mark.parametrize(
    "body",
    ['{"session_hash": "theirs", "session_hash": "mine"}', '{"session_hash": "mine", "session_hash": "theirs"}', "{}",
     '{"session_hash": ["theirs"]}', '{"session_hash": null}', '[{"session_hash": "theirs"}]', "", "nonsense",
     "[" * 60_000, '{"session_hash": ""}', '{"session_hash": "' + "x" * 65 + '"}',
     '"session_hash"', '{"SESSION_HASH": "theirs"}'],
)  # fmt: skip
def test_a_body_that_names_no_one_session_is_refused(visitors: tuple[TestClient, ...], body: str) -> None:
    assert join(visitors[0], body) == 403


def test_a_query_that_names_two_sessions_is_refused(visitors: tuple[TestClient, ...]) -> None:
    owner, other, _ = visitors
    assert CALLS["cancel"](owner, "owned") == 200
    assert other.get("/gradio_api/queue/data?session_hash=fresh&session_hash=owned").status_code == 403
    assert other.get("/gradio_api/queue/data?session_hash=owned&session_hash=fresh").status_code == 403
    assert other.get("/gradio_api/queue/data?session%5fhash=owned").status_code == 403
    assert other.get("/gradio_api/queue/data").status_code == 403


def test_two_cookies_of_that_name_are_none(visitors: tuple[TestClient, ...]) -> None:
    owner, other, _ = visitors
    cookies = "; ".join(f"askme-visitor={one.cookies['askme-visitor']}" for one in (owner, other))
    stranger = TestClient(owner.app, base_url=HOME, headers={"cookie": cookies})
    assert CALLS["cancel"](stranger, "anything") == 403
