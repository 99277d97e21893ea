"""Word by word, how near each word of a question is to some word of a statement (late interaction, after Khattab and
Zaharia, 2020, "ColBERT"; the recall side of Zhang et al., 2020, "BERTScore")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from askme.embedding import Tokens, Vectors
from askme.embedding.base import Half, unit
from askme.text import STOPWORDS, fold, stem

_ASKING = frozenset(
    "who what which when where why how whose whom tell know please person say profile many much long".split()
)
_FOCUS = re.compile(r"\b(which|what|whose|how (?:many|much|often|long|big|large|high|old|far))\b", re.IGNORECASE)


@dataclass(frozen=True)
class AskedWords:
    """The telling words of a question, with the vectors of their pieces."""

    stems: tuple[str, ...]
    owner: NDArray[np.int64]
    """Which word each piece belongs to, `[pieces]`."""
    vectors: Vectors
    """`[pieces, dimension]`"""
    mean: Vectors
    """The question as a whole, `[dimension]`."""
    inside: Half | None = None
    """What goes into the model's last layers, as `Tokens` has it."""
    focus: int | None = None
    """Which word says what is asked for: the first after "which", "how many" and the like."""

    @cached_property
    def joins(self) -> NDArray[np.float64]:
        """Which pieces make up each word: 1 where they do, `[words, pieces]`."""
        joins: NDArray[np.float64] = (np.arange(len(self.stems))[:, None] == self.owner).astype(np.float64)
        return joins

    @classmethod
    def of(cls, text: str, tokens: Tokens) -> AskedWords:
        """Pieces joined to words; words that only ask, and stop words, left out."""
        words: list[str] = []
        kept, owner = [], []
        after = _focus_from(text)
        focus = None
        last = -1
        for at, (start, end) in enumerate(zip(tokens.starts, tokens.ends, strict=True)):
            if start != last:
                word = _word_at(text, start)
                telling = word.isalnum() and fold(word) not in _ASKING and stem(fold(word)) not in STOPWORDS
                words.append(stem(fold(word)) if telling else "")
            last = end
            if words[-1]:
                kept.append(at)
                owner.append(len(words) - 1)
                focus = owner[-1] if focus is None and start >= after else focus
        numbered = {word: place for place, word in enumerate(dict.fromkeys(owner))}
        return cls(
            stems=tuple(words[word] for word in numbered),
            owner=np.array([numbered[word] for word in owner], dtype=np.int64),
            vectors=tokens.vectors[kept],
            mean=_mean(tokens.vectors),
            inside=tokens.inside,
            focus=numbered[focus] if focus is not None else None,
        )


@dataclass(frozen=True)
class ReadStatement:
    """A statement in its trail, read by the model; vectors in half precision, as they are kept."""

    vectors: NDArray[np.float16]
    own: int
    """The first piece of the statement itself; before it stand those of its trail."""
    own_from: int = 0
    """Where the statement begins in the text, after its trail."""
    starts: tuple[int, ...] = ()
    """Where each piece begins in it."""
    inside: Half | None = None
    """What goes into the model's last layers, as `Tokens` has it."""

    @classmethod
    def of(cls, tokens: Tokens, own_from: int) -> ReadStatement:
        """:param own_from: where the statement begins in the text, after its trail"""
        own = next((at for at, start in enumerate(tokens.starts) if start >= own_from), len(tokens.starts))
        return cls(tokens.vectors.astype(np.float16), own, own_from, tokens.starts, tokens.inside)

    @cached_property
    def mean(self) -> Vectors:
        return _mean(self.vectors[self.own :].astype(np.float32))


def nearest(asked: AskedWords, statements: Sequence[ReadStatement]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """For each asked word the cosine with a statement's nearest piece, and with the nearest of the statement's own, its
    trail left out; 0 where there is none. Both `[statements, words]`."""
    best = np.zeros((2, len(statements), len(asked.owner)), dtype=np.float32)
    if len(asked.owner):
        for at, one in enumerate(statements):
            best[:, at] = _nearest_pieces(asked, one)
    counts = np.maximum(asked.joins.sum(axis=1), 1)
    whole, own = ((best @ asked.joins.T) / counts).astype(np.float32)
    return whole, own


def _nearest_pieces(asked: AskedWords, statement: ReadStatement) -> tuple[Vectors, Vectors]:
    """For each piece of the question the cosine with the nearest piece of the statement, and of its own, `[pieces]`.

    One statement at a time: a product of all would be large enough for the library to set threads to it, and to wait
    for those takes ten times longer than the product.
    """
    cosines = asked.vectors @ statement.vectors.astype(np.float32).T
    none = np.zeros(len(asked.owner), dtype=np.float32)
    own = cosines[:, statement.own :].max(axis=1) if statement.own < cosines.shape[1] else none
    if not statement.own:
        return own, own
    trail = cosines[:, : statement.own].max(axis=1)
    return (np.maximum(trail, own) if statement.own < cosines.shape[1] else trail), own


def _focus_from(text: str) -> int:
    """Where what is asked for begins to be named; beyond the text when no such word is there."""
    found = _FOCUS.search(text)
    return found.end() if found else len(text)


def _word_at(text: str, start: int) -> str:
    end = start
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end] or text[start : start + 1]


def _mean(vectors: Vectors) -> Vectors:
    return unit(vectors.mean(axis=0, keepdims=True))[0] if len(vectors) else np.zeros(vectors.shape[1], np.float32)
