"""Opposites: vectors put "raised" beside "lowered", so pairs that turn a claim round are looked up in a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from askme.text import Atom, stem
from evals.judge.pair import Pair
from evals.judge.parts.finding import Finding, contradicted

_TABLE: Final = """
increase raise grow gain rise boost expand | decrease reduce lower drop fall shrink cut decline
before prior | after following
first | last final
with | without
start begin join open launch found | stop end leave close quit
more greater higher larger above | less fewer lower smaller below
most | least
early | late
win succeed pass | lose fail
accept approve | reject decline refuse deny
include | exclude
centralized | decentralized
public | private
internal | external
buy acquire | sell
add | remove delete
enable allow | disable prevent forbid
fast faster | slow slower
major | minor
permanent | temporary
synchronous | asynchronous
online | offline
frontend | backend
upper | lower
north northern | south southern
east eastern | west western
possible | impossible
hire | fire dismiss
teach | learn
good better | bad worse
positive | negative
young younger | old older
male man | female woman
husband | wife
"""


def _opposite() -> dict[str, frozenset[str]]:
    """Of each stem, the stems that say the opposite."""
    found: dict[str, frozenset[str]] = {}
    for line in _TABLE.strip().splitlines():
        left, right = (frozenset(stem(word) for word in side.split()) for side in line.split("|"))
        for side, other in ((left, right), (right, left)):
            for word in side:
                found[word] = found.get(word, frozenset()) | other
    return found


OPPOSITE: Final = _opposite()


def check(pair: Pair) -> Finding | None:
    """Whether the claim has a word whose opposite, and not itself, the evidence has of the same thing: with the same
    word beside it."""
    for at, word in enumerate(pair.content):
        against = OPPOSITE.get(word.stem, frozenset()) & pair.stems
        if not against or word.stem in pair.stems or against & {other.stem for other in pair.content}:
            continue
        beside = _beside(pair.content, at)
        if any(beside & _beside(pair.kept, place) for place, other in enumerate(pair.kept) if other.stem in against):
            return contradicted(f"it says {word.text!r}, the words cited the opposite, {min(against)!r}")
    return None


def _beside(words: Sequence[Atom], at: int) -> set[str]:
    return {word.stem for word in (*words[max(0, at - 2) : at], *words[at + 1 : at + 3])}
