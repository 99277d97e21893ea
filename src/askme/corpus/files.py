"""The files of a corpus folder: which are read, and their text as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from askme.corpus.splitting import FORMATS
from askme.errors import UnreadableFile

_README = "readme.md"
_MB = 1_000_000
_DEEPEST = 20
"""Folders in folders."""


@dataclass(frozen=True)
class Problem:
    """Something in the corpus that was left out, or read otherwise than it asked for."""

    source: str
    """Path relative to the corpus folder."""
    message: str
    """One line: the file, what is wrong, the remedy."""


def entries(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    """What a folder holds, in order, without hidden files and links that lead outside."""
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        told = f"the folder cannot be read ({error.strerror}); give askme access to it."
        problems.append(problem(folder, root, told))
        return
    for path in found:
        if path.name.startswith(".") or path.name.lower() == _README:
            continue
        if path.is_symlink() and not _inside(path, root):
            told = "a link that leads outside the corpus folder is not followed; copy the file here."
            problems.append(problem(path, root, told))
            continue
        yield path


def is_folder(path: Path) -> bool:
    """Whether it is a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def problem(path: Path, root: Path, message: str) -> Problem:
    """What is wrong with one file or folder, in one line whatever its name."""
    source = source_of(path, root)
    return Problem(source, f"{' '.join(source.split())}: {message}")


def source_of(path: Path, root: Path) -> str:
    """The path relative to the corpus folder, with forward slashes; bytes that are no UTF-8 as question marks."""
    relative = path.relative_to(root).as_posix()
    return relative.encode("utf-8", "replace").decode("utf-8")


def walk(folder: Path, root: Path, problems: list[Problem], seen: tuple[Path, ...]) -> Iterator[Path]:
    """All files under a person's folder; a link into a folder that holds it is not followed round in circles."""
    real = folder.resolve()
    if real in seen or len(seen) > _DEEPEST:
        return
    for path in entries(folder, root, problems):
        if is_folder(path):
            yield from walk(path, root, problems, (*seen, real))
        else:
            yield path


def read(path: Path, max_file_mb: float) -> str:
    """The text of a file, its BOM and its line breaks as they are.

    :raises UnreadableFile: with what is wrong and the remedy, without the file's name.
    """
    if path.suffix.lower() not in FORMATS:
        raise UnreadableFile(f"its format is not read. Formats read: {', '.join(FORMATS)}.")
    try:
        status = path.stat()
        if not path.is_file():
            raise UnreadableFile("it is no regular file; put a text file in its place.")
        if status.st_size > max_file_mb * _MB:
            size = status.st_size / _MB
            raise UnreadableFile(
                f"{size:.1f} MB is above the limit of {max_file_mb:g} MB; shorten it or raise max_file_mb."
            )
        data = _bytes(path, int(max_file_mb * _MB))
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"it is not UTF-8 (byte {error.start}); save it as UTF-8.") from None
    except OSError as error:
        raise UnreadableFile(f"it cannot be read ({error.strerror}); give askme access to it.") from None
    if "\0" in text:
        raise UnreadableFile("it holds NUL bytes, so it is no text; save it as plain UTF-8 text.")
    if not text.strip("\ufeff \t\r\n\v\f"):
        raise UnreadableFile("it is empty; write something into it or remove it.")
    return text


def _bytes(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise UnreadableFile("it grew above the limit while it was read; shorten it or raise max_file_mb.")
    return data
