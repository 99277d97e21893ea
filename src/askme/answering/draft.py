"""What an answerer hands on: claims to be verified, or an abstention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from askme.answering.templates import REST_PRIVATE, REST_SILENT
from askme.schema import Abstention, Citation, Claim, Words


@dataclass(frozen=True)
class Draft:
    """An answer before verification. Without claims and without a reason it is a notice of ours (a greeting)."""

    claims: tuple[Claim, ...] = ()
    reason: Abstention | None = None
    nearest: tuple[Citation, ...] = ()
    notice: str = ""
    profile: str | None = None


def joined(drafts: Sequence[Draft]) -> Draft:
    """One answer to questions asked together: what is said of any, and that the rest is not said, or is private."""
    told = [draft for draft in drafts if draft.claims]
    if len(drafts) == 1 or not told:
        return drafts[0]
    claims = tuple(_without_repeats(claim for draft in told for claim in draft.claims))
    if len(told) < len(drafts):
        private = any(draft.reason is Abstention.PRIVATE for draft in drafts)
        rest = REST_PRIVATE if private else REST_SILENT
        claims = (*claims, Claim(text=rest, pieces=(Words(text=rest),)))
    people = {draft.profile for draft in told}
    return replace(told[0], claims=claims, profile=people.pop() if len(people) == 1 else None)


def _without_repeats(claims: Iterable[Claim]) -> Iterable[Claim]:
    """The claims, without those that cite the words of an earlier one."""
    cited: set[tuple[str, int]] = set()
    for claim in claims:
        places = {(citation.document.id, citation.start) for citation in claim.citations[:1]}
        if not places or not places <= cited:
            yield claim
        cited |= places
