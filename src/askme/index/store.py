"""A vector store other than Chroma: any of LlamaIndex's, by the setting `vector_store = "package.module:function"`."""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from askme.errors import IndexError_
from askme.index import layout
from askme.schema import Passage

log = logging.getLogger("askme.index")

CHROMA = "chroma"
_ROWS = "rows.json"


class Store(Protocol):
    """A vector store that holds rows of several generations."""

    def add(
        self, generation: str, ids: Sequence[str], passages: Sequence[Passage], vectors: NDArray[np.float32]
    ) -> None:
        """Store rows of a generation."""

    def nearest(self, generation: str, profile_ids: Sequence[str], query: NDArray[np.float32], limit: int) -> list[str]:
        """Ids of the generation's rows of these profiles, nearest first."""

    def remove(self, ids: Sequence[str]) -> None:
        """Forget rows."""


def open_store(setting: str) -> Store | None:
    """The store that the setting names; None for Chroma, which lies in the generation itself.

    :raises SettingsError: it names nothing that can be used.
    """
    if setting == CHROMA:
        return None
    from askme.index.nodes import OutsideStore, load_store

    return OutsideStore(load_store(setting))


def row_ids(generation: str, passages: Sequence[Passage]) -> list[str]:
    """Ids of rows in an outside store: of this generation alone, and UUIDs because some stores take no others."""
    space = uuid.uuid5(uuid.NAMESPACE_URL, f"askme/{layout.key_of(generation)}")
    return [str(uuid.uuid5(space, passage.id)) for passage in passages]


def note(folder: Path, setting: str, generation: str, passages: Sequence[Passage]) -> None:
    """Write down what is about to be added, so that it can be removed even if this process dies."""
    noted = {"store": setting, "ids": row_ids(generation, passages)}
    layout.write(folder / _ROWS, json.dumps(noted).encode())


def fill(store: Store, generation: str, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
    """Add a generation's rows.

    :raises IndexError_: the store did not take them.
    """
    try:
        store.add(layout.key_of(generation), row_ids(generation, passages), passages, vectors)
    except Exception as error:  # a stranger's store may raise anything
        raise IndexError_(f"The vector store did not take the rows: {type(error).__name__}: {error}") from error


def empty(folder: Path) -> None:
    """Remove from the outside store what the generation in `folder` put there; a refusal is only reported."""
    try:
        noted = json.loads((folder / _ROWS).read_text("utf-8"))
        store = open_store(noted["store"])
        if store is not None:
            store.remove(noted["ids"])
    except FileNotFoundError:
        return
    except Exception as error:  # a stranger's store may raise anything; its old rows are never asked for again
        log.warning("rows of an old index stay in its vector store: %s", error)


class Outside:
    """One generation's rows in an outside store."""

    def __init__(self, store: Store, generation: str, passages: Sequence[Passage]) -> None:
        self._store = store
        self._key = layout.key_of(generation)
        self._held = frozenset(passage.id for passage in passages)
        self._ids: Mapping[str, str] = dict(zip(row_ids(generation, passages), (p.id for p in passages), strict=True))

    def nearest(self, profile_ids: Sequence[str], query: NDArray[np.float32], limit: int) -> list[str]:
        """Passage ids, nearest first; rows that are none of this generation's are passed over."""
        found = self._store.nearest(self._key, profile_ids, query, limit)
        return [self._ids[row] for row in found if row in self._ids]

    def holds(self, passage_id: str) -> bool:
        """Whether the store was given this passage; what is private never leaves the generation."""
        return passage_id in self._held

    def ensure(self, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        """Fill a store that forgot: one that lives in memory is empty in every new process."""
        if passages and not self._store.nearest(self._key, sorted({p.profile_id for p in passages}), vectors[0], 1):
            self._store.add(self._key, list(self._ids), passages, vectors)
