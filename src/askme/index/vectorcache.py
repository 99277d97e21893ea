"""Vectors by content, kept from build to build: an unchanged passage is never embedded twice."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

log = logging.getLogger("askme.index")

Vector = NDArray[np.float32]

_TABLE = (
    "CREATE TABLE IF NOT EXISTS vectors (text BLOB, model TEXT, vector BLOB, PRIMARY KEY (text, model)) WITHOUT ROWID"
)
_AT_ONCE = 500


class VectorCache:
    """A file of vectors; only ever used by the process that holds the index's lock.

    It is a cache: one that is damaged is set aside and begun anew.
    """

    def __init__(self, file: Path) -> None:
        """:raises OSError, sqlite3.Error: it can be neither opened nor begun anew."""
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._base = _open(file)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # a full disk, a missing right: no damage
                raise
            self._base = self._anew(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def known(self, model: str, texts: Iterable[str]) -> dict[str, Vector]:
        """Those of `texts` whose vectors by `model` are here."""
        try:
            return self._known(model, {_key(text): text for text in texts})
        except sqlite3.DatabaseError as error:
            self._base.close()
            self._base = self._anew(error)
            return {}

    def store(self, model: str, vectors: Mapping[str, Vector]) -> None:
        """Keep vectors of `model` by text; all of them or, if the process dies, none."""
        rows = [(_key(text), model, vector.astype("<f4").tobytes()) for text, vector in vectors.items()]
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forget every other text: what somebody removed from their profile leaves no trace here."""
        kept = {_key(text) for text in texts}
        gone = [row for row in self._base.execute("SELECT DISTINCT text FROM vectors") if row[0] not in kept]
        with self._base:
            self._base.executemany("DELETE FROM vectors WHERE text = ?", gone)

    def _known(self, model: str, texts: Mapping[bytes, str]) -> dict[str, Vector]:
        keys, found = list(texts), {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT text, vector FROM vectors WHERE model = ? AND text IN ({marks})"  # noqa: S608
            for key, blob in self._base.execute(query, (model, *some)):
                vector = np.frombuffer(blob, dtype="<f4").astype(np.float32)
                if _sound(vector):
                    found[texts[key]] = vector
        return found

    def _anew(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        aside = self._file.with_suffix(".damaged")
        log.warning("the cache %s is damaged (%s): set aside as %s, begun anew", self._file, error, aside.name)
        for tail in ("", "-journal", "-wal", "-shm"):
            beside = self._file.with_name(self._file.name + tail)
            if beside.exists():
                beside.replace(aside.with_name(aside.name + tail))
        return _open(self._file)


def missing(texts: Sequence[str], known: Mapping[str, Vector]) -> list[str]:
    """The texts without a vector, each once, shortest first so that batches are even."""
    return sorted({text for text in texts if text not in known}, key=lambda text: (len(text), text))


def is_full(error: sqlite3.Error) -> bool:
    """Whether the disk is full."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or "disk is full" in str(error)


def _open(file: Path) -> sqlite3.Connection:
    base = sqlite3.connect(file, timeout=5.0)
    try:
        with base, closing(base.execute("PRAGMA quick_check")) as answer:
            if (verdict := answer.fetchone()[0]) != "ok":
                raise sqlite3.DatabaseError(verdict)
            base.execute(_TABLE)
    except BaseException:
        base.close()
        raise
    return base


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _sound(vector: Vector) -> bool:
    return len(vector) > 0 and abs(float(np.linalg.norm(vector)) - 1) < 1e-3
