"""Runs of words in a question that mean one thing together, as atoms from .. to."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from askme.lexicon import cue, longest_runs, names, related, word_stems
from askme.text import STOPWORDS, Atom, atoms, fold
from askme.understanding.request import Stems

Words = tuple[Atom, ...]
Run = tuple[int, int]
_YEAR_DIGITS = 4


def form_of(words: Words) -> Stems:
    """The stems of a run."""
    return tuple(word.stem for word in words)


def set_phrases(words: Words) -> list[Run]:
    """Phrases with words for the same thing ("money laundering", "log in"), the longest at each place."""
    return longest_runs(len(words), (4, 3, 2), lambda first, last: bool(related(form_of(words[first:last]))))


def numbered(text: str, words: Words) -> list[Run]:
    """A word with the number that tells it from others of its kind ("ward 7", "Phase 2"), which counts nothing."""
    return [
        (at, at + 2)
        for at, (left, right) in enumerate(pairwise(words))
        if left.text.isalpha()
        and fold(left.text) not in STOPWORDS
        and right.text.isdecimal()
        and len(right.text) < _YEAR_DIGITS
        and left.end + 1 == right.start
        and not _counts(text, words[at + 1 : at + 3])
    ]


def _counts(text: str, words: Words) -> bool:
    """Whether a number goes on ("40,000", "7%") or is followed by what it counts ("12 patients")."""
    number, *after = words
    if (
        text[number.end : number.end + 1] not in ("", " ", "?", "!", ";", ":", ",")
        or text[number.end + 1 :][:1].isdigit()
    ):
        return True
    return bool(after) and text[number.end : after[0].start] == " " and fold(after[0].text) not in STOPWORDS


def bounded(words: Words, lengths: Iterable[int]) -> list[Run]:
    """Runs of words that neither begin nor end with one that tells nothing, the longest first."""
    told = [fold(word.text) not in STOPWORDS for word in words]
    places = ((at, at + length) for length in lengths for at in range(len(words) - length + 1))
    return [(first, last) for first, last in places if told[first] and told[last - 1]]


def categories(words: Words) -> list[tuple[int, int, str]]:
    """Words for a kind of technology ("message broker"), the longest at each place."""
    runs = longest_runs(len(words), (4, 3, 2, 1), lambda first, last: _category(words[first:last]) is not None)
    return [
        (first, last, category)
        for first, last in runs
        if (category := _category(words[first:last]))
        and words[first].text.islower()
        and words[first].stem not in word_stems("light")
    ]


def dotted(text: str, words: Words) -> list[Run]:
    """Names with a dot inside ("Node.js")."""
    return [
        (at, at + 2)
        for at, (left, right) in enumerate(pairwise(words))
        if text[left.end : right.start] == "." and right.text.isalpha() and len(left.text) > 1 and len(right.text) > 1
    ]


def asked_category(text: str) -> str | None:
    """The kind of technology that a question asks for ("which graph databases"), when a word for one stands there."""
    words = atoms(text)
    asked = places_after("asked_category", text)
    for length in (3, 2, 1):
        for at in range(len(words) - length + 1):
            category = _category(words[at : at + length]) if words[at].start in asked else None
            if category and words[at].text.islower():
                return category
    return None


def places_after(name: str, text: str) -> frozenset[int]:
    """Where the words stand that a cue looks ahead to: the ends of its named groups."""
    found = cue(name).finditer(text)
    return frozenset(match.end(group) for match in found for group in match.re.groupindex if match[group])


def counted_things(text: str) -> tuple[str, ...]:
    """What "how many" or "what uptime" asks to count or measure, in the question's words."""
    return tuple(match["things"] for match in cue("counted").finditer(text))


def _category(words: Words) -> str | None:
    return names().category(form_of(words))
