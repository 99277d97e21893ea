"""Sessions of the chat page, each bound to the browser that began it.

Gradio names a session by a number that the page makes up; whoever knows the number can read that session's answers. So
the page's browser gets a cookie that no script can read, and a session answers to the cookie that began it alone.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from collections.abc import Iterable

from cachetools import TTLCache

from askme.web.problems import Kind, Problem

_COOKIE = "askme-visitor"
_BYTES = 32
_VALUE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_ROOM = 50_000
_SECONDS = 24 * 3600.0
LONGEST_SESSION = 64


class Visitors:
    """Which browser each session belongs to; a session that rests for a day is forgotten."""

    def __init__(self, room: int = _ROOM, seconds: float = _SECONDS) -> None:
        self._owners: TTLCache[str, bytes] = TTLCache(room, seconds)
        self._lock = threading.Lock()

    def check(self, session: str, cookies: Iterable[str], scheme: str) -> None:
        """Let a session's own browser pass; the first to come is that.

        :raises Problem: it is somebody else's, or the browser has no cookie
        """
        value = visitor(cookies, scheme)
        if not value or not 0 < len(session) <= LONGEST_SESSION:
            raise Problem(Kind.CLOSED, "The chat page needs its cookie. Load the page anew, with cookies allowed.")
        digest = hashlib.sha256(value.encode()).digest()
        with self._lock:
            owner = self._owners.setdefault(session, digest)
            if not secrets.compare_digest(owner, digest):
                raise Problem(Kind.CLOSED, "This conversation belongs to another browser. Load the page anew.")
            self._owners[session] = owner  # seen just now: kept for longer


def visitor(cookies: Iterable[str], scheme: str) -> str:
    """The value of the visitor's cookie among `Cookie` headers; empty without one that can be ours."""
    pairs = [pair.strip().partition("=") for header in cookies for pair in header.split(";")]
    found = [value for name, _, value in pairs if name == _name(scheme)]
    return found[0] if len(found) == 1 and _VALUE.fullmatch(found[0]) else ""


def new_cookie(scheme: str) -> str:
    """The `Set-Cookie` header for a new visitor; the browser forgets it when it is closed.

    `Lax`, not `Strict`: who comes by a link would else get a second cookie, and lose the page open beside it.
    """
    told = f"{_name(scheme)}={secrets.token_urlsafe(_BYTES)}; Path=/; HttpOnly; SameSite=Lax"
    return f"{told}; Secure" if scheme == "https" else told


def _name(scheme: str) -> str:
    """With TLS a name that a browser takes from this very host alone, never from one beside it."""
    return f"__Host-{_COOKIE}" if scheme == "https" else _COOKIE
