"""Problems as OpenAI's clients read them: the same, and once more under `error`."""

from __future__ import annotations

from pydantic import BaseModel, Field

from askme.web.problems import Details, Problem

_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


class Told(BaseModel):
    """The line that the client shows, with the kind of problem as its code."""

    message: str
    type: str = Field(examples=["rate_limit_error"])
    code: str = Field(examples=["too-many"])
    param: None = None


class Failure(Details):
    """RFC 9457 problem details, with what OpenAI's clients look for."""

    error: Told


def failure(problem: Problem) -> Failure:
    """A problem as it is sent on the addresses that OpenAI's clients use."""
    kind = problem.kind.value
    other = "server_error" if kind.status >= 500 else "invalid_request_error"
    told = Told(message=problem.detail, type=_TYPES.get(kind.status, other), code=kind.name)
    return Failure(**problem.details.model_dump(), error=told)
