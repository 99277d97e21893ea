"""Telling whoever waits how far a build is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Hears of one stretch of work after another."""

    def start(self, total: int, label: str, /) -> None:
        """A stretch of `total` steps begins."""

    def advance(self, n: int, /) -> None:
        """`n` more steps are done."""

    def done(self) -> None:
        """The stretch is over."""


class Silent:
    """Nobody waits."""

    def start(self, total: int, label: str, /) -> None: ...

    def advance(self, n: int, /) -> None: ...

    def done(self) -> None: ...
