"""`GET /api/v1/profiles`: who can be asked about, and what to begin with."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from askme.web.api import bodies
from askme.web.api.declared import ANYWHERE, problems
from askme.web.api.rendering import people
from askme.web.api.replies import answered
from askme.web.callers import caller_of
from askme.web.site import Site


def add(routes: APIRouter, site: Site) -> None:
    """Put the operation among the routes."""

    @routes.get(
        "/profiles",
        summary="Who can be asked about",
        operation_id="profiles",
        response_model=None,
        tags=["people"],
        responses=problems(ANYWHERE) | {200: {"model": bodies.Profiles, "description": "The people."}},
    )
    def profiles(request: Request) -> Response:
        """The people whom this caller can ask about: public ones; with a key, those that it names."""
        return answered(people(site.desk.seen_by(caller_of(request.scope))))
