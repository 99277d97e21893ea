"""What was retrieved, scored: how many of the facts stand in so many characters, and how long it took."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.cases import Case
from evals.metrics.facts import states
from evals.peers.base import Found

BUDGETS = (150, 300, 450, 600, 900, 1200, 2400, 4800, 7600)
"""Characters."""


@dataclass(frozen=True)
class Given:
    """What one retriever gave for one case, best first."""

    case: str
    seconds: float
    texts: tuple[Found, ...]

    def text(self, people: Mapping[str, str]) -> str:
        """What was given, one text a line. When it is of several people, whoever reads it has to know who: the name
        goes before the first of each run of texts of one person, and counts like any other character.

        :param people: names by source
        """
        if len({found.source for found in self.texts}) < 2:
            return "\n".join(found.text for found in self.texts)
        shown, last = [], ""
        for found in self.texts:
            person = people.get(found.source, "")
            shown.append(found.text if person == last else f"{person}: {found.text}")
            last = person
        return "\n".join(shown)


@dataclass(frozen=True)
class Row:
    """One retriever over all answerable cases."""

    name: str
    recall: Mapping[int, float]
    """The mean share of a case's facts, 0 .. 1, by the number of characters that the text was cut to."""
    characters: float
    """The mean length of what it gave, uncut."""
    p50: float
    """Median seconds for a question."""
    p95: float


def recall(case: Case, text: str) -> float:
    """The share of the case's facts, 0 .. 1, of which a wording stands in the text.

    :raises ValueError: the case has no facts
    """
    if not case.facts:
        raise ValueError(f"{case.id} has no facts")
    return sum(states(fact, (text,)) for fact in case.facts) / len(case.facts)


def row(
    name: str,
    cases: Sequence[Case],
    given: Sequence[Given],
    people: Mapping[str, Mapping[str, str]],
    budgets: Sequence[int] = BUDGETS,
) -> Row:
    """A retriever's figures over the cases that have an answer.

    :param people: by corpus, the names of the people by source
    :raises KeyError: it gave nothing, not even an empty list, for one of them
    :raises ValueError: none of the cases has an answer
    """
    asked = [case for case in cases if not case.answerable.declines]
    if not asked:
        raise ValueError("none of the cases has an answer: there is no recall")
    by_case = {item.case: item for item in given}
    texts = [(case, by_case[case.id].text(people[case.corpus])) for case in asked]
    seconds = [by_case[case.id].seconds for case in asked]
    return Row(
        name=name,
        recall={budget: sum(recall(case, text[:budget]) for case, text in texts) / len(texts) for budget in budgets},
        characters=sum(len(text) for _, text in texts) / len(texts),
        p50=percentile(seconds, 0.5),
        p95=percentile(seconds, 0.95),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values do not exceed (nearest rank).

    >>> percentile([3, 1, 2], 0.5)
    2
    """
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]
