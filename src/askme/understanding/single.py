"""A question's words one by one: which of them an answer has to account for, and which look like names."""

from __future__ import annotations

from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

from askme.lexicon import related, word_stems, words
from askme.text import STOPWORDS, Atom, fold, stem
from askme.understanding.request import Stems, Term
from askme.understanding.vocabulary import Vocabulary

_NAME_WEIGHT = 0.4
"""What the profiles say oftener than this is no name, capitalised or not."""


class SingleWords:
    """The words of one question."""

    def __init__(self, row: tuple[Atom, ...], vocabulary: Vocabulary) -> None:
        self._row = row
        self._vocabulary = vocabulary

    def term(self, at: int) -> Term | None:
        """The term that the word at this place is, or None where it tells nothing."""
        word = self._row[at]
        folded = fold(word.text)
        if self._tells_nothing(folded, at):
            return None
        forms = self._forms(folded, word.stem)
        weight = self._vocabulary.weight(forms[-1][0])
        similar = frozenset().union(*map(related, forms), *map(related, self._pairs(at)))
        named = self._looks_like_name(at) or self._vocabulary.is_name_elsewhere(folded)
        return Term(
            text=word.text,
            forms=(*forms, *sorted(self._vocabulary.expansions(word.text))),
            related=similar,
            hard=named and not similar and weight >= _NAME_WEIGHT,
            weight=weight,
            is_doing=not _doing().isdisjoint(forms),
        )

    def _tells_nothing(self, folded: str, at: int) -> bool:
        if folded in STOPWORDS or folded in words("pronouns") or self._is_misspelt_stopword(folded):
            return True
        slight = self._row[at].stem in word_stems("scaffold") or len(folded) < 2
        return slight and not self._looks_like_name(at)

    def _forms(self, folded: str, stemmed: str) -> tuple[Stems, ...]:
        if not self._vocabulary.knows(stemmed) and (other := self._vocabulary.mended(folded)):
            return ((stemmed,), (stem(other),))
        return ((stemmed,),)

    def _is_misspelt_stopword(self, folded: str) -> bool:
        """ "wich" for "which": a slip of a word that carries nothing."""
        if self._vocabulary.is_word(folded) or self._vocabulary.knows(stem(folded)):
            return False
        return _near_stopword(folded)

    def _pairs(self, at: int) -> list[Stems]:
        """The word together with the one before it, and with the one after it ("log in")."""
        runs = [self._row[first : first + 2] for first in (at - 1, at) if first >= 0]
        return [tuple(word.stem for word in run) for run in runs if len(run) == 2]

    def _looks_like_name(self, at: int) -> bool:
        """Capitalised inside a sentence that is not all in capitals, or with capitals inside ("rdfLib", "KYC")."""
        word = self._row[at].text
        if self._in_title_case or fold(word) in words("abbreviations") | words("months"):
            return False
        inner = any(letter.isupper() for letter in word[1:])
        return inner or (word[:1].isupper() and at > 0)

    @cached_property
    def _in_title_case(self) -> bool:
        """Whether every long word is capitalised, so that a capital says nothing."""
        long = [word.text for word in self._row if len(word.text) > 3]
        return len(long) > 2 and all(word[:1].isupper() or not word[:1].isalpha() for word in long)


def is_everyday(word: Atom) -> bool:
    """Whether a word in lower case is an ordinary one, though some firm or tool is called so too."""
    ordinary = word.stem in word_stems("light") or word.stem in word_stems("scaffold")
    return ordinary or fold(word.text) in words("abbreviations") or bool(related((word.stem,)))


def _doing() -> frozenset[Stems]:
    """The verbs for what people do at work."""
    return related(("build",)) | {("build",)}


@lru_cache(maxsize=4096)
def _near_stopword(folded: str) -> bool:
    if len(folded) < 4:
        return False
    return any(len(word) >= 4 and OSA.distance(folded, word, score_cutoff=1) <= 1 for word in STOPWORDS)
