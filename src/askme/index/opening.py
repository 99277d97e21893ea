"""Opening the index for reading: no lock, and nothing heavy is imported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from askme import arrays
from askme.errors import IndexError_
from askme.index import bm25, contents, generation, private
from askme.index.contents import Contents
from askme.index.generation import VECTORS, unreadable
from askme.index.layout import REMEDY, Layout
from askme.index.opened import Index
from askme.index.private import PrivateData
from askme.index.screening import screen
from askme.index.store import Outside, open_store
from askme.settings import Settings

_TRIES = 5
"""A generation can be removed between reading the pointer and opening it, by two builds in that instant."""


@dataclass(frozen=True)
class Stored:
    """A generation as it was built, hidden things and all: to be checked, never to be asked."""

    index: Index
    data: PrivateData
    contents: Contents


def open_index(settings: Settings) -> Index:
    """Open the generation that answers, without what the settings do not show.

    :raises IndexMissing: there is no index.
    :raises IndexError_: it cannot be read; the message names the path and the remedy.
    """
    stored = open_stored(settings)
    held = screen(stored.contents, stored.data, lambda profile_id: settings.policy(profile_id).show)
    whole = len(held.rows) == len(stored.index.passages)
    rows = np.array(held.rows, dtype=np.intp)
    return replace(
        stored.index,
        profiles={profile.id: profile for profile in held.profiles},
        documents={document.id: document for document in held.documents},
        passages=tuple(held.passages),
        # Taken by index, the rows are copied: a slice would keep what is hidden within reach.
        vectors=stored.index.vectors if whole else stored.index.vectors[rows],
        terms=stored.index.terms if whole else stored.index.terms.restricted(rows),
        contacts=tuple(held.contacts),
        hidden=held.hidden,
    )


def open_stored(settings: Settings) -> Stored:
    """Open the generation that answers as it was built.

    :raises IndexMissing: there is no index.
    :raises IndexError_: it cannot be read; the message names the path and the remedy.
    """
    layout = Layout(settings.index)
    for _ in range(_TRIES):
        pointed = layout.pointed()
        try:
            return _opened(layout.folder(pointed))
        except IndexError_:
            if layout.pointed() == pointed:
                raise
    raise IndexError_(f"The index in {layout.root} is replaced again and again; try once more.")


def _opened(folder: Path) -> Stored:
    manifest = generation.manifest(folder)
    if wrong := manifest.wrong_files(folder):
        raise IndexError_(f"The index cannot be read: {folder / wrong[0]} is not what was written. {REMEDY}")
    try:
        held = contents.read(folder)
        data = private.read(folder)
        vectors = arrays.load(folder / VECTORS, mapped=True)
        terms = bm25.read(folder / bm25.FOLDER, manifest.passages)
    except (OSError, ValueError) as error:
        raise unreadable(folder, error) from error
    store = open_store(manifest.fingerprint.vector_store)
    outside = None
    if store:
        kept, passages = data.storable(held.passages)
        outside = Outside(store, manifest.generation, passages)
        outside.ensure(passages, vectors[kept])
    index = Index(
        generation=manifest.generation,
        fingerprint=manifest.fingerprint,
        profiles={profile.id: profile for profile in held.profiles},
        documents={document.id: document for document in held.documents},
        passages=held.passages,
        problems=held.problems,
        vectors=vectors,
        terms=terms,
        outside=outside,
    )
    return Stored(index, data, held)
