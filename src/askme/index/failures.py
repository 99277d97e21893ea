"""What the disk and the libraries raise while an index is built, as one line for the user."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from askme.errors import AskmeError, IndexError_
from askme.index.layout import Layout
from askme.index.vectorcache import is_full

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextmanager
def explained(layout: Layout) -> Iterator[None]:
    """Turn failures of storage into `IndexError_`; the index in use is not touched by any of them."""
    try:
        yield
    except AskmeError:
        raise
    except (OSError, sqlite3.Error) as error:
        raise _explained(layout, error) from error
    except Exception as error:
        # Chroma raises errors of its own for the same failures; what is a mistake of ours must stay visible.
        if not type(error).__module__.startswith("chromadb"):
            raise
        raise _explained(layout, error) from error


def _explained(layout: Layout, error: Exception) -> IndexError_:
    if _is_full(error):
        return IndexError_(
            f"The disk is full: the index in {layout.root} could not be built. Free some space and run `askme index` "
            "again; an index that was there before is unchanged."
        )
    reason = str(error).strip().splitlines() or [type(error).__name__]
    return IndexError_(f"The index in {layout.root} could not be built: {reason[0][:300]}.")


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    text = str(error).lower()
    return (isinstance(error, sqlite3.Error) and is_full(error)) or "disk is full" in text or "no space left" in text
