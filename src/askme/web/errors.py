"""Every failure of a request in one shape: a problem (RFC 9457), one clear line, never a traceback."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from askme.errors import AskmeError, CorpusError, IndexError_, ModelError, ProfileNotFound, QuestionError
from askme.web.encoding import encoded
from askme.web.headers import PROBLEM
from askme.web.openai.failures import failure
from askme.web.problems import MEDIA_TYPE, Kind, Problem

logger = logging.getLogger(__name__)

BROKEN = "Something went wrong on our side. Please try again in a moment."
_BY_STATUS = {kind.value.status: kind for kind in (Kind.UNREADABLE, Kind.NOT_FOUND, Kind.METHOD, Kind.MEDIA)}


_LINES = {Kind.NOT_FOUND: "Nothing is at this address.", Kind.METHOD: "This address takes another method."}
NOT_READY = "The profiles cannot be read at the moment. Ask again in a minute."
"""What a visitor hears of a broken index or model: where those lie is the owner's business, and stands in the log."""


def install(app: FastAPI) -> None:
    """Answer every failure inside `app` with a problem; what nobody foresaw is left to the guard."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, problem: Problem) -> Response:
        return response(problem)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        return response(_of_validation(error))

    @app.exception_handler(AskmeError)
    async def _askme(request: Request, error: AskmeError) -> Response:
        return response(of_error(error))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        kind = _BY_STATUS.get(error.status_code, Kind.UNREADABLE if error.status_code < 500 else Kind.BROKEN)
        return response(Problem(kind, _LINES.get(kind, str(error.detail)[:200])), error.headers)


def of_error(error: AskmeError) -> Problem:
    """An error of askme's own as a problem."""
    if isinstance(error, ProfileNotFound):
        return Problem(Kind.NO_PROFILE, str(error))
    if isinstance(error, QuestionError):
        return Problem(Kind.QUESTION, str(error))
    if isinstance(error, (IndexError_, ModelError, CorpusError)):
        logger.warning("%s", error)
        return Problem(Kind.NOT_READY, NOT_READY, retry_after=5)
    return Problem(Kind.NOT_READY, str(error), retry_after=5)


def response(problem: Problem, headers: object = None) -> Response:
    """A problem as it is sent."""
    return _Told(problem, dict(headers) if isinstance(headers, dict) else {})


class _Told(Response):
    """A problem; where OpenAI's clients ask, it says what they look for besides."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem, headers: dict[str, str]) -> None:
        super().__init__(encoded(problem.details), problem.status, {**headers, **problem.headers})
        self._problem = problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[PROBLEM] = self._problem.kind.value.name
        if scope["path"].startswith("/v1/"):
            self.body = encoded(failure(self._problem))
            self.headers["content-length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


def _of_validation(error: RequestValidationError) -> Problem:
    """The first thing that is wrong: where it stands and what is the matter; never the value, which may be anything."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return Problem(Kind.UNREADABLE, 'The body is no JSON. Send an object such as {"question": "..."}.')
    where = ".".join(str(step) for step in first["loc"] if step != "body")[:100]
    return Problem(Kind.INVALID, f"{where or 'The body'}: {first['msg'][:200]}.")
