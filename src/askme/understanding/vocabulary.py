"""The words of the profiles in scope: which they have, how telling each is, which one a slip of spelling means."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cached_property

from askme.lexicon import names, word_stems, words
from askme.reading import ProfileReading
from askme.text import Atom, fold, stem
from askme.understanding.initials import Initials, abbreviation
from askme.understanding.request import LIGHT, Stems
from askme.understanding.spelling import nearest
from askme.understanding.wording import Wording

EVERYDAY = 0.2
"""Weight of an everyday word."""
_UNKNOWN_WEIGHT = 1.0


class Vocabulary:
    """The words of the profiles in scope.

    :param is_word: whether a folded word is an ordinary word of the language, so never a slip of spelling
    :param wording: of all profiles; without it no word is a name that only others have
    """

    def __init__(
        self, readings: Sequence[ProfileReading], is_word: Callable[[str], bool], wording: Wording | None = None
    ) -> None:
        self.readings = tuple(readings)
        self.is_word = is_word
        self._wording = wording or Wording(self.readings, is_word)
        self._size = sum(len(reading.passages) for reading in readings)
        self._found: dict[Stems, bool] = {}
        self._mended: dict[str, str | None] = {}

    def knows(self, word: str) -> bool:
        """Whether a stem stands anywhere in the profiles."""
        return any(word in reading.frequency for reading in self.readings)

    def has(self, form: Stems) -> bool:
        """Whether the stems of a form stand one after another anywhere in the profiles."""
        if form not in self._found:
            self._found[form] = any(reading.has(form) for reading in self.readings)
        return self._found[form]

    def is_name_elsewhere(self, folded: str) -> bool:
        """Whether a word that these profiles do not have is an odd one of another profile: a name, most likely."""
        return not self.knows(stem(folded)) and self._wording.is_odd(folded)

    def expansions(self, word: str) -> frozenset[Stems]:
        """The names in the profiles that a word stands for by their first letters; none for what everybody knows."""
        if fold(word) in words("abbreviations"):
            return frozenset()
        ordinary = self.is_word(fold(word))
        return frozenset().union(*(table.expansions(word, ordinary=ordinary) for table in self._initials))

    def abbreviation(self, words: tuple[Atom, ...]) -> str | None:
        """What the profiles write for these words for short."""
        return abbreviation(words, self._initials)

    @cached_property
    def _initials(self) -> tuple[Initials, ...]:
        return tuple(map(self._wording.initials, self.readings))

    def weight(self, *stems: str) -> float:
        """How telling the most telling of these stems is: inverse document frequency over passages, scaled to
        0.3 .. 1; a stem that no passage has weighs 1, an everyday word 0.2."""
        return max(map(self._weight, stems))

    def _weight(self, word: str) -> float:
        if word in word_stems("light"):
            return EVERYDAY
        count = sum(reading.frequency[word] for reading in self.readings)
        if not count:
            return _UNKNOWN_WEIGHT
        scaled = math.log(1 + self._size / count) / math.log(1 + max(self._size, 2))
        return max(LIGHT, min(scaled, 1.0))

    def mended(self, word: str) -> str | None:
        """A word of the profiles that `word` is a slip of, if there is one close enough."""
        if not word.isalpha() or self.is_word(word) or names().get((stem(word),)):
            return None
        if word not in self._mended:
            self._mended[word] = nearest(word, (other for reading in self.readings for other in reading.surface))
        return self._mended[word]
