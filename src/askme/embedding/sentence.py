"""Embeddings by sentence-transformers itself: for models that cannot be exported, and to check those that were."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from askme.embedding.base import Tokens, Vectors, unit
from askme.embedding.source import Source
from askme.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceEmbedder:
    """An `Embedder` over a loaded sentence-transformers model."""

    def __init__(self, model: SentenceTransformer, fingerprint: str, threads: int = 1) -> None:
        import torch

        # More threads than free cores made single questions up to forty times slower.
        torch.set_num_threads(threads)
        self._model = model
        self._one_at_a_time = threading.Lock()
        self.fingerprint = fingerprint
        self.dimension = len(self._encode(["askme"])[0])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors `[len(texts), dimension]`."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return unit(self._encode(list(texts)))

    def tokens(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        """The pieces of each text with their vectors from the model's last layer."""
        return tuple(map(self._pieces, texts))

    def _pieces(self, text: str) -> Tokens:
        with self._one_at_a_time:
            (states,) = self._model.encode([text], output_value="token_embeddings", show_progress_bar=False)
            encoded = self._model.tokenizer(
                text, truncation=True, max_length=self._model.max_seq_length, return_offsets_mapping=True,
                return_special_tokens_mask=True,
            )  # fmt: skip
        kept = [at for at, special in enumerate(encoded["special_tokens_mask"]) if not special]
        spans = [encoded["offset_mapping"][at] for at in kept]
        vectors = unit(np.asarray(states, dtype=np.float32)[kept])
        return Tokens(tuple(start for start, _ in spans), tuple(end for _, end in spans), vectors)

    def is_word(self, word: str) -> bool:
        """Whether the model's vocabulary has the word whole."""
        tokenizer = self._model.tokenizer
        with self._one_at_a_time:
            pieces = tokenizer.tokenize(word)
        return len(pieces) == 1 and pieces[0] != tokenizer.unk_token

    def _encode(self, texts: list[str]) -> Vectors:
        with self._one_at_a_time:  # its tokenizer is not safe to share between threads
            found = self._model.encode(texts, batch_size=32, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)


def load(source: Source) -> SentenceTransformer:
    """Load the model in its folder, on the CPU and without a network.

    :raises ModelError: sentence-transformers cannot load it.
    """
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(str(source.folder), device="cpu", local_files_only=True)
    except Exception as error:  # whatever a stranger's model makes its libraries raise
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelError(f"model {source.name!r} in {source.folder} cannot be loaded: {reason[0]}") from error
    return model.float().eval()
