"""The two sides of a comparison: which of the terms are said of which person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from askme.lexicon import cue
from askme.understanding.people import PersonMention
from askme.understanding.request import Term

_BY = re.compile(r"\b(by|from|of)\s+$", re.IGNORECASE)
_THING = re.compile(r"\W*(the|an?|that|this|those|these)\s+\w", re.IGNORECASE)
"""What a person does something with: "the engine Ada built at Acme"."""


@dataclass(frozen=True)
class _Side:
    profile_id: str
    text: str


def sided(text: str, terms: tuple[Term, ...], mentions: Sequence[PersonMention]) -> tuple[Term, ...]:
    """The terms, each with the person whose own it is: those after "X's", before "by X" or round "the thing X made",
    up to the next break."""
    sides = tuple(_sides(text, mentions))
    if len({side.profile_id for side in sides}) < 2:
        return terms
    return tuple(replace(term, person=_owner(term, sides)) for term in terms)


def _sides(text: str, mentions: Sequence[PersonMention]) -> Iterator[_Side]:
    for mention in mentions:
        after = text[mention.end : _stop(text, mention, mentions)]
        if text[mention.start : mention.end].casefold().endswith("s") and after.strip():
            yield _Side(mention.profile_id, after)
            continue
        begin = max((part.end() for part in cue("side_break").finditer(text, 0, mention.start)), default=0)
        before = text[begin : mention.start]
        if _BY.search(before):
            yield _Side(mention.profile_id, before)
        elif _THING.match(before) and after.strip():
            yield _Side(mention.profile_id, before + after)


def _stop(text: str, mention: PersonMention, mentions: Sequence[PersonMention]) -> int:
    """Where what is said of a person ends: at a break, but not at an "and" that only joins two of their things."""
    breaks = list(cue("side_break").finditer(text, mention.end))
    for at, found in enumerate(breaks):
        following = breaks[at + 1].start() if at + 1 < len(breaks) else len(text)
        if found.group().casefold() != "and" or any(found.end() <= one.start < following for one in mentions):
            return found.start()
    return len(text)


def _owner(term: Term, sides: Sequence[_Side]) -> str | None:
    owners = {side.profile_id for side in sides if term.text in side.text}
    return owners.pop() if len(owners) == 1 else None
