"""The API over the scripted assistant, through the whole app with its guard."""

from __future__ import annotations

import json
from typing import Any

import pytest
from api_site import client, events
from fastapi.testclient import TestClient
from scripted import IDRIS, LEDGER, TEAM, Scripted

from askme.policy import key_hash
from askme.schema import Document, Profile

ASK, STREAM = "/api/v1/ask", "/api/v1/ask/stream"
SHOP = "https://shop.example"
KEY = "askme_for_the_robot_alone"
PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture(scope="module")
def site(scripted: Scripted) -> TestClient:
    """Marta may be asked about from the shop; Mallory is private, and the robot's key names her alone."""
    return client(
        scripted,
        profiles={"marta": {"origins": [SHOP]}, "mallory": {"visibility": "private"}},
        keys={"robot": {"hash": key_hash(KEY), "profiles": ["mallory"]}, "other": {"hash": key_hash(KEY + "2")}},
    )


def ask(site: TestClient, question: str, headers: dict[str, str] | None = None, **more: Any) -> Any:
    response = site.post(ASK, json={"question": question, **more}, headers=headers)
    assert response.status_code == 200, response.text
    return response.json()


def problem(response: Any, status: int, kind: str) -> str:
    """The detail of a problem, which is told in the one shape."""
    assert (response.status_code, response.headers["content-type"]) == (status, PROBLEM), response.text
    told = response.json()
    assert set(told) == {"type", "title", "status", "detail"} and told["status"] == status
    assert told["type"] == f"urn:askme:problem:{kind}"
    assert response.headers["cache-control"] == "no-store"
    return str(told["detail"])


# --- answers ------------------------------------------------------------------------------------------------------


def test_an_answer_shows_the_words_of_its_sources(site: TestClient) -> None:
    answer = ask(site, "What does Marta do at Northwind Pay?")
    assert answer["status"] == "answered" and answer["reason"] is None
    first = answer["claims"][0]
    assert first["pieces"][1] == {"text": TEAM.quote, "citation": 0}
    assert first["citations"][0]["trail"] == ["Experience", "Northwind Pay", "Staff Engineer"]
    for claim in answer["claims"]:
        for citation in claim["citations"]:
            source = site.get("/api/v1" + citation["url"].partition("?")[0]).json()
            assert source["text"][citation["start"] : citation["end"]] == citation["quote"]
            assert (source["profile"], source["name"]) == (citation["profile"], citation["name"])


def test_an_abstention_is_an_answer(site: TestClient) -> None:
    answer = ask(site, "What is her favourite colour?")
    assert (answer["status"], answer["reason"], answer["claims"]) == ("abstained", "not_stated", [])
    assert answer["nearest"][0]["quote"] == TEAM.quote and answer["suggestions"]


def test_the_stream_ends_with_the_very_answer(site: TestClient) -> None:
    response = site.post(STREAM, json={"question": "Who has worked with market data?"})
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-store" and response.headers["x-accel-buffering"] == "no"
    found = events(response.text)
    assert [name for name, _ in found] == ["understood", "retrieved", *["claimed"] * 6, "finished"]
    assert all(body["type"] == name for name, body in found)
    streamed, whole = found[-1][1]["answer"], ask(site, "Who has worked with market data?")
    assert streamed | {"conversation": ""} == whole | {"conversation": ""}
    assert [body["claim"] for name, body in found if name == "claimed"] == whole["claims"]


def test_a_failure_on_the_way_is_the_streams_last_event(site: TestClient) -> None:
    *_, (name, told) = events(site.post(STREAM, json={"question": "error"}).text)
    assert (name, told["type"], told["problem"]) == ("problem", "problem", "urn:askme:problem:not-ready")
    assert (told["status"], told["retry_after"]) == (503, 5) and told["detail"].startswith("The index is being rebuilt")


def test_a_failure_of_ours_says_nothing_of_the_inside(site: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    assert "secret" not in problem(site.post(ASK, json={"question": "broken"}), 500, "broken")
    assert "secret" not in site.post(STREAM, json={"question": "broken"}).text


def test_an_index_that_is_rebuilt_asks_for_patience(site: TestClient) -> None:
    response = site.post(ASK, json={"question": "error"})
    assert problem(response, 503, "not-ready").startswith("The index is being rebuilt.")
    assert response.headers["retry-after"] == "5"


# --- follow-ups ---------------------------------------------------------------------------------------------------


def test_a_conversation_goes_on(site: TestClient, scripted: Scripted) -> None:
    first = ask(site, "Where did Marta study?")
    second = ask(site, "And at Northwind?", conversation=first["conversation"])
    assert second["standalone"] == "About Marta Lindqvist: at Northwind?"
    assert second["conversation"] == first["conversation"] and len(first["conversation"]) >= 43
    *_, (_, last) = events(
        site.post(STREAM, json={"question": "And Idris?", "conversation": first["conversation"]}).text
    )
    assert last["answer"]["conversation"] == first["conversation"]
    assert scripted.asked[-1].history == ("Where did Marta study?", "And at Northwind?")


def test_every_first_question_begins_a_conversation_of_its_own(site: TestClient) -> None:
    assert len({ask(site, "Where did Marta study?")["conversation"] for _ in range(5)}) == 5


@pytest.mark.parametrize("path", [ASK, STREAM])
def test_nobody_else_continues_a_conversation(site: TestClient, scripted: Scripted, path: str) -> None:
    key = {"authorization": f"Bearer {KEY}"}
    mine = ask(site, "Who is Mallory?", headers=key)["conversation"]
    asked = len(scripted.asked)
    from_page = {"origin": SHOP}
    for headers, body in (
        ({}, {"conversation": mine}),
        ({"authorization": f"Bearer {KEY}2"}, {"conversation": mine}),
        (from_page, {"conversation": mine, "profile": "marta"}),
        (key, {"conversation": mine[:-1] + ("A" if mine[-1] != "A" else "B")}),
        (key, {"conversation": ""}),
        (key, {"conversation": "\ud800"}),
    ):
        text = json.dumps({"question": "And then?", **body})
        response = site.post(path, content=text, headers={"content-type": "application/json", **headers})
        problem(response, 404, "no-conversation")
    assert len(scripted.asked) == asked
    assert ask(site, "And then?", headers=key, conversation=mine)["conversation"] == mine


def test_a_conversation_expires() -> None:
    short = client(conversation_minutes=1e-6)
    begun = ask(short, "Where did Marta study?")["conversation"]
    problem(short.post(ASK, json={"question": "And then?", "conversation": begun}), 404, "no-conversation")


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [ASK, STREAM])
@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ({"question": ""}, 422, "question"),
        ({"question": " \n\u3000"}, 422, "question"),
        ({"question": "x" * 2001}, 422, "question"),
        ({}, 422, "invalid"),
        ({"question": 1}, 422, "invalid"),
        ({"question": None}, 422, "invalid"),
        ({"question": ["x"]}, 422, "invalid"),
        ({"question": "x", "profile": 1}, 422, "invalid"),
        ({"question": "x", "history": []}, 422, "invalid"),
        ([], 422, "invalid"),
        ("x", 422, "invalid"),
        ({"question": "x", "profile": "nobody"}, 404, "no-profile"),
        ({"question": "x", "profile": ""}, 404, "no-profile"),
        ({"question": "x", "profile": "mallory"}, 404, "no-profile"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_computed(
    site: TestClient, scripted: Scripted, path: str, body: Any, status: int, kind: str
) -> None:
    asked = len(scripted.asked)
    assert problem(site.post(path, json=body), status, kind)
    assert len(scripted.asked) == asked


def test_a_question_of_the_greatest_length_is_answered(site: TestClient) -> None:
    assert ask(site, "x" + "\U0001f600" * 1999)["status"] == "abstained"


@pytest.mark.parametrize(
    ("text", "status", "kind"),
    [
        (b"", 422, "invalid"),
        (b"null", 422, "invalid"),
        (b'{"question": "x"', 400, "unreadable"),
        (b'{"question": "\xff"}', 400, "unreadable"),
        (b"[" * 20_000, 400, "unreadable"),
        (b'{"question": ' + b"9" * 10_000 + b"}", 400, "unreadable"),
        (b'{"question": NaN}', 422, "invalid"),
        (b'{"question": "x", "\\udfff": 1}', 422, "invalid"),
    ],
)
def test_what_is_no_such_json_is_a_problem(site: TestClient, text: bytes, status: int, kind: str) -> None:
    problem(site.post(ASK, content=text, headers={"content-type": "application/json"}), status, kind)


@pytest.mark.parametrize("given", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"])
def test_only_json_is_taken_so_that_no_form_of_another_page_can_ask(site: TestClient, given: str | None) -> None:
    headers = {} if given is None else {"content-type": given}
    response = site.post(ASK, content=b'{"question": "Where did Marta study?"}', headers=headers)
    assert "application/json" in problem(response, 415, "media-type")


def test_json_may_be_spelt_in_several_ways(site: TestClient) -> None:
    for kind in ("application/json; charset=utf-8", "Application/JSON", "application/vnd.ours+json"):
        response = site.post(ASK, content=b'{"question": "x"}', headers={"content-type": kind})
        assert response.status_code == 200


@pytest.mark.parametrize("text", ["\ud800", "\x00", "\u202e\ufeff\u2028", "\U0010ffff" * 50, "?!"])
@pytest.mark.parametrize("address", [ASK, f"{ASK}/stream"])
def test_without_a_letter_or_a_digit_nothing_is_asked(site: TestClient, text: str, address: str) -> None:
    sent = json.dumps({"question": text})
    response = site.post(address, content=sent, headers={"content-type": "application/json"})
    problem(response, 422, "question")


@pytest.mark.parametrize("text", ["x\ud800", "a\udfff\x00b", "İ\u0130", "\u202ewho\ufeff\u2028"])
def test_any_other_text_is_a_question(site: TestClient, text: str) -> None:
    response = site.post(ASK, content=json.dumps({"question": text}), headers={"content-type": "application/json"})
    assert response.status_code == 200
    assert response.json()["question"] == text.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")


def test_another_method_or_address_is_a_problem(site: TestClient) -> None:
    response = site.get(ASK)
    problem(response, 405, "method")
    assert response.headers["allow"] == "POST"
    problem(site.post("/api/v1/profiles", json={}), 405, "method")
    for path in ("/api/v1/", "/api/v1/ask/", "/api/v1/nothing", "/api/v1/ask/stream/x"):
        problem(site.get(path, follow_redirects=False), 404, "not-found")


# --- people and sources -------------------------------------------------------------------------------------------


def test_who_can_be_asked_about_depends_on_who_asks(site: TestClient) -> None:
    def ids(**headers: str) -> list[str]:
        return [one["id"] for one in site.get("/api/v1/profiles", headers=headers).json()["profiles"]]

    assert ids() == ["marta", "idris"]
    assert ids(authorization=f"Bearer {KEY}") == ["mallory"]
    assert ids(authorization="Bearer anonymous") == ["marta", "idris"]
    assert ids(origin=SHOP) == ["marta"]


def test_a_person_comes_with_what_to_begin_with(site: TestClient) -> None:
    told = site.get("/api/v1/profiles").json()
    assert told["profiles"][0] == {
        "id": "marta",
        "name": "Marta Lindqvist",
        "headline": "Staff engineer for payments and ledgers",
        "links": [],
        "starters": ["What does Marta do at Northwind Pay?", "Who has worked with market data?"],
    }
    assert len(told["starters"]) == 4


def test_a_source_is_its_text(site: TestClient) -> None:
    assert site.get("/api/v1/sources/idris/cv.pdf").json() == {
        "id": "idris/cv.pdf",
        "profile": "idris",
        "name": "Idris Okafor",
        "text": IDRIS.text,
    }
    assert site.get("/api/v1/sources/idris%2Fcv.pdf").status_code == 200


@pytest.mark.parametrize(
    "path", ["", "nothing.md", "..%2F..%2Fetc%2Fpasswd", "%00", "mallory.md", "%ED%A0%80", "/marta.md", "marta.md/"]
)
def test_other_sources_are_not_found(site: TestClient, path: str) -> None:
    """Private ones among them."""
    problem(site.get(f"/api/v1/sources/{path}", follow_redirects=False), 404, "not-found")


def test_another_sites_page_sees_only_who_allows_it(site: TestClient) -> None:
    assert site.get("/api/v1/sources/idris/cv.pdf", headers={"origin": SHOP}).status_code == 404
    found = site.post(ASK, json={"question": "What did Marta study?", "profile": "marta"}, headers={"origin": SHOP})
    assert (found.status_code, found.headers["access-control-allow-origin"]) == (200, SHOP)
    refused = site.post(ASK, json={"question": "x", "profile": "idris"}, headers={"origin": SHOP})
    problem(refused, 403, "origin")


class Odd(Scripted):
    """One person whose document has an odd name."""

    NAME = 'a b/50% é?"<b>#.md'

    def document(self, document_id: str) -> Document | None:
        return LEDGER.document.model_copy(update={"id": self.NAME}) if document_id == self.NAME else None

    def among(self, profile_ids: Any) -> Odd:
        return self

    def profiles(self) -> tuple[Profile, ...]:
        return (Profile(id="marta", name="Marta \ud800", links=("https://m.example",)),)


def test_odd_names_are_found_again_and_can_be_told() -> None:
    from askme.web.links import document_url

    odd = client(Odd())
    assert odd.get("/api/v1" + document_url(Odd.NAME)).json()["id"] == Odd.NAME
    assert odd.get("/api/v1/profiles").json()["profiles"][0]["name"] == "Marta \ud800"
