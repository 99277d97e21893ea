"""What the disk and the libraries raise while an index is built, as one line for the user."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from askme.errors import IndexError_
from askme.index.layout import Layout
from askme.index.vectorcache import is_full

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_TIGHT = 1_000_000
"""Bytes of free space below which a failure of Chroma is put down to the disk: it does not always say so itself."""


@contextmanager
def explained(layout: Layout) -> Iterator[None]:
    """Turn failures of storage into `IndexError_`; the index in use is not touched by any of them."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        full = error.errno in _FULL if isinstance(error, OSError) else is_full(error)
        raise IndexError_(_told(layout.root, error, full)) from error


@contextmanager
def chroma_explained(folder: Path) -> Iterator[None]:
    """The same for Chroma, whose errors are its own, while what filled the disk is still there."""
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith("chromadb"):
            raise
        full = "disk is full" in str(error) or shutil.disk_usage(folder).free < _TIGHT
        raise IndexError_(_told(folder, error, full)) from error


def _told(path: Path, error: Exception, full: bool) -> str:
    if full:
        return (
            f"The disk is full: the index could not be built in {path}. Free some space and run `askme index` again; "
            "an index that was there before is unchanged."
        )
    reason = str(error).strip().splitlines() or [type(error).__name__]
    return (
        f"The index could not be built in {path}: {reason[0][:300]}. It must be a folder that askme may write to; "
        "mend that, or name another with --index."
    )
