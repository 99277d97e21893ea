"""Ways to state a fact beside ways to ask for it, put on the pages of people who do not exist.

Each line of `training/families/*.jsonl` is a kind of fact: lines that state it in quite different words, questions that
each of these lines answers, and lines that look as if they did. What one page says in one way is asked for in all of
them here, which no number of whole pages comes to.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

DATA = Path(__file__).parents[2] / "training" / "families"
PEOPLE = 240
_ON_A_PAGE = 24
_STATED = 0.7
"""So many of a page's kinds of fact are stated there; of the others there is only what looks like it."""
_ASKED = 2
"""Questions for each."""


def families(*files: Path) -> list[dict]:
    """The kinds of fact of these files, or of all."""
    every = files or sorted(DATA.glob("*.jsonl"))
    return [json.loads(line) for file in every for line in file.open(encoding="utf-8")]


def mixed(known: Sequence[dict], everybody: Sequence[dict], seed: int = 0) -> Iterator[dict]:
    """People whose statements are lines of these families.

    :param known: kinds of fact
    :param everybody: the people of `training/relevance/`; what stands above the statements of one of them
        ("Experience › Acme") stands above those of each
    :returns: each as `training/relevance/` has people with statements
    """
    drawn = random.Random(seed)
    trails = [[one["trail"] for one in person["statements"]] for person in everybody if "statements" in person]
    for number in range(PEOPLE):
        above = drawn.choice(trails)
        lines: list[str] = []
        questions = []
        for family in drawn.sample(known, _ON_A_PAGE):
            stated = drawn.random() < _STATED
            answers = range(len(lines), len(lines) + stated)
            lines += drawn.sample(family["lines"], int(stated)) + drawn.sample(family["near"], 2 - stated)
            questions += [{"q": text, "answers": list(answers)} for text in drawn.sample(family["questions"], _ASKED)]
        yield {
            "person": f"Somebody {number}",
            "statements": [{"trail": drawn.choice(above), "text": line} for line in lines],
            "questions": questions,
        }
