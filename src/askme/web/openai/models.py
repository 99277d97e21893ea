"""`GET /v1/models`: everybody as one model, and each person as one."""

from __future__ import annotations

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from askme.web.api.declared import ANYWHERE, LOOKING, problems
from askme.web.api.replies import answered
from askme.web.callers import caller_of
from askme.web.openai.bodies import Model, Models
from askme.web.openai.failures import Failure
from askme.web.openai.reading import EVERYBODY, no_model
from askme.web.problems import Kind
from askme.web.site import Site


def add(routes: APIRouter, site: Site) -> None:
    """Put the two operations among the routes."""

    @routes.get(
        "/models",
        summary="Whom OpenAI's clients can ask about",
        operation_id="models",
        tags=["openai"],
        response_model=None,
        responses=problems(ANYWHERE, Failure) | {200: {"model": Models, "description": "The models."}},
    )
    def models(request: Request) -> Response:
        """`askme` for everybody whom the caller can ask about, and `askme/ID` for each of them."""
        return answered(Models(data=_models(site, request)))

    @routes.get(
        "/models/{id:path}",
        summary="One of them",
        operation_id="model",
        tags=["openai"],
        response_model=None,
        responses=problems((*LOOKING, Kind.NO_PROFILE), Failure) | {200: {"model": Model, "description": "The model."}},
    )
    def model(
        request: Request, name: str = Path(alias="id", description="A model's id.", examples=["askme/ada"])
    ) -> Response:
        """One model, when the caller can ask about it."""
        found = next((one for one in _models(site, request) if one.id == name), None)
        if found is None:
            raise no_model(name)
        return answered(found)


def _models(site: Site, request: Request) -> list[Model]:
    people = site.desk.seen_by(caller_of(request.scope)).profiles()
    return [Model(id=EVERYBODY, name=""), *(Model(id=f"{EVERYBODY}/{one.id}", name=one.name) for one in people)]
