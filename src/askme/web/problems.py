"""What a request can be refused with: RFC 9457 ("Problem Details for HTTP APIs"), one shape on every surface."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:askme:problem:"


@dataclass(frozen=True)
class _Kind:
    status: int
    name: str
    title: str


class Kind(Enum):
    """The kinds of problem; `name` ends the problem's `type`, and never changes."""

    UNREADABLE = _Kind(400, "unreadable", "The request cannot be read")
    UNKNOWN_KEY = _Kind(401, "unknown-key", "The API key is not known")
    ORIGIN = _Kind(403, "origin", "This site may not ask")
    CLOSED = _Kind(403, "closed", "This is not for you")
    NOT_FOUND = _Kind(404, "not-found", "There is no such thing here")
    NO_PROFILE = _Kind(404, "no-profile", "There is no such profile")
    NO_CONVERSATION = _Kind(404, "no-conversation", "There is no such conversation")
    METHOD = _Kind(405, "method", "The method is not allowed")
    TOO_LATE = _Kind(408, "too-late", "The request took too long to arrive")
    TOO_LARGE = _Kind(413, "too-large", "The request is too large")
    MEDIA = _Kind(415, "media-type", "The request is not JSON")
    HOST = _Kind(421, "host", "This server does not answer to that name")
    INVALID = _Kind(422, "invalid", "The request is not valid")
    QUESTION = _Kind(422, "question", "The question cannot be asked")
    TOO_MANY = _Kind(429, "too-many", "Too many questions")
    BROKEN = _Kind(500, "broken", "Something went wrong on our side")
    BUSY = _Kind(503, "busy", "The server is busy")
    NOT_READY = _Kind(503, "not-ready", "The server is not ready")
    TOO_SLOW = _Kind(503, "too-slow", "The answer took too long")


class Details(BaseModel):
    """A problem as it is sent."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"description": "RFC 9457 problem details."})

    type: str = Field(examples=[f"{TYPE}too-many"])
    title: str = Field(examples=["Too many questions"])
    status: int = Field(examples=[429])
    detail: str = Field(examples=["60 questions a minute are the most from one address. Ask again in 20 seconds."])


class Problem(Exception):
    """A request that is refused. `detail` is one line for whoever asked: the thing, the value and the remedy.

    :param retry_after: seconds after which asking again makes sense
    """

    def __init__(self, kind: Kind, detail: str, *, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        return self.kind.value.status

    @property
    def details(self) -> Details:
        kind = self.kind.value
        return Details(type=TYPE + kind.name, title=kind.title, status=kind.status, detail=self.detail)

    @property
    def headers(self) -> dict[str, str]:
        """The headers that go with it."""
        given = {"cache-control": "no-store"}
        if self.kind is Kind.UNKNOWN_KEY:
            given["www-authenticate"] = "Bearer"
        return given if self.retry_after is None else given | {"retry-after": str(self.retry_after)}
