"""What a question names or tells besides people: the things that a follow-up may refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from askme.lexicon import cue, word_stems
from askme.text import STOPWORDS, Atom, atoms, fold, stem
from askme.understanding.people import People, without
from askme.understanding.phrases import dotted
from askme.understanding.wording import Wording

Span = tuple[int, int]
_GLUE = " -./"
"""What may stand between the words of one name."""
_INSIDE = "-./"


class Things:
    """Finds what questions are about.

    :param wording: how the profiles write their words
    """

    def __init__(self, people: People, wording: Wording) -> None:
        self._people = people
        self.is_name = wording.is_name
        self.is_proper = wording.is_proper

    def content(self, text: str) -> list[str]:
        """The folded words that tell something, people's names left out."""
        rest = without(text, self._people.mentions(text), "")
        return [fold(atom.text) for atom in atoms(rest) if _tells(atom) and len(fold(atom.text)) > 1]

    def topic(self, text: str, own: str = "", *, figures: bool = True) -> str:
        """What a question is about: the things it names, or all its content where it names none.

        :param own: the part of the text that is the question's own, whose content comes first
        :param figures: whether figures and years count
        """
        told = self._content(text, figures)
        if things := self._things(text, told):
            return " ".join(dict.fromkeys(_as_written(text, things)))
        if own and (content := self._content(own, figures)):
            return " ".join(dict.fromkeys(_as_written(own, list(content.values()))))
        return " ".join(dict.fromkeys(_as_written(text, list(told.values()))))

    def unnamed(self, text: str) -> str:
        """What a question tells without naming it."""
        told = self._content(text, figures=False)
        named = self._things(text, told)
        return " ".join(dict.fromkeys(word.text for word in told.values() if word not in named))

    def place(self, text: str) -> str:
        """What stands last behind "at" or "in": the words up to one that tells nothing, a named place before others."""
        found = list(self._places(text))
        named = [span for span, is_named in found if is_named] or [span for span, _ in found]
        return text[named[-1][0] : named[-1][1]] if named else ""

    def _places(self, text: str) -> Iterator[tuple[Span, bool]]:
        words = list(self._impersonal(text).items())
        for match in cue("place").finditer(text):
            after = (item for item in words if item[1].start >= match.end())
            run = list(takewhile(lambda item: _tells(item[1]) and not item[1].text[0].isdigit(), after))
            if run and run[0][1].start == match.end():
                yield (match.end(), run[-1][1].end), any(self._is_thing(at, word) for at, word in run)

    def _content(self, text: str, figures: bool) -> dict[int, Atom]:
        """The words that tell something, by their places."""
        told = {at: word for at, word in self._impersonal(text).items() if _tells(word)}
        return {at: word for at, word in told.items() if figures or not word.text[0].isdigit()}

    def _things(self, text: str, told: Mapping[int, Atom]) -> list[Atom]:
        """Of the words, those that name something; figures alone name nothing."""
        row = atoms(text)
        inside = {at for first, last in dotted(text, row) for at in range(first, last)}
        things = [word for at, word in told.items() if at in inside or self._is_thing(at, word)]
        return things if any(not word.text[0].isdigit() for word in things) else []

    def last(self, text: str, preposition: str | None = None) -> Span | None:
        """Where the last named thing stands: after the preposition if one is given and there is such a place."""
        spans: list[Span] = []
        for at, word in self._impersonal(text).items():
            if fold(word.text) in STOPWORDS or not self._is_thing(at, word):
                continue
            glued = spans and not text[spans[-1][1] : word.start].strip(_GLUE)
            spans = [*spans[:-1], (spans[-1][0], word.end)] if glued else [*spans, (word.start, word.end)]
        if preposition:
            after = re.compile(rf"\b{re.escape(preposition)}\s+(?:the\s+)?", re.IGNORECASE)
            places = {match.end() for match in after.finditer(text)}
            spans = [span for span in spans if span[0] in places] or spans
        return spans[-1] if spans else None

    def _is_thing(self, at: int, word: Atom) -> bool:
        return self.is_name(fold(word.text)) or (at > 0 and word.text[:1].isupper())

    def _impersonal(self, text: str) -> dict[int, Atom]:
        """The words of a text by their places, people's names left out."""
        taken = {at for mention in self._people.mentions(text) for at in range(mention.first, mention.last)}
        return {at: word for at, word in enumerate(atoms(text)) if at not in taken}


def _as_written(text: str, words: Sequence[Atom]) -> list[str]:
    """The words, those that stand in one ("Node.js") not taken apart."""
    spans: list[Span] = []
    for word in words:
        joined = spans and spans[-1][1] < word.start and not text[spans[-1][1] : word.start].strip(_INSIDE)
        joined = joined and " " not in text[spans[-1][1] : word.start]
        spans = [*spans[:-1], (spans[-1][0], word.end)] if joined else [*spans, (word.start, word.end)]
    return [text[start:end] for start, end in spans]


def _tells(word: Atom) -> bool:
    folded = fold(word.text)
    return folded not in STOPWORDS and stem(folded) not in word_stems("hollow")
