"""A corpus as the evals see it: read from the files, not the index, since a broken index cannot vouch for itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from askme.corpus import load_corpus
from askme.schema import Document
from askme.settings import load


@dataclass(frozen=True)
class People:
    """Who is in a corpus, and what their files say."""

    names: Mapping[str, str]
    """Display names by profile id."""
    documents: Mapping[str, Document]
    """By source."""

    @property
    def digest(self) -> str:
        """Changes with any word of any file."""
        total = hashlib.sha256()
        for source in sorted(self.documents):
            total.update(f"{source}\0{self.documents[source].text}\0".encode())
        return total.hexdigest()[:16]


def read_people(corpus: Path) -> People:
    """The people of a corpus folder.

    :raises CorpusError: the folder is missing or has no profile
    """
    found = load_corpus(corpus, max_file_mb=load({})[0].max_file_mb)
    return People(
        names={profile.id: profile.name for profile in found.profiles},
        documents={document.source: document.model_copy(update={"text": _text(corpus, document)})
                   for document in found.documents},
    )  # fmt: skip


def _text(corpus: Path, document: Document) -> str:
    """The text of the file itself: offsets of citations count its code points."""
    return (corpus / document.source).read_bytes().decode("utf-8")
