"""One request of an agent: who asks, and what they are told."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from askme import schema
from askme.web.api import bodies
from askme.web.api.rendering import Rendering
from askme.web.assistant import Assistant
from askme.web.callers import Caller
from askme.web.site import Site


@dataclass(frozen=True)
class Said:
    """A result twice: for a reader and for a program."""

    text: str
    data: BaseModel


@dataclass(frozen=True)
class Visit:
    """One request: who asks, of which site."""

    site: Site
    caller: Caller
    base: str
    """What stands before an address of ours, so that it can be opened from anywhere; empty when nobody serves it."""

    def assistant(self) -> Assistant:
        return self.site.desk.seen_by(self.caller)


@dataclass(frozen=True)
class Reachable(Rendering):
    """The API's rendering, with addresses that lead somewhere without knowing the host."""

    base: str = ""

    def citation(self, citation: schema.Citation) -> bodies.Citation:
        made = super().citation(citation)
        return made.model_copy(update={"url": self.base + made.url})
