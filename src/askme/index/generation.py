"""The files of one generation: written once, never changed.

manifest.json comes last and holds the others' checksums, so a folder without it, or with other files, is no generation.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from askme import arrays
from askme.errors import IndexError_
from askme.index import bm25, contents, layout, private
from askme.index.contents import Contents
from askme.index.fingerprint import Fingerprint, Snapshot
from askme.index.private import PrivateData
from askme.schema import Frozen

MANIFEST = "manifest.json"
VECTORS = "vectors.npy"


class Sum(Frozen):
    size: int
    sha256: str


class Manifest(Frozen):
    """What a generation is, and what its files must be."""

    generation: str
    fingerprint: Fingerprint
    corpus: Snapshot
    passages: int
    dimension: int
    worded: int
    """How many passages have a term in BM25."""
    files: Mapping[str, Sum]

    def lost_files(self, folder: Path) -> list[str]:
        """Files that are not there in full; told by their sizes."""
        return [name for name, expected in self.files.items() if _size(folder / name) != expected.size]

    def wrong_files(self, folder: Path) -> list[str]:
        """Files whose checksum is not the manifest's."""
        return [name for name, expected in self.files.items() if _sum(folder / name) != expected]


def write(
    folder: Path,
    held: Contents,
    data: PrivateData,
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    tokenize: Callable[[str], list[str]],
) -> None:
    """Write everything but the manifest and the vector store; the passages are searched by `texts`."""
    contents.write(folder, held)
    private.write(folder, data)
    buffer = io.BytesIO()
    np.save(buffer, vectors)
    layout.write(folder / VECTORS, buffer.getbuffer())  # numpy's own writing hides a full disk's error number
    bm25.write(folder / bm25.FOLDER, [tokenize(text) for text in texts])


def seal(folder: Path, generation: str, fingerprint: Fingerprint, corpus: Snapshot) -> Manifest:
    """Write the manifest: from here on the folder is a generation."""
    vectors = arrays.load(folder / VECTORS, mapped=True)
    names = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.parent.name in (folder.name, bm25.FOLDER)
    )
    manifest = Manifest(
        generation=generation,
        fingerprint=fingerprint,
        corpus=corpus,
        passages=vectors.shape[0],
        dimension=vectors.shape[1],
        worded=bm25.read(folder / bm25.FOLDER, len(vectors)).worded(),
        files={path.relative_to(folder).as_posix(): _sum(path) for path in names},
    )
    layout.write(folder / MANIFEST, manifest.model_dump_json(indent=1).encode())
    return manifest


def manifest(folder: Path) -> Manifest:
    """Read a generation's manifest.

    :raises IndexError_: there is none, or it cannot be read.
    """
    file = folder / MANIFEST
    try:
        return Manifest.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise unreadable(file, error) from error


def unreadable(path: Path, error: Exception) -> IndexError_:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is damaged"
    return IndexError_(f"The index in {path} cannot be read: {reason}. {layout.REMEDY}")


def _sum(file: Path) -> Sum:
    try:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        digest = ""
    return Sum(size=_size(file), sha256=digest)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1
