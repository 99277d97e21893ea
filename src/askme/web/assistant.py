"""What the web needs of the rest of askme."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from askme.schema import Document, Event, Hit, Profile, Question


class Assistant(Protocol):
    """Answers questions about the profiles in the index; called from several threads at once."""

    def among(self, profile_ids: Collection[str]) -> Assistant:
        """An assistant that knows these people alone: of all others it has no statement, no name, no document."""

    def stream(self, question: Question) -> Iterator[Event]:
        """The events of one answer; the last is `Finished`.

        :raises AskmeError: its message is one line that can be shown to the visitor.
        """

    def search(self, query: str, profile_id: str | None = None, limit: int = 10) -> tuple[Hit, ...]:
        """The statements that come nearest to a query, best first; private data is not among them."""

    def profiles(self) -> tuple[Profile, ...]:
        """Everybody who can be asked about, in the order to show them; empty before anything is indexed."""

    def starters(self, profile_id: str | None) -> tuple[str, ...]:
        """Questions to begin with, about one person or (None) about everyone."""

    def sources(self, profile_id: str) -> tuple[str, ...]:
        """The ids of a person's documents, sorted; empty if nobody has this id."""

    def document(self, document_id: str) -> Document | None:
        """A document that citations lead to, its private data masked; None if there is none with this id."""

    def generation(self) -> str:
        """Which index answers now."""
