"""Proving an index sound: `askme index --check`."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from askme.errors import IndexError_, IndexMissing
from askme.index import chroma, generation
from askme.index.contents import Contents
from askme.index.layout import Layout
from askme.index.opened import Index
from askme.index.opening import Stored, open_stored
from askme.index.store import CHROMA
from askme.settings import Settings

_AT_ONCE = 1000


def check(settings: Settings) -> list[str]:
    """Everything that is wrong with the index that answers; empty when it is sound.

    Every passage must be its document's slice and be present in the vectors, in BM25 and in the vector store, and every
    vector must find itself.

    :raises IndexMissing: there is no index.
    """
    try:
        stored = open_stored(settings)
    except IndexMissing:
        raise
    except IndexError_ as error:
        return [str(error)]
    index = stored.index
    folder = Layout(settings.index).folder(index.generation)
    return [
        *_passage_faults(index),
        *_vector_faults(index),
        *_term_faults(index, folder),
        *_store_faults(stored, folder),
    ]


def _passage_faults(index: Index) -> list[str]:
    profiles, documents = tuple(index.profiles.values()), tuple(index.documents.values())
    held = Contents.model_construct(profiles=profiles, documents=documents, passages=index.passages, problems=())
    return held.faults()


def _vector_faults(index: Index) -> list[str]:
    if len(index.vectors) != len(index.passages):
        return [f"there are {len(index.vectors)} vectors for {len(index.passages)} passages"]
    found = []
    for start in range(0, len(index.vectors), _AT_ONCE):
        some = index.vectors[start : start + _AT_ONCE]
        scores = some @ index.vectors.T
        own = scores[np.arange(len(some)), np.arange(start, start + len(some))]
        wrong = np.flatnonzero((np.abs(own - 1) > 1e-3) | (scores.max(axis=1) > own + 1e-3))
        found += [f"the vector of {index.passages[start + row].id} does not find itself" for row in wrong]
    return found


def _term_faults(index: Index, folder: Path) -> list[str]:
    expected = generation.manifest(folder).worded
    found = index.terms.worded()
    return [] if found == expected else [f"BM25 has terms for {found} passages instead of {expected}"]


def _store_faults(stored: Stored, folder: Path) -> list[str]:
    index = stored.index
    rows, passages = stored.data.storable(index.passages)
    vectors = index.vectors[rows]
    if index.fingerprint.vector_store == CHROMA:
        try:
            return chroma.faults(folder / chroma.FOLDER, passages, vectors)
        except Exception as error:  # whatever Chroma raises over damaged files, the answer is the same
            return [f"Chroma cannot read {folder / chroma.FOLDER}: {error}"]
    if index.outside is None:
        return []
    found = []
    for passage, vector in zip(passages, vectors, strict=True):
        if passage.id not in index.outside.nearest([passage.profile_id], vector, len(passages)):
            found.append(f"the vector store does not find the passage {passage.id} by its own vector")
    return found
