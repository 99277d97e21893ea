"""What an index knows of the corpus: profiles, documents, passages, and the files that were left out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ConfigDict, RootModel

from askme.corpus import Corpus, Problem
from askme.errors import CorpusError
from askme.index import layout
from askme.schema import Document, Frozen, Passage, Profile

_HEAD = "documents.json"
_BODY = "passages.json"


class _Body(RootModel[tuple[Passage, ...]]):
    model_config = ConfigDict(frozen=True)


class _Head(Frozen):
    profiles: tuple[Profile, ...]
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


class Contents(Frozen):
    """The corpus as it is indexed: its passages grouped by profile, in the documents' order."""

    profiles: tuple[Profile, ...]
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, corpus: Corpus) -> Contents:
        """Put the passages in order and make sure that each is what it says.

        :raises CorpusError: nothing is there to index.
        """
        people = {profile.id: at for at, profile in enumerate(corpus.profiles)}
        pages = {document.id: at for at, document in enumerate(corpus.documents)}
        passages = sorted(corpus.passages, key=lambda p: (people[p.profile_id], pages[p.document_id], p.start, p.end))
        if not passages:
            raise CorpusError("the corpus says nothing: none of its files has a statement to index.")
        return cls.model_construct(
            profiles=tuple(corpus.profiles),
            documents=tuple(corpus.documents),
            passages=tuple(passages),
            problems=tuple(corpus.problems),
        )

    def faults(self) -> list[str]:
        """Passages that are not their document's slice, or share an id: empty when all is well."""
        pages, seen, found = {page.id: page for page in self.documents}, set(), []
        for passage in self.passages:
            page = pages.get(passage.document_id)
            if page is None or page.text[passage.start : passage.end] != passage.text:
                found.append(f"the passage {passage.id} is not {passage.document_id}[{passage.start}:{passage.end}]")
            if page is not None and page.profile_id != passage.profile_id:
                found.append(f"the passage {passage.id} names another profile than its document {page.id}")
            if passage.id in seen:
                found.append(f"two passages have the id {passage.id}")
            seen.add(passage.id)
        return found


def write(folder: Path, contents: Contents) -> None:
    head = _Head.model_construct(profiles=contents.profiles, documents=contents.documents, problems=contents.problems)
    layout.write(folder / _HEAD, head.model_dump_json().encode())
    layout.write(folder / _BODY, _Body.model_construct(contents.passages).model_dump_json().encode())


def read(folder: Path) -> Contents:
    """:raises OSError, ValueError: they cannot be read."""
    with _no_collection():
        head = _Head.model_validate_json((folder / _HEAD).read_bytes())
        passages = _Body.model_validate_json((folder / _BODY).read_bytes()).root
    return Contents.model_construct(
        profiles=head.profiles, documents=head.documents, passages=passages, problems=head.problems
    )


@contextmanager
def _no_collection() -> Iterator[None]:
    """Python's collector looks through all new objects again and again: three quarters of the loading time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
