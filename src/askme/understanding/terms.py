"""The words and names of a question that an answer has to account for, and how much each one weighs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from askme.lexicon import Name, cue, names, related, word_stems, words
from askme.text import STOPWORDS, Atom, atoms, figures, fold, stem
from askme.understanding.phrases import (
    Run,
    bounded,
    categories,
    counted_things,
    dotted,
    form_of,
    numbered,
    places_after,
    set_phrases,
)  # fmt: skip
from askme.understanding.request import Term
from askme.understanding.single import SingleWords, is_everyday
from askme.understanding.vocabulary import EVERYDAY, Vocabulary
from askme.understanding.weighing import balanced, counting, lightened

_TIME_WORD = "".join(rf"|(?<=\b{word} )" for word in ("of", "by", "since", "from", "until", "around", "year", "born"))
_YEARS = re.compile(
    r"\b(19|20)\d\d(\s*[-–—/]\s*\d\d)?\b"
    rf"|(?i:(?<=\b[io]n ){_TIME_WORD})1[0-8]\d\d(?:\s*[-–—]\s*1\d\d\d)?\b(?!\s*(?:%|[A-Za-z]+s\b))"
)
"""Years; before 1900 only where the sentence makes them one ("in 1878", not "1890 points")."""
_NOW = ("now",)
_WRITTEN_OUT = range(7, 1, -1)
"""How many words of a question one abbreviation may stand for, the most first."""
_NAME_WEIGHT = 0.6
"""The least weight of a known name, however often the profiles have it."""


def terms_of(
    text: str, vocabulary: Vocabulary, skip: frozenset[int] = frozenset(), phrases: Sequence[Run] = ()
) -> tuple[Term, ...]:
    """The terms of a question: its figures, names and phrases, then its single words.

    :param skip: positions of atoms to leave out: people's names
    :param phrases: atoms from .. to that are one name together
    """
    runs = _Runs(text, vocabulary)
    phrases = [*phrases, *(run for run in numbered(text, runs.row) if vocabulary.has(form_of(runs.row[slice(*run)])))]
    figured = _without(text, runs.row, phrases)
    found = [Term(text=figure, forms=(), figure=figure, hard=True) for figure in _stated_figures(figured)]
    found += [runs.whole_name(*phrase) for phrase in phrases]
    taken = skip | {at for phrase in phrases for at in range(*phrase)} | set(_digits(runs.row))
    for first, last, make in runs.known():
        if taken.isdisjoint(range(first, last)) and (term := make()):
            found.append(term)
            taken |= set(range(first, last))
    singles = SingleWords(runs.row, vocabulary)
    rest = {at: term for at in range(len(runs.row)) if at not in taken and (term := singles.term(at))}
    asked = places_after("asked_type", text)
    types = [term for at, term in rest.items() if runs.row[at].start in asked and not vocabulary.has(term.forms[-1])]
    counted = counting([*found, *rest.values()], counted_things(text))
    return balanced(_each_once(lightened(counted, types)), vocabulary)


class _Runs:
    """Terms for the runs of words that the lexicon knows."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.row = atoms(text)
        self._text = text
        self._vocabulary = vocabulary

    def known(self) -> Iterator[tuple[int, int, Callable[[], Term | None]]]:
        """Runs as atoms from .. to, with what makes a term of each; where two overlap, the first to make one counts."""
        for first, last, entries in names().find(self.row):
            yield first, last, partial(self._named, first, last, entries)
        for first, last in set_phrases(self.row):
            yield first, last, partial(self._phrase, first, last)
        for first, last, category in categories(self.row):
            yield first, last, partial(self._phrase, first, last, category)
        for first, last in dotted(self._text, self.row):
            yield first, last, partial(self.whole_name, first, last)
        for first, last in bounded(self.row, _WRITTEN_OUT):
            if short := self._vocabulary.abbreviation(self.row[first:last]):
                yield first, last, partial(self._abbreviated, first, last, short)

    def whole_name(self, first: int, last: int) -> Term:
        return Term(text=self._written(first, last), forms=(form_of(self.row[first:last]),), hard=True)

    def _abbreviated(self, first: int, last: int, short: str) -> Term:
        """A term for words that the profiles also write for short."""
        form = form_of(self.row[first:last])
        capital = all(word.text[0].isupper() for word in (self.row[first], self.row[last - 1]))
        return Term(
            text=self._written(first, last),
            forms=(form, (stem(fold(short)),)),
            weight=max(_NAME_WEIGHT, self._vocabulary.weight(stem(fold(short)))),
            hard=capital,
        )

    def _phrase(self, first: int, last: int, category: str | None = None) -> Term:
        form = form_of(self.row[first:last])
        telling = any(word not in STOPWORDS and word not in word_stems("scaffold") for word in form)
        telling = telling and _NOW not in related(form)
        return Term(
            text=self._written(first, last),
            forms=(form,),
            related=related(form),
            weight=self._vocabulary.weight(*form) if telling else EVERYDAY,
            category=category,
        )

    def _named(self, first: int, last: int, entries: tuple[Name, ...]) -> Term | None:
        """A term for a known name, or None where an ordinary word is meant."""
        written = self._written(first, last)
        form = form_of(self.row[first:last])
        present = self._vocabulary.has(form)
        if _is_ordinary(self.row[first:last], entries, capital=first > 0 and written[:1].isupper(), present=present):
            return None
        others = (other for entry in entries for other in entry.forms)
        return Term(
            text=written,
            forms=tuple(dict.fromkeys((form, *others))),
            related=frozenset().union(*(entry.implied_by for entry in entries)),
            hard=True,
            weight=max(_NAME_WEIGHT, self._vocabulary.weight(*form)) if present else 1.0,
        )

    def _written(self, first: int, last: int) -> str:
        return self._text[self.row[first].start : self.row[last - 1].end]


def _is_ordinary(spelled: tuple[Atom, ...], entries: tuple[Name, ...], *, capital: bool, present: bool) -> bool:
    """Whether words that are some name mean nothing but themselves here.

    :param capital: whether they are capitalised inside the sentence
    :param present: whether the profiles have them
    """
    ambiguous = all(entry.doubtful(form_of(spelled)) for entry in entries)
    if ambiguous:
        return not capital
    if len(spelled) > 1:
        return False
    word = spelled[0]
    if word.stem in STOPWORDS or word.stem in word_stems("scaffold"):
        return True
    return not capital and not present and is_everyday(word)


def _without(text: str, row: Sequence[Atom], phrases: Sequence[Run]) -> str:
    """The text with blanks for the words of the phrases."""
    for first, last in phrases:
        start, end = row[first].start, row[last - 1].end
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _digits(row: Sequence[Atom]) -> Iterator[int]:
    """Places of words that are a figure or a part of one."""
    return (at for at, word in enumerate(row) if word.text[0].isdigit() and fold(word.text) not in words("with_digits"))


def _stated_figures(text: str) -> tuple[str, ...]:
    stated = figures(_YEARS.sub(" ", cue("of_them").sub(" ", text)))
    return tuple(dict.fromkeys(figure for figure in stated if figure not in words("with_digits")))


def _each_once(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Of terms with the same forms the first, each at the place of the last."""
    unique = {(term.forms, term.figure): term for term in reversed(terms)}
    return tuple(reversed(unique.values()))
