"""Embeddings from an exported model: onnxruntime and tokenizers, without torch."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from cachetools import LRUCache

from askme.embedding.base import Half, Tokens, Vectors, unit
from askme.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
RECIPE = "recipe.json"
BATCH = 32
FORM = 4
"""Version of what an export writes."""
EMBEDDING, TOKENS, INSIDE = "embedding", "tokens", "inside"
"""The graph's outputs; the last one only where the model shows its layers."""


class ExportedEmbedder:
    """Serves the model in `folder`, which `askme.embedding.export` wrote."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Nothing large is loaded before the first text.

        :raises OSError, ValueError: the folder is incomplete.
        """
        recipe = json.loads((folder / RECIPE).read_text("utf-8"))
        if recipe.get("form") != FORM:
            raise ValueError(f"{folder / RECIPE} is of another version of askme")
        for name, size in recipe["sizes"].items():
            if (folder / name).stat().st_size != size:
                raise ValueError(f"{folder / name} is not {size} bytes long")
        self.dimension: int = recipe["dimension"]
        self.fingerprint: str = recipe["fingerprint"]
        self._inputs: tuple[str, ...] = tuple(recipe["inputs"])
        self._prompt: str = recipe["prompt"]
        self._pad: int = recipe["pad"]
        self._unknown: str | None = recipe["unknown"]
        self._of_tokens: tuple[str, ...] = (TOKENS, INSIDE) if recipe["inside"] else (TOKENS,)
        self._folder = folder
        self._threads = threads
        self._read: LRUCache[str, tuple[Vectors, Tokens]] = LRUCache(64)
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors `[len(texts), dimension]`; texts of like length share a batch, so that little is padded."""
        if len(texts) == 1 and not self._prompt:
            return self._read_once(texts[0])[0]
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if not texts:
            return vectors
        encodings = self._tokenizer.encode_batch([self._prompt + text for text in texts])
        for rows in _batches(encodings):
            vectors[rows] = self._run([encodings[row] for row in rows], EMBEDDING)[0]
        return unit(vectors)

    def tokens(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        """The pieces of each text with their vectors from the model's last layer; no prompt is put before them."""
        if len(texts) == 1 and not self._prompt:
            return (self._read_once(texts[0])[1],)
        encodings = self._tokenizer.encode_batch(list(texts))
        found: dict[int, Tokens] = {}
        for rows in _batches(encodings):
            states = self._run([encodings[row] for row in rows], *self._of_tokens)
            found |= {row: _pieces(encodings[row], *(one[at] for one in states)) for at, row in enumerate(rows)}
        return tuple(found[row] for row in range(len(encodings)))

    def is_word(self, word: str) -> bool:
        """Whether the model's vocabulary has the word whole."""
        pieces = self._tokenizer.encode(word, add_special_tokens=False).tokens
        return len(pieces) == 1 and pieces[0] != self._unknown

    def _read_once(self, text: str) -> tuple[Vectors, Tokens]:
        """The vector of a question and those of its pieces: both will be asked for, and one run gives both."""
        with self._lock:
            known = self._read.get(text)
        if known is None:
            encoding = self._tokenizer.encode(text)
            vectors, *states = self._run([encoding], EMBEDDING, *self._of_tokens)
            known = unit(vectors), _pieces(encoding, *(one[0] for one in states))
            with self._lock:
                self._read[text] = known
        return known

    def _run(self, encodings: list[Encoding], *outputs: str) -> list[Vectors]:
        shape = (len(encodings), max(len(encoding.ids) for encoding in encodings))
        fed = {name: np.zeros(shape, dtype=np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}
        fed["input_ids"].fill(self._pad)
        for row, encoding in enumerate(encodings):
            length = len(encoding.ids)
            fed["input_ids"][row, :length] = encoding.ids
            fed["attention_mask"][row, :length] = 1
            fed["token_type_ids"][row, :length] = encoding.type_ids
        found = self._session.run(list(outputs), {name: fed[name] for name in self._inputs})
        return [np.asarray(one, dtype=np.float32) for one in found]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        with self._explained():
            return Tokenizer.from_file(str(self._folder / TOKENIZER))

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # The stored graph is optimised already. A spinning thread would take the core from whoever shares it.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        with self._explained():
            return onnxruntime.InferenceSession(str(self._folder / MODEL), options, providers=["CPUExecutionProvider"])

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # both libraries raise classes of their own over a damaged file
            raise ModelError(
                f"the exported model in {self._folder} cannot be loaded ({type(error).__name__}). Remove that folder: "
                "it is made anew."
            ) from error


def _batches(encodings: Sequence[Encoding]) -> Iterator[list[int]]:
    """Positions of encodings of like length."""
    order = sorted(range(len(encodings)), key=lambda at: len(encodings[at].ids))
    return (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def _pieces(encoding: Encoding, states: Vectors, inside: Vectors | None = None) -> Tokens:
    """:param states: of the padded encoding, `[tokens, dimension]`
    :param inside: of the padded encoding, `[tokens, dimension]`"""
    kept = [at for at, special in enumerate(encoding.special_tokens_mask) if not special]
    spans = [encoding.offsets[at] for at in kept]
    shown: Half | None = None if inside is None else inside[: len(encoding.ids)].astype(np.float16)
    return Tokens(tuple(start for start, _ in spans), tuple(end for _, end in spans), unit(states[kept]), shown)
