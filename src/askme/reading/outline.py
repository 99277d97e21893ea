"""A profile's structure as its trails give it: sections, and the entries (jobs, projects, awards) within them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from askme.reading.entries import Entry, entry_of, positions, section_and_steps, stands_in_heading
from askme.reading.lines import job_in_line, with_sentences_behind
from askme.reading.work import may_be_on_work
from askme.schema import Passage, StepKind, TrailStep

Place = tuple[str, int]
"""A document and where in it something begins."""


@dataclass(frozen=True)
class Section:
    """What one section heading opens."""

    heading: TrailStep
    entries: tuple[Entry, ...]
    passages: tuple[int, ...]
    """All positions under the heading, those of its entries too."""

    @property
    def loose(self) -> tuple[int, ...]:
        """Positions under the heading that belong to no entry."""
        taken = {at for entry in self.entries for at in entry.passages}
        return tuple(at for at in self.passages if at not in taken)


@dataclass(frozen=True)
class Outline:
    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]
    """All entries, also those outside of any section."""
    loose: tuple[int, ...]
    """Positions of passages that stand in no section and no entry."""


def outline(passages: Sequence[Passage]) -> Outline:
    """The structure of one profile's passages, in document order."""
    entries: dict[Place, list[int]] = {}
    sections: dict[Place, list[int]] = {}
    loose = []
    for at, passage in enumerate(passages):
        section, named = section_and_steps(passage)
        for step in passage.steps(StepKind.SECTION) if not stands_in_heading(passage) else ():
            sections.setdefault((passage.document_id, step.start), []).append(at)
        if named:
            entries.setdefault((passage.document_id, named[0].start), []).append(at)
        elif section is None:
            loose.append(at)
    built = {
        (document, start): entry_of(passages, places)
        for (document, first), taken in entries.items()
        for start, places in positions(passages, first, taken)
    }
    built |= {
        (passage.document_id, passage.start): entry
        for at, passage in enumerate(passages)
        if (entry := job_in_line(passage, at))
    }
    work = [entry for entry in built.values() if entry.is_work]
    if not any(entry.role for entry in work):  # "Jobs I remember": of customers, not of employers
        lasting = {key: entry for key, entry in _lasting(built).items() if entry.role or not work}
        built |= {key: replace(entry, held=True) for key, entry in lasting.items()}
    built = {key: entry for key, entry in built.items() if entry.is_work or not entry.in_line}
    told = {at for entry in built.values() for at in entry.passages}
    built |= {key: with_sentences_behind(passages, entry, told) for key, entry in built.items() if entry.in_line}
    return Outline(
        sections=tuple(_section(passages, key, places, built) for key, places in sections.items()),
        entries=tuple(built.values()),
        loose=tuple(loose),
    )


def _lasting(built: Mapping[Place, Entry]) -> dict[Place, Entry]:
    """The entries that may be jobs since they lasted; a single line among others is none."""
    lasting = {key: entry for key, entry in built.items() if _lasted(entry)}
    beside = Counter(entry.section for entry in lasting.values())
    return {key: entry for key, entry in lasting.items() if not entry.in_line or beside[entry.section] > 1}


def _lasted(entry: Entry) -> bool:
    """Whether an entry lasted longer than the year that a book or a prize has, and its section is none of others."""
    if entry.section is None or entry.period is None or (entry.title is None and not entry.in_line):
        return False
    return may_be_on_work(entry.section) and entry.period.over_a_year


def _section(passages: Sequence[Passage], key: Place, places: list[int], built: Mapping[Place, Entry]) -> Section:
    document, start = key
    heading = next(step for step in passages[places[0]].trail if step.start == start)
    under = frozenset(places)
    inside = tuple(
        entry for (owner, _), entry in built.items() if owner == document and under.issuperset(entry.passages)
    )
    return Section(heading=heading, entries=inside, passages=tuple(places))
