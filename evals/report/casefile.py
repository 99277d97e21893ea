"""A case as the report shows it: what was asked, what a right answer says, what was found, what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from askme.schema import Document
from evals.cases import Case, Evidence, Fact
from evals.metrics.citations import fault, scope_of
from evals.metrics.facts import said, states
from evals.metrics.retrieval import GoldSpan, gold, relevant
from evals.metrics.wording import says
from evals.outcomes import ClaimJudged, ClaimMade, HitFound, Judgement, Outcome, Place
from evals.report.excerpts import Excerpt, excerpt
from evals.report.worst import broken
from evals.run import Result

HITS_SHOWN = 8


@dataclass(frozen=True)
class GoldShown:
    """Words that support a fact, and the rank of the first hit with them (None: no hit has them)."""

    excerpt: Excerpt
    rank: int | None


@dataclass(frozen=True)
class FactShown:
    fact: Fact
    said: bool
    evidence: tuple[GoldShown, ...]


@dataclass(frozen=True)
class CitationShown:
    excerpt: Excerpt
    fault: str
    """Why it does not hold; empty when it does."""
    alone: str
    """The support that it gives by itself; empty for a claim with one citation."""


@dataclass(frozen=True)
class ClaimShown:
    made: ClaimMade
    verdict: Judgement | None
    """None: a heading, which needs no support."""
    citations: tuple[CitationShown, ...]


@dataclass(frozen=True)
class HitShown:
    rank: int
    hit: HitFound
    gold: bool


@dataclass(frozen=True)
class CaseFile:
    """One case, ready to be shown."""

    case: Case
    outcome: Outcome
    diagnosis: str
    broken: tuple[str, ...]
    """Titles of the metrics that have to be 0 and are not."""
    forbidden: tuple[str, ...]
    """The forbidden wordings that the answer says."""
    facts: tuple[FactShown, ...]
    claims: tuple[ClaimShown, ...]
    nearest: tuple[Excerpt, ...]
    hits: tuple[HitShown, ...]
    profiles_known: bool
    """Whether the profiles are still those of the run; without them there are no surroundings and no ranks."""

    @property
    def words(self) -> str:
        """What the page's filter looks at."""
        case = self.case
        return " ".join(
            [case.id, case.question, case.kind, case.answerable, case.corpus, case.profile or "", *case.tags]
        )


def casefile(result: Result, documents: Mapping[str, Document], names: Mapping[str, str]) -> CaseFile:
    """:param documents: by source; empty when they are not those of the run"""
    case, outcome = result.case, result.outcome
    texts = said(outcome, names)
    spans = gold(case, documents)
    return CaseFile(
        case=case,
        outcome=outcome,
        diagnosis=result.diagnosis,
        broken=broken(result),
        forbidden=tuple(wording for wording in case.forbidden if any(says(text, wording) for text in texts)),
        facts=tuple(
            _fact(fact, places, states(fact, texts), outcome, documents)
            for fact, places in zip(case.facts, spans, strict=True)
        ),
        claims=_claims(result, documents),
        nearest=tuple(_excerpt(place, documents) for place in outcome.nearest),
        hits=tuple(_hits(outcome, [span for places in spans for span in places])),
        profiles_known=bool(documents),
    )


def _fact(
    fact: Fact, spans: Sequence[GoldSpan], stated: bool, outcome: Outcome, documents: Mapping[str, Document]
) -> FactShown:
    shown = []
    for evidence in fact.evidence:
        places = [span for span in spans if _is(span, evidence, documents)]
        start, end = (places[0].start, places[0].end) if places else (0, 0)
        words = excerpt(documents, evidence.source, start, end, evidence.quote)
        shown.append(GoldShown(words, next(iter(_ranks(outcome, places)), None)))
    return FactShown(fact, stated, tuple(shown))


def _is(span: GoldSpan, evidence: Evidence, documents: Mapping[str, Document]) -> bool:
    return span.source == evidence.source and documents[span.source].text[span.start : span.end] == evidence.quote


def _ranks(outcome: Outcome, spans: Sequence[GoldSpan]) -> list[int]:
    return [rank for rank, hit in enumerate(outcome.hits, 1) if any(relevant(hit, span) for span in spans)]


def _hits(outcome: Outcome, golden: Sequence[GoldSpan]) -> list[HitShown]:
    """The first, and further down those with evidence."""
    ranks = set(_ranks(outcome, golden))
    numbered = [HitShown(rank, hit, rank in ranks) for rank, hit in enumerate(outcome.hits, 1)]
    return [shown for shown in numbered if shown.rank <= HITS_SHOWN or shown.gold]


def _claims(result: Result, documents: Mapping[str, Document]) -> tuple[ClaimShown, ...]:
    made = result.outcome.claims
    judged = result.judged.claims if result.judged else (None,) * len(made)
    scope = scope_of(result.case, result.outcome)
    return tuple(_claim(claim, seen, scope, documents) for claim, seen in zip(made, judged, strict=True))


def _claim(
    claim: ClaimMade, judged: ClaimJudged | None, scope: tuple[str, ...], documents: Mapping[str, Document]
) -> ClaimShown:
    several = judged is not None and len(claim.citations) > 1
    alone = judged.alone if judged and several else ("",) * len(claim.citations)
    citations = tuple(
        CitationShown(_excerpt(place, documents), fault(place, scope, documents) if documents else "", support)
        for place, support in zip(claim.citations, alone, strict=True)
    )
    return ClaimShown(claim, judged.whole if judged else None, citations)


def _excerpt(place: Place, documents: Mapping[str, Document]) -> Excerpt:
    return excerpt(documents, place.source, place.start, place.end, place.quote)
