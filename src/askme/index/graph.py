"""The files of Chroma's graph, cleared of what else was in memory.

Chroma searches with hnswlib. That takes memory for a hundred rows and writes all of it to the disk as `malloc` returned
it: with whatever the process had there before, a removed person's words among it. A row that is added fills its slot
whole; the slots that no row uses stay as they were.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from askme.errors import IndexError_

_HEADER, _SLOTS, _LENGTHS = "header.bin", "data_level0.bin", "length.bin"
_VERSION = 1
_FIELDS = struct.Struct("=iQQQQ")
"""How a header begins, in hnswlib's order and the machine's own: version, offset, capacity, rows, bytes for a row."""
_LENGTH = 4
"""Bytes for the length of a row's vector."""


def clear_unused(folder: Path, rows: int) -> None:
    """Write zeros over what no row uses in the graph that stands in a folder beneath `folder` and has `rows` rows.

    :raises IndexError_: the graph is not as it is known here, so nothing can be said of what else it holds.
    :raises OSError: the graph is not whole on the disk, or the disk refused the zeros.
    """
    headers = list(folder.glob(f"*/{_HEADER}"))
    if len(headers) != 1:
        raise _unknown(folder, f"{len(headers)} graphs instead of one")
    graph = headers[0].parent
    begin = headers[0].read_bytes()[: _FIELDS.size]
    if len(begin) < _FIELDS.size:
        raise _cut(headers[0])
    version, _, _, held, slot = _FIELDS.unpack(begin)
    if (version, held) != (_VERSION, rows):
        raise _unknown(graph, f"version {version} with {held} rows instead of version {_VERSION} with {rows}")
    _clear(graph / _SLOTS, rows * slot)
    _clear(graph / _LENGTHS, rows * _LENGTH)


def _clear(file: Path, used: int) -> None:
    """Write zeros over everything behind the first `used` bytes."""
    with file.open("r+b") as stream:
        free = stream.seek(0, os.SEEK_END) - used
        if free < 0:  # hnswlib does not look whether what it wrote is there
            raise _cut(file)
        stream.seek(used)
        stream.write(bytes(free))


def _cut(file: Path) -> OSError:
    return OSError(f"{file} was not written to its end")


def _unknown(folder: Path, found: str) -> IndexError_:
    return IndexError_(
        f"Chroma's graph in {folder} is not of the form that askme can clear of leftover memory ({found}); the index "
        "in use is unchanged. Install the version of chromadb that is named in askme's constraints.txt."
    )
