"""`GET /api/v1/sources/{id}`: the document that a citation leads to."""

from __future__ import annotations

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from askme.web.api import bodies
from askme.web.api.declared import LOOKING, problems
from askme.web.api.replies import answered
from askme.web.callers import caller_of
from askme.web.problems import Kind, Problem
from askme.web.site import Site


def add(routes: APIRouter, site: Site) -> None:
    """Put the operation among the routes."""

    @routes.get(
        "/sources/{id:path}",
        summary="The document that a citation leads to",
        operation_id="source",
        response_model=None,
        tags=["people"],
        responses=problems(LOOKING) | {200: {"model": bodies.Source, "description": "The document."}},
    )
    def source(
        request: Request, document: str = Path(alias="id", description="A citation's `source`.", examples=["ada.md"])
    ) -> Response:
        """A document's text, in which citations count their offsets; private data in it is masked."""
        seen = site.desk.seen_by(caller_of(request.scope))
        found = seen.document(document)
        if found is None:
            raise Problem(Kind.NOT_FOUND, f"No document has the id {document[:80]!r}. See the source of a citation.")
        names = {one.id: one.name for one in seen.profiles()}
        name = names.get(found.profile_id, found.profile_id)
        return answered(bodies.Source(id=found.id, profile=found.profile_id, name=name, text=found.text))
