from __future__ import annotations

import json

import pytest
from pydantic import BaseModel
from scripted import ANSWERS, CHANNELS, IDRIS, LEDGER, MARTA, PEOPLE, Scripted, cite

from askme.schema import Citation, Claim, Question, StepKind, Support, Verdict
from askme.web.api.bodies import whole
from askme.web.api.rendering import Rendering, failed
from askme.web.encoding import encoded
from askme.web.links import document_url, source_url
from askme.web.problems import Kind, Problem

RENDERING = Rendering.of(PEOPLE)


def test_a_citation_says_who_where_and_when() -> None:
    assert RENDERING.citation(LEDGER).model_dump() == {
        "profile": "marta",
        "name": "Marta Lindqvist",
        "source": "marta.md",
        "start": LEDGER.start,
        "end": LEDGER.end,
        "quote": LEDGER.quote,
        "trail": ["Experience", "Northwind Pay", "Staff Engineer"],
        "dates": "2021 – Present",
        "url": f"/sources/marta.md?start={LEDGER.start}&end={LEDGER.end}",
    }


def test_dates_are_those_of_the_innermost_entry_on_one_line() -> None:
    found = cite(MARTA, "40 ms", (StepKind.DATES, "2021 – Present"), (StepKind.DATES, "2016 – 2021"))
    assert RENDERING.citation(found).dates == "2016 – 2021"
    assert RENDERING.citation(cite(MARTA, "40 ms")).dates == ""


def test_a_person_without_a_name_here_is_called_by_the_id() -> None:
    assert Rendering({}).citation(CHANNELS).name == "idris"


def test_pieces_join_to_the_text_and_point_to_their_citations() -> None:
    for claims in ANSWERS.values():
        for claim in claims:
            body = RENDERING.claim(claim)
            assert "".join(piece.text for piece in body.pieces) == body.text
            for piece in body.pieces:
                assert piece.citation is None or piece.text in body.citations[piece.citation].quote


def test_a_claim_that_a_model_wrote_has_no_pieces() -> None:
    claim = Claim(text="She builds.", citations=(LEDGER,), verdict=Verdict(support=Support.SUPPORTED, reason="near"))
    body = RENDERING.claim(claim)
    assert (body.pieces, body.verdict.model_dump()) == ([], {"support": "supported", "reason": "near"})


def test_the_events_of_an_answer_are_the_answer_in_parts() -> None:
    events = [RENDERING.event(one, "c0").model_dump() for one in Scripted().stream(Question(text="market data"))]
    kinds = [one["type"] for one in events]
    assert kinds == ["understood", "retrieved", *["claimed"] * 6, "finished"]
    assert [one["claim"] for one in events if one["type"] == "claimed"] == events[-1]["answer"]["claims"]
    assert events[-1]["answer"]["conversation"] == "c0" and events[1]["statements"] == 0


def test_an_abstention_says_why_and_what_comes_nearest() -> None:
    *_, last = Scripted().stream(Question(text="Which colour?"))
    answer = RENDERING.event(last).model_dump()["answer"]
    assert (answer["status"], answer["reason"], answer["claims"]) == ("abstained", "not_stated", [])
    assert [one["source"] for one in answer["nearest"]] == ["marta.md", "marta.md", "idris/cv.pdf"]
    assert answer["conversation"] is None


def test_a_problem_ends_a_stream() -> None:
    told = failed(Problem(Kind.TOO_SLOW, "Ask again.", retry_after=5)).model_dump()
    assert told == {
        "type": "problem",
        "problem": "urn:askme:problem:too-slow",
        "title": "The answer took too long",
        "status": 503,
        "detail": "Ask again.",
        "retry_after": 5,
    }


@pytest.mark.parametrize(
    "source", ["a b.md", "50%.md", "x?y#z.md", "é/日本.md", '"><b>.md', "a&start=1.md", "..%2F.md"]
)
def test_an_address_leads_back_to_its_document(source: str) -> None:
    from urllib.parse import unquote, urlsplit

    url = source_url(Citation.of(IDRIS.model_copy(update={"id": source, "source": source}), 3, 7))
    parts = urlsplit(url)
    assert url.isascii() and not parts.netloc and '"' not in url and "<" not in url
    assert unquote(parts.path) == f"/sources/{source}" and parts.query == "start=3&end=7"
    assert parts.path == document_url(source)


class _Said(BaseModel):
    text: str


def test_what_utf8_cannot_hold_is_escaped() -> None:
    assert encoded(_Said(text="é \x00")) == '{"text":"é \\u0000"}'.encode()
    assert json.loads(encoded(_Said(text="a\ud800b"))) == {"text": "a\ud800b"}
    assert whole("a\ud800b\U0001f600") == "a\ufffdb\U0001f600"
