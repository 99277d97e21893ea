"""Labelled pairs: other people's, found by ASKME_TEST_DATA, for fitting and for reporting."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

REWORDED: Final = Path(__file__).parent / "reworded.jsonl"
VARIABLE: Final = "ASKME_TEST_DATA"
TRAIN, TEST, MTRAG = "support_train", "support_test", "mtrag_human_half"


@dataclass(frozen=True)
class Labelled:
    """A pair of which people, or the way it was made, say whether the evidence supports the claim."""

    claim: str
    evidence: tuple[str, ...]
    supported: bool
    source: str
    """The data set, or the kind of perturbation."""
    group: str
    """What is resampled together: pairs on the same evidence."""
    score: float | None = None
    """A graded human judgement, where there is one."""
    person: str | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """Why a data set is not there."""

    reason: str


def file_of(name: str) -> Path | Missing:
    """Where a data set lies."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return Missing(f"{VARIABLE} is not set")
    for place in ("data/judge", "judge", "."):
        file = Path(folder) / place / f"{name}.jsonl.gz"
        if file.is_file():
            return file
    return Missing(f"there is no {name}.jsonl.gz in the folder that {VARIABLE} names")


def pairs(name: str) -> tuple[Labelled, ...] | Missing:
    """The pairs of one data set, in the file's order."""
    file = file_of(name)
    if isinstance(file, Missing):
        return file
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return tuple(_labelled(json.loads(line)) for line in lines)


def reworded() -> tuple[Labelled, ...]:
    """Claims about the held-out profiles in words of their own, true and false, written by hand before any judge had
    read them; few, but free of a generator's habits."""
    lines = REWORDED.read_text("utf-8").splitlines()
    return tuple(
        Labelled(row["claim"], (row["evidence"],), row["supported"], "reworded", row["evidence"], person=row["person"])
        for row in map(json.loads, lines)
    )


def digest(file: Path) -> str:
    """The file's SHA-256."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _labelled(row: dict[str, object]) -> Labelled:
    evidence = str(row["evidence"])
    score = row.get("mean_faithfulness", row.get("score"))
    return Labelled(
        claim=str(row["claim"]),
        evidence=(evidence,),
        supported=bool(row["label"]),
        source=str(row["source"]),
        group=hashlib.sha256(evidence.encode()).hexdigest()[:16],
        score=float(score) if isinstance(score, int | float) else None,
    )


_OPENINGS: Final = {
    "81b6232f3d592d3a": "earnings calls",
    "f29ad0d80f0b98b5": "news",
    "0f256e528ebf5eaf": "podcasts",
    "542e7ad099c234b1": "meetings",
    "97c6ed971e8efafb": "sales calls",
    "224cb274db4b1f80": "sales e-mails",
    "9a69aee7954f397e": "chats",
    "6b884d017b109af8": "papers",
}
"""The group with which each domain of SummEdits opens: the file has the domains one after another, but does not name
them; these were found by reading it."""


def domains(found: Sequence[Labelled]) -> tuple[str, ...]:
    """The domain of each pair of SummEdits, in the file's order; "" before a domain is known."""
    made, current = [], ""
    for pair in found:
        current = _OPENINGS.get(pair.group, current)
        made.append(current)
    return tuple(made)
