"""What visitors ask of most anybody, and by which words the statements that may tell it are found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from askme.lexicon.cues import any_of
from askme.lexicon.sources import table


@dataclass(frozen=True)
class Topic:
    """Something that is told in words which a question about it seldom has ("What is he best at?")."""

    id: str
    cues: re.Pattern[str]
    """Found in a folded question about it."""
    signs: re.Pattern[str]
    """Found in a folded statement that may tell it."""


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order of the file."""
    return tuple(
        Topic(name, re.compile(any_of(row["cues"])), re.compile(any_of(row["signs"])))
        for name, row in table("topics").items()
    )
