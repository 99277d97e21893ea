"""What the chat page needs of the rest of askme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from askme.schema import Event, Profile, Question


class Assistant(Protocol):
    """Answers questions about the profiles in the index; called from several threads at once."""

    def stream(self, question: Question) -> Iterator[Event]:
        """The events of one answer; the last is `Finished`.

        :raises AskmeError: its message is one line that can be shown to the visitor.
        """

    def profiles(self) -> tuple[Profile, ...]:
        """Everybody who can be asked about, in the order to show them; empty before anything is indexed."""

    def starters(self, profile_id: str | None) -> tuple[str, ...]:
        """Questions to begin with, about one person or (None) about everyone."""
