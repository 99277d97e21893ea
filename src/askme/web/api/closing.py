"""The end of a set of routes: what else is asked for under its address is a problem, not the chat page's concern."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.routing import Match

from askme.web.problems import Kind, Problem


def closed(routes: APIRouter) -> APIRouter:
    """The routes, and an end to them: another method is not allowed, another address under the prefix is not found."""
    known = [route for route in routes.routes if isinstance(route, APIRoute)]

    async def nothing(request: Request) -> Response:
        allowed = {method for route in known if _is_at(route, request) for method in route.methods or ()}
        if allowed:
            raise HTTPException(405, headers={"allow": ", ".join(sorted(allowed))})
        raise Problem(Kind.NOT_FOUND, "Nothing is at this address. /openapi.json says what there is.")

    # no methods: whatever the method is, invented ones too
    routes.add_route(f"{routes.prefix}/{{rest:path}}", nothing, methods=[], include_in_schema=False)
    return routes


def _is_at(route: APIRoute, request: Request) -> bool:
    return route.matches(request.scope)[0] is not Match.NONE
