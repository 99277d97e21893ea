"""The widget: its script, the page for an iframe, and a page that shows both."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from askme.schema import Profile
from askme.web.callers import caller_of
from askme.web.plain import missing
from askme.web.site import Site
from askme.web.widget.demo import demo
from askme.web.widget.frame import frame
from askme.web.widget.script import Script


def router(site: Site) -> APIRouter:
    """`/embed.js`, `/embed/{profile}` and `/demo`."""
    routes = APIRouter(include_in_schema=False)
    served = Script.read()

    def people(request: Request) -> tuple[Profile, ...]:
        return site.desk.seen_by(caller_of(request.scope)).profiles()

    @routes.get("/embed.js", response_class=Response)
    def embed(request: Request) -> Response:
        return served.response(request)

    @routes.get("/embed/{profile_id}", response_class=HTMLResponse)
    def framed(request: Request, profile_id: str) -> HTMLResponse:
        about = next((one for one in people(request) if one.id == profile_id), None)
        if about is None:
            return missing(request, "Nobody here can be asked about under this address.")
        return frame(request, about, site.settings.policy(about.id).origins)

    @routes.get("/demo", response_class=HTMLResponse)
    def shown(request: Request, profile: str | None = None) -> HTMLResponse:
        known = people(request)
        about = next((one for one in known if one.id == profile), None)
        if profile is not None and about is None:
            return missing(request, "Nobody here can be asked about under this address.")
        return demo(request, known, about or next(iter(known), None), site.settings.public_url)

    return routes
