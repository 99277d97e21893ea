"""What the rest of askme knows of an embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Half = NDArray[np.float16]

LAYERS = 3
"""It is shown what goes into a model's last layers, this many."""


@dataclass(frozen=True)
class Tokens:
    """A text as the model reads it: its word pieces, each with a vector that depends on the words around it."""

    starts: tuple[int, ...]
    """Where each piece begins in the text, in code points; in order."""
    ends: tuple[int, ...]
    vectors: Vectors
    """Unit vectors `[len(starts), dimension]`."""
    inside: Half | None = None
    """What goes into the last `LAYERS` layers, of the pieces and of the marks that the model puts around them:
    `[tokens, dimension]`; None where the model does not show it."""


class Embedder(Protocol):
    """Turns texts into vectors whose scalar product says how near their meanings are. Safe to share between threads."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def fingerprint(self) -> str:
        """Digest of the weights and configuration: equal fingerprints give equal vectors."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one a row, in the texts' order: `[len(texts), dimension]`."""

    def tokens(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        """The pieces of each text, without the marks that the model adds; a long text ends where the model cuts it."""

    def is_word(self, word: str) -> bool:
        """Whether the model's vocabulary has the word whole: rare words and slips of spelling come in pieces."""


def unit(vectors: Vectors) -> Vectors:
    """Scale each row to length 1; a row of zeros stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.ascontiguousarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)
    return scaled
