"""The product's embedding model, read before it pools its tokens: exported to ONNX once, as `askme.embedding` does."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from filelock import FileLock

from askme.embedding.base import unit
from askme.embedding.digest import cache_folder, fingerprint_of
from askme.embedding.source import Source, locate
from askme.settings import load
from askme.text import atoms
from evals.judge.tokens import Array, Tokens

if TYPE_CHECKING:
    from tokenizers import Encoding

VERSION: Final = "1"
LONGEST: Final = 256
"""Word pieces in one run of the model."""
_ORDINARY: Final = 1996
"""Where words begin in BERT's vocabulary: it is ordered by how often they occur (Devlin et al. 2019)."""
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n+")


class ExportedTokens:
    """The model in `source`, exported to ONNX once and run on one thread, one text at a time: the same text gives the
    same bytes, whatever else is judged with it."""

    def __init__(self, source: Source | None = None) -> None:
        """:raises ModelError: the model is missing or altered"""
        self._source = source or locate("default")
        settings, _ = load()
        cache = cache_folder(settings)
        self._file = cache / "judge" / f"{fingerprint_of(self._source, cache)[:32]}-{VERSION}.onnx"
        self.fingerprint = f"tokens-{VERSION}:{(self._source.weights or fingerprint_of(self._source, cache))[:16]}"
        self.read = lru_cache(maxsize=20_000)(self._read)

    def _read(self, text: str) -> Tokens:
        parts = [self._part(part) for part in _parts(text)]
        if not parts:
            return Tokens((), np.zeros((0, 384), dtype=np.float32), np.zeros(0, dtype=np.float32))
        words = tuple(word for part in parts for word in part.words)
        vectors, rarity = (np.concatenate([getattr(part, name) for part in parts]) for name in ("vectors", "rarity"))
        return Tokens(words, vectors, rarity)

    def _part(self, text: str) -> Tokens:
        session, tokenizer = self._loaded()
        encoding = tokenizer.encode(text)
        ids = np.asarray([encoding.ids], dtype=np.int64)
        states = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        return _words(text, encoding, np.asarray(states, dtype=np.float32))

    @lru_cache(maxsize=1)  # noqa: B019 - one model a process
    def _loaded(self) -> tuple[Any, Any]:
        import onnxruntime
        from tokenizers import Tokenizer

        self._file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self._file}.lock", timeout=300):
            if not self._file.is_file():
                _export(self._source.folder, self._file)
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        tokenizer = Tokenizer.from_file(str(self._source.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        return onnxruntime.InferenceSession(str(self._file), options, providers=["CPUExecutionProvider"]), tokenizer


def _export(folder: Path, file: Path) -> None:
    """Write the transformer without its pooling, whole or not at all."""
    import torch
    from transformers import AutoModel

    class States(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(folder, local_files_only=True, attn_implementation="eager").eval()

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    ids = torch.ones((1, 8), dtype=torch.long)
    axes = {name: {0: "texts", 1: "tokens"} for name in ("input_ids", "attention_mask", "states")}
    work = file.with_suffix(".part")
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            States(), (ids, ids), str(work), dynamo=False, input_names=["input_ids", "attention_mask"],
            output_names=["states"], dynamic_axes=axes, opset_version=17,
        )  # fmt: skip
    work.replace(file)


def _parts(text: str, size: int = 1000) -> list[str]:
    """Sentences put together up to what one run of the model takes."""
    parts: list[str] = []
    for sentence in _SENTENCE.split(text):
        if parts and len(parts[-1]) + len(sentence) < size:
            parts[-1] += " " + sentence
        elif sentence.strip():
            parts.append(sentence)
    return parts


def _words(text: str, encoding: Encoding, states: Array) -> Tokens:
    """Put word pieces together to the words that `askme.text` counts."""
    starts = np.asarray([start for start, _ in encoding.offsets])
    ends = np.asarray([end for _, end in encoding.offsets])
    ids = np.asarray(encoding.ids)
    words, vectors, rarity = [], [], []
    for atom in atoms(text):
        inside = (starts < atom.end) & (ends > atom.start) & (starts < ends)
        if inside.any():
            words.append(atom.text)
            vectors.append(states[inside].mean(axis=0))
            rarity.append(max(_rarity(int(piece)) for piece in ids[inside]) if inside.sum() == 1 else 1.0)
    if not words:
        return Tokens((), np.zeros((0, states.shape[1]), dtype=np.float32), np.zeros(0, dtype=np.float32))
    return Tokens(tuple(words), unit(np.stack(vectors)), np.asarray(rarity, dtype=np.float32))


def _rarity(piece: int) -> float:
    """By its rank in the vocabulary: by Zipf's law its logarithm stands in for the inverse document frequency."""
    return float(min(1.0, np.log(max(piece - _ORDINARY, 0) + 2) / np.log(28_000)))
