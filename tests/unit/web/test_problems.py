from __future__ import annotations

import json

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient
from pydantic import BaseModel

from askme.errors import AskmeError, CorpusError, IndexMissing, ModelError, ProfileNotFound, QuestionError
from askme.web import errors
from askme.web.errors import NOT_READY, of_error, response
from askme.web.problems import MEDIA_TYPE, Kind, Problem


@pytest.mark.parametrize("kind", list(Kind))
def test_a_problem_is_sent_as_rfc_9457_says(kind: Kind) -> None:
    sent = response(Problem(kind, "Say it.", retry_after=7))
    body = json.loads(bytes(sent.body))
    assert sent.headers["content-type"] == MEDIA_TYPE == "application/problem+json"
    assert set(body) == {"type", "title", "status", "detail"}
    assert body["type"].startswith("urn:askme:problem:")
    assert (body["status"], body["detail"]) == (sent.status_code, "Say it.")
    assert (sent.headers["retry-after"], sent.headers["cache-control"]) == ("7", "no-store")


def test_every_kind_has_its_own_type() -> None:
    assert len({kind.value.name for kind in Kind}) == len(Kind)


@pytest.mark.parametrize(
    ("error", "kind", "detail"),
    [
        (ProfileNotFound("adda", ("ada",)), Kind.NO_PROFILE, "No profile has the id 'adda'. Nearest: ada."),
        (QuestionError("The question is empty."), Kind.QUESTION, "The question is empty."),
        (AskmeError("Ask again later."), Kind.NOT_READY, "Ask again later."),
        (IndexMissing("/srv/index: there is none."), Kind.NOT_READY, NOT_READY),
        (ModelError("/srv/model is altered."), Kind.NOT_READY, NOT_READY),
        (CorpusError("/srv/people is empty."), Kind.NOT_READY, NOT_READY),
    ],
)
def test_errors_of_our_own_tell_visitors_what_they_can_use(error: AskmeError, kind: Kind, detail: str) -> None:
    problem = of_error(error)
    assert (problem.kind, problem.detail) == (kind, detail)


class Body(BaseModel):
    question: str


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    errors.install(app)

    @app.post("/ask")
    def ask(body: Body) -> None:
        raise Problem(Kind.BUSY, "Later.", retry_after=2)

    @app.get("/teapot")
    def teapot() -> None:
        raise HTTPException(418, "short and stout", {"x-tea": "green"})

    return TestClient(app)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "detail"),
    [
        ("POST", "/ask", b'{"question": "Who?"}', 503, "Later."),
        ("POST", "/ask", b'{"question": 3}', 422, "question: Input should be a valid string."),
        ("POST", "/ask", b"{}", 422, "question: Field required."),
        ("POST", "/ask", b"{", 400, 'The body is no JSON. Send an object such as {"question": "..."}.'),
        ("POST", "/ask", b"[" * 50_000, 400, None),
        ("GET", "/ask", b"", 405, "This address takes another method."),
        ("GET", "/nothing", b"", 404, "Nothing is at this address."),
        ("GET", "/teapot", b"", 400, "short and stout"),
    ],
)
def test_every_failure_has_one_shape(
    client: TestClient, method: str, path: str, body: bytes, status: int, detail: str
) -> None:
    found = client.request(method, path, content=body, headers={"content-type": "application/json"})
    assert (found.status_code, found.headers["content-type"]) == (status, MEDIA_TYPE)
    assert detail is None or found.json()["detail"] == detail


def test_what_a_visitor_sent_is_not_repeated(client: TestClient) -> None:
    found = client.post("/ask", json={"question": ["<script>alert(1)</script>"]})
    assert "script" not in found.text
