"""The values that profiles have, by kind: what is swapped comes from the same kind, out of any profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from askme.corpus.dates import dates
from askme.lexicon.names import names
from askme.schema import Passage, StepKind
from askme.text import atoms, contains, fold, stems

Spans = list[tuple[int, int]]

_FIGURE: Final = re.compile(r"(?<![\w.,/#-])[$€]?\d+(?:[.,]\d+)*(?:[kKMB]\b|\s(?:million|billion))?\s?%?\+?(?![\w/])")
_SPELLED: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|sixteen|twenty|thirty|forty)\b"
)
_TITLE: Final = re.compile(
    r"\b(?:(?:Senior|Staff|Lead|Deputy|Associate|Assistant|Adjunct|Doctoral|Postdoctoral|Principal|Backend|Software|Product"
    r"|Graphic|Platform|Charge|Full|Visiting|Founding|Chief|Research|Line|Sous)\s(?:& \w+ )?)*"
    r"(?:Engineer|Professor|Nurse|[Dd]esigner|[Ss]cientist|[Ff]ellow|Chef|Director|Investigator|Architect|Head|Cook"
    r"|Instructor|Manager|Founder|(?<=[Ss]taff )nurse|(?<=[Aa]ssociate )professor|(?<=[Aa]ssistant )professor)\b"
    r"(?: of [A-Z][\w ]+)?"
)
_BODY: Final = re.compile(
    r"\b(?:[A-Z][\w.'é-]+ )+(?:University|Institute|Trust|Council|Hospital|Hospice|Infirmary|Station|Society|Academy"
    r"|Labs|Network|Press|Fund|College|School|Laboratory|Association|Foundation|Finance|Protocol)\b"
    r"|\b(?:University|Institute|College|Hospital) (?:of|for) (?:[A-Z]\w+ ?)+\b"
)
"""Names of institutions that no lexicon has."""
_HEADINGS: Final = re.compile(
    r"book|articles.*|chapters|in review|kitchens|post.*|the .*|at .*|.*time.*|current|completed.*|same .*|in .*|on .*",
    re.I,
)
_DETAIL: Final = re.compile(
    r"(?:,| —|;)?\s((?:with|for|across|in|at|from|by|during|after|over|through)\s[^,;.:()|*]{8,48})(?=[,;.)]|$)"
)


@dataclass(frozen=True)
class Values:
    """What stands in a set of profiles, each once, in order."""

    employer: tuple[str, ...]
    date: tuple[str, ...]
    figure: tuple[str, ...]
    title: tuple[str, ...]
    skill: tuple[str, ...]
    detail: tuple[str, ...]
    """Phrases that could stand at the end of a statement."""


def values(passages: Sequence[Passage]) -> Values:
    """Collect them from statements and trails."""
    texts = [passage.shown for passage in passages]
    entries = [step.text for passage in passages for step in passage.steps(StepKind.ENTRY)]
    roles = [step.text for passage in passages for step in passage.steps(StepKind.ROLE)]
    spans = [step.text for passage in passages for step in passage.steps(StepKind.DATES)]
    organisations = _found(texts, lambda text: named(text, {"organisation"}) + bodies(text))
    return Values(
        employer=_unique([entry for entry in entries if _is_name(entry)] + organisations),
        date=_unique(spans + _found(texts, dates)),
        figure=_unique(_found(texts, figures)),
        title=_unique(roles + _found(texts, titles)),
        skill=_unique(_found(texts, lambda text: named(text, {"technology", "credential", "human language"}))),
        detail=_unique(match.group(1).strip() for text in texts for match in _DETAIL.finditer(text)),
    )


def named(text: str, kinds: set[str]) -> Spans:
    """Where the lexicon's names of these kinds stand, written as names are."""
    words = atoms(text)
    return [
        (words[first].start, words[last - 1].end)
        for first, last, known in names().find(words)
        if known[0].kind in kinds
        and words[last - 1].end - words[first].start > 1
        and any(char.isupper() for char in text[words[first].start : words[last - 1].end])
    ]


def figures(text: str) -> Spans:
    """Figures outside of dates, in digits and in words."""
    taken = dates(text)
    spans = [match.span() for match in (*_FIGURE.finditer(text), *_SPELLED.finditer(text))]
    return [
        (start, end)
        for start, end in sorted(spans)
        if not any(first < end and start < last for first, last in taken)
        and not re.fullmatch(r"(?:19|20)\d\d", text[start:end])
    ]


def bodies(text: str) -> Spans:
    """Institutions, by the word that says that they are one."""
    return [match.span() for match in _BODY.finditer(text)]


def titles(text: str) -> Spans:
    return [match.span() for match in _TITLE.finditer(text)]


def shape(value: str) -> str:
    """What two values have to share to be exchanged unnoticed: their signs, letters as letters, digits as digits."""
    return re.sub(r"\d[\d,.]*", "0", re.sub(r"[A-Za-z]+\.?", lambda found: _word_shape(found.group()), value.strip()))


def _word_shape(word: str) -> str:
    return "now" if fold(word) in ("present", "ongoing", "now") else "x"


def said(value: str, texts: Iterable[str]) -> bool:
    """Whether all of a value's words stand in these texts, one after another."""
    return contains((word for text in texts for word in _stems(text)), _stems(value))


@lru_cache(maxsize=20_000)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stems(text))


def _is_name(entry: str) -> bool:
    plain = ":" not in entry and not entry.startswith(("Stack of", "Founder,"))
    return plain and 1 <= len(entry.split()) <= 4 and not _HEADINGS.fullmatch(entry)


def _found(texts: Sequence[str], finder: object) -> list[str]:
    assert callable(finder)
    return [text[start:end] for text in texts for start, end in finder(text)]


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in found if value))
