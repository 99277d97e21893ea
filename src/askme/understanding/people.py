"""Who is asked about: people are recognised by id, name, handle or alias, slips of spelling allowed."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from rapidfuzz import fuzz

from askme.lexicon import names, words
from askme.schema import Profile
from askme.text import STOPWORDS, Atom, atoms, fold

PLACEHOLDER = "person"
"""Stands for a person in a question while its kind is found out."""
_SLIP = 84.0
"""The least likeness (rapidfuzz's ratio, 0 .. 100) of a misspelt name."""
_SHORTEST_SLIP = 5
Row = tuple[str, ...]


@dataclass(frozen=True)
class PersonMention:
    """A person in a text, as atoms `first` to `last` (exclusive) and as characters."""

    profile_id: str
    first: int
    last: int
    start: int
    end: int
    others: tuple[str, ...] = ()
    """Who else is called so."""

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of all that may be meant."""
        return (self.profile_id, *self.others)


class People:
    """The people of an index, by all that they are called.

    What several of them are called names all of them, but on the page of one of them that one.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        owners: dict[Row, list[str]] = {}
        for profile in profiles:
            for called in sorted(_called(profile)):
                owners.setdefault(called, []).append(profile.id)
        self._owners = owners
        self._page: str | None = None
        self._longest = max((len(form) for form in owners), default=0)
        self._single = [
            (form[0], owned[0])
            for form, owned in owners.items()
            if len(form) == 1 and len(owned) == 1 and len(form[0]) >= _SHORTEST_SLIP - 1
        ]

    def on(self, page: str | None) -> People:
        """The same people for questions that are asked on a person's page.

        :param page: the person's id, None for questions to everybody
        """
        found = copy(self)
        found._page = page
        return found

    def mentions(self, text: str) -> tuple[PersonMention, ...]:
        """Who is mentioned, in order, the longest name at each place."""
        spelled = atoms(text)
        row = tuple(fold(word.text) for word in spelled)
        found = []
        at = 0
        while at < len(row):
            owners, length = self._at(row, at)
            if owners:
                first = at - 1 if _is_title(spelled, row, at - 1) else at
                found.append(_mention(owners, spelled, row, first, at + length))
            at = found[-1].last if owners else at + 1
        return tuple(found)

    def _at(self, row: Row, at: int) -> tuple[Row, int]:
        """Who is named from here on, by how many words."""
        for length in range(min(self._longest, len(row) - at), 0, -1):
            if owners := self._called(row[at : at + length]):
                return owners, length
        return self._slip(row[at]), 1

    def _called(self, called: Row) -> Row:
        owners = tuple(self._owners.get(called, ()))
        return (self._page,) if self._page in owners and self._page is not None else owners

    def _slip(self, word: str) -> Row:
        if word.endswith("s") and (owners := self._called((word[:-1],))):
            return owners
        if len(word) < _SHORTEST_SLIP or word in STOPWORDS or names().get((word,)):
            return ()
        scored = [(fuzz.ratio(word, called), owner) for called, owner in self._single]
        best = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
        return (best[1],) if best[0] >= _SLIP else ()


def _is_title(spelled: tuple[Atom, ...], row: Row, at: int) -> bool:
    """Whether an honorific stands there, right before the next word ("Prof. Lovelace")."""
    return at >= 0 and row[at] in words("honorifics") and spelled[at + 1].start - spelled[at].end <= _GAP


_GAP = 2
_POSSESSIVE = ("'s", "’s")


def without(
    text: str, mentions: Iterable[PersonMention], stand_in: str = PLACEHOLDER, *, keep_possessive: bool = False
) -> str:
    """The text with each mention replaced; `keep_possessive` keeps the ending of "Ada's"."""
    out, at = [], 0
    for mention in mentions:
        owned = keep_possessive and text[mention.start : mention.end].endswith(_POSSESSIVE)
        out += [text[at : mention.start], f"{stand_in}'s" if owned else stand_in]
        at = mention.end
    return "".join([*out, text[at:]])


def _mention(owners: Row, spelled: tuple[Atom, ...], row: Row, first: int, last: int) -> PersonMention:
    end = spelled[last - 1].end
    if last < len(row) and row[last] == "s" and spelled[last].start == end + 1:  # the possessive
        last, end = last + 1, spelled[last].end
    return PersonMention(owners[0], first, last, spelled[first].start, end, owners[1:])


def _called(profile: Profile) -> set[Row]:
    plain = profile.name.split(",")[0]  # "Ada Byron, MSc": what follows is no name
    spaced = profile.id.replace("-", " ")
    whole = {profile.id, spaced, profile.name, plain, *profile.aliases}
    called = {tuple(fold(atom.text) for atom in atoms(text)) for text in whole}
    parts = {fold(atom.text) for text in (spaced, plain) for atom in atoms(text)}
    called |= {(part,) for part in parts - STOPWORDS - words("titles") if len(part) >= 3}
    return called - {()}
