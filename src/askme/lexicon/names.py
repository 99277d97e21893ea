"""Names that the world knows: technologies with their kinds, organisations, places, languages, credentials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from askme.lexicon.sources import lines
from askme.text import Atom, fold, stems

Stems = tuple[str, ...]
_KINDS = {
    "credentials": "credential",
    "human_languages": "human language",
    "organisations": "organisation",
    "places": "place",
    "technologies": "technology",
}
"""By file. A form that two kinds share has its names in this order."""
_LONGEST = 6


@dataclass(frozen=True)
class Name:
    """One name with what it also goes by."""

    name: str
    kind: str
    forms: tuple[Stems, ...]
    """The stems of the name and of its aliases."""
    spelled: frozenset[str] = frozenset()
    """The name and its aliases, folded."""
    categories: frozenset[str] = frozenset()
    ambiguous: bool = False
    """Also an ordinary word: a name only where it is capitalised or the profile has it."""

    sure: frozenset[Stems] = frozenset()
    """Forms of an ambiguous name that are no ordinary words ("golang")."""
    implied_by: frozenset[Stems] = frozenset()
    """What says the name without saying it ("Portuguese" for Portugal)."""

    def doubtful(self, form: Stems) -> bool:
        """Whether this form of the name may be an ordinary word; a form of several words hardly is."""
        return self.ambiguous and len(form) == 1 and form not in self.sure


class Names:
    """All names, by the stems of each form."""

    def __init__(self, entries: tuple[Name, ...], categories: dict[str, frozenset[Stems]]) -> None:
        self.entries = entries
        self._by_form: dict[Stems, tuple[Name, ...]] = {}
        for entry in entries:
            for form in entry.forms:
                self._by_form[form] = (*self._by_form.get(form, ()), entry)
        technical = _technical(entries)
        others = frozenset().union(*(words for name, words in categories.items() if name not in technical))
        self._categories: dict[Stems, str] = {}
        for name, words in categories.items():  # "hospital" asks for no software for hospitality
            for word in words - others if name in technical else ():
                self._categories.setdefault(word, name)

    def get(self, form: Stems) -> tuple[Name, ...]:
        """The names that go by this form; several when a technology shares its name with a company."""
        return self._by_form.get(form, ())

    def category(self, word: Stems) -> str | None:
        """The category of technologies that a questioner's word asks for ("databases" -> "database")."""
        return self._categories.get(word)

    def find(self, words: tuple[Atom, ...]) -> list[tuple[int, int, tuple[Name, ...]]]:
        """Mentions in a text as (first atom, past the last, names), the longest at each place, none overlapping."""
        spans = longest_runs(
            len(words), range(_LONGEST, 0, -1), lambda first, last: bool(self._named(words[first:last]))
        )
        return [(first, last, self._named(words[first:last])) for first, last in spans]

    def _named(self, words: tuple[Atom, ...]) -> tuple[Name, ...]:
        """The names that words spell; a single word has to be spelled so, or be its plural ("moved" is no "Move")."""
        found = self.get(tuple(word.stem for word in words))
        if len(words) > 1 or not found:
            return found
        written = fold(words[0].text)
        return tuple(name for name in found if written in name.spelled or written.removesuffix("s") in name.spelled)


def longest_runs(size: int, lengths: Iterable[int], fits: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """Runs of a row of `size` places, from .. to, that fit: at each place the first such length, none overlapping."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < size:
        length = next((n for n in lengths if at + n <= size and fits(at, at + n)), 0)
        if length:
            found.append((at, at + length))
        at += length or 1
    return found


def _technical(entries: Iterable[Name]) -> set[str]:
    """The categories that hold technologies more than anything else."""
    counted = Counter((entry.kind == "technology", name) for entry in entries for name in entry.categories)
    return {name for _, name in counted if counted[True, name] > counted[False, name]}


@cache
def names() -> Names:
    """The names that askme ships with."""
    implied = dict(map(_implied, lines("names/implied")))
    entries = (_name(line, kind, implied) for file, kind in _KINDS.items() for line in lines(f"names/{file}"))
    return Names(tuple(entries), dict(map(_category, lines("names/categories"))))


def _category(line: str) -> tuple[str, frozenset[Stems]]:
    name, words = (part.strip() for part in line.split("|")[:2])
    return name, frozenset(tuple(stems(word)) for word in (name, *words.split(",")) if word.strip())


def _implied(line: str) -> tuple[str, frozenset[Stems]]:
    name, _, said = line.partition("|")
    return name.strip(), frozenset(tuple(stems(word.lower())) for word in said.split(","))


def _name(line: str, kind: str, implied: Mapping[str, frozenset[Stems]]) -> Name:
    name, aliases, categories, flag = ([field.strip() for field in line.split("|")] + [""] * 3)[:4]
    words = (name, *(alias for alias in aliases.split(",") if alias.strip()))
    return Name(
        name=name,
        kind=kind,
        forms=tuple(dict.fromkeys(form for word in words if (form := tuple(stems(word.lower()))))),
        spelled=frozenset(fold(word.strip()) for word in words),
        categories=frozenset(part.strip() for part in categories.split(",") if part.strip()),
        ambiguous=flag.startswith("?"),
        sure=frozenset(tuple(stems(word.strip())) for word in flag[1:].split(",") if word.strip()),
        implied_by=implied.get(name, frozenset()),
    )
