"""What each operation can be refused with, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from askme.web.problems import Details, Kind

Responses = dict[int | str, dict[str, Any]]

ANYWHERE = (Kind.UNKNOWN_KEY, Kind.ORIGIN, Kind.CLOSED, Kind.METHOD, Kind.HOST, Kind.BROKEN, Kind.NOT_READY)
ASKING = (
    *ANYWHERE, Kind.UNREADABLE, Kind.NO_PROFILE, Kind.NO_CONVERSATION, Kind.TOO_LATE, Kind.TOO_LARGE, Kind.MEDIA,
    Kind.INVALID, Kind.QUESTION, Kind.TOO_MANY, Kind.BUSY, Kind.TOO_SLOW,
)  # fmt: skip
LOOKING = (*ANYWHERE, Kind.NOT_FOUND)


def problems(kinds: tuple[Kind, ...], model: type[Details] = Details) -> Responses:
    """The responses that tell of these problems: one for each status.

    :param model: the shape in which they are told
    """
    told: Responses = {}
    for kind in sorted(kinds, key=lambda one: one.value.status):
        one = told.setdefault(kind.value.status, {"model": model, "description": "", **_headers(kind)})
        one["description"] = "; ".join(filter(None, (one["description"], f"`{kind.value.name}`: {kind.value.title}")))
    return told


def _headers(kind: Kind) -> dict[str, Any]:
    later = {"description": "Seconds after which asking again makes sense.", "schema": {"type": "string"}}
    return {"headers": {"Retry-After": later}} if kind.value.status in {429, 503} else {}
