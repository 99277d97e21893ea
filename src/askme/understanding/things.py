"""What a question names or tells besides people: the things that a follow-up may refer to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from askme.lexicon import word_stems
from askme.text import STOPWORDS, Atom, atoms, fold, stem
from askme.understanding.people import People, without

Span = tuple[int, int]
_GLUE = " -./"
"""What may stand between the words of one name."""
_INSIDE = "-./"


class Things:
    """Finds what questions are about.

    :param is_name: whether a folded word names something in the profiles (an employer, a project, a technology)
    """

    def __init__(self, people: People, is_name: Callable[[str], bool]) -> None:
        self._people = people
        self.is_name = is_name

    def content(self, text: str) -> list[str]:
        """The folded words that tell something, people's names left out."""
        rest = without(text, self._people.mentions(text), "")
        return [fold(atom.text) for atom in atoms(rest) if _tells(atom) and len(fold(atom.text)) > 1]

    def topic(self, text: str) -> str:
        """What a question is about: the things it names, or all its content where it names none."""
        content = {at: word for at, word in self._impersonal(text).items() if _tells(word)}
        things = [word for at, word in content.items() if self._is_thing(at, word)]
        return " ".join(dict.fromkeys(_as_written(text, things or list(content.values()))))

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
