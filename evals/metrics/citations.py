"""Whether citations support their claims, and whether they are what they claim to be.

Recall and precision as in ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations",
section 3), with the judge in place of its NLI model.
"""

from __future__ import annotations

from collections.abc import Mapping

from askme.schema import Document, Support
from evals.cases import Case
from evals.metrics.sample import share, unscored, yes
from evals.outcomes import ClaimJudged, Invalid, Judged, Outcome, Place, Score

NOT_ANSWERED = "it was not answered"
NOT_JUDGED = "the claims were not judged"
UNCHECKED = "the judge could check no claim"


def checkable(judged: Judged) -> tuple[ClaimJudged, ...]:
    """The claims that count: not framing headings, nor those that the judge could not check. One without citations
    always counts: there is nothing to check, and nothing that supports it."""
    return tuple(
        claim for claim in judged.claims if claim and (claim.whole.support != Support.UNCHECKED or not claim.alone)
    )


def supported(claim: ClaimJudged) -> bool:
    """Whether all its citations together support it; without citations, nothing does."""
    return bool(claim.alone) and claim.whole.support == Support.SUPPORTED


def precise(claim: ClaimJudged, at: int) -> bool:
    """Whether citation `at` is needed or sufficient: the claim is supported, and either this citation supports it
    alone, or the others without it do not."""
    needed = claim.without[at] != Support.SUPPORTED
    return supported(claim) and (claim.alone[at] == Support.SUPPORTED or needed)


def unscorable(outcome: Outcome, judged: Judged | None) -> str:
    """Why the claims cannot be scored; empty when they can.

    :raises ValueError: the judge saw other claims or citations than the outcome has
    """
    if outcome.status != "answered":
        return NOT_ANSWERED
    if judged is None:
        return NOT_JUDGED
    made = [len(claim.citations) for claim in outcome.claims]
    seen = [made[at] if claim is None else len(claim.alone) for at, claim in enumerate(judged.claims[: len(made)])]
    if made != seen or len(judged.claims) != len(made):
        raise ValueError(f"{outcome.case}: judged citations {seen} of {len(judged.claims)} claims, made {made}")
    return UNCHECKED if any(judged.claims) and not checkable(judged) else ""


def citation_recall(outcome: Outcome, judged: Judged | None) -> Score:
    """The share of checkable claims that their citations together support, 0 .. 1.

    An answer without checkable claims cites nothing for what it says: 0, as in ALCE. Not scored for abstentions.
    """
    if reason := unscorable(outcome, judged):
        return unscored(reason)
    claims = checkable(judged) if judged else ()
    return share(sum(map(supported, claims)), len(claims)) if claims else Score(value=0.0)


def citation_precision(outcome: Outcome, judged: Judged | None) -> Score:
    """The share of the checkable claims' citations that are precise, 0 .. 1; without any citation 0, as in ALCE. Not
    scored for abstentions."""
    if reason := unscorable(outcome, judged):
        return unscored(reason)
    cited = [precise(claim, at) for claim in (checkable(judged) if judged else ()) for at in range(len(claim.alone))]
    return share(sum(cited), len(cited)) if cited else Score(value=0.0)


def fault(place: Place, scope: tuple[str, ...], documents: Mapping[str, Document]) -> str:
    """Why words are not what they claim to be; empty when they are.

    :param scope: the profiles that may be cited; empty: all
    """
    document = documents.get(place.source)
    if document is None:
        return f"{place.source} is not in the corpus"
    if document.profile_id != place.profile:
        return f"{place.source} belongs to {document.profile_id}, not {place.profile}"
    if scope and place.profile not in scope:
        return f"{place.profile} was not asked about"
    if not 0 <= place.start < place.end <= len(document.text):
        return f"{place.source}[{place.start}:{place.end}] is no range of its {len(document.text)} characters"
    if document.text[place.start : place.end] != place.quote:
        return f"{place.source}[{place.start}:{place.end}] is not {place.quote!r}"
    return ""


def scope_of(case: Case, outcome: Outcome) -> tuple[str, ...]:
    """The profiles that may be cited: the one asked about; without it those searched."""
    return (case.profile,) if case.profile else outcome.scope


def invalid(case: Case, outcome: Outcome, documents: Mapping[str, Document]) -> tuple[Invalid, ...]:
    """The citations that do not hold, in order."""
    scope = scope_of(case, outcome)
    return tuple(
        Invalid(claim=number, citation=at, why=why)
        for number, claim in enumerate(outcome.claims)
        for at, place in enumerate(claim.citations)
        if (why := fault(place, scope, documents))
    )


def invalid_citation(case: Case, outcome: Outcome, documents: Mapping[str, Document]) -> Score:
    """1 when a citation, or a statement offered as nearest, is not an exact slice of a document of the right profile;
    else 0. One is one too many. Not scored where nothing is quoted."""
    places = [place for claim in outcome.claims for place in claim.citations] + list(outcome.nearest)
    if not places:
        return unscored("nothing is quoted")
    scope = scope_of(case, outcome)
    return yes(any(fault(place, scope, documents) for place in places))
