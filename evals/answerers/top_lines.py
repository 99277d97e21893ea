"""The naive answer: the three lines of the profile that are nearest to the question, or nothing if none is near.

By the same embedding model as askme's, over the same files; who is asked about is told by the page or by a name in the
question. What a product has to beat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from askme.embedding import Embedder, load_embedder
from askme.settings import load
from evals.cases import Case
from evals.documents import People, read_people
from evals.outcomes import ClaimMade, HitFound, Outcome, Place
from evals.peers.base import Line, Page, lines
from evals.peers.questions import asked, asked_about

THRESHOLD = 0.32
"""Cosine under which nothing counts as near: `python -m evals.peers` found it best on the dev split, by cases treated
rightly."""


@dataclass(frozen=True)
class Near:
    """A line with its cosine to the question."""

    line: Line
    cosine: float


class TopLines:
    """Answers with the nearest lines of one corpus folder.

    :param threshold: abstain when the nearest line's cosine is below it
    """

    def __init__(
        self, corpus: Path, threshold: float = THRESHOLD, count: int = 3, embedder: Embedder | None = None
    ) -> None:
        self._people: People = read_people(corpus)
        self._embedder = embedder or load_embedder(load({})[0])
        self._threshold = threshold
        self._count = count
        documents = self._people.documents.values()
        self._lines = [line for page in documents for line in lines(Page(page.profile_id, page.source, page.text))]
        self._vectors = self._embedder.embed([line.text for line in self._lines])

    @property
    def fingerprint(self) -> dict[str, str]:
        """What decides the answers."""
        return {
            "model": self._embedder.fingerprint,
            "corpus": self._people.digest,
            "rule": f"{self._count} lines, cosine {self._threshold:g}",
        }

    def answer(self, case: Case) -> Outcome:
        """The nearest lines, or an abstention."""
        return outcome_of(case.id, self.nearest(case), self._threshold, self._scope(case))

    def nearest(self, case: Case) -> tuple[Near, ...]:
        """The nearest lines of the profile asked about, best first; of all when nobody is."""
        if not self._lines:
            return ()
        person = asked_about(case, self._people.names)
        cosines = self._vectors @ self._embedder.embed([asked(case)])[0]
        order = (int(at) for at in np.argsort(-cosines, kind="stable"))
        kept = [at for at in order if person is None or self._lines[at].profile == person]
        return tuple(Near(self._lines[at], float(cosines[at])) for at in kept[: self._count])

    def _scope(self, case: Case) -> tuple[str, ...]:
        person = asked_about(case, self._people.names)
        return (person,) if person else tuple(self._people.names)


def outcome_of(case: str, near: Sequence[Near], threshold: float, scope: tuple[str, ...] = ()) -> Outcome:
    """These lines as an answer, or an abstention when the first is not near enough."""
    best = near[0].cosine if near else None
    answered = best is not None and best >= threshold
    places = tuple(map(_place, near))
    return Outcome(
        case=case,
        status="answered" if answered else "abstained",
        reason="" if answered else "not_stated",
        text="\n".join(item.line.text for item in near) if answered else "Nothing comes near.",
        claims=tuple(
            ClaimMade(text=place.quote, form="sentence", citations=(place,), support="unchecked") for place in places
        )
        if answered
        else (),
        nearest=() if answered else places,
        hits=tuple(map(_hit, near)),
        scope=scope,
        understood="",
        confidence=best if answered else None,
        withheld=0,
    )


def _place(near: Near) -> Place:
    line = near.line
    return Place(
        profile=line.profile, source=line.source, start=line.start, end=line.start + len(line.text), quote=line.text
    )


def _hit(near: Near) -> HitFound:
    place = _place(near)
    return HitFound(
        profile=place.profile, source=place.source, start=place.start, end=place.end, text=place.quote,
        score=near.cosine, dense=near.cosine, lexical=0.0,
    )  # fmt: skip
