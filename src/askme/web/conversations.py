"""Conversations: what a visitor has asked so far, so that a follow-up is understood. In memory, and not for long."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from cachetools import TTLCache

from askme.web.problems import Kind, Problem

REMEMBERED = 20
"""Questions of a conversation that are kept."""
_ID_BYTES = 32


@dataclass(frozen=True)
class _Kept:
    owner: str
    questions: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Characters, with something for the record itself: what it takes of the room."""
        return 200 + sum(len(question) for question in self.questions)


class Conversations:
    """The conversations of all visitors.

    An id is 256 random bits; what is kept is its digest. Who knows the id but is not its owner (another site, another
    key) is told the same as who invented one.

    Called from several threads.

    :param minutes: for how long a conversation is kept after its last question
    :param room: characters that are kept of all of them; the one that has rested for longest gives way
    """

    def __init__(self, minutes: float, room: int = 10_000_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._kept: TTLCache[bytes, _Kept] = TTLCache(room, minutes * 60, timer=clock, getsizeof=len)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        with self._lock:
            return len(self._kept)

    def begin(self, owner: str) -> str:
        """The id of a new conversation."""
        made = secrets.token_urlsafe(_ID_BYTES)
        with self._lock:
            self._kept[_digest(made)] = _Kept(owner)
        return made

    def history(self, conversation: str, owner: str) -> tuple[str, ...]:
        """The questions asked so far, oldest first.

        :raises Problem: there is no such conversation, it has expired, or it is somebody else's
        """
        with self._lock:
            return self._found(conversation, owner).questions

    def add(self, conversation: str, owner: str, question: str) -> None:
        """Note that a question was answered (or abstained from); the conversation is kept for longer again."""
        with self._lock:
            try:
                kept = self._found(conversation, owner)
            except Problem:
                kept = _Kept(owner)  # it expired while the answer was made
            questions = (*kept.questions, question)[-REMEMBERED:]
            self._kept[_digest(conversation)] = replace(kept, questions=questions)

    def _found(self, conversation: str, owner: str) -> _Kept:
        kept = self._kept.get(_digest(conversation))
        if kept is None or not secrets.compare_digest(kept.owner.encode(), owner.encode()):
            raise Problem(
                Kind.NO_CONVERSATION, "The conversation is not known or has expired. Leave it out to begin a new one."
            )
        return kept


def _digest(conversation: str) -> bytes:
    return hashlib.sha256(conversation.encode("utf-8", "surrogatepass")).digest()
