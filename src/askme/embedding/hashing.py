"""A stand-in for tests: texts that share words are near, at no cost and without a model."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np

from askme.embedding.base import Tokens, Vectors, unit


class HashEmbedder:
    """Counts words by their hash. Remembers what it was asked, so that a test can tell what was embedded.

    >>> one, same, other = HashEmbedder().embed(["Ran Redis", "redis, ran!", "Painted walls"])
    >>> round(float(one @ same), 3), bool(one @ other < 0.9)
    (1.0, True)
    """

    def __init__(self, dimension: int = 64, fingerprint: str = "hash-1") -> None:
        self.dimension = dimension
        self.fingerprint = fingerprint
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors `[len(texts), dimension]`."""
        self.asked += texts
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()) or [""]:
                vectors[row, zlib.crc32(word.encode()) % self.dimension] += 1
        return unit(vectors)

    def tokens(self, texts: Sequence[str]) -> tuple[Tokens, ...]:
        """A piece for each word; the same word has the same vector everywhere."""
        return tuple(map(self._pieces, texts))

    def _pieces(self, text: str) -> Tokens:
        words = list(re.finditer(r"\w+", text))
        vectors = np.zeros((len(words), self.dimension), dtype=np.float32)
        for row, word in enumerate(words):
            vectors[row, zlib.crc32(word.group().casefold().encode()) % self.dimension] = 1
        return Tokens(tuple(word.start() for word in words), tuple(word.end() for word in words), vectors)

    def is_word(self, word: str) -> bool:
        """Whether it looks like a word."""
        return word.isalpha()
