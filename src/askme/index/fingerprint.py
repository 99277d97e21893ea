"""What an index was built from: equal fingerprints, equal index."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from askme.errors import CorpusError
from askme.index import context
from askme.schema import Frozen
from askme.settings import Settings

FORMAT = "3"
"""Version of the files of a generation."""

_CODE = ("askme.corpus", "askme.text", "askme.privacy", "askme.index.context", "askme.index.private")
_SETTLED = 2_000_000_000
"""Nanoseconds after which a change of a file shows in its times, on the coarsest file systems."""


class Stamp(Frozen):
    """One corpus file as it was seen: by its times and place it is known again without reading it."""

    size: int
    modified: int
    changed: int
    inode: int
    sha256: str

    def still(self, stat: os.stat_result, taken: int) -> bool:
        """Whether a file that was stamped at `taken` (ns) and now has `stat` is surely unchanged."""
        same = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        settled = max(self.modified, self.changed) < taken - _SETTLED
        return settled and same == (self.size, self.modified, self.changed, self.inode)


class Snapshot(Frozen):
    """The corpus folder's files at one moment."""

    taken: int
    """Nanoseconds since 1970."""
    stamps: Mapping[str, Stamp]
    """By path relative to the corpus folder."""

    def digests(self) -> dict[str, str]:
        return {path: stamp.sha256 for path, stamp in self.stamps.items()}


class Fingerprint(Frozen):
    """Everything that decides what is in an index."""

    format: str
    code: str
    """Digest of the code that cuts and splits texts: it cannot be changed and an old index be used."""
    model: str
    """The setting; for messages."""
    weights: str
    """The embedding model's own fingerprint."""
    vector_store: str
    max_file_mb: float
    files: Mapping[str, str]
    """sha256 of each file of the corpus."""

    def difference(self, now: Fingerprint) -> str:
        """Why an index with this fingerprint does not fit what is there now; empty when it does."""
        if (self.format, self.code) != (now.format, now.code):
            return "it was built by another version of askme"
        if self.weights != now.weights:
            return f"it was built with another embedding model ({self.model!r}; now {now.model!r})"
        if self.vector_store != now.vector_store:
            return f"it was built for vector_store = {self.vector_store!r} (now {now.vector_store!r})"
        if self.max_file_mb != now.max_file_mb:
            return f"it was built with max_file_mb = {self.max_file_mb} (now {now.max_file_mb})"
        return _changes(self.files, now.files)


def fingerprint(settings: Settings, weights: str, files: Snapshot) -> Fingerprint:
    """The fingerprint that an index built now would have."""
    return Fingerprint(
        format=FORMAT,
        code=_code_digest(),
        model=settings.model,
        weights=weights,
        vector_store=settings.vector_store,
        max_file_mb=settings.max_file_mb,
        files=files.digests(),
    )


def snapshot(settings: Settings, before: Snapshot | None = None) -> Snapshot:
    """Stamp every file of the corpus; those that `before` stamped and that did not change are not read again.

    :raises CorpusError: the folder or one of its entries cannot be read.
    """
    taken = time.time_ns()
    stamps = {}
    try:
        for path, file in _files(settings.corpus, settings.index):
            with suppress(FileNotFoundError):  # gone since it was listed
                stamps[path] = _stamp(file, settings.max_file_mb, before, before.stamps.get(path) if before else None)
    except OSError as error:
        raise CorpusError(f"The corpus folder {settings.corpus} cannot be read: {error}.") from error
    return Snapshot(taken=taken, stamps=stamps)


def _files(corpus: Path, index: Path) -> Iterator[tuple[str, Path]]:
    """The corpus's files and links in a fixed order, without hidden ones, and without an index that lies inside."""
    own, root = index.resolve(), corpus.resolve()
    for file in sorted(corpus.rglob("*")):
        path = file.relative_to(corpus)
        hidden = any(part.startswith(".") for part in path.parts)
        if not hidden and (file.is_file() or file.is_symlink()) and own not in (root / path).parents:
            yield path.as_posix().encode("utf-8", "backslashreplace").decode(), file


def _stamp(file: Path, max_mb: float, before: Snapshot | None, old: Stamp | None) -> Stamp:
    stat = file.lstat() if not file.is_file() else file.stat()
    unchanged = before is not None and old is not None and old.still(stat, before.taken)
    return Stamp(
        size=stat.st_size,
        modified=stat.st_mtime_ns,
        changed=stat.st_ctime_ns,
        inode=stat.st_ino,
        sha256=old.sha256 if unchanged and old else _digest(file, stat.st_size > max_mb * 1_000_000),
    )


def _digest(file: Path, too_large: bool) -> str:
    """The sha256 of a file; of one whose content is left out anyway, only why."""
    if too_large:
        return "too large"
    if not file.is_file():
        return f"link to {file.readlink().as_posix().encode('utf-8', 'backslashreplace').decode()}"
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except PermissionError:
        return "unreadable"


def _changes(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    altered = [f"{path} changed" for path in old if path in new and old[path] != new[path]]
    gone = [f"{path} is gone" for path in old if path not in new]
    come = [f"{path} is new" for path in new if path not in old]
    found = altered + gone + come
    return "" if not found else "; ".join(found[:3]) + (f"; and {len(found) - 3} more" if len(found) > 3 else "")


def _code_digest() -> str:
    total = hashlib.sha256(context.VERSION.encode())
    for module in _CODE:
        for file in _sources(module):
            total.update(f"{module}\0{file.name}\0".encode() + file.read_bytes())
    return total.hexdigest()


def _sources(module: str) -> list[Path]:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return []
    origin = Path(spec.origin)
    return sorted(origin.parent.rglob("*.py")) if spec.submodule_search_locations else [origin]
