"""Slips in the words that make a question one, mended before its kind is found out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from rapidfuzz.distance import OSA

from askme.lexicon import words, written_short
from askme.text import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:/(?=\s))?")
_SHORTEST = 5
_LONG = 8
"""From this length on, two slips are allowed."""


def mended(text: str, is_known: Callable[[str], bool]) -> str:
    """The question with slips in its everyday words mended.

    :param is_known: whether a folded word is right as it stands: a word of the language, a name, a word of the profiles

    >>> mended("Wich companys did she work for?", lambda word: word in {"did", "she", "work", "for"})
    'which company did she work for?'
    """
    right = cache(lambda word: _word(word, is_known))
    return _TOKEN.sub(lambda match: right(match.group()), text)


def nearest(word: str, others: Iterable[str]) -> str | None:
    """The word that `word` is a slip of: one letter off, two in a long one; None where nothing is that near."""
    if len(word) < _SHORTEST:
        return None
    allowed = 1 if len(word) < _LONG else 2
    close = [
        (distance, other)
        for other in others
        if abs(len(other) - len(word)) <= allowed
        and (distance := OSA.distance(word, other, score_cutoff=allowed)) <= allowed
    ]
    return min(close)[1] if close else None


def _word(word: str, is_known: Callable[[str], bool]) -> str:
    folded = fold(word)
    if folded in written_short() and not word.isupper():
        return written_short()[folded]
    if len(folded) < _SHORTEST or folded in words("question_words") or is_known(folded):
        return word
    return nearest(folded, words("question_words")) or word
