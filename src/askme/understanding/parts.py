"""Two questions in one: "When did she start there, and who hired her?", "Which came first, X or Y?"."""

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
    >>> parts_of("Which ward was bigger, the one in Bristol or the one in Cork?")
    ('Which ward was bigger: the one in Bristol?', 'Which ward was bigger: the one in Cork?')
    """
    if sides := _sides(text):
        return sides
    match = cue("two_questions").match(text)
    if match is None or len(atoms(match["first"])) < _FEWEST_WORDS:
        return (text,)
    return (match["first"].rstrip(" ,;"), match["second"])


def _sides(text: str) -> tuple[str, ...]:
    """What is asked of each of two, where one of them is to be named; empty when it is not. Partitions, no pattern:
    what a visitor types may be long, and made to be slow."""
    asked = text.rstrip(" ?!.")
    before, either, other = asked.rpartition(" or ")
    stem, comma, one = before.rstrip(", ").rpartition(", ")
    if not (either and comma) or "?" in asked or "," in other:
        return ()
    if not (cue("which").search(stem) and cue("compares").search(stem)):
        return ()
    return tuple(f"{stem}: {side}?" for side in (one, other))
