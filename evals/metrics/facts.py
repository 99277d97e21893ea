"""Whether the answer says what a right answer says, and nothing that makes it wrong."""

from __future__ import annotations

from collections.abc import Mapping

from evals.cases import Case, Fact
from evals.metrics.sample import TO_DECLINE, share, unscored, yes
from evals.metrics.wording import says
from evals.outcomes import Outcome, Score


def said(outcome: Outcome, names: Mapping[str, str]) -> tuple[str, ...]:
    """What an answer says: its text and, as they are shown with it, the names of the people cited. Nothing when it
    abstained: an abstention may repeat the question, which states nothing."""
    if outcome.status != "answered":
        return ()
    cited = dict.fromkeys(place.profile for claim in outcome.claims for place in claim.citations)
    return (outcome.text, *(names[profile] for profile in cited if profile in names))


def states(fact: Fact, texts: tuple[str, ...]) -> bool:
    """Whether one of the texts says the fact in one of its wordings."""
    return any(says(text, wording) for text in texts for wording in fact.wordings)


def fact_recall(case: Case, outcome: Outcome, names: Mapping[str, str]) -> Score:
    """The share of the case's facts that the answer says, 0 .. 1; 0 for an abstention or a failure.

    Containment at word boundaries, as short-answer recall in ALCE (Gao et al. 2023, after Stelmakh et al. 2022). Not
    scored for cases to be declined.
    """
    if case.answerable.declines:
        return unscored(TO_DECLINE)
    texts = said(outcome, names)
    return share(sum(states(fact, texts) for fact in case.facts), len(case.facts))


def breaks(case: Case, outcome: Outcome, names: Mapping[str, str]) -> bool:
    """Whether the answer says something forbidden; a name counts as said here as it does for facts."""
    return any(says(text, wording) for text in said(outcome, names) for wording in case.forbidden)


def forbidden(case: Case, outcome: Outcome, names: Mapping[str, str]) -> Score:
    """1 when the answer says something forbidden, else 0, so for an abstention too. Not scored where the case forbids
    nothing."""
    return yes(breaks(case, outcome, names)) if case.forbidden else unscored("the case forbids nothing")


def is_correct(case: Case, outcome: Outcome, names: Mapping[str, str]) -> bool:
    """Answered, with all facts and nothing forbidden; for a case to be declined: abstained."""
    if case.answerable.declines:
        return outcome.status == "abstained"
    texts = said(outcome, names)
    return all(states(fact, texts) for fact in case.facts) and not breaks(case, outcome, names)


def correct(case: Case, outcome: Outcome, names: Mapping[str, str]) -> Score:
    """1 for an answer with all facts and nothing forbidden, else 0, so for an abstention or a failure too; the same
    for cases answered in part, whose facts are what can be said. Not scored for cases to be declined."""
    return unscored(TO_DECLINE) if case.answerable.declines else yes(is_correct(case, outcome, names))
