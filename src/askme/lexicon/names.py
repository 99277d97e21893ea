"""Names that the world knows: technologies with their kinds, organisations, places, languages, credentials."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from askme.text import Atom, stems

Stems = tuple[str, ...]
_KINDS = {
    "technologies": "technology",
    "organisations": "organisation",
    "places": "place",
    "human_languages": "human language",
    "credentials": "credential",
}
_LONGEST = 6


@dataclass(frozen=True)
class Name:
    """One name with what it also goes by."""

    name: str
    kind: str
    forms: tuple[Stems, ...]
    """The stems of the name and of its aliases."""
    categories: frozenset[str] = frozenset()
    ambiguous: bool = False
    """Also an ordinary word: a name only where it is capitalised or the profile has it."""

    def doubtful(self, form: Stems) -> bool:
        """Whether this form of the name may be an ordinary word; a form of several words hardly is."""
        return self.ambiguous and len(form) == 1


class Names:
    """All names, by the stems of each form."""

    def __init__(self, entries: tuple[Name, ...], categories: dict[str, frozenset[Stems]]) -> None:
        self.entries = entries
        self._categories = categories
        counted = Counter((entry.kind == "technology", name) for entry in entries for name in entry.categories)
        self._technical = {name for _, name in counted if counted[True, name] > counted[False, name]}
        self._by_form: dict[Stems, tuple[Name, ...]] = {}
        for entry in entries:
            for form in entry.forms:
                self._by_form[form] = (*self._by_form.get(form, ()), entry)

    def get(self, form: Stems) -> tuple[Name, ...]:
        """The names that go by this form; several when a technology shares its name with a company."""
        return self._by_form.get(form, ())

    def category(self, word: Stems) -> str | None:
        """The category of technologies that a questioner's word asks for ("databases" -> "database")."""
        return next(
            (name for name, words in self._categories.items() if word in words and name in self._technical), None
        )

    def find(self, words: tuple[Atom, ...]) -> list[tuple[int, int, tuple[Name, ...]]]:
        """Mentions in a text as (first atom, past the last, names), the longest at each place, none overlapping."""
        found: list[tuple[int, int, tuple[Name, ...]]] = []
        row = tuple(word.stem for word in words)
        at = 0
        while at < len(row):
            length = next(
                (n for n in range(min(_LONGEST, len(row) - at), 0, -1) if row[at : at + n] in self._by_form), 0
            )
            if length:
                found.append((at, at + length, self._by_form[row[at : at + length]]))
            at += length or 1
        return found


@cache
def names() -> Names:
    """The names that askme ships with."""
    folder = files("askme.lexicon") / "data" / "names"
    entries: list[Name] = []
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        kind = next((kind for prefix, kind in _KINDS.items() if file.name.startswith(prefix)), None)
        if kind:
            entries.extend(_name(line, kind) for line in _lines(file.read_text(encoding="utf-8")))
    categories = {}
    for line in _lines((folder / "categories.txt").read_text(encoding="utf-8")):
        name, words = (part.strip() for part in line.split("|")[:2])
        categories[name] = frozenset(tuple(stems(word)) for word in (name, *words.split(",")) if word.strip())
    return Names(tuple(entries), categories)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _name(line: str, kind: str) -> Name:
    fields = [field.strip() for field in line.split("|")] + [""] * 3
    name, aliases, categories, flag = fields[:4]
    words = (name, *(alias for alias in aliases.split(",") if alias.strip()))
    return Name(
        name=name,
        kind=kind,
        forms=tuple(dict.fromkeys(form for word in words if (form := tuple(_plain_stems(word))))),
        categories=frozenset(part.strip() for part in categories.split(",") if part.strip()),
        ambiguous=flag == "?",
    )


def _plain_stems(word: str) -> list[str]:
    return stems(word.lower())
