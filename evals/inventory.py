"""What a set of cases holds, against what it has to hold at least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evals.cases import ROOT, Case, Split, faults
from evals.documents import People, read_people

NEAR_MISS = "near-miss"
LARGE_GROUP = 3


@dataclass(frozen=True)
class Minimum:
    """How many cases of one sort there are, and how many there have to be."""

    what: str
    found: int
    needed: int

    @property
    def short(self) -> bool:
        return self.found < self.needed


def minimums(cases: Sequence[Case]) -> tuple[Minimum, ...]:
    """What the project asks of its own cases."""
    declined = [case for case in cases if case.answerable.declines]
    groups = Counter(case.group for case in cases if case.group)
    near = sum(NEAR_MISS in case.tags for case in declined)
    return (
        Minimum("cases", len(cases), 320),
        Minimum("not answerable", len(declined), 90),
        Minimum("of them near misses", near, (len(declined) + 1) // 2),
        Minimum("with history", sum(bool(case.history) for case in cases), 80),
        Minimum(
            f"in paraphrase groups of {LARGE_GROUP} or more", sum(n for n in groups.values() if n >= LARGE_GROUP), 60
        ),
    )


def counts(cases: Sequence[Case]) -> dict[str, Counter[str]]:
    """How many cases of each split, kind, tag ...; the most frequent first."""
    return {
        "split": Counter(case.split.value for case in cases),
        "corpus": Counter(case.corpus for case in cases),
        "profile": Counter(case.profile or "everybody" for case in cases),
        "answerable": Counter(case.answerable.value for case in cases),
        "kind": Counter(case.kind for case in cases),
        "tag": Counter(tag for case in cases for tag in case.tags),
    }


def all_faults(cases: Sequence[Case], *, show_locked: bool = False) -> list[str]:
    """What does not stand in any of the cases, a line each; of locked cases only how much, as they are not for reading.

    :raises CorpusError: a corpus is missing
    """
    people = {name: read_people(ROOT / name) for name in sorted({case.corpus for case in cases})}
    wrong = []
    for case in cases:
        found = _faults(case, people[case.corpus])
        if found and case.split is Split.LOCKED and not show_locked:
            found = [f"{case.id}: {len(found)} faults (to read them: --show-locked)"]
        wrong += found
    return wrong


def _faults(case: Case, people: People) -> list[str]:
    found = faults(case, people.documents)
    if case.profile and case.profile not in people.names:
        found.append(f"{case.id}: nobody in {case.corpus} has the id {case.profile!r}")
    return found
