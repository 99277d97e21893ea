"""The OpenAPI document at `/openapi.json`: what FastAPI writes, with what it cannot know put in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from starlette.responses import Response

from askme.settings import Settings
from askme.web.api import bodies, examples
from askme.web.openai import examples as chats
from askme.web.openai.bodies import Chunk
from askme.web.problems import MEDIA_TYPE

PATH = "/openapi.json"
_JSON, _EVENTS = "application/json", "text/event-stream"
_ABOUT = """Ask questions about the people whose profiles are here. Every sentence of an answer points to the exact
words that support it; what the profiles do not say is answered with an abstention. Every refusal is a problem
(RFC 9457). Without a key, public profiles can be asked about."""
_TAGS = [
    {"name": "ask", "description": "Ask a question."},
    {"name": "people", "description": "Who can be asked about, and what is known of them."},
    {"name": "openai", "description": "The same for programs that speak to OpenAI's chat completions."},
]
_KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key made by `askme key NAME`; `anonymous` counts as none.",
}


@dataclass(frozen=True)
class _More:
    """What FastAPI cannot know of an operation. Of examples it leaves out every null, so they are not in the routes."""

    sent: dict[str, Any]
    got: dict[str, Any]
    event: type[BaseModel] | None = None
    """What the data of its server-sent events is."""
    marks: tuple[str, ...] = ()
    """What that data may be besides."""


_MORE = {
    "ask": _More(examples.QUESTION, examples.ANSWER),
    "ask_stream": _More(examples.QUESTION, examples.EVENTS, bodies.Events),
    "profiles": _More({}, examples.PROFILES),
    "source": _More({}, examples.SOURCE),
    "chat_completions": _More(chats.REQUEST, chats.COMPLETION, Chunk, ("[DONE]",)),
    "models": _More({}, chats.MODELS),
    "model": _More({}, chats.MODEL),
}
"""By operation."""


def router(settings: Settings) -> APIRouter:
    """The document's own address."""
    routes = APIRouter()

    @cache
    def written(app: FastAPI) -> bytes:
        return json.dumps(document(app, settings), ensure_ascii=False).encode()

    @routes.get(PATH, include_in_schema=False)
    def openapi(request: Request) -> Response:
        return Response(written(request.app), media_type=_JSON)

    return routes


def document(app: FastAPI, settings: Settings) -> dict[str, Any]:
    """The OpenAPI document of an app."""
    made = get_openapi(
        title="askme", version=version("askme"), description=" ".join(_ABOUT.split()), routes=app.routes, tags=_TAGS
    )
    schemas = made["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Ask"]["properties"]["question"]["maxLength"] = settings.max_question_chars
    made["components"]["securitySchemes"] = {"key": _KEY}
    for operation in _operations(made):
        operation["security"] = [{}, {"key": []}]
        told = sorted(operation["responses"].items())
        operation["responses"] = {status: _told(status, one) for status, one in told if not _is_fastapis(one)}
        if more := _MORE.get(operation["operationId"]):
            _add(more, operation, schemas)
    return made


def _add(more: _More, operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    got = operation["responses"]["200"].setdefault("content", {})
    if more.event is not None:
        got.setdefault(_EVENTS, {})["itemSchema"] = _event(more.event, more.marks, schemas)
    for content, given in ((operation.get("requestBody", {}).get("content", {}), more.sent), (got, more.got)):
        for media_type, shown in given.items():
            content[media_type] |= shown


def _operations(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in made["paths"].values():
        yield from path.values()


def _is_fastapis(response: dict[str, Any]) -> bool:
    """Whether it tells of a parameter that no request can get wrong (a path is any text), in a shape never sent."""
    return "HTTPValidationError" in str(response)


def _told(status: str, response: dict[str, Any]) -> dict[str, Any]:
    """A response; a problem under its own media type."""
    content = response.get("content", {})
    if status < "400" or not content:
        return response
    return response | {"content": {MEDIA_TYPE: next(iter(content.values()))}}


def _event(model: type[BaseModel], marks: tuple[str, ...], schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema of a server-sent event whose data is a value of `model` as JSON (or one of a few marks)."""
    made = model.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    for name, schema in made.pop("$defs", {}).items():
        schemas.setdefault(name, schema)
    schemas.setdefault(model.__name__, made)
    value = {
        "type": "string",
        "contentMediaType": _JSON,
        "contentSchema": {"$ref": f"#/components/schemas/{model.__name__}"},
    }
    data = {"anyOf": [value, {"enum": list(marks)}]} if marks else value
    return {"type": "object", "required": ["data"], "properties": {"event": {"type": "string"}, "data": data}}
