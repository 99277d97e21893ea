"""Places for questions that are answered at the same time."""

from __future__ import annotations

import threading


class Slot:
    """One place; giving it back twice counts once."""

    def __init__(self, slots: Slots) -> None:
        self._slots: Slots | None = slots

    def release(self) -> None:
        slots, self._slots = self._slots, None
        if slots is not None:
            slots.give_back()


class Slots:
    """All places. Taken and given back from any thread."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._taken = 0
        self._lock = threading.Lock()

    @property
    def taken(self) -> int:
        return self._taken

    def take(self) -> Slot | None:
        """A place, None when all are taken."""
        with self._lock:
            if self._taken >= self._count:
                return None
            self._taken += 1
            return Slot(self)

    def give_back(self) -> None:
        with self._lock:
            self._taken -= 1
