"""The build's progress as a bar on standard error; nothing where nobody looks."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 0.7
"""Seconds of silence before a line says that something is being prepared."""


class BarProgress:
    """Shows each step of a build as a line with a bar, while its `with` block lasts."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._lock = threading.Lock()
        self._bar: Progress | None = None
        self._steps = 0
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Self:
        if self._shown:
            self._timer = threading.Timer(PATIENCE, self._wait)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._shown = False
        self.done()

    def start(self, total: int, label: str) -> None:
        """Begin a step of `total` units."""
        with self._lock:
            self._steps += 1
            self._add(label, total)

    def advance(self, count: int = 1) -> None:
        """Count units of the last step as done."""
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[-1], count)

    def done(self) -> None:
        """Take the bar away, and give the cursor back."""
        with self._lock:
            if self._bar is not None:
                self._bar.stop()
            self._bar = None

    def _wait(self) -> None:
        """Before the first step the profiles are read, and once a model is prepared, which takes a while."""
        with self._lock:
            if not self._steps:
                self._add("Preparing", None)

    def _add(self, label: str, total: int | None) -> None:
        if not self._shown:
            return
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
        for task in self._bar.task_ids:
            self._bar.remove_task(task)
        self._bar.add_task(label, total=total)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
