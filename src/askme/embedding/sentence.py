"""Embeddings by sentence-transformers itself: for models that cannot be exported, and to check those that were."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from askme.embedding.base import LAYERS, Tokens, Vectors, unit
from askme.embedding.source import Source
from askme.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_ALL_LAYERS = "all_layer_embeddings"
"""Under this name sentence-transformers gives what goes into the layers, and what the last one gives."""


class SentenceEmbedder:
    """An `Embedder` over a loaded sentence-transformers model."""

    def __init__(self, model: SentenceTransformer, fingerprint: str, threads: int = 1) -> None:
        import torch

        # More threads than free cores made single questions up to forty times slower.
        torch.set_num_threads(threads)
        self._model = model
        self._inside = shows_layers(model)
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
        import torch

        with self._one_at_a_time, torch.no_grad():
            encoded = self._model.tokenizer(
                text, truncation=True, max_length=self._model.max_seq_length, return_offsets_mapping=True,
                return_special_tokens_mask=True, return_tensors="pt",
            )  # fmt: skip
            names = self._model.tokenizer.model_input_names
            found = self._model({name: encoded[name] for name in names})
        kept = np.flatnonzero(encoded["special_tokens_mask"][0].numpy() == 0)
        spans = encoded["offset_mapping"][0].numpy()[kept].tolist()
        vectors = unit(found["token_embeddings"][0].numpy()[kept].astype(np.float32))
        inside = input_of_last_layers(found)[0].numpy().astype(np.float16) if self._inside else None
        return Tokens(tuple(start for start, _ in spans), tuple(end for _, end in spans), vectors, inside)

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


def shows_layers(model: SentenceTransformer) -> bool:
    """Make the model show what goes into its layers, and tell whether it does."""
    import torch

    config: Any = getattr(getattr(model[0], "auto_model", None), "config", None)
    if getattr(config, "num_hidden_layers", 0) < LAYERS:
        return False
    config.output_hidden_states = True
    with torch.no_grad():
        return _ALL_LAYERS in model(model.tokenizer(["a text"], return_tensors="pt"))


def input_of_last_layers(found: Mapping[str, Any]) -> Any:
    """:param found: what a model that shows its layers has made of texts
    :returns: tensor `[texts, tokens, dimension]`"""
    return found[_ALL_LAYERS][-LAYERS - 1]
