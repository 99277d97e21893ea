"""What was counted lately: a storage for the `limits` package that never grows beyond its room.

The package's own storage in memory keeps every address that was ever seen, and looks through all of them many times a
second.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from limits.storage import MovingWindowSupport, Storage


class Recent(Storage, MovingWindowSupport):
    """Moving windows, each the times of the last events under one key.

    :param room: keys that are kept; the one that has rested for longest gives way
    """

    STORAGE_SCHEME = None

    def __init__(self, room: int = 50_000, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._room = room
        self._clock = clock
        self._events: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._events)

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count one more, unless the window is full."""
        now = self._clock()
        with self._lock:
            events = self._events.setdefault(key, deque())
            self._events.move_to_end(key)
            while len(self._events) > self._room:
                self._events.popitem(last=False)
            _forget(events, now - expiry)
            if len(events) + amount > limit:
                return False
            events.extend([now] * amount)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest event that still counts was, and how many do."""
        now = self._clock()
        with self._lock:
            events = self._events.get(key, deque())
            _forget(events, now - expiry)
            return (events[0], len(events)) if events else (now, 0)

    def clear(self, key: str) -> None:
        with self._lock:
            self._events.pop(key, None)

    def reset(self) -> int | None:
        with self._lock:
            count = len(self._events)
            self._events.clear()
            return count

    def check(self) -> bool:
        return True

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise NotImplementedError("this storage holds moving windows alone")

    def get(self, key: str) -> int:
        with self._lock:
            return len(self._events.get(key, ()))

    def get_expiry(self, key: str) -> float:
        return self._clock()


def _forget(events: deque[float], before: float) -> None:
    while events and events[0] <= before:
        events.popleft()
