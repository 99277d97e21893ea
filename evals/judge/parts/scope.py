"""Scope words: a claim must not make a part greater, wider, surer or more alone than the evidence has it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from evals.judge.pair import Pair
from evals.judge.parts.finding import Finding, contradicted, unsupported


def any_of(words: str) -> re.Pattern[str]:
    """One of these words, whole and in any case: regular expressions with spaces between them and `_` for a space."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words.split()).replace('_', ' ')})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Scope:
    """One way to make something greater."""

    what: str
    raising: re.Pattern[str]
    bearing: re.Pattern[str]
    """Words of the evidence that bear the raising ones."""


_LESSER: Final = any_of(
    r"""contribut\w+ assist\w* help\w* support\w* particip\w* involved part_of took_part member
    worked_on co-?\w+ed joint(?:ly)? with_(?:the|two|three|four|a)_\w+ second(?:ed)? under"""
)
"""Words for a part in what others lead."""

_SCOPES: Final = (
    Scope(
        "leading it",
        any_of(
            r"""led leads? leading(?!_\w+_(?:provider|company)) head(?:ed|s|ing)? spearhead\w* ran_the
            directed directs oversaw oversees overseen supervis(?:ed|es) managed manages in_charge
            masterminded chaired chairs commanded drove owned founded co-founded initiated"""
        ),
        any_of(
            r"""led lead\w* head\w* spearhead\w* ran runs? running direct\w* overs\w+ supervis\w+
            manag\w+ charge responsib\w+ chair\w* driv\w+ drove own\w* found(?:ed|er|ing)\w*
            initiate[ds] coordinat\w+ orchestrat\w+ captain\w* principal chief maintain\w* solo
            set_up pioneer\w*"""
        ),
    ),
    Scope(
        "doing it alone",
        any_of(
            r"""sole solely single-?handed(?:ly)? alone on_(?:his|her|their|my)_own
            by_(?:him|her|my)self exclusively entirely independently without_(?:any_)?help unaided
            personally wholly"""
        ),
        any_of(
            r"""sole solely solo single-?handed\w* alone own \w+self exclusive\w* entire\w* only
            independent\w* unaided personal\w* whole wholly one-(?:man|woman|person)"""
        ),
    ),
    Scope(
        "all of it",
        any_of(
            r"""all every entire whole always everywhere complete(?:ly)? full(?:y)? any each company-?wide nation-?wide
            world-?wide global(?:ly)?"""
        ),
        any_of(
            r"""all every each entire\w* whole always everywhere complete\w* fully? any throughout
            across \w+wide global\w* world\w* total both 100_?%"""
        ),
    ),
    Scope(
        "the amount",
        any_of(
            r"""over(?=_(?:an?|\d|half|two|three|four|five|ten)) more_than at_least in_excess_of
            exceed\w+ upwards_of"""
        ),
        any_of(r"""over more_than at_least excess exceed\w+ upwards past above beyond minimum \d[\w.,]*\s?%?\+"""),
    ),
    Scope(
        "the degree",
        any_of(
            r"""expert\w* master\w* world-class leading_authority award-winning renowned best first-ever
            the_first the_only largest fluent\w* guru exceptional\w* vast extensive\w*"""
        ),
        any_of(
            r"""expert\w* master\w* world-class authority award\w* renowned best first only largest
            biggest fluen\w* guru exceptional\w* vast extensive\w* native"""
        ),
    ),
)


def check(pair: Pair) -> Finding | None:
    """Whether the claim has a word of greater scope than any in the evidence."""
    for scope in _SCOPES:
        raised = scope.raising.search(pair.claim)
        if raised is None or scope.bearing.search(pair.text):
            continue
        lesser = _LESSER.search(pair.text)
        if lesser and not _LESSER.search(pair.claim):
            return contradicted(f"it says {raised.group()!r}, the words cited say {lesser.group()!r}")
        return unsupported(f"{scope.what}: the words cited have nothing for {raised.group()!r}")
    return None
