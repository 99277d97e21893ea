"""The OpenAPI document: what it says is true (schemathesis), and its examples are what is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import schemathesis
from api_site import LOCAL, PLENTY
from fastapi import FastAPI
from fastapi.testclient import TestClient
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, from_schema
from schemathesis.engine.events import FatalError, FuzzScenarioFinished, NonFatalError, ScenarioFinished
from scripted import Scripted

from askme.schema import Event, Question
from askme.settings import Settings
from askme.web.api import examples
from askme.web.app import create_app
from askme.web.problems import Kind

OURS = ("/api/v1/ask", "/api/v1/ask/stream", "/api/v1/profiles", "/api/v1/sources/{id}")
OPENAI = ("/v1/chat/completions", "/v1/models", "/v1/models/{id}")


class Calm(Scripted):
    """Never fails or waits, whatever is asked: made-up questions hold the words at which the script does."""

    def stream(self, question: Question) -> Iterator[Event]:
        yield from super().stream(question.model_copy(update={"text": "Where did Marta study?"}))


@pytest.fixture(scope="module")
def app() -> FastAPI:
    return create_app(Calm(), Settings(max_question_chars=300, hosts=("testserver",), **PLENTY))


@pytest.fixture(scope="module")
def document(app: FastAPI) -> dict[str, Any]:
    made: dict[str, Any] = TestClient(app, base_url=LOCAL).get("/openapi.json").json()
    return made


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, one) for path in (*OURS, *OPENAI) for one in document["paths"][path].values()]


def test_every_operation_is_described(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1") and document["info"]["title"] == "askme"
    named = {tag["name"] for tag in document["tags"]}
    for _, operation in operations(document):
        assert operation["summary"] and operation["description"] and set(operation["tags"]) <= named
        assert operation["security"] == [{}, {"key": []}]
        for status, response in operation["responses"].items():
            if status >= "400":
                assert list(response["content"]) == ["application/problem+json"] and response["description"]
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_the_longest_question_is_that_of_the_settings(document: dict[str, Any]) -> None:
    assert document["components"]["schemas"]["Ask"]["properties"]["question"]["maxLength"] == 300


def test_events_are_described_one_by_one(document: dict[str, Any]) -> None:
    told = document["paths"]["/api/v1/ask/stream"]["post"]["responses"]["200"]["content"]["text/event-stream"]
    data = told["itemSchema"]["properties"]["data"]
    assert data["contentSchema"] == {"$ref": "#/components/schemas/Events"}
    of = {one["$ref"].rpartition("/")[2] for one in document["components"]["schemas"]["Events"]["anyOf"]}
    assert of == {"Understood", "Retrieved", "Claimed", "Finished", "Failed"}


def test_examples_are_valid(document: dict[str, Any]) -> None:
    checked = 0
    for _, operation in operations(document):
        bodies = [operation.get("requestBody", {}), operation["responses"]["200"]]
        for content in (one.get("content", {}).get("application/json") for one in bodies):
            if content is None:
                continue
            schema = content["schema"] | {"components": document["components"]}
            for example in content["examples"].values():
                jsonschema.Draft202012Validator(schema).validate(example["value"])
                checked += 1
    assert checked >= 10


def test_the_example_of_a_stream_is_valid(document: dict[str, Any]) -> None:
    told = document["paths"]["/api/v1/ask/stream"]["post"]["responses"]["200"]["content"]["text/event-stream"]
    schema = {"$ref": "#/components/schemas/Events", "components": document["components"]}
    blocks = told["examples"]["answered"]["value"].strip().split("\n\n")
    for block in blocks:
        data = json.loads(block.split("data: ")[1])
        jsonschema.Draft202012Validator(schema).validate(data)
    assert len(blocks) == 4


@pytest.mark.slow
def test_the_document_is_true(app: FastAPI) -> None:
    """No 5xx, no response that the document does not describe, nothing invalid let in, nothing valid refused."""
    generation = {"deterministic": True, "max-examples": 60, "database": "none"}
    config = SchemathesisConfig.from_dict(
        {"seed": 1, "generation": generation, "phases": {"stateful": {"enabled": False}}}
    )
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config).include(path=[*OURS, *OPENAI])
    wrong: list[str] = []
    seen: set[tuple[str, int]] = set()
    for event in from_schema(schema).execute():
        if isinstance(event, NonFatalError | FatalError):
            wrong.append(repr(event))
        if isinstance(event, ScenarioFinished | FuzzScenarioFinished):
            sent = event.recorder.interactions
            seen |= {(event.recorder.label, one.response.status_code) for one in sent.values() if one.response}
            wrong += [
                f"{event.recorder.label} {check.name}: {check.failure_info and check.failure_info.failure}"
                for checks in event.recorder.checks.values()
                for check in checks
                if check.status is not Status.SUCCESS
            ]
    assert wrong == []
    asked = {("POST /api/v1/ask", status) for status in (200, 400, 404, 405, 415, 422)}
    assert asked | {("POST /v1/chat/completions", 200), ("GET /v1/models/{id}", 404)} <= seen


def test_what_the_guide_sends_is_answered(app: FastAPI) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
    sent = re.findall(r"http://127.0.0.1:7860(/\S+) .*\\\n  -d '(.*)'", guide)
    site = TestClient(app, base_url=LOCAL)
    for path, body in sent:
        assert site.post(path, content=body, headers={"content-type": "application/json"}).status_code == 200
    assert len(sent) == 2
    (answer,) = re.findall(r"```json\n(.*?)```", guide, re.DOTALL)
    assert json.loads(answer) == examples.ANSWER["application/json"]["examples"]["answered"]["value"]
    told = {kind.value.name for kind in Kind}
    assert told <= set(re.findall(r"`([a-z-]+)`", guide))
