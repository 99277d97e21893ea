"""Words as vectors in their context, and how well a claim's words are matched by those of its evidence.

The measure is BERTScore's (Zhang et al. 2020), by which each word takes its nearest counterpart; of it the precision
against the cited knowledge, "K-precision", which followed human judgements of faithfulness best among the measures
without a language model (Adlakha et al. 2023; in MTRAG, Katsis et al. 2025, Spearman .584).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Tokens:
    """The words of a text."""

    words: tuple[str, ...]
    vectors: Array
    """One unit vector a word: the mean of its pieces."""
    rarity: Array
    """How rare each word is, 0 .. 1."""


class TokenModel(Protocol):
    """Reads words in their context."""

    @property
    def fingerprint(self) -> str: ...

    def read(self, text: str) -> Tokens: ...


@dataclass(frozen=True)
class Match:
    """Each word of a claim with its nearest counterpart in the evidence."""

    words: tuple[str, ...]
    cosines: Array
    rarity: Array

    @property
    def precision(self) -> float:
        """K-precision: the mean cosine, rare words counting more; 0 for a claim without words."""
        return float(np.average(self.cosines, weights=self.rarity + 0.05)) if len(self.words) else 0.0

    @property
    def weakest(self) -> str:
        """The word that the evidence matches least; "" without words."""
        return self.words[int(np.argmin(self.cosines))] if self.words else ""


def match(claim: Tokens, evidence: Sequence[Tokens]) -> Match:
    """Find each word's best counterpart; a cosine is 0 where there is no evidence."""
    texts = [text.vectors for text in evidence if len(text.words)]
    if not texts or not len(claim.words):
        return Match(claim.words, np.zeros(len(claim.words), dtype=np.float32), claim.rarity)
    best = (claim.vectors @ np.concatenate(texts).T).max(axis=1)
    return Match(claim.words, np.asarray(best, dtype=np.float32), claim.rarity)
