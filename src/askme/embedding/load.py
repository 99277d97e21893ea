"""Choosing what serves a model: its export where there is one or can be one, else sentence-transformers."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from filelock import FileLock
from filelock import Timeout as LockTimeout

from askme.embedding.base import Embedder
from askme.embedding.digest import cache_folder, fingerprint_of
from askme.embedding.exported import ExportedEmbedder
from askme.embedding.source import Source, locate
from askme.settings import Settings

log = logging.getLogger("askme.embedding")

PATIENCE = 300.0
"""Seconds to wait for another process that is exporting the same model."""


def model_fingerprint(settings: Settings) -> str:
    """The fingerprint that `load_embedder(settings)` will have, without loading anything.

    :raises ModelError: the model is missing or altered.
    """
    return fingerprint_of(locate(settings.model), cache_folder(settings))


def load_embedder(settings: Settings, *, allow_export: bool = True) -> Embedder:
    """The settings' embedding model, ready to serve.

    :param allow_export: whether a model that was never exported may be exported to the cache now (some 15 seconds).
    :raises ModelError: the model is missing, altered or cannot be run.
    """
    source, cache = locate(settings.model), cache_folder(settings)
    fingerprint = fingerprint_of(source, cache)
    target = cache / "onnx" / fingerprint[:32]
    found = _exported(target, settings.threads)
    if found is None and allow_export:
        found = _under_lock(source, fingerprint, target, settings.threads)
    return found or _plain(source, fingerprint, settings.threads)


def _exported(target: Path, threads: int) -> Embedder | None:
    if not target.is_dir():
        return None
    try:
        return ExportedEmbedder(target, threads)
    except (OSError, ValueError, KeyError) as error:
        log.warning("the exported model in %s cannot be used (%s) and is made anew", target, error)
        return None


def _under_lock(source: Source, fingerprint: str, target: Path, threads: int) -> Embedder | None:
    """Export unless another process just did; None when there can be no export."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock", timeout=PATIENCE):
            return _exported(target, threads) or _export(source, fingerprint, target, threads)
    except (OSError, LockTimeout) as error:
        log.warning("model %s is not exported: %s. Set ASKME_CACHE to a writable folder.", source.name, error)
        return None


def _export(source: Source, fingerprint: str, target: Path, threads: int) -> Embedder | None:
    refused = target.with_suffix(".refused")
    with suppress(OSError):
        if refused.read_text("utf-8") == _versions():
            log.info("model %s is served by sentence-transformers: it could not be exported before", source.name)
            return None
    from askme.embedding import export, sentence

    model = sentence.load(source)
    try:
        export.export(model, fingerprint, target)
    except export.ExportRefused as error:
        log.warning("model %s is served by sentence-transformers: it cannot be exported: %s", source.name, error)
        refused.write_text(_versions(), "utf-8")
        return sentence.SentenceEmbedder(model, fingerprint, threads)
    return ExportedEmbedder(target, threads)


def _plain(source: Source, fingerprint: str, threads: int) -> Embedder:
    from askme.embedding import sentence

    return sentence.SentenceEmbedder(sentence.load(source), fingerprint, threads)


def _versions() -> str:
    """What decides whether an export can succeed; another set is worth another attempt."""
    return " ".join(f"{name}={_version(name)}" for name in ("torch", "sentence-transformers", "onnxruntime", "onnx"))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return os.devnull
