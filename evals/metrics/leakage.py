"""Whether a question about one person brings out another's words. Not scored for questions about everybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from askme.schema import Document
from evals.cases import Case
from evals.metrics.sample import unscored, yes
from evals.metrics.wording import fold
from evals.outcomes import Outcome, Score

RUN = 8
"""So many words in a row are taken from somewhere; fewer ("led a team of six engineers") may be anybody's."""

_EVERYBODY = "the question is about everybody"


def leaked_passage(case: Case, outcome: Outcome, documents: Mapping[str, Document]) -> Score:
    """1 when a citation, a nearest statement or a hit is of another profile, by what it says or by its file; else 0."""
    if case.profile is None:
        return unscored(_EVERYBODY)
    cited = [(place.profile, place.source) for claim in outcome.claims for place in claim.citations]
    nearest = [(place.profile, place.source) for place in outcome.nearest]
    places = cited + nearest + [(hit.profile, hit.source) for hit in outcome.hits]
    owners = {document.source: document.profile_id for document in documents.values()}
    return yes(any({profile, owners.get(source, profile)} != {case.profile} for profile, source in places))


def leaked_words(case: Case, outcome: Outcome, documents: Mapping[str, Document]) -> Score:
    """1 when the answer's text has a run of eight words of another profile's document, else 0."""
    if case.profile is None:
        return unscored(_EVERYBODY)
    return yes(bool(foreign(case, outcome, documents)))


def foreign(case: Case, outcome: Outcome, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """The runs of the text that stand in another profile's documents and neither in this one's nor in what was asked,
    sorted."""
    own = _runs("\n".join([case.question, *case.history]))
    other: frozenset[str] = frozenset()
    for document in documents.values():
        if document.profile_id == case.profile:
            own |= _runs(document.text)
        else:
            other |= _runs(document.text) & _runs(outcome.text)
    return tuple(sorted(other - own))


@lru_cache(maxsize=512)
def _runs(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", fold(text))
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
