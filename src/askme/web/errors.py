"""Every failure of a request in one shape: a problem (RFC 9457), one clear line, never a traceback."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from askme.errors import AskmeError, ProfileNotFound, QuestionError
from askme.web.problems import MEDIA_TYPE, Kind, Problem

logger = logging.getLogger(__name__)

BROKEN = "Something went wrong on our side. Please try again in a moment."
_BY_STATUS = {kind.value.status: kind for kind in (Kind.UNREADABLE, Kind.NOT_FOUND, Kind.METHOD, Kind.MEDIA)}


def install(app: FastAPI) -> None:
    """Answer every failure inside `app` with a problem."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, problem: Problem) -> JSONResponse:
        return response(problem)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return response(_of_validation(error))

    @app.exception_handler(AskmeError)
    async def _askme(request: Request, error: AskmeError) -> JSONResponse:
        return response(of_error(error))

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        kind = _BY_STATUS.get(error.status_code, Kind.UNREADABLE if error.status_code < 500 else Kind.BROKEN)
        told = {Kind.NOT_FOUND: "Nothing is at this address.", Kind.METHOD: "This address takes another method."}
        return response(Problem(kind, told.get(kind, str(error.detail)[:200])), error.headers)

    @app.exception_handler(Exception)
    async def _broken(request: Request, error: Exception) -> JSONResponse:
        return response(Problem(Kind.BROKEN, BROKEN))


def of_error(error: AskmeError) -> Problem:
    """An error of askme's own as a problem."""
    if isinstance(error, ProfileNotFound):
        return Problem(Kind.NO_PROFILE, str(error))
    if isinstance(error, QuestionError):
        return Problem(Kind.QUESTION, str(error))
    return Problem(Kind.NOT_READY, str(error), retry_after=5)


def response(problem: Problem, headers: object = None) -> JSONResponse:
    """A problem as it is sent."""
    given = dict(headers) if isinstance(headers, dict) else {}
    return JSONResponse(
        problem.details.model_dump(), problem.status, {**given, **problem.headers}, media_type=MEDIA_TYPE
    )


def _of_validation(error: RequestValidationError) -> Problem:
    """The first thing that is wrong: where it stands and what is the matter; never the value, which may be anything."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return Problem(Kind.UNREADABLE, 'The body is no JSON. Send an object such as {"question": "..."}.')
    where = ".".join(str(step) for step in first["loc"] if step != "body")[:100]
    return Problem(Kind.INVALID, f"{where or 'The body'}: {first['msg'][:200]}.")
