"""Two questions in one: "When did she start there, and who hired her?"."""

from __future__ import annotations

from askme.lexicon import cue
from askme.text import atoms

_FEWEST_WORDS = 3
"""Of the first: "where and when did she study" is one question."""


def parts_of(text: str) -> tuple[str, ...]:
    """The questions that a text asks: itself, or two, of which the second may lean on the first.

    >>> parts_of("When did she start there, and who hired her?")
    ('When did she start there', 'and who hired her?')
    >>> parts_of("Where and when did she study?")
    ('Where and when did she study?',)
    """
    match = cue("two_questions").match(text)
    if match is None or len(atoms(match["first"])) < _FEWEST_WORDS:
        return (text,)
    return (match["first"].rstrip(" ,;"), match["second"])
