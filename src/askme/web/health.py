"""For whoever watches over the server: is it there, can it answer, what has it done."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from askme.errors import AskmeError
from askme.web.callers import Caller, caller_of, visible
from askme.web.errors import of_error
from askme.web.metrics import CONTENT_TYPE
from askme.web.problems import Kind, Problem
from askme.web.site import Site


class Health(BaseModel):
    """The server is there."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """The server can answer questions."""

    status: Literal["ready"] = "ready"
    profiles: int
    """How many people the caller may ask about."""


def router(site: Site) -> APIRouter:
    """`/healthz`, `/readyz` and `/metrics`."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", summary="Is the server there?")
    async def healthz() -> Health:
        return Health()

    @routes.get("/readyz", summary="Can it answer questions?")
    def readyz(request: Request) -> Ready:
        try:
            people = site.assistant.profiles()
        except AskmeError as error:
            raise of_error(error) from None
        return Ready(profiles=len(visible(caller_of(request.scope), people, site.settings)))

    @routes.get("/metrics", include_in_schema=False)
    def metrics(request: Request) -> Response:
        if not _may_count(caller_of(request.scope), site.settings.metrics):
            raise Problem(Kind.NOT_FOUND, "Nothing is at this address.")
        return Response(site.metrics.text(), media_type=CONTENT_TYPE)

    return routes


def _may_count(caller: Caller, who: Literal["local", "public", "off"]) -> bool:
    return who == "public" or (who == "local" and (caller.local or bool(caller.key)))
