"""A profile's structure as its trails give it: sections, and the entries (jobs, projects, awards) within them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from askme.corpus.dates import dates
from askme.corpus.titles import titled_things
from askme.reading.named import named_in
from askme.reading.periods import Period, period
from askme.schema import Passage, PassageKind, StepKind, TrailStep
from askme.text import stems

Place = tuple[str, int]
"""A document and where in it something begins."""
_HEADING_GAP = 60
_WORK = frozenset("experi employ career job profession work histori posit appoint internship".split())
_NO_WORK = frozenset("educ train studi school degre cours certif gap break leav volunt team staff peopl".split())
"""Stems in the headings of sections whose entries last, too."""
_UNPAID = frozenset({"volunt", "voluntari", "unpaid"})
_WORKS = re.compile(
    r"(?i)\bworks\b|\b(selected|recent|featured|sample|client) work\b"
    r"|\b(outside|after|besides?|beyond|off|away from)\b.*\bwork\b"
)
"""What somebody made, whose stem is that of a job, and what is done besides one."""
_CLAUSE = re.compile(r"(?i)\W*(how|why)\b")
_YEAR = 12
_POST = (StepKind.ROLE, StepKind.DATES)
_INDENTED = 5
"""Characters between two sentences that only an indented line begins with; a blank line has fewer."""
_BESIDE = 3
"""Characters between a role and its dates, at most."""


@dataclass(frozen=True)
class Entry:
    """A job, a project, an award: what one heading (or a date line) opens."""

    section: TrailStep | None
    title: TrailStep | None
    issuer: TrailStep | None
    """A second name in the heading, such as who gave an award."""
    role: TrailStep | None
    dates: TrailStep | None
    lead: TrailStep | None
    passages: tuple[int, ...]
    """Positions in the profile's passages, in document order."""
    details: tuple[int, ...] = ()
    """Positions of what its heading tells beside its name, its role and its dates; told with these."""
    in_line: bool = False
    """Whether one statement is all of it ("Nurse, City Hospital, 2010-2014"), and its steps are parts of that."""
    held: bool = False
    """Whether it is taken for a job since nothing else in the profile is one, and it lasted."""

    @property
    def steps(self) -> tuple[TrailStep, ...]:
        """What names the entry, in the order of the document."""
        named = [step for step in (self.title, self.issuer, self.role, self.dates) if step]
        return tuple(sorted(named, key=lambda step: step.start))

    @property
    def places(self) -> tuple[int, ...]:
        """Positions of all that tells of it."""
        return (*self.details, *self.passages)

    @property
    def period(self) -> Period | None:
        return period(self.dates.shown) if self.dates else None

    @property
    def is_work(self) -> bool:
        """Whether it is a job: it stands in a section on work, has a role with dates, or is opened by dates alone."""
        if self.held or (self.section is not None and _on_work(self.section)):
            return True
        if self.role is not None and self.dates is not None and not self.in_line:
            return self.section is None or not titled_things(self.section.text)
        return self.section is None and self.title is None and self.dates is not None


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
        section, named = _split(passage)
        for step in passage.steps(StepKind.SECTION) if not _in_heading(passage) else ():
            sections.setdefault((passage.document_id, step.start), []).append(at)
        if named:
            entries.setdefault((passage.document_id, named[0].start), []).append(at)
        elif section is None:
            loose.append(at)
    built = {
        (document, start): _entry(passages, places)
        for (document, first), taken in entries.items()
        for start, places in _posts(passages, first, taken)
    }
    built |= {
        (passage.document_id, passage.start): entry
        for at, passage in enumerate(passages)
        if (entry := _in_line(passage, at))
    }
    work = [entry for entry in built.values() if entry.is_work]
    if not any(entry.role for entry in work):  # "Jobs I remember": of customers, not of employers
        lasting = {key: entry for key, entry in _lasting(built).items() if entry.role or not work}
        built |= {key: replace(entry, held=True) for key, entry in lasting.items()}
    built = {key: entry for key, entry in built.items() if entry.is_work or not entry.in_line}
    told = {at for entry in built.values() for at in entry.passages}
    built = {key: _with_more(passages, entry, told) if entry.in_line else entry for key, entry in built.items()}
    return Outline(
        sections=tuple(_section(passages, key, places, built) for key, places in sections.items()),
        entries=tuple(built.values()),
        loose=tuple(loose),
    )


def _in_heading(passage: Passage) -> bool:
    """Whether a statement stands in the heading above it: beside the dates of its entry."""
    return any(passage.start <= step.start < passage.end for step in passage.steps(StepKind.DATES))


def _split(passage: Passage) -> tuple[TrailStep | None, tuple[TrailStep, ...]]:
    """The innermost section, and the steps of the outermost entry under it."""
    sections = passage.steps(StepKind.SECTION)
    below = passage.trail[passage.trail.index(sections[-1]) + 1 :] if sections else passage.trail
    inner = [step for step in below if step.kind is not StepKind.COLUMNS]
    taken: list[TrailStep] = []
    for at, step in enumerate(inner):
        kinds = {other.kind for other in taken}
        second_name = step.kind is StepKind.ENTRY and len(taken) == 1 and _goes_on(taken[0], inner[at:])
        if step.kind is StepKind.ENTRY and len(taken) == 2 and _goes_on(taken[1], inner[at:]):
            continue  # a third name in the heading: the form of employment, a place
        if (step.kind in kinds and not second_name) or (step.kind is StepKind.ENTRY and StepKind.LEAD in kinds):
            break
        taken.append(step)
    return (sections[-1] if sections else None), tuple(taken)


def _posts(passages: Sequence[Passage], first: int, places: Sequence[int]) -> list[tuple[int, list[int]]]:
    """The positions that one name heads, promotions at a company, say: where each begins, and its statements.

    :param first: where the name stands
    """
    named = [{step.kind: step.start for step in reversed(_split(passages[at])[1])} for at in places]
    for kind in (StepKind.ROLE, StepKind.DATES):
        starts = [steps.get(kind) for steps in named]
        told = {start for start in starts if start is not None}
        if len(told) < 2:
            continue
        found: dict[int, list[int]] = {}
        coming = max(told)
        for at, start in reversed([*zip(places, starts, strict=True)]):  # what stands above a position belongs to it
            coming = coming if start is None else start
            found.setdefault(coming, []).insert(0, at)
        return sorted((first if start == min(told) else start, of_it) for start, of_it in found.items())
    return [(first, list(places))]


def _goes_on(first: TrailStep, rest: Sequence[TrailStep]) -> bool:
    """Whether the second name belongs to the same heading: it stands next to the first, and dates or a role follow."""
    near = rest[0].start - first.end < _HEADING_GAP
    return near and any(step.kind in (StepKind.DATES, StepKind.ROLE) for step in rest[1:])


def _entry(passages: Sequence[Passage], places: list[int]) -> Entry:
    section, _ = _split(passages[places[0]])
    kinds: dict[StepKind, TrailStep] = {}
    issuer = None
    for at in places:
        for step in _split(passages[at])[1]:
            if step.kind is StepKind.ENTRY and kinds.setdefault(step.kind, step).shown != step.shown:
                issuer = step
            kinds.setdefault(step.kind, step)
    if StepKind.DATES not in kinds and StepKind.ENTRY in kinds and section is not None:
        may_last = StepKind.ROLE in kinds or _on_work(section) or _may_be_on_work(section)
        kinds |= _opening(passages[places[0]], kinds) if may_last else {}
    under = tuple(at for at in places if not _in_heading(passages[at]))
    return Entry(
        section=section,
        title=kinds.get(StepKind.ENTRY),
        issuer=issuer,
        role=kinds.get(StepKind.ROLE),
        dates=kinds.get(StepKind.DATES),
        lead=kinds.get(StepKind.LEAD),
        passages=under or tuple(places),
        details=tuple(at for at in places if at not in under) if under else (),
    )


def _opening(passage: Passage, known: Mapping[StepKind, TrailStep]) -> dict[StepKind, TrailStep]:
    """The role and the time that the first statement under a name tells ("Head chef since 2021: 40 seats ...", "April
    2019 to present, Oslo.", "Intern at X in Oslo, June to August 2021"); they are the name's then.

    :param known: what the heading tells
    """
    steps = {step.kind: step for step in reversed(named_in(passage)) if step.kind in _POST}
    time, role = steps.get(StepKind.DATES), steps.get(StepKind.ROLE)
    lasted = period(time.shown) if time else None
    if time is None or lasted is None or lasted.end == lasted.start or len(dates(passage.shown)) > 1:
        return {}
    if time.start == passage.start:
        return {StepKind.DATES: time}
    if role is None or role.start != passage.start or StepKind.ROLE in known:
        return {}
    return steps if time.start - role.end <= _BESIDE or passage.end - time.end <= 1 else {}


def tells_how(heading: TrailStep) -> bool:
    """Whether a heading is a clause ("How I work") and names nothing that stands under it.

    >>> tells_how(TrailStep(kind=StepKind.SECTION, start=0, end=10, text="How I work"))
    True
    """
    return _CLAUSE.match(heading.shown) is not None


def _on_work(section: TrailStep) -> bool:
    words = frozenset(stems(_WORKS.sub("", section.text)))
    return not _WORK.isdisjoint(words) and _UNPAID.isdisjoint(words) and not tells_how(section)


def _in_line(passage: Passage, at: int) -> Entry | None:
    """The job that a statement or a row names, with its dates, in a section on work or in one that may be."""
    section, named = _split(passage)
    if named or section is None or not (_on_work(section) or _may_be_on_work(section)):
        return None
    steps = {step.kind: step for step in reversed(named_in(passage))}
    role, dates = steps.get(StepKind.ROLE), steps.get(StepKind.DATES)
    if dates is None or (role is None and not _is_dated_job(passage, section, steps)):
        return None
    return Entry(section, steps.get(StepKind.ENTRY), None, role, dates, None, (at,), in_line=True)


def _with_more(passages: Sequence[Passage], entry: Entry, told: Collection[int]) -> Entry:
    """With the sentences right behind the line that names a job: they tell of it.

    :param told: the statements of all entries
    """
    last = entry.passages[-1]
    while last + 1 < len(passages) and last + 1 not in told and _goes_on_behind(passages[last], passages[last + 1]):
        last += 1
    return replace(entry, passages=(*entry.passages, *range(entry.passages[-1] + 1, last + 1)))


def _goes_on_behind(before: Passage, here: Passage) -> bool:
    """Whether a sentence follows in the same line, or in the next one, which may be indented."""
    if before.document_id != here.document_id or before.trail != here.trail:
        return False
    gap = here.start - before.end
    return before.kind is here.kind is PassageKind.SENTENCE and (gap == 1 or gap >= _INDENTED)


def _is_dated_job(passage: Passage, section: TrailStep, steps: Mapping[StepKind, TrailStep]) -> bool:
    """Whether a line that begins with some years names a job whose role no list has ("2011 to 2014: Cellarer, X")."""
    dates, name = steps[StepKind.DATES], steps.get(StepKind.ENTRY)
    lasted = period(dates.shown)
    if name is None or lasted is None or not _on_work(section):
        return False
    return dates.start == passage.start and "," in name.text and lasted.end - lasted.start > _YEAR


def _may_be_on_work(section: TrailStep) -> bool:
    """Whether the heading of a section names nothing else that has dates."""
    return not titled_things(section.text) and _NO_WORK.isdisjoint(stems(section.text))


def _lasting(built: Mapping[Place, Entry]) -> dict[Place, Entry]:
    """The entries that may be jobs since they lasted; a single line among others is none."""
    lasting = {key: entry for key, entry in built.items() if _lasted(entry)}
    beside = Counter(entry.section for entry in lasting.values())
    return {key: entry for key, entry in lasting.items() if not entry.in_line or beside[entry.section] > 1}


def _lasted(entry: Entry) -> bool:
    """Whether an entry lasted longer than the year that a book or a prize has, and its section is none of others."""
    if entry.section is None or entry.period is None or (entry.title is None and not entry.in_line):
        return False
    return _may_be_on_work(entry.section) and entry.period.end - entry.period.start > _YEAR


def _section(passages: Sequence[Passage], key: Place, places: list[int], built: Mapping[Place, Entry]) -> Section:
    document, start = key
    heading = next(step for step in passages[places[0]].trail if step.start == start)
    under = frozenset(places)
    inside = tuple(
        entry for (owner, _), entry in built.items() if owner == document and under.issuperset(entry.passages)
    )
    return Section(heading=heading, entries=inside, passages=tuple(places))
