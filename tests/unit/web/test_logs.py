"""What stands in the log: a line for each request where that is wanted, and never a question that nobody allowed."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from asgi_calls import Inner, Reply, Sender, reply_to, scope
from fastapi import FastAPI, Request

from askme.settings import Settings
from askme.web import errors, logs
from askme.web.guard import Guard
from askme.web.limits import Limits
from askme.web.metrics import Metrics
from askme.web.problems import Kind, Problem

SECRET = "Who is my secret crush?"


def reply(app: Any, request: Any, metrics: Metrics | None = None) -> Reply:
    settings = Settings()
    around = {"settings": settings, "limits": Limits(settings), "metrics": metrics or Metrics()}
    if isinstance(app, FastAPI):
        app.add_middleware(Guard, **around)
    else:
        app = Guard(app, **around)
    return reply_to(app, request, Sender([SECRET.encode()]))


@pytest.fixture
def app() -> FastAPI:
    made = FastAPI()
    errors.install(made)

    @made.post("/api/v1/ask")
    async def ask(request: Request) -> None:
        raise ValueError(f"cannot parse {(await request.body()).decode()}")

    @made.get("/api/v1/sources/{name:path}")
    def source(name: str) -> None:
        raise Problem(Kind.NOT_FOUND, "No such source.")

    return made


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.name == logs.REQUESTS.name]


def test_a_request_is_one_line(app: FastAPI, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "askme.web.requests"):
        reply(app, scope("GET", "/api/v1/sources/private-name.md", query="q=secret"))
        reply_to(app, scope("GET", "/nowhere\r\nforged \x1b[31m", query="q=secret"))
        reply_to(app, scope("GET", "/api/v1/ask", [("origin", "null")]))
    first, second, third = [line.split() for line in lines(caplog)]
    assert first[:3] + first[4:] == ["GET", "/api/v1/sources/{name:path}", "404", "api", "not-found"]
    assert second[:3] == ["GET", "/nowhere%0D%0Aforged%20%1B%5B31m", "404"]
    assert third[:3] + third[4:] == ["GET", "/api/v1/ask", "403", "api", "origin"]
    assert first[3].endswith("ms") and "secret" not in caplog.text and "private-name" not in caplog.text


def test_no_request_is_logged_unless_that_is_wanted(app: FastAPI, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        reply(app, scope("GET", "/api/v1/sources/x"))
    assert caplog.records == []


def test_a_failure_nobody_foresaw_is_a_problem_and_its_text_is_not_in_the_log(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        found = reply(app, scope("POST", "/api/v1/ask"))
    assert (found.status, found.problem) == (500, "broken")
    assert found.header("content-security-policy") is not None
    assert SECRET not in found.body.decode()
    assert "secret" not in caplog.text
    assert "ValueError at " in caplog.text and "test_logs.py" in caplog.text and " ask" in caplog.text


def test_a_failure_after_the_response_began_is_logged_and_sends_nothing_more(caplog: pytest.LogCaptureFixture) -> None:
    async def failing(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError(SECRET)

    found = reply(failing, scope())
    assert (found.status, len(found.messages)) == (200, 1)
    assert "RuntimeError" in caplog.text and "secret" not in caplog.text


def test_the_causes_are_told_without_what_they_say() -> None:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        told = logs.described(error)
    assert told.count("test_logs.py") == 2
    assert "ValueError" in told and "caused by KeyError" in told and "\n" not in told and "secret" not in told


@pytest.mark.parametrize("name", ["uvicorn.error", "asyncio", "gradio"])
def test_libraries_log_no_text_of_an_exception_while_the_server_runs(
    name: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(name), "filters", [])  # servers of other tests may still run

    def fail() -> None:
        try:
            raise ValueError(SECRET)
        except ValueError:
            logging.getLogger(name).exception("Exception in ASGI application\n")

    with logs.kept(Settings()):
        fail()
        assert "secret" not in caplog.text and "Exception in ASGI application: ValueError at" in caplog.text
    fail()
    assert "secret" in caplog.text, "afterwards it is as it was"


def test_what_the_owner_wants_to_read_is_written_while_the_server_runs(
    app: FastAPI, capsys: pytest.CaptureFixture[str]
) -> None:
    with logs.kept(Settings(log_requests=True)):
        reply(app, scope("GET", "/api/v1/sources/x"))
    reply_to(app, scope("GET", "/api/v1/sources/y"))
    assert capsys.readouterr().err.count("GET /api/v1/sources/{name:path} 404") == 1


def test_refusals_are_counted_by_kind(app: FastAPI) -> None:
    metrics = Metrics()
    reply(app, scope("GET", "/api/v1/sources/x"), metrics)
    reply_to(app, scope("GET", "/", host="evil.example"))
    reply(Inner((418, (), b"")), scope(), metrics)
    told = metrics.text().decode()
    for kind in ("not-found", "host", "418"):
        assert f'askme_requests_refused_total{{problem="{kind}"}} 1.0' in told
