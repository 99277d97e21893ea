"""One builder at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from askme.errors import IndexLocked
from askme.index.layout import Layout


@contextmanager
def exclusive(layout: Layout) -> Iterator[None]:
    """Hold the index for building. The operating system lets go when the process ends, however it ends.

    :raises IndexLocked: somebody else holds it.
    """
    layout.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(layout.lock, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise IndexLocked(
            f"Another process ({_holder(layout)}) is building {layout.root}. Wait until it is done, or end it."
        ) from None
    try:
        layout.builder.write_text(str(os.getpid()), "ascii")
        yield
    finally:
        with suppress(OSError):
            layout.builder.unlink()
        lock.release()


def _holder(layout: Layout) -> str:
    for _ in range(10):  # it writes its number just after it got the lock
        with suppress(OSError, ValueError):
            return f"pid {int(layout.builder.read_text('ascii'))}"
        time.sleep(0.02)
    return "pid unknown"
