"""The HTTP API for programs and for the widget, under `/api/v1`, and its OpenAPI document."""

from __future__ import annotations

from fastapi import APIRouter

from askme.web.api import asking, profiles, sources
from askme.web.api.closing import closed
from askme.web.site import Site

PREFIX = "/api/v1"


def router(site: Site) -> APIRouter:
    """The routes of the API; whatever else is asked for under its prefix is not found."""
    routes = APIRouter(prefix=PREFIX)
    for part in (asking, profiles, sources):
        part.add(routes, site)
    return closed(routes)
