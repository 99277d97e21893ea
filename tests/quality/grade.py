"""Grades answers against a question file: every asked-for fact there, nothing forbidden, short enough, or declined."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

SHORT, LONG = 500, 2000
_LONG_KINDS = {"list", "compare", "overview", "who"}


@dataclass(frozen=True)
class Case:
    """One question with what a right answer says."""

    id: str
    question: str
    profile: str | None
    history: tuple[str, ...]
    kind: str
    answerable: bool
    facts: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...]


@dataclass(frozen=True)
class Grade:
    case: Case
    answered: bool
    text: str
    faults: tuple[str, ...]
    """What is wrong; empty for a right answer or a right refusal."""


def read(path: Path) -> tuple[Case, ...]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return tuple(
        Case(
            id=row["id"],
            question=row["question"],
            profile=row["profile"],
            history=tuple(row["history"]),
            kind=row["kind"],
            answerable=row["expect"] == "answer",
            facts=tuple(map(tuple, row["facts"])),
            forbidden=tuple(row["forbid"]),
        )
        for row in rows
    )


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u2010-\u2015]", "-", text)).casefold()


def grade(case: Case, text: str, *, answered: bool, people: str = "") -> Grade:
    """:param people: names and ids of the people whose profiles are cited; they count as said in the answer"""
    if not case.answerable:
        return Grade(case, answered, text, ("answered",) if answered else ())
    if not answered:
        return Grade(case, answered, text, ("refused",))
    said = fold(f"{text} {people}")
    faults = [f"lacks {fact[0]!r}" for fact in case.facts if not any(fold(word) in said for word in fact)]
    faults += [f"says {word!r}" for word in case.forbidden if fold(word) in fold(text)]
    limit = LONG if case.kind in _LONG_KINDS else SHORT
    if len(text) >= limit:
        faults.append(f"is {len(text)} characters long")
    return Grade(case, answered, text, tuple(faults))


@dataclass(frozen=True)
class Summary:
    """Shares, 0 .. 1."""

    right: float
    declined: float
    refused: float


def summary(grades: list[Grade]) -> Summary:
    asked = [item for item in grades if item.case.answerable]
    unanswerable = [item for item in grades if not item.case.answerable]
    return Summary(
        right=sum(not item.faults for item in asked) / len(asked),
        declined=sum(not item.answered for item in unanswerable) / max(len(unanswerable), 1),
        refused=sum(not item.answered for item in asked) / len(asked),
    )
