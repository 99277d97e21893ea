"""Who is asked about: people are recognised by id, name, handle or alias, slips of spelling allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from askme.lexicon import names
from askme.schema import Profile
from askme.text import STOPWORDS, Atom, atoms, fold

PLACEHOLDER = "person"
"""Stands for a person in a question while its kind is found out."""
_SLIP = 84.0
_SHORTEST_SLIP = 5


@dataclass(frozen=True)
class PersonMention:
    """A person in a text, as atoms `first` to `last` (exclusive) and as characters."""

    profile_id: str
    first: int
    last: int
    start: int
    end: int


class People:
    """The people of an index, by all that they are called."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._forms: dict[tuple[str, ...], str | None] = {}
        for profile in profiles:
            for called in _called(profile):
                known = self._forms.get(called, profile.id)
                self._forms[called] = profile.id if known == profile.id else None  # shared by two: names nobody
        self._longest = max((len(form) for form in self._forms), default=0)

    def mentions(self, text: str, is_word: Iterable[str] = frozenset()) -> tuple[PersonMention, ...]:
        """Who is mentioned, in order. Words in `is_word` (folded) are never taken for a misspelt name."""
        words = atoms(text)
        found = []
        at = 0
        while at < len(words):
            mention = self._at(words, at, frozenset(is_word))
            if mention:
                found.append(mention)
            at = mention.last if mention else at + 1
        return tuple(found)

    def _at(self, words: tuple[Atom, ...], at: int, is_word: frozenset[str]) -> PersonMention | None:
        row = tuple(fold(word.text) for word in words)
        for length in range(min(self._longest, len(words) - at), 0, -1):
            owner = self._forms.get(row[at : at + length])
            if owner is None and length == 1:
                owner = self._slip(row[at], is_word)
            if owner is not None:
                last = at + length
                end = words[last - 1].end
                if last < len(row) and row[last] == "s" and words[last].start == end + 1:
                    last, end = last + 1, words[last].end  # the possessive
                return PersonMention(owner, at, last, words[at].start, end)
        return None

    def _slip(self, word: str, is_word: frozenset[str]) -> str | None:
        if word.endswith("s") and (owner := self._forms.get((word[:-1],))):
            return owner
        if len(word) < _SHORTEST_SLIP or word in is_word or word in STOPWORDS or names().get((word,)):
            return None
        scored = [
            (fuzz.ratio(word, form[0]), owner)
            for form, owner in self._forms.items()
            if len(form) == 1 and owner and len(form[0]) >= _SHORTEST_SLIP - 1
        ]
        best = max(scored, default=(0.0, None), key=lambda pair: pair[0])
        return best[1] if best[0] >= _SLIP else None


def without(text: str, mentions: Iterable[PersonMention], stand_in: str = PLACEHOLDER) -> str:
    """The text with each mention replaced."""
    out, at = [], 0
    for mention in mentions:
        out += [text[at : mention.start], stand_in]
        at = mention.end
    return "".join([*out, text[at:]])


def _called(profile: Profile) -> set[tuple[str, ...]]:
    plain = profile.name.split(",")[0]  # "Ada Byron, MSc": what follows is no name
    whole = {profile.id, profile.id.replace("-", " "), profile.name, plain, *profile.aliases}
    called = {tuple(fold(atom.text) for atom in atoms(text)) for text in whole}
    for text in (profile.id.replace("-", " "), profile.name.split(",")[0]):
        parts = [fold(atom.text) for atom in atoms(text)]
        called |= {(part,) for part in parts if len(part) >= 3 and part not in STOPWORDS and part not in _TITLES}
    return called - {()}


_TITLES = frozenset(
    "dr prof professor mrs miss mister sir nurse doctor engineer designer developer resume cv profile the van von der".split()
)
