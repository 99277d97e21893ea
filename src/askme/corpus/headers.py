"""Lines of titles of entries: whether a line is one, and what its parts are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from askme.corpus import shapes
from askme.corpus.dates import begins_dated, date_line, dates
from askme.corpus.sentences import sentences
from askme.corpus.titles import Part, glued, is_organisation, parts, section_like
from askme.schema import StepKind

LONGEST_STACKED_TITLE = 3
"""Names between dots, one of them a role: more than these are a list ("Chef · Baker · Go · Rust")."""


@lru_cache(maxsize=1024)
def of_line(text: str) -> tuple[Part, ...]:
    """The parts of one line of a title."""
    return glued_title(text) or parts(text)


def of_lines(lines: Sequence[str]) -> list[tuple[Part, ...]]:
    """The parts of a title's lines. Beside a line that names the organisation, "Nurse, Intensive Care" is all role."""
    found = [of_line(text) for text in lines]
    named = any(_names_employer(text, line) for text, line in zip(lines, found, strict=True))
    if not named:
        return found
    return [_whole_role(text, line) for text, line in zip(lines, found, strict=True)]


def _names_employer(text: str, line: tuple[Part, ...]) -> bool:
    """Whether a line is the organisation's, alone or with its place before the dates: "Rye Hospital, Graz 2019 – 2021",
    not "Fridays only, since 2019"."""
    if {part.kind for part in line} == {StepKind.ENTRY}:
        return all(shapes.place(text[part.start : part.end]) for part in line[1:])
    if [part.kind for part in sorted(line, key=lambda part: part.start)] != [StepKind.ENTRY, StepKind.DATES]:
        return False
    name = next(text[part.start : part.end] for part in line if part.kind is StepKind.ENTRY)
    return ", " in name or is_organisation(name)


def _whole_role(text: str, line: tuple[Part, ...]) -> tuple[Part, ...]:
    pair = sorted((part for part in line if part.kind is not StepKind.DATES), key=lambda part: part.start)
    if [part.kind for part in pair] != [StepKind.ROLE, StepKind.ENTRY] or text[
        pair[0].end : pair[1].start
    ].strip() != ",":
        return line
    dated = (part for part in line if part.kind is StepKind.DATES)
    return (Part(StepKind.ROLE, pair[0].start, pair[1].end), *dated)


def glued_title(text: str) -> tuple[Part, ...]:
    """Employer and role glued together, perhaps with dates after them; empty if they are not."""
    found = parts(text)
    dated = tuple(part for part in found if part.kind is StepKind.DATES)
    rest = sorted((part for part in found if part.kind is not StepKind.DATES), key=lambda part: part.start)
    if not rest or len(rest) > 2:
        return ()
    first, last = rest[0].start, rest[-1].end
    pair = glued(text[first:last])
    if pair is None or (len(rest) == 2 and not _within(rest[1], first + pair[1].start)):
        return ()
    moved = (Part(part.kind, part.start + first, part.end + first) for part in pair)
    return (*moved, *dated)


def _within(part: Part, at: int) -> bool:
    """Whether a place is inside of a part, so that the part is no whole ("Acme, LondonSous Chef")."""
    return part.start < at < part.end


def is_entry(text: str) -> bool:
    """Whether one line alone is the title of an entry: a role, dates, or an organisation with a role."""
    kinds = {part.kind for part in of_line(text)}
    return shapes.header(text) and bool(kinds - {StepKind.ENTRY})


def tells_all(text: str) -> bool:
    """Whether one line names an organisation, a role and the time."""
    return {part.kind for part in of_line(text)} == {StepKind.ENTRY, StepKind.ROLE, StepKind.DATES}


def is_stack(text: str) -> bool:
    """Whether it is a list of names between dots or bars, not the title of an entry set in that way."""
    if not shapes.stacked(text):
        return False
    kinds = [part.kind for part in of_line(text)]
    return StepKind.DATES not in kinds and (StepKind.ROLE not in kinds or len(kinds) > LONGEST_STACKED_TITLE)


def opens(text: str) -> bool:
    """Whether the line may stand at the top of a page: a name, or what the person is."""
    return shapes.header(text) and len(text.split()) <= 20 and not section_like(text) and date_line(text) is None


def is_dated(text: str) -> bool:
    """Whether the line gives dates, alone or beside a few words ("Feb 2025 – Mar 2026 · Berlin")."""
    if date_line(text):
        return True
    if shapes.born(text) or text.startswith("("):
        return False
    if text.endswith(".") and dates(text)[:1] and dates(text)[0][0] == 0:
        text = text[:-1]  # "April 2021 to present, Rotterdam."
    if not shapes.header(text) or (begins_dated(text) and len(sentences(text)) > 1):
        return False  # "05/23 – 01/24 Oakhurst, Derby. Night shifts."
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    return any(part.kind is StepKind.DATES for part in parts(text)) and len(words) <= 14
