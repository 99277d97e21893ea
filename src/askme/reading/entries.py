"""What the headings of a profile open: its jobs, projects, awards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from askme.corpus.dates import dates
from askme.reading.named import named_in
from askme.reading.periods import Period, period
from askme.reading.work import is_on_work, is_unpaid, may_be_on_work
from askme.schema import Passage, StepKind, TrailStep

_HEADING_GAP = 60
_POST = (StepKind.ROLE, StepKind.DATES)
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
        if self.held or (self.section is not None and is_on_work(self.section)):
            return True
        if self.role is not None and self.dates is not None and not self.in_line:
            return (self.section is None or may_be_on_work(self.section)) and not is_unpaid(self.role)
        return self.section is None and self.title is None and self.dates is not None


def stands_in_heading(passage: Passage) -> bool:
    """Whether a statement stands in the heading above it: beside the dates of its entry."""
    return any(passage.start <= step.start < passage.end for step in passage.steps(StepKind.DATES))


def section_and_steps(passage: Passage) -> tuple[TrailStep | None, tuple[TrailStep, ...]]:
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
        if step.kind in kinds and not second_name and _behind_role(step, inner[at:]):
            continue
        if step.kind is StepKind.DATES and len(taken) > 1 and taken[-1].kind is StepKind.ROLE and step.kind in kinds:
            taken = [one for one in taken if one.kind is not StepKind.DATES]  # those of the employer; these are its own
        if step.kind in _POST and any(step.kind is one.kind and step.start - one.end < _HEADING_GAP for one in taken):
            continue  # an earlier position beside the last one ("Associate, since 2023 · Architect, 2021 – 2022")
        kinds = {other.kind for other in taken}
        if (step.kind in kinds and not second_name) or (step.kind is StepKind.ENTRY and StepKind.LEAD in kinds):
            break
        taken.append(step)
    return (sections[-1] if sections else None), tuple(taken)


def _behind_role(name: TrailStep, rest: Sequence[TrailStep]) -> bool:
    """Whether a further name stands behind a role in the same heading ("Clerk (2015 - 2022; furloughed in 2020)")."""
    return name.kind is StepKind.ENTRY and any(one.kind is StepKind.ROLE and one.start < name.start for one in rest)


def positions(passages: Sequence[Passage], first: int, places: Sequence[int]) -> list[tuple[int, list[int]]]:
    """The positions that one name heads, promotions at a company, say: where each begins, and its statements.

    :param first: where the name stands
    """
    named = [{step.kind: step.start for step in reversed(section_and_steps(passages[at])[1])} for at in places]
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


def entry_of(passages: Sequence[Passage], places: list[int]) -> Entry:
    section, _ = section_and_steps(passages[places[0]])
    kinds: dict[StepKind, TrailStep] = {}
    issuer = None
    for at in places:
        for step in section_and_steps(passages[at])[1]:
            if step.kind is StepKind.ENTRY and kinds.setdefault(step.kind, step).shown != step.shown:
                issuer = step
            kinds.setdefault(step.kind, step)
    if StepKind.DATES not in kinds and StepKind.ENTRY in kinds and section is not None:
        may_last = StepKind.ROLE in kinds or is_on_work(section) or may_be_on_work(section)
        kinds |= _opening(passages[places[0]], kinds) if may_last else {}
    under = tuple(at for at in places if not stands_in_heading(passages[at]))
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


def _goes_on(first: TrailStep, rest: Sequence[TrailStep]) -> bool:
    """Whether the second name belongs to the same heading: it stands next to the first, and dates or a role follow."""
    near = rest[0].start - first.end < _HEADING_GAP
    return near and any(step.kind in (StepKind.DATES, StepKind.ROLE) for step in rest[1:])


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
