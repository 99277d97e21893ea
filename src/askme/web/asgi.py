"""The shapes of ASGI, and reading headers from them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def every(scope: Scope, name: str) -> list[str]:
    """All values that a request gives for one header, in order."""
    wanted = name.encode()
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == wanted]


def first(scope: Scope, name: str) -> str:
    """The first of them; empty without."""
    return next(iter(every(scope, name)), "")


def has_body(scope: Scope) -> bool:
    """Whether a request may bring a body."""
    if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
        return True
    return bool(every(scope, "transfer-encoding")) or first(scope, "content-length") not in ("", "0")
