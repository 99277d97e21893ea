"""The index as a running server sees it: reopened when another generation answers."""

from __future__ import annotations

import logging
import threading

from askme.errors import AskmeError
from askme.index.layout import Layout
from askme.index.opened import Index
from askme.index.opening import open_index
from askme.settings import Settings

log = logging.getLogger("askme.index")


class IndexReader:
    """Hands out the open index. Whoever holds one keeps it to the end of their question, whatever is built then."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._layout = Layout(settings.index)
        self._opening = threading.Lock()
        self._open: Index | None = None
        self._failed = ""
        self._stamp: tuple[int, ...] = ()

    def current(self) -> Index:
        """The generation that answers now. If a new one cannot be opened, the last one goes on answering.

        :raises IndexMissing, IndexError_: none was ever opened, and none can be.
        """
        held, stamp = self._open, self._layout.stamp()
        if held is not None and stamp and stamp == self._stamp:
            return held  # asked for many times with each question, so the pointer is not read every time
        if held is None or self._pointed() not in (held.generation, self._failed):
            with self._opening:
                held = self._reopened()
        self._stamp = stamp  # taken before the pointer was read: if it was replaced since, it is read again
        return held

    def _reopened(self) -> Index:
        pointed = self._pointed()
        if self._open is not None and pointed == self._open.generation:
            return self._open
        try:
            self._open, self._failed = open_index(self._settings), ""
        except AskmeError as error:
            if self._open is None:
                raise
            self._failed = pointed
            log.error("the new index cannot be opened, the last one goes on answering: %s", error)
        return self._open

    def _pointed(self) -> str:
        """What the pointer names; empty when it cannot be read."""
        try:
            return self._layout.pointed()
        except AskmeError:
            return ""
