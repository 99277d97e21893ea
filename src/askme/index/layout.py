"""Where the index's files lie.

index/
├── CURRENT            one line: the generation that answers
├── generations/<id>/  complete indexes, never changed: the current one and the one before it
├── building-<pid>-…/  one being built; a leftover when its process is gone
├── cache/             vectors by content, kept from build to build
├── .lock              held by whoever builds
└── .builder           the process id of whoever builds
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from askme.errors import IndexError_, IndexMissing

REMEDY = "Run `askme index` to build it anew."

_GENERATION = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")
_BUILDING = re.compile(r"building-\d+-[0-9a-f]{8}")
_DRAFT = re.compile(r"\.CURRENT-\d+")


@dataclass(frozen=True)
class Layout:
    """The paths in one index folder; only names of our own are ever listed, so nothing else can be removed."""

    root: Path

    @property
    def current(self) -> Path:
        return self.root / "CURRENT"

    @property
    def generations(self) -> Path:
        return self.root / "generations"

    @property
    def cache(self) -> Path:
        return self.root / "cache" / "embeddings.sqlite"

    @property
    def lock(self) -> Path:
        return self.root / ".lock"

    @property
    def builder(self) -> Path:
        return self.root / ".builder"

    def stamp(self) -> tuple[int, ...]:
        """What changes whenever the pointer is replaced; empty when there is none."""
        try:
            found = self.current.stat()
        except OSError:
            return ()
        return found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size

    def pointed(self) -> str:
        """The id of the generation that answers.

        :raises IndexMissing: nothing was built yet.
        :raises IndexError_: the pointer cannot be read.
        """
        try:
            found = self.current.read_text("ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing(f"There is no index in {self.root}. Run `askme index` to build it.") from None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexError_(f"{self.current} cannot be read: {error}. {REMEDY}") from error
        if not _GENERATION.fullmatch(found):
            raise IndexError_(f"{self.current} names no generation of the index: {found[:40]!r}. {REMEDY}")
        return found

    def folder(self, generation: str) -> Path:
        return self.generations / generation

    def point(self, generation: str) -> None:
        """Make `generation` the one that answers, at one stroke."""
        draft = self.root / f".CURRENT-{os.getpid()}"
        write(draft, f"{generation}\n".encode())
        draft.replace(self.current)
        flush(self.root)

    def leftovers(self) -> list[Path]:
        """What builds that were killed left behind."""
        return [
            path for path in self._children(self.root) if _BUILDING.fullmatch(path.name) or _DRAFT.fullmatch(path.name)
        ]

    def built(self) -> list[Path]:
        """The folders of all generations, oldest first."""
        return [path for path in self._children(self.generations) if _GENERATION.fullmatch(path.name)]

    @staticmethod
    def _children(folder: Path) -> list[Path]:
        with suppress(FileNotFoundError):
            return sorted(folder.iterdir())
        return []

    def building(self, generation: str) -> Path:
        """Where this process builds `generation`."""
        return self.root / f"building-{os.getpid()}-{key_of(generation)}"


def new_generation() -> str:
    """An id for a generation; ids sort by time."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"


def key_of(generation: str) -> str:
    """The random part of a generation's id."""
    return generation.rsplit("-", 1)[1]


def write(file: Path, data: bytes | memoryview) -> None:
    """Write a file and wait until the disk has it."""
    with file.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def flush(path: Path) -> None:
    """Wait until the disk has a file, or a folder's list of names."""
    with suppress(PermissionError, IsADirectoryError):  # Windows opens no folder, and needs none flushed
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def flush_tree(folder: Path) -> None:
    """Wait until the disk has everything in a folder."""
    for path in folder.rglob("*"):
        flush(path)
    flush(folder)
