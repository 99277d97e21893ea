"""The judge's view of an answer: each claim against its citations together, each alone, and all but each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from evals.outcomes import ClaimJudged, ClaimMade, Judged, Judgement, Outcome

SILENT = ": the profile does not say."
"""How an answer ends that says nothing of somebody."""
KEPT = "The rest is kept private here."
"""What stands behind the answer to one of two questions where the other asks for what its owner does not show."""


class Judges(Protocol):
    """Says whether evidence supports a claim. Never the product's own verifier: a gate cannot be its own judge."""

    @property
    def fingerprint(self) -> str: ...

    def judge(
        self, claim: str, evidence: Sequence[str], *, person: str | None = None, people: Sequence[str] = ()
    ) -> Judgement:
        """:param person: whose profile the evidence is from
        :param people: everybody in the corpus"""
        ...


def judged(outcome: Outcome, judge: Judges, names: Mapping[str, str]) -> Judged:
    """:param names: display names of everybody in the corpus, by profile id"""
    return Judged(case=outcome.case, claims=tuple(_claim(claim, judge, names) for claim in outcome.claims))


def _claim(claim: ClaimMade, judge: Judges, names: Mapping[str, str]) -> ClaimJudged | None:
    quotes = [place.quote for place in claim.citations]
    if not quotes:
        # A heading frames; and that one side of a comparison is not stated is an abstention, not a claim.
        framing = claim.form == "heading" or claim.text.endswith(SILENT) or claim.text == KEPT
        return None if framing else ClaimJudged(whole=_uncited(), alone=(), without=())
    whose = {place.profile for place in claim.citations}
    person = names.get(next(iter(whose))) if len(whose) == 1 else None

    def against(evidence: Sequence[str]) -> Judgement:
        return judge.judge(claim.text, evidence, person=person, people=tuple(names.values()))

    whole = against(quotes)
    if len(quotes) == 1:
        return ClaimJudged(whole=whole, alone=(whole.support,), without=(None,))
    rest = [quotes[:at] + quotes[at + 1 :] for at in range(len(quotes))]
    return ClaimJudged(
        whole=whole,
        alone=tuple(against([quote]).support for quote in quotes),
        without=tuple(against(other).support for other in rest),
    )


def _uncited() -> Judgement:
    return Judgement(support="unsupported", reason="it cites nothing")
