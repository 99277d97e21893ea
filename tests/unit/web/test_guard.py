"""Who may ask, under which name, from where, with which key, and how much at once: decided before anything is read."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgi_calls import PEER, Inner, Reply, Sender, reply_to, scope
from starlette.responses import StreamingResponse

from askme.policy import key_hash, new_key
from askme.settings import Settings
from askme.web import guard as guard_module
from askme.web import sizes
from askme.web.callers import KEY, Caller
from askme.web.guard import Guard
from askme.web.limits import Limits
from askme.web.metrics import Metrics
from askme.web.sizes import MAX_BODY

SITE = "https://ada.example"
ASK = "/api/v1/ask"
CRM = new_key()


def guarded(inner: Any, **settings: Any) -> Guard:
    given = {
        "profiles": {"ada": {"origins": [SITE, "http://127.0.0.1:8001"]}},
        "keys": {"crm": {"hash": key_hash(CRM)}},
    }
    found = Settings(**(given | settings))
    return Guard(inner, found, Limits(found), Metrics())


def reply(inner: Inner, request: Any, sender: Sender | None = None, **settings: Any) -> Reply:
    return reply_to(guarded(inner, **settings), request, sender)


def caller(inner: Inner) -> Caller:
    [reached] = inner.reached
    found = reached[KEY]
    assert isinstance(found, Caller)
    return found


# --- host ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:7860", "127.0.0.1:1", "[::1]:7860", "ask.example", "www.b.org:8"]
)
def test_the_server_answers_to_its_names(host: str) -> None:
    assert reply(Inner(), scope(host=host), public_url="https://ask.example", hosts=["www.b.org"]).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:7860", "localhost.evil.example", "evillocalhost", "127.0.0.1.evil.example",
     "localhost.", "127.0.0.1@evil.example", "127.0.0.1:7860/", "127.0.0.1:7860\\@evil", "", "[::1", "127.0.0.1:x",
     None, "l\xf6calhost"],
)  # fmt: skip
def test_it_answers_to_no_other_name(host: str | None) -> None:
    """Else a page elsewhere points its name here, and reads as its own host what is meant for this machine."""
    inner = Inner()
    found = reply(inner, scope(host=host))
    assert (found.status, found.problem, inner.reached) == (421, "host", [])


def test_listening_on_all_addresses_without_names_it_answers_to_any() -> None:
    assert reply(Inner(), scope(host="anything.example"), host="0.0.0.0").status == 200
    assert reply(Inner(), scope(host="anything.example"), host="0.0.0.0", hosts="b.org").status == 421


def test_health_is_asked_for_under_any_name() -> None:
    assert reply(Inner(), scope(path="/healthz", host="10.1.2.3:7860")).status == 200


# --- origin ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [ASK, "/", "/embed/ada", "/gradio_api/queue/join", "/v1/chat/completions", "/mcp"])
@pytest.mark.parametrize(
    "origin",
    [
        "null", "", "https://evil.example", "https://ada.example.evil.example", "https://evilada.example",
        "https://ada.example@evil.example", "https://sub.ada.example", "http://ada.example", "https://ada.example:8443",
        "https://ada.example:443", "https://ada.example:0443", "https://ADA.example", "HTTPS://ada.example",
        "https://ada.example/", "https://ada.example ", "https://ada.example, https://ada.example", "https://ada.example\x00",
        "https://ada.example.", "//ada.example", "ada.example", "*", "file://", "http://127.0.0.1:8002", "http://127.0.0.1",
        "http://localhost:8001", "http://127.0.0.1:7860.evil.example", "http://127.1:7860", "https://\xe4da.example",
    ],
)  # fmt: skip
def test_every_other_spelling_of_an_origin_is_refused_and_nothing_computed(path: str, origin: str) -> None:
    inner, sender = Inner(), Sender([b"{}"])
    found = reply(inner, scope("POST", path, [("origin", origin)]), sender)
    assert (found.status, found.problem, found.header("access-control-allow-origin")) == (403, "origin", None)
    assert (inner.reached, sender.sent) == ([], 0)


def test_an_origin_that_is_named_twice_is_refused() -> None:
    twice = [("origin", SITE), ("origin", SITE)]
    assert reply(Inner(), scope("POST", ASK, twice)).problem == "origin"


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:7860", "http://127.0.0.1:7860"),
        ("localhost", "http://localhost"),
        ("localhost:80", "http://localhost"),
        ("ask.example", "https://ask.example"),
        ("LOCALHOST:7860", "http://localhost:7860"),
        ("[::1]:7860", "http://[::1]:7860"),
        ("127.0.0.1:7860", "https://ask.example"),
    ],
)
def test_the_own_page_is_no_foreign_site(host: str, origin: str) -> None:
    inner = Inner()
    found = reply(inner, scope("POST", ASK, [("origin", origin)], host=host), public_url="https://ask.example")
    assert (found.status, caller(inner).origin, found.header("access-control-allow-origin")) == (200, "", None)


@pytest.mark.parametrize("site", [SITE, "http://127.0.0.1:8001"])
def test_an_allowed_site_may_read_the_answer(site: str) -> None:
    inner = Inner()
    found = reply(inner, scope("POST", ASK, [("origin", site)]))
    assert (found.status, caller(inner).origin) == (200, site)
    assert found.every("access-control-allow-origin") == [site]
    assert found.header("access-control-allow-credentials") is None
    assert found.header("cross-origin-resource-policy") == "cross-origin"
    assert "Origin" in found.every("vary")


def test_an_allowed_site_can_read_why_it_is_refused() -> None:
    found = reply(Inner(), scope("POST", ASK, [("origin", SITE), ("content-length", "70000")]))
    assert (found.status, found.header("access-control-allow-origin")) == (413, SITE)


def test_an_allowed_site_reads_nothing_but_the_api() -> None:
    found = reply(Inner(), scope("GET", "/sources/ada.md", [("origin", SITE)]))
    assert found.header("access-control-allow-origin") is None
    assert found.header("cross-origin-resource-policy") == "same-origin"


def test_the_guard_answers_a_preflight_itself() -> None:
    inner = Inner()
    asked = [("origin", SITE), ("access-control-request-method", "POST")]
    found = reply(inner, scope("OPTIONS", ASK, asked))
    assert (found.status, found.body, inner.reached) == (204, b"", [])
    assert found.header("access-control-allow-origin") == SITE
    assert found.header("access-control-allow-methods") == "GET, POST"
    assert found.header("access-control-allow-headers") == "content-type, authorization"
    refused = reply(inner, scope("OPTIONS", ASK, [("origin", "https://evil.example"), *asked[1:]]))
    assert refused.status == 403
    assert not [name for name, _ in refused.messages[0]["headers"] if name.startswith(b"access-control")]


def test_the_script_of_the_widget_is_for_pages_of_any_site() -> None:
    found = reply(Inner(), scope("GET", "/embed.js", [("origin", "https://anybody.example")]))
    assert (found.status, found.header("cross-origin-resource-policy")) == (200, "cross-origin")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_elsewhere_cannot_load_the_api_as_a_picture(site: str) -> None:
    given = [("sec-fetch-site", site), ("sec-fetch-mode", "no-cors")]
    assert reply(Inner(), scope("GET", "/api/v1/profiles", given)).problem == "origin"
    assert reply(Inner(), scope("GET", "/", given)).status == 200
    assert (
        reply(Inner(), scope("GET", "/api/v1/profiles", [("sec-fetch-site", "same-origin"), *given[1:]])).status == 200
    )


def test_cors_headers_of_a_library_do_not_get_out() -> None:
    inner = Inner((200, (("Access-Control-Allow-Origin", "*"), ("access-control-allow-credentials", "true")), b""))
    found = reply(inner, scope("GET", "/", [("origin", "http://127.0.0.1:7860")]))
    assert (found.every("access-control-allow-origin"), found.every("access-control-allow-credentials")) == ([], [])


def test_a_web_socket_is_refused() -> None:
    inner = Inner()
    found = reply(inner, {"type": "websocket", "path": "/", "headers": []})
    assert (found.messages, inner.reached) == ([{"type": "websocket.close", "code": 1008}], [])


# --- keys ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [None, "Bearer anonymous", "bearer  anonymous", "Basic dTpw"])
def test_without_a_key_one_is_nobody_in_particular(given: str | None) -> None:
    inner = Inner()
    reply(inner, scope("POST", ASK, [("authorization", given)] if given else []))
    assert caller(inner).key == ""


@pytest.mark.parametrize("path", [ASK, "/v1/models", "/mcp", "/metrics"])
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_a_key_is_known_by_its_hash(path: str, scheme: str) -> None:
    inner = Inner()
    reply(inner, scope("POST", path, [("authorization", f"{scheme} {CRM}")]))
    assert caller(inner).key == "crm"


@pytest.mark.parametrize(
    "given",
    ["", "Bearer", "Bearer ", "Bearer x", f"Bearer {CRM}x", f"Bearer {CRM[:-1]}", f"Bearer {CRM.upper()}", CRM,
     f"Token {CRM}", f"Bearer {key_hash(CRM)}", f"Bearer {CRM} {CRM}", "Bearer \xff"],
)  # fmt: skip
def test_a_key_that_nobody_gave_out_is_refused_not_ignored(given: str) -> None:
    inner = Inner()
    found = reply(inner, scope("POST", ASK, [("authorization", given)]))
    assert (found.status, found.problem, inner.reached) == (401, "unknown-key", [])
    assert found.header("www-authenticate") == "Bearer"
    assert CRM not in found.body.decode()


def test_two_keys_are_refused() -> None:
    both = [("authorization", f"Bearer {CRM}"), ("authorization", "Bearer anonymous")]
    assert reply(Inner(), scope("POST", ASK, both)).problem == "unknown-key"


def test_pages_take_no_key() -> None:
    inner = Inner()
    assert reply(inner, scope("GET", "/", [("authorization", f"Bearer {CRM}")])).status == 200
    assert caller(inner).key == ""


# --- address ---------------------------------------------------------------------------------------------------------

FORGED = [("x-forwarded-for", "1.2.3.4"), ("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "https")]


def test_what_a_visitor_says_of_forwarding_counts_for_nothing() -> None:
    inner = Inner()
    reply(
        inner,
        scope(headers=[*FORGED, ("forwarded", "for=1.2.3.4"), ("x-real-ip", "1.2.3.4"), ("x-gradio-server", "x")]),
    )
    [reached] = inner.reached
    assert (caller(inner).address, reached["client"][0], reached["scheme"]) == (PEER, PEER, "http")
    assert [name for name, _ in reached["headers"]] == [b"host"]
    assert dict(reached["headers"])[b"host"] == b"127.0.0.1:7860"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        (["1.2.3.4"], "1.2.3.4"),
        (["9.9.9.9, 1.2.3.4"], "1.2.3.4"),
        (["9.9.9.9", "1.2.3.4"], "1.2.3.4"),
        (["1.2.3.4, 10.0.0.9"], "1.2.3.4"),
        (["9.9.9.9, 1.2.3.4, 10.0.0.9, 10.0.0.8"], "1.2.3.4"),
        (["10.0.0.9, 10.0.0.8"], "10.0.0.9"),
        (["1.2.3.4:5678"], "1.2.3.4"),
        (["[2001:db8::1]:5678"], "2001:db8::1"),
        (["2001:db8::1"], "2001:db8::1"),
        (["::ffff:1.2.3.4"], "1.2.3.4"),
        (["1.2.3.4, "], "10.0.0.1"),
        (["1.2.3.4, garbage"], "10.0.0.1"),
        (["garbage, 10.0.0.9"], "10.0.0.9"),
        (["1.2.3.4, \xff\xfe', 10.0.0.9"], "10.0.0.9"),
        ([""], "10.0.0.1"),
        ([","], "10.0.0.1"),
        ([], "10.0.0.1"),
        (["9.9.9.9, " * 5000 + "1.2.3.4"], "1.2.3.4"),
    ],
)
def test_behind_a_trusted_proxy_the_nearest_that_is_none_counts(forwarded: list[str], address: str) -> None:
    inner = Inner()
    reply(
        inner,
        scope(headers=[("x-forwarded-for", one) for one in forwarded], peer="10.0.0.1"),
        trusted_proxies="10.0.0.0/8",
    )
    assert caller(inner).address == address


def test_a_trusted_proxy_says_under_which_name_it_was_asked() -> None:
    inner = Inner()
    given = [("x-forwarded-proto", "http, https"), ("x-forwarded-host", "evil.example, ask.example"),
             ("origin", "https://ask.example")]  # fmt: skip
    asked = scope("POST", ASK, given, peer="10.0.0.1")
    assert reply(inner, asked, trusted_proxies="10.0.0.1", hosts="ask.example").status == 200
    [reached] = inner.reached
    assert (reached["scheme"], dict(reached["headers"])[b"host"]) == ("https", b"ask.example")
    assert reply(Inner(), asked, trusted_proxies="10.0.0.1").problem == "host"


def test_behind_a_trusted_proxy_that_hides_the_name_it_is_that_of_the_public_address() -> None:
    inner = Inner()
    behind = {"trusted_proxies": "10.0.0.1", "public_url": "https://ask.example"}
    reply(inner, scope(headers=FORGED[:1], peer="10.0.0.1"), **behind)
    reply(inner, scope(peer="10.0.0.1"), **behind)
    hosts = [dict(reached["headers"])[b"host"] for reached in inner.reached]
    assert hosts == [b"ask.example", b"127.0.0.1:7860"], "a request straight to the machine is no visitor's"
    assert [reached["scheme"] for reached in inner.reached] == ["https", "http"]


def test_the_app_may_stand_below_a_path_of_its_host() -> None:
    inner = Inner()
    asked = scope("POST", "/below/api/v1/ask", [("origin", SITE)]) | {"root_path": "/below"}
    assert reply(inner, asked).header("access-control-allow-origin") == SITE


@pytest.mark.parametrize(
    ("peer", "headers", "local"),
    [("127.0.0.1", [], True), ("::1", [], True), (PEER, [], False), ("127.0.0.1", FORGED[:1], False)],
)
def test_local_is_who_comes_from_this_machine_through_no_proxy(peer: str, headers: Any, local: bool) -> None:
    inner = Inner()
    reply(inner, scope(peer=peer, headers=headers))
    assert caller(inner).local is local


def test_who_asks_for_a_public_name_is_not_local() -> None:
    """A proxy on this machine that says nothing of itself still passes the visitor's name for the host on."""
    inner = Inner()
    reply(inner, scope(peer="127.0.0.1", host="ask.example"), public_url="https://ask.example")
    assert caller(inner).local is False


# --- size ------------------------------------------------------------------------------------------------------------


def test_a_body_is_read_up_to_the_limit() -> None:
    inner = Inner()
    pieces = [b"x" * (MAX_BODY // 4)] * 4
    assert reply(inner, scope("POST", ASK), Sender(pieces)).status == 200
    assert inner.bodies == [b"".join(pieces)]


@pytest.mark.parametrize("length", [str(MAX_BODY + 1), "9" * 30])
def test_a_body_that_is_told_to_be_too_large_is_not_read(length: str) -> None:
    inner, sender = Inner(), Sender([b"x"])
    found = reply(inner, scope("POST", ASK, [("content-length", length)]), sender)
    assert (found.status, found.problem, inner.reached, sender.sent) == (413, "too-large", [], 0)


@pytest.mark.parametrize(
    "headers", [[], [("transfer-encoding", "chunked")], [("content-length", "5")], [("content-length", "²")]]
)
def test_a_body_that_does_not_tell_its_length_is_counted(headers: Any) -> None:
    inner, sender = Inner(), Sender([b"x" * 10_000] * 100)
    found = reply(inner, scope("POST", ASK, headers), sender)
    assert (found.status, found.problem, inner.reached) == (413, "too-large", [])
    assert sender.sent == 7, "nothing is read beyond the limit"


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "TRACE"])
def test_a_body_is_counted_whatever_the_method(method: str) -> None:
    asked = scope(method, ASK, [("transfer-encoding", "chunked")])
    assert reply(Inner(), asked, Sender([b"x" * 70_000])).status == 413


def test_a_body_that_lingers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes.body, "__defaults__", (0.01,))
    inner = Inner()
    found = reply(inner, scope("POST", ASK), Lingering([b"x"]))
    assert (found.status, found.problem, inner.reached) == (408, "too-late", [])


class Lingering(Sender):
    async def __call__(self) -> Any:
        return await super().__call__() | {"more_body": True}


def test_who_hangs_up_before_the_body_is_whole_asks_nothing() -> None:
    inner = Inner()
    assert reply(inner, scope("POST", ASK), Sender([b"x"], hangs_up=True)).messages == []
    assert inner.reached == []


def test_who_does_not_read_the_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard_module, "PATIENCE", 0.02)
    ended = []

    async def lines() -> Any:
        try:
            while True:
                yield b"line\n"
        finally:
            ended.append(True)

    async def streaming(scope: Any, receive: Any, send: Any) -> None:
        await StreamingResponse(lines())(scope, receive, send)

    async def blocked(message: Any) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()

    async def test() -> None:
        async with asyncio.timeout(5):
            await guarded(streaming)(scope(), Sender([b""]), blocked)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(test())
    assert ended == [True]


# --- how much --------------------------------------------------------------------------------------------------------


def test_too_many_requests_are_refused_before_they_cost_anything() -> None:
    inner = Inner()
    guard = guarded(inner, rate_per_address="1/minute")
    found = [reply_to(guard, scope("GET", "/api/v1/profiles")) for _ in range(11)]
    assert [one.status for one in found] == [200] * 10 + [429]
    assert 0 < int(found[-1].header("retry-after") or 0) <= 60
    assert found[-1].json["detail"].startswith("10 requests a minute are the most from one address.")
    assert len(inner.reached) == 10
    assert reply_to(guard, scope("GET", "/healthz")).status == 200
    assert reply_to(guard, scope("GET", "/api/v1/profiles", peer="198.51.100.1")).status == 200


@pytest.mark.parametrize("path", ["/assets/index.js", "/askme-static/chat.css", "/embed.js", "/healthz"])
def test_files_and_health_are_not_counted(path: str) -> None:
    guard = guarded(Inner(), rate_per_address="1/minute")
    assert {reply_to(guard, scope("GET", path)).status for _ in range(100)} == {200}


def test_the_owner_is_told_once_when_the_chat_page_itself_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    """A proxy that hides the name under which it was asked makes the own page look like another site's."""
    guard = guarded(Inner())
    for _ in range(3):
        reply_to(guard, scope("POST", "/gradio_api/queue/join", [("origin", "https://ask.example")]))
    [record] = caplog.records
    assert record.getMessage() == (
        "The chat page was refused: https://ask.example may not ask here. "
        "If that is this server's own page, set public_url to its address."
    )
