"""An overview of a person, and how to reach them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from askme.answering.compose import Composer
from askme.answering.entries import jobs
from askme.answering.room import PORTRAIT, within
from askme.privacy import asks_for
from askme.reading import Entry, ProfileReading
from askme.schema import Claim, ClaimForm, Passage, TrailStep
from askme.text import fold, stems

_ABOUT = ("about", "summari", "profil", "introduct", "overview", "bio")
_OPENING = 4
_LINK = re.compile(r"https?://\S+|\bwww\.\S+|\b(github|linkedin|gitlab|twitter)\.com/\S+")


def overview(
    reading: ProfileReading, composer: Composer, before: str = "", budget: int = PORTRAIT
) -> tuple[Claim, ...]:
    """Who the person is in the profile's own words: its opening, then the jobs."""
    opening = [
        composer.statement(passage, before=before if at == 0 else "") for at, passage in enumerate(_opening(reading))
    ]
    claims = list(within(opening, budget * 2 // 3))
    listed = _jobs(reading, composer)
    return within([*claims, *listed], budget)


def _opening(reading: ProfileReading) -> list[Passage]:
    """The first statements: those before any section or under "About", else whatever comes first."""
    about = [
        passage
        for passage in reading.passages
        if not passage.trail or any(word.startswith(_ABOUT) for word in stems(passage.trail[0].text))
    ]
    said = [passage for passage in about or reading.passages if not _LINK.search(passage.shown)]
    return said[: _OPENING + 1]


def _jobs(reading: ProfileReading, composer: Composer) -> list[Claim]:
    rows = list(reversed(jobs(reading))) or [
        entry for entry in reading.outline.entries if entry.is_work and entry.steps
    ]
    claims = []
    for entry in rows:
        passages = [reading.passages[at] for at in entry.passages]
        claims.append(composer.entry(passages[0].document_id, _named(entry), form=ClaimForm.ITEM))
    return claims


def _named(entry: Entry) -> list[TrailStep]:
    steps = list(entry.steps)
    if entry.title is None and entry.role is None and entry.lead is not None:
        steps.append(entry.lead)
    return steps


def contact(reading: ProfileReading, question: str, composer: Composer, before: str = "") -> tuple[Claim, ...]:
    """The ways to reach the person that the profile publishes; empty when there is none of the kind asked for."""
    kinds = asks_for(question)
    anyhow = not kinds and not asks_for_channel(question)
    links = anyhow or re.search(r"\b(website|link|url|homepage)\b", fold(question)) is not None
    ways = reading.contacts
    found = [one.passage for one in ways if anyhow or one.kinds & kinds or (links and _LINK.search(one.passage.shown))]
    if links:
        given = {passage.id for passage in found}
        found += [one for one in reading.passages if one.id not in given and _LINK.search(one.shown)]
    return within(
        [composer.statement(passage, before=before if at == 0 else "") for at, passage in enumerate(found[:5])], 470
    )


def keeps(readings: Iterable[ProfileReading], question: str, *, contact: bool) -> bool:
    """Whether what is asked for is there, and its owner does not show it.

    :param contact: whether the question asks how to reach somebody; if it names no way, any of them is asked for
    """
    asked = asks_for(question, contact=contact and not asks_for_channel(question))
    return any(asked & reading.hidden for reading in readings)


def asks_for_channel(question: str) -> bool:
    """Whether one certain way to reach somebody is asked for: without it there is no answer."""
    return (
        re.search(
            r"\be-?mail|\b(phone|mobile|telephone|whatsapp|telegram|address|website|homepage|url)\b", fold(question)
        )
        is not None
    )


_CHANNEL = re.compile(
    r"@|(?:\d[ ()./-]{0,2}){7}|://|www\.|\w\.(com|org|net|io|dev|me|eu|co)\b|/\w"
    r"|\b(e-?mails?|mail|phone|call|ring|text|mobile|tel|whatsapp|signal|telegram|message|messages|write|reach|contact|address|site|website"
    r"|blog|form|page|homepage|linkedin|github|gitlab|instagram|mastodon|twitter|dms?)\b"
)


def tells_channel(statement: str) -> bool:
    """Whether a statement may say how to reach somebody.

    >>> tells_channel("Call me after four."), tells_channel("Saint Paul, MN 55104")
    (True, False)
    """
    return _CHANNEL.search(fold(statement)) is not None
