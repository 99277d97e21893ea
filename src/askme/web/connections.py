"""Connections that do not wait for ever, and not for too many."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 20.0
"""Within which the next request's head must be whole."""
HEAD_BYTES = 32 * 1024
"""Of the largest head of a request; `uvicorn`'s faster parser knows no limit."""
_SPARE = 124
"""Files that are kept for everything but connections."""
_MOST = 10_000


class Patient(H11Protocol):
    """HTTP/1.1 that hangs up on who connects and then sends no request, or one letter a minute."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _is_waiting(self) -> bool:
        """No request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def _watch(self) -> None:
        if not self._is_waiting() or self.transport.is_closing():
            self._stop()
        elif self._timer is None:
            self._timer = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _hang_up(self) -> None:
        self._timer = None
        if self._is_waiting():
            self.transport.close()


def at_most() -> int:
    """How many connections the server may hold: as many as this process may open files, but for a few."""
    try:
        import resource
    except ImportError:  # not on Windows
        return 1024 - _SPARE
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return _MOST if allowed < 0 else max(_SPARE, min(_MOST, allowed - _SPARE))
