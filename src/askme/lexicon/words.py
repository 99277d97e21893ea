"""Lists of words by name, from the data file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from askme.lexicon.sources import table
from askme.text import stem


@cache
def words(name: str) -> frozenset[str]:
    """The folded words of a list.

    :raises KeyError: there is no such list
    """
    return frozenset(table("words")[name].split())


@cache
def word_stems(name: str) -> frozenset[str]:
    """The stems of a list: every inflection of its words is meant.

    :raises KeyError: there is no such list
    """
    return frozenset(stem(word) for word in words(name))


def written_short() -> Mapping[str, str]:
    """What questioners write for short ("yrs"), with the words meant."""
    short: dict[str, str] = table("words")["short"]
    return short
