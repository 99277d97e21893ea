"""The routes under `/v1`."""

from __future__ import annotations

from fastapi import APIRouter

from askme.web.api.closing import closed
from askme.web.openai import chat, models
from askme.web.site import Site

PREFIX = "/v1"


def router(site: Site) -> APIRouter:
    """The routes; whatever else is asked for under the prefix is not found."""
    routes = APIRouter(prefix=PREFIX)
    for part in (chat, models):
        part.add(routes, site)
    return closed(routes)
