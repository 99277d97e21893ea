"""Somebody who is described instead of named: "the engineer who worked at Visa"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from askme.lexicon import cue
from askme.reading import ProfileReading
from askme.text import atoms
from askme.understanding.people import PLACEHOLDER
from askme.understanding.request import Term
from askme.understanding.terms import terms_of
from askme.understanding.vocabulary import Vocabulary
from askme.understanding.weighing import is_telling

_FEWEST_WORDS = 3
"""What remains must still be a question."""


def described(text: str, readings: Sequence[ProfileReading], is_word: Callable[[str], bool]) -> tuple[str, str] | None:
    """The id of the person described, and the question with "person" instead of the description; None where nobody is
    described, or not just one person fits."""
    match = cue("described").search(text)
    if match is None:
        return None
    rest = text[: match.start()] + PLACEHOLDER + text[match.end() :]
    if len(atoms(rest)) < _FEWEST_WORDS:
        return None
    telling = [term for term in terms_of(match["clause"], Vocabulary(readings, is_word)) if is_telling(term)]
    fitting = [reading.profile.id for reading in readings if telling and all(_fits(reading, term) for term in telling)]
    return (fitting[0], rest) if len(fitting) == 1 else None


def _fits(reading: ProfileReading, term: Term) -> bool:
    if term.figure is not None:
        return any(term.figure in words.figures for words in reading.words)
    return any(reading.has(form) for form in (*term.forms, *term.related))
