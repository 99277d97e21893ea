"""A passage as it is matched: its stems and those of its trail, its figures, the names in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from askme.lexicon import Name, names
from askme.schema import Passage, StepKind
from askme.text import atoms, figures, fold, stems

_DIGITS = re.compile(r"(?<![#\w.,])(?!(?:19|20)\d\d\b)[$€£~]?\d")
_NUMBER_WORD = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(thir|four|fif|six|seven|eigh|nine)teen|"
    r"(twen|thir|for|fif|six|seven|eigh|nine)ty|"
    r"millions?|billions?|thousands?|hundreds?|dozens?|half|quarters?|double|twice|triple)\b",
    re.IGNORECASE,
)
_WORD = r"[\w.&'’+#-]++"
_NO_ITEM = r"(?!(?:on|in|at|for|with|from|by|as|to|of|where|which|who|when|while|until|after|before|then|but|so)\b)"
_ITEM = rf"{_WORD}(?: {_WORD}){{0,2}}"
_NEXT = rf", {_NO_ITEM}{_ITEM}"
_ENUMERATION = re.compile(  # begins at a word's start and never gives back a part of one: linear in the text
    rf"(?<![\w.&'’+#-])(?:{_ITEM}(?:{_NEXT})+,? (?:and|or|&) {_ITEM}|{_ITEM}(?:{_NEXT}){{2,}})"
)


class Measure(Enum):
    """How a statement measures something."""

    NONE = 0
    WORD = 1
    DIGITS = 2


@dataclass(frozen=True)
class Mention:
    """A known name in a passage, with the atoms of the shown text that spell it."""

    names: tuple[Name, ...]
    text: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class PassageWords:
    """Matching views of one passage, each made once and kept."""

    passage: Passage

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(stems(self.passage.shown))

    @cached_property
    def own(self) -> frozenset[str]:
        return frozenset(self.stems)

    @cached_property
    def figures(self) -> frozenset[str]:
        return frozenset(figures(self.passage.shown))

    @cached_property
    def measures(self) -> Measure:
        """Whether there is a figure that measures something: no year, no number of a ticket."""
        if _DIGITS.search(self.passage.shown):
            return Measure.DIGITS
        return Measure.WORD if _NUMBER_WORD.search(self.passage.shown) else Measure.NONE

    @cached_property
    def categories(self) -> frozenset[str]:
        """The kinds of technology that are mentioned."""
        return frozenset(
            category
            for mention in self.mentions
            for name in mention.names
            if name.kind == "technology"
            for category in name.categories
        )

    @cached_property
    def folded(self) -> str:
        return fold(self.passage.shown)

    @cached_property
    def folded_trail(self) -> str:
        return fold(" › ".join(step.shown for step in self.passage.trail if step.kind is not StepKind.LEAD))

    @cached_property
    def entry_stems(self) -> tuple[str, ...]:
        """Of the entry, role and dates above the passage."""
        return self._trail_stems(StepKind.ENTRY, StepKind.ROLE, StepKind.DATES)

    @cached_property
    def lead_stems(self) -> tuple[str, ...]:
        return self._trail_stems(StepKind.LEAD)

    @cached_property
    def section_stems(self) -> tuple[str, ...]:
        """Of the headings above it, and of its table's columns."""
        return self._trail_stems(StepKind.SECTION, StepKind.COLUMNS)

    def _trail_stems(self, *kinds: StepKind) -> tuple[str, ...]:
        """The stems of some steps, a mark after each step, so that no form reaches across two of them."""
        return tuple(word for step in self.passage.trail if step.kind in kinds for word in (*stems(step.shown), "›"))

    @cached_property
    def label_stems(self) -> frozenset[str]:
        """Of a row: its first cell or label."""
        label = self.passage.label
        if label is None:
            return frozenset()
        return frozenset(stems(self.passage.text[label.start - self.passage.start : label.end - self.passage.start]))

    @cached_property
    def listed(self) -> frozenset[str]:
        """The folded words that stand in an enumeration of three or more."""
        return frozenset(
            fold(atom.text) for match in _ENUMERATION.finditer(self.passage.shown) for atom in atoms(match.group())
        )

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Known names in the passage's own text, ordinary words in lower case left out."""
        return tuple(_mentions(self.passage.shown))


_INITIAL = re.compile(r"\.(?=\s*\S)")
"""Behind a single letter, and not at the end: somebody's first name ("Moe R. (2024)"), no language."""


def _mentions(text: str) -> list[Mention]:
    found = []
    words = atoms(text)
    for first, last, entries in names().find(words):
        end = words[last - 1].end
        mention = text[words[first].start : end]
        if len(mention) == 1 and _INITIAL.match(text, end):
            continue
        form = tuple(word.stem for word in words[first:last])
        sure = tuple(entry for entry in entries if not entry.doubtful(form) or not mention.islower())
        if sure:
            found.append(Mention(sure, mention, form))
    return found
