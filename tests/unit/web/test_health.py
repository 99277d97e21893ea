from __future__ import annotations

from typing import Any, Literal

import pytest
from asgi_calls import Reply, reply_to, scope
from fastapi import FastAPI
from scripted import Scripted

from askme.errors import IndexMissing
from askme.policy import key_hash
from askme.schema import Profile
from askme.settings import Settings
from askme.web import errors, health
from askme.web.guard import Guard
from askme.web.site import Site


class Broken(Scripted):
    def profiles(self) -> tuple[Profile, ...]:
        raise IndexMissing("/srv/index: there is no index.")


def reply(
    path: str, assistant: Scripted | None = None, *, headers: Any = (), peer: str = "127.0.0.1", **given: Any
) -> Reply:
    settings = Settings(keys={"crm": {"hash": key_hash("askme_x")}}, **given)
    site = Site.of(assistant or Scripted(), settings)
    app = FastAPI()
    errors.install(app)
    app.include_router(health.router(site))
    return reply_to(Guard(app, settings, site.desk.limits, site.metrics), scope("GET", path, headers, peer=peer))


def test_a_server_is_healthy_even_without_an_index() -> None:
    for assistant in (Scripted(), Broken()):
        found = reply("/healthz", assistant)
        assert (found.status, found.body) == (200, b'{"status":"ok"}')


def test_it_is_ready_when_it_can_answer() -> None:
    assert reply("/readyz").json == {"status": "ready", "profiles": 3}
    assert reply("/readyz", profiles={"marta": {"visibility": "private"}}).json["profiles"] == 2


def test_it_is_not_ready_without_an_index() -> None:
    found = reply("/readyz", Broken())
    assert (found.status, found.problem, found.header("retry-after")) == (503, "not-ready", "5")
    assert b"/srv" not in found.body


KEY = [("authorization", "Bearer askme_x")]
FORWARDED = [("x-forwarded-for", "127.0.0.1")]


@pytest.mark.parametrize(
    ("who", "peer", "headers", "status"),
    [
        ("local", "127.0.0.1", [], 200),
        ("local", "::1", [], 200),
        ("local", "192.0.2.1", [], 404),
        ("local", "127.0.0.1", FORWARDED, 404),
        ("local", "127.0.0.1", [("forwarded", "for=127.0.0.1")], 404),
        ("local", "192.0.2.1", FORWARDED, 404),
        ("local", "192.0.2.1", KEY, 200),
        ("public", "192.0.2.1", [], 200),
        ("off", "127.0.0.1", [], 404),
        ("off", "127.0.0.1", KEY, 404),
    ],
)
def test_who_may_read_the_counts(who: Literal["local", "public", "off"], peer: str, headers: Any, status: int) -> None:
    assert reply("/metrics", headers=headers, peer=peer, metrics=who).status == status


def test_a_trusted_proxy_cannot_lend_its_own_address() -> None:
    found = reply("/metrics", headers=FORWARDED, trusted_proxies="127.0.0.1")
    assert found.status == 404


def test_the_counts_are_numbers_for_prometheus() -> None:
    found = reply("/metrics")
    assert found.header("content-type") == "text/plain; version=0.0.4; charset=utf-8"
    assert b"askme_questions_at_work 0.0" in found.body
    assert b"askme_conversations 0.0" in found.body
