"""How the profiles write their words: which stand with a capital, which in lower case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from askme.lexicon import names
from askme.reading import ProfileReading
from askme.schema import Passage, StepKind
from askme.text import STOPWORDS, atoms, fold, stem
from askme.understanding.initials import Initials


class Wording:
    """The words of all profiles as they are written.

    :param is_word: whether a folded word is an ordinary word of the language
    """

    def __init__(self, readings: Iterable[ProfileReading], is_word: Callable[[str], bool]) -> None:
        self._readings = tuple(readings)
        self._initials: dict[str, Initials] = {}
        self.is_word = is_word

    def is_known(self, folded: str) -> bool:
        """Whether a word is right as it stands: of the language, a name of the world, or in a profile."""
        if self.is_word(folded) or names().get((stem(folded),)):
            return True
        return any(reading.frequency[stem(folded)] for reading in self._readings)

    def is_name(self, folded: str) -> bool:
        """Whether a word names something: known to the world, or capitalised or odd in the profiles."""
        return self.is_proper(folded) or self.is_odd(folded)

    def is_proper(self, folded: str) -> bool:
        """Whether a word is a name of the world, or capitalised in the profiles."""
        if folded in STOPWORDS:
            return False
        form = (stem(folded),)
        if any(not entry.doubtful(form) for entry in names().get(form)):
            return True
        return folded in self._capitalised and not (folded in self._lower and self.is_word(folded))

    def is_odd(self, folded: str) -> bool:
        """Whether the profiles write a word that is none of the language."""
        return folded in self._lower and len(folded) > 2 and not self.is_word(folded)

    def initials(self, reading: ProfileReading) -> Initials:
        """The abbreviations of a profile, made once."""
        known = self._initials.get(reading.profile.id)
        if known is None:
            known = self._initials[reading.profile.id] = Initials.of(reading)
        return known

    @cached_property
    def _capitalised(self) -> frozenset[str]:
        """Words with a capital inside a statement, and in the headings of entries."""
        in_statements = (fold(word) for passage in self._passages() for word in _capitalised(passage.shown))
        headings = {step.shown for passage in self._passages() for step in passage.trail if step.kind is StepKind.ENTRY}
        in_headings = (fold(atom.text) for text in headings for atom in atoms(text) if atom.text[:1].isupper())
        return frozenset([*in_statements, *in_headings])

    @cached_property
    def _lower(self) -> frozenset[str]:
        words = (atom.text for passage in self._passages() for atom in atoms(passage.shown))
        return frozenset(fold(word) for word in words if word.islower())

    def _passages(self) -> Iterator[Passage]:
        return (passage for reading in self._readings for passage in reading.passages)


def _capitalised(text: str) -> Iterator[str]:
    """Words with a capital that does not come from opening the statement; figures count as such, too."""
    for at, atom in enumerate(atoms(text)):
        inner = any(letter.isupper() for letter in atom.text[1:])
        if not atom.text.islower() and (at > 0 or inner):
            yield atom.text
