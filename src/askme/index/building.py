"""Building the index: whole, beside the one that answers, checked, then switched at one stroke."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from askme.corpus import load_corpus
from askme.embedding import Embedder, model_fingerprint
from askme.errors import IndexError_
from askme.index import chroma, generation, store
from askme.index.contents import Contents
from askme.index.context import context
from askme.index.failures import chroma_explained, explained
from askme.index.fingerprint import Fingerprint, Snapshot, fingerprint, snapshot
from askme.index.layout import Layout, flush, flush_tree, new_generation
from askme.index.lock import exclusive
from askme.index.opened import Index
from askme.index.opening import open_index
from askme.index.private import PrivateData
from askme.index.progress import Progress, Silent
from askme.index.vectorcache import VectorCache, missing
from askme.settings import Settings

_AT_ONCE = 128
"""Texts embedded between two notches of the progress bar; what is done is kept if the process is killed."""


def build(
    settings: Settings,
    embedder_factory: Callable[[], Embedder],
    tokenize: Callable[[str], list[str]],
    progress: Progress | None = None,
    *,
    weights: str | None = None,
) -> Index:
    """Build the index of the corpus and make it the one that answers.

    :param embedder_factory: called only when a text has no vector in the cache.
    :param tokenize: splits a text into BM25 terms; questions must be split by the same.
    :param weights: the embedder's fingerprint; by default that of the settings' model.
    :raises CorpusError: the corpus folder cannot be used.
    :raises ModelError: the embedding model cannot be used.
    :raises IndexLocked: another process is building.
    :raises IndexError_: it could not be written or did not prove sound; the index in use stays as it was.
    """
    layout = Layout(settings.index)
    with explained(layout), exclusive(layout):
        _sweep(layout)
        # Stamped before it is read: a file that changes in between makes the index stale, never silently wrong.
        corpus = snapshot(settings)
        wanted = fingerprint(settings, weights or model_fingerprint(settings), corpus)
        held = Contents.of(load_corpus(settings.corpus, max_file_mb=settings.max_file_mb))
        if faults := held.faults():
            raise IndexError_(f"The corpus cannot be indexed: {faults[0]}.")
        data = PrivateData.of(held)
        texts = [context(passage) for passage in data.searched(held.passages)]
        vectors = _vectors(layout.cache, wanted.weights, texts, embedder_factory, progress or Silent())
        _Build(layout, settings.vector_store).run(_Made(held, data, texts, vectors, wanted, corpus), tokenize)
    return open_index(settings)


def _vectors(
    cache: Path, model: str, texts: Sequence[str], factory: Callable[[], Embedder], progress: Progress
) -> NDArray[np.float32]:
    """The texts' unit vectors `[len(texts), dimension]`, embedding only those that the cache does not have."""
    with VectorCache(cache) as kept:
        found = kept.known(model, texts)
        if todo := missing(texts, found):
            embedder = factory()
            if embedder.fingerprint != model:
                raise IndexError_(
                    f"The embedding model is not the one expected: {embedder.fingerprint[:12]}, {model[:12]}."
                )
            progress.start(len(todo), "Embedding")
            for start in range(0, len(todo), _AT_ONCE):
                some = todo[start : start + _AT_ONCE]
                new = dict(zip(some, embedder.embed(some), strict=True))
                kept.store(model, new)
                found |= new
                progress.advance(len(some))
            progress.done()
        kept.keep_only(texts)
    return np.stack([found[text] for text in texts])


@dataclass(frozen=True)
class _Made:
    """What goes into a generation."""

    held: Contents
    data: PrivateData
    texts: Sequence[str]
    """What the passages are searched by."""
    vectors: NDArray[np.float32]
    fingerprint: Fingerprint
    corpus: Snapshot


class _Build:
    """One generation on its way."""

    def __init__(self, layout: Layout, vector_store: str) -> None:
        self.layout = layout
        self.vector_store = vector_store
        self.generation = new_generation()
        self.folder = layout.building(self.generation)

    def run(self, made: _Made, tokenize: Callable[[str], list[str]]) -> None:
        """Write it, prove it sound, switch to it; on failure nothing of it stays."""
        previous = _pointed(self.layout)
        try:
            self.folder.mkdir()
            generation.write(self.folder, made.held, made.data, made.texts, made.vectors, tokenize)
            self._fill_store(made)
            generation.seal(self.folder, self.generation, made.fingerprint, made.corpus)
            self._switch()
        finally:
            for folder in (self.folder, self.layout.folder(self.generation)):
                if folder.exists() and _pointed(self.layout) != self.generation:
                    _remove(folder)
        _retire(self.layout, {self.generation, previous})

    def _fill_store(self, made: _Made) -> None:
        rows, passages = made.data.storable(made.held.passages)
        vectors = made.vectors[rows]
        outside = store.open_store(self.vector_store)
        if outside is not None:
            store.note(self.folder, self.vector_store, self.generation, passages)
            store.fill(outside, self.generation, passages, vectors)
            return
        folder = self.folder / chroma.FOLDER
        with chroma_explained(self.folder):
            chroma.write(folder, passages, vectors)
            faults = chroma.faults(folder, passages, vectors)
        if faults:
            raise IndexError_(f"The new index did not prove sound ({faults[0]}); the index in use is unchanged.")

    def _switch(self) -> None:
        flush_tree(self.folder)
        self.layout.generations.mkdir(exist_ok=True)
        self.folder.rename(self.layout.folder(self.generation))
        flush(self.layout.generations)
        self.layout.point(self.generation)


def _sweep(layout: Layout) -> None:
    """Remove what killed builds left; the caller holds the lock, so none of it is anybody's."""
    for path in layout.leftovers():
        _remove(path)


def _retire(layout: Layout, kept: set[str]) -> None:
    """Remove old generations; the one before stays for readers that are about to open it."""
    for folder in layout.built():
        if folder.name not in kept:
            _remove(folder)


def _remove(path: Path) -> None:
    """Remove a folder or file of ours; what cannot be removed now is tried again by the next build."""
    if path.is_dir() and not path.is_symlink():
        store.empty(path)
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _pointed(layout: Layout) -> str:
    try:
        return layout.pointed()
    except IndexError_:
        return ""
