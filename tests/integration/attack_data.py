"""The attack strings: they are not in the repository, so a test without them is skipped."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")
VARIABLE = "ASKME_TEST_DATA"


@dataclass(frozen=True)
class Instruction:
    """What somebody would like askme to do; `canary` is what it would say then, empty where nothing certain is."""

    id: str
    text: str
    canary: str = ""


def _file(*steps: str) -> Path:
    given = os.environ.get(VARIABLE)
    if not given:
        pytest.skip(f"{VARIABLE} is not set: it names the folder that has data/security/{'/'.join(steps)}")
    found = Path(given, "data", "security", *steps)
    if not found.is_file():
        pytest.skip(f"{VARIABLE}={given} has no data/security/{'/'.join(steps)}")
    return found


def _rows(*steps: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in _file(*steps).read_text("utf-8").split("\n") if line]


def injections() -> list[Instruction]:
    """Each with a canary of its own, in eight encodings."""
    return [Instruction(row["id"], row["text"], row["canary"]) for row in _rows("injections.jsonl")]


def bipia() -> list[Instruction]:
    """Tasks, tricks and scams that a profile could hold, without canaries."""
    return [Instruction(f"bipia-{n}", row["text"]) for n, row in enumerate(_rows("bipia", "attacks.jsonl"))]


def naughty() -> list[str]:
    """Strings that break programs."""
    found: list[str] = json.loads(_file("blns", "blns.json").read_text("utf-8"))
    return found


def paths() -> list[bytes]:
    """Traversals and redirects, as the bytes of the lists."""
    names = ("traversal.txt", "open_redirect.txt")
    return [line for name in names for line in _file("paths", name).read_bytes().splitlines() if line]


def every(step: int, found: Sequence[T]) -> list[T]:
    """One of `step`, spread over the list and not the same remainder throughout, as lists have patterns."""
    return [one for n, one in enumerate(found) if (n + n // step) % step == 0]


SAMPLE_OR_WHOLE = [pytest.param(False, id="sample"), pytest.param(True, id="whole", marks=pytest.mark.slow)]
"""For `pytest.mark.parametrize("whole", ...)`: some of the strings in every run, all of them with `-m slow`."""
