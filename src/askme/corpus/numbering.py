"""Numbers before the headings and the items of a formal CV: "4. EXPERIENCE", "4.1 Partner, Bright & Co.", "(a) Heads
the group"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from askme.corpus import headers
from askme.corpus.dates import dates
from askme.corpus.forms import on_form
from askme.corpus.shapes import all_capitals
from askme.corpus.titles import known_section
from askme.schema import StepKind

_HEADING = re.compile(r"(\d{1,2}[.)]?|[IVX]{1,5}[.)]|[A-H][.)])[ \t]+(?=\S)")
_ITEM = re.compile(r"(\d{1,2})\.\d{1,2}[.)]?[ \t]+(?=\S)")
_LETTERED = re.compile(r"\((?:[a-z]|[ivx]{1,4})\)[ \t]+(?=\S)")
_FEWEST = 3
"""So many headings with numbers make a numbered page."""


class Numbered(Enum):
    """What a number stands before."""

    SECTION = auto()
    TITLE = auto()
    """An item with items of its own."""
    ITEM = auto()


@dataclass(frozen=True)
class Mark:
    """A number, and what it stands before."""

    kind: Numbered
    length: int
    """Characters up to what it stands before."""


def numbering(lines: Sequence[str]) -> dict[int, Mark]:
    """Of the lines of a page, by place, those that begin with a number as its headings do.

    >>> page = ["1. EDUCATION", "1.1 BSc, 2010", "4.5 kg", "2. WORK", "2.1 Clerk, 2012", "(a) Filed.", "3. PRIZES"]
    >>> [(at, mark.kind.name) for at, mark in numbering(page).items()]
    [(0, 'SECTION'), (1, 'ITEM'), (3, 'SECTION'), (4, 'TITLE'), (5, 'ITEM'), (6, 'SECTION')]
    """
    found = {at: Mark(Numbered.ITEM, hit.end()) for at, line in enumerate(lines) if (hit := _LETTERED.match(line))}
    found |= {at: Mark(Numbered.TITLE, hit.end()) for at, hit in _employers(lines)}
    sections = {at: hit for at, line in enumerate(lines) if (hit := _HEADING.match(line)) and _names_section(line, hit)}
    if len(sections) < _FEWEST:
        return found
    number = ""
    for at, line in enumerate(lines):
        if at in sections:
            number = sections[at][1].rstrip(".)")
            found[at] = Mark(Numbered.SECTION, sections[at].end())
        elif (hit := _ITEM.match(line)) and hit[1] == number:
            following = lines[at + 1] if at + 1 < len(lines) else ""
            below = _LETTERED.match(following) or (on_form(line[hit.end() :]) and on_form(following))
            found[at] = Mark(Numbered.TITLE if below else Numbered.ITEM, hit.end())
    return dict(sorted(found.items()))


def _employers(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Numbered names above a role and its dates ("1) Acme Ltd., Pune", "Clerk (2010 - 2012)"), and numbered forms."""
    for at, line in enumerate(lines[:-1]):
        kinds = {part.kind for part in headers.of_line(lines[at + 1])}
        if hit := _HEADING.match(line):
            form = on_form(lines[at + 1]) and (on_form(line[hit.end() :]) or on_form(" ".join(lines[at + 2 : at + 3])))
            if form or ({StepKind.ROLE, StepKind.DATES} <= kinds and not dates(line)):
                yield at, hit


def _names_section(line: str, hit: re.Match[str]) -> bool:
    text = line[hit.end() :]
    return all_capitals(text) or known_section(text)
