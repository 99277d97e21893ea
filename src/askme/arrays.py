"""Arrays from files, read by one thread at a time.

NumPy reads a file's header with `ast.literal_eval`, and CPython before 3.13 counts the depth of that in one place for
all threads: two at once may end in "AST constructor recursion depth mismatch", a SystemError.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

_ONE = Lock()


def load(file: Path, *, mapped: bool = False) -> NDArray[Any]:
    """The array of an `.npy` file.

    :param mapped: leave it on the disk until it is looked at
    :raises OSError, ValueError: it cannot be read.
    """
    with _ONE:
        array: NDArray[Any] = np.load(  # noqa: TID251
            file, mmap_mode="r" if mapped else None, allow_pickle=False
        )
    return array.view(np.ndarray)


def load_all(file: Path) -> dict[str, NDArray[Any]]:
    """The arrays of an `.npz` file, by name.

    :raises OSError, ValueError: it cannot be read.
    """
    with _ONE, np.load(file, allow_pickle=False) as held:  # noqa: TID251
        return dict(held)
