"""Who asks, as far as it matters, and whom they may ask about."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from askme.policy import Visibility
from askme.schema import Profile
from askme.settings import Settings


class Surface(StrEnum):
    """Where a question is asked."""

    CHAT = "chat"
    API = "api"
    OPENAI = "openai"
    MCP = "mcp"


@dataclass(frozen=True)
class Caller:
    """Whoever sent a request; made by the guard, before anything else is done."""

    address: str
    """Where the request is from: the peer, or what a trusted proxy says of it."""
    origin: str = ""
    """The foreign site on whose page the request was made; empty for our own pages and for programs."""
    key: str = ""
    """The name of the API key that came with it; empty without."""
    local: bool = False
    """It was sent on this machine, and through no proxy."""

    @property
    def owner(self) -> str:
        """What a conversation is bound to, besides its id."""
        return f"{self.key}\n{self.origin}"


KEY = "askme.caller"


def caller_of(scope: MutableMapping[str, Any]) -> Caller:
    """The caller that the guard found for this request (`request.scope`)."""
    found = scope[KEY]
    assert isinstance(found, Caller)
    return found


def visible(caller: Caller, people: Iterable[Profile], settings: Settings) -> frozenset[str]:
    """The ids that a caller may ask about: with a key those it names; else public ones, from a foreign site only those
    that allow the site."""
    return frozenset(one.id for one in people if _may_see(caller, one.id, settings))


def _may_see(caller: Caller, profile_id: str, settings: Settings) -> bool:
    policy = settings.policy(profile_id)
    if caller.origin and caller.origin not in policy.origins:
        return False
    if caller.key:
        named = settings.keys[caller.key].profiles
        return named is None or profile_id in named
    return policy.visibility is Visibility.PUBLIC
