"""What is asked: the dev cases of the evals about the profiles of `corpus/`, as first questions."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from loading.server import ROOT

_CASES = ROOT / "evals" / "cases" / "people-dev.jsonl"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def asked() -> list[str]:
    """All of them, each once, in the cases' order."""
    rows = (json.loads(line) for line in _CASES.read_text("utf-8").splitlines() if line.strip())
    return list(dict.fromkeys(row["question"] for row in rows))


def shuffled(seed: int) -> Iterator[str]:
    """Without an end: all in a random order, then all in another, and so on. A seed gives the same order always."""
    chance = random.Random(seed)
    questions = asked()
    while True:
        chance.shuffle(questions)
        yield from questions


def unheard(seed: int) -> Iterator[str]:
    """As `shuffled`, each with two words that nobody has used before: what keeps every new word is found out."""
    chance = random.Random(seed)
    for question in shuffled(seed):
        words = ("".join(chance.choices(_LETTERS, k=9)) for _ in range(2))
        yield f"{question} {' '.join(words)}"
