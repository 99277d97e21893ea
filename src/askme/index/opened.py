"""An opened index and the part of it that a question may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from askme.corpus import Problem
from askme.errors import ProfileNotFound
from askme.index.bm25 import Bm25
from askme.index.fingerprint import Fingerprint
from askme.index.screening import Contact
from askme.index.store import Outside
from askme.policy import Private
from askme.schema import Document, Passage, Profile

_VIEWS = 32
"""How many views an index keeps ready."""

_SOUGHT = 1000
"""How many rows at most an outside store is asked for."""


class View:
    """The passages of some profiles; no row of anybody else can be reached from it."""

    def __init__(
        self,
        passages: tuple[Passage, ...],
        vectors: NDArray[np.float32],
        terms: Bm25,
        outside: Outside | None = None,
    ) -> None:
        self.passages = passages
        self.vectors = vectors
        """Unit vectors `[len(passages), dimension]`."""
        self.terms = terms
        self._outside = outside

    def __len__(self) -> int:
        return len(self.passages)

    def dense(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosine of the unit vector `query` with each passage, `[len(passages)]`.

        With a vector store other than Chroma, -1 for passages that the store has and does not count among the nearest.
        """
        scores: NDArray[np.float32] = self.vectors @ np.asarray(query, dtype=np.float32).reshape(-1)
        if self._outside is None or not self.passages:
            return scores
        people = sorted({passage.profile_id for passage in self.passages})
        found = set(self._outside.nearest(people, query, min(len(self), _SOUGHT)))
        near = np.array([one.id in found or not self._outside.holds(one.id) for one in self.passages])
        return np.where(near, scores, np.float32(-1))

    def bm25(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """BM25 score of each passage, `[len(passages)]`; 0 without a shared term."""
        return self.terms.scores(tokens)


@dataclass(frozen=True)
class Index:
    """One opened generation: never changes, safe to share between threads."""

    generation: str
    fingerprint: Fingerprint
    profiles: Mapping[str, Profile]
    documents: Mapping[str, Document]
    passages: tuple[Passage, ...] = field(repr=False)
    """Grouped by profile, in the documents' order."""
    problems: tuple[Problem, ...]
    """Files that were left out when it was built."""
    vectors: NDArray[np.float32] = field(repr=False, compare=False)
    """Row for row the passages' unit vectors, mapped from the disk."""
    terms: Bm25 = field(repr=False, compare=False)
    outside: Outside | None = field(default=None, repr=False, compare=False)
    contacts: tuple[Contact, ...] = field(default=(), repr=False)
    """How people are reached, where they published that; nothing else may quote these statements."""
    hidden: Mapping[str, frozenset[Private]] = field(default_factory=dict)
    """By profile, the private data that is there and shown to nobody."""
    _views: dict[frozenset[str], View] = field(default_factory=dict, init=False, repr=False, compare=False)

    def view(self, profile_ids: Sequence[str]) -> View:
        """The passages of these profiles, in the index's order.

        :raises ProfileNotFound: one of them is nobody here; with the ids that come nearest.
        """
        wanted = frozenset(profile_ids)
        for profile_id in profile_ids:
            if profile_id not in self.profiles:
                raise ProfileNotFound(profile_id, nearest_ids(profile_id, self.profiles))
        view = self._views.get(wanted)
        if view is None:
            view = self._made(wanted)
            while len(self._views) >= _VIEWS:
                self._views.pop(next(iter(self._views)), None)
            self._views[wanted] = view
        return view

    def restricted(self, profile_ids: Collection[str]) -> Index:
        """This index as if nobody else had ever been in it. Ids that it does not know are left out."""
        kept = frozenset(profile_ids) & frozenset(self.profiles)
        if kept == frozenset(self.profiles):
            return self
        view = self.view(sorted(kept))
        return replace(
            self,
            profiles={name: profile for name, profile in self.profiles.items() if name in kept},
            documents={name: one for name, one in self.documents.items() if one.profile_id in kept},
            passages=view.passages,
            problems=(),
            vectors=view.vectors,
            terms=view.terms,
            contacts=tuple(contact for contact in self.contacts if contact.passage.profile_id in kept),
            hidden={name: kinds for name, kinds in self.hidden.items() if name in kept},
        )

    def _made(self, wanted: frozenset[str]) -> View:
        if wanted == frozenset(self.profiles):
            return View(self.passages, self.vectors, self.terms, self.outside)
        rows = np.flatnonzero([passage.profile_id in wanted for passage in self.passages])
        # Taken by index, the rows are copied: a slice would keep the others' rows within reach.
        return View(
            tuple(self.passages[row] for row in rows), self.vectors[rows], self.terms.restricted(rows), self.outside
        )


def nearest_ids(profile_id: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The known ids that look most like a mistyped one."""
    from rapidfuzz import process

    return tuple(found[0] for found in process.extract(profile_id[:80].lower(), list(known), limit=limit))
