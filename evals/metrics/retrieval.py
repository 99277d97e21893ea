"""Whether the evidence was found, and how far up. Binary relevance, judged on spans, so it needs no pool of judged
passages and does not change when passages are cut differently.

A hit is relevant to a fact when it overlaps one of the fact's evidence spans by at least half of the shorter of the
two. A fact is found by any of its alternatives. A quote that stands at several places is evidence at each of them.
All of these are not scored for cases to be declined, and when a fact's evidence is not in the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log2
from typing import NamedTuple

from askme.schema import Document
from evals.cases import Case, Evidence
from evals.metrics.sample import TO_DECLINE, share, unscored, yes
from evals.outcomes import HitFound, Outcome, Score


class GoldSpan(NamedTuple):
    source: str
    start: int
    end: int


def gold(case: Case, documents: Mapping[str, Document]) -> tuple[tuple[GoldSpan, ...], ...]:
    """For each fact the places of its evidence; empty for a fact whose quotes are not found."""
    return tuple(
        tuple(span for evidence in fact.evidence for span in _places(evidence, documents)) for fact in case.facts
    )


def _places(evidence: Evidence, documents: Mapping[str, Document]) -> list[GoldSpan]:
    document = documents.get(evidence.source)
    if document is None:
        return []
    places, at = [], document.text.find(evidence.quote)
    while at >= 0:
        places.append(GoldSpan(evidence.source, at, at + len(evidence.quote)))
        at = document.text.find(evidence.quote, at + 1)
    return places


def relevant(hit: HitFound, span: GoldSpan) -> bool:
    """Whether the hit overlaps the span by at least half of the shorter."""
    overlap = min(hit.end, span.end) - max(hit.start, span.start)
    shorter = min(hit.end - hit.start, span.end - span.start)
    return hit.source == span.source and overlap > 0 and 2 * overlap >= shorter


def first_ranks(case: Case, outcome: Outcome, documents: Mapping[str, Document]) -> tuple[int | None, ...]:
    """For each fact the rank, from 1, of the first hit that is relevant to it; None: no hit is."""
    return tuple(
        next((rank for rank, hit in enumerate(outcome.hits, 1) if any(relevant(hit, span) for span in spans)), None)
        for spans in gold(case, documents)
    )


def hindrance(case: Case, documents: Mapping[str, Document]) -> str:
    """Why retrieval cannot be scored on this case; empty when it can."""
    if case.answerable.declines:
        return TO_DECLINE
    for fact, spans in zip(case.facts, gold(case, documents), strict=True):
        if not spans:
            return f"the evidence of {fact.says!r} is not in this corpus"
    return ""


def recall_at(k: int, case: Case, outcome: Outcome, documents: Mapping[str, Document]) -> Score:
    """Recall@k: the share of facts that the first k hits hold, 0 .. 1 (TREC; over facts instead of documents)."""
    if reason := hindrance(case, documents):
        return unscored(reason)
    ranks = first_ranks(case, outcome, documents)
    return share(sum(rank is not None and rank <= k for rank in ranks), len(ranks))


def all_evidence_at(k: int, case: Case, outcome: Outcome, documents: Mapping[str, Document]) -> Score:
    """Whether the first k hits hold every fact, 0 or 1: below 1, no answerer can be right from them."""
    if reason := hindrance(case, documents):
        return unscored(reason)
    return yes(all(rank is not None and rank <= k for rank in first_ranks(case, outcome, documents)))


def reciprocal_rank(case: Case, outcome: Outcome, documents: Mapping[str, Document]) -> Score:
    """1 / rank of the first hit that holds any fact, 0 when none does (TREC-8 QA track, Voorhees 1999); its mean is
    MRR."""
    if reason := hindrance(case, documents):
        return unscored(reason)
    found = [rank for rank in first_ranks(case, outcome, documents) if rank is not None]
    return Score(value=1 / min(found) if found else 0.0)


def ndcg_at(k: int, case: Case, outcome: Outcome, documents: Mapping[str, Document]) -> Score:
    """nDCG@k with the discount log2(1 + rank), 0 .. 1 (Järvelin & Kekäläinen 2002).

    Gain 1 for a hit that holds a fact which no hit above it holds: the same fact twice gains nothing (as alpha-nDCG
    with alpha 1, Clarke et al. 2008). The ideal ranking has these hits on top, followed by one hit for each fact that
    was not found. 1 for the ideal ranking, 0 when the first k hits hold nothing.
    """
    if reason := hindrance(case, documents):
        return unscored(reason)
    ranks = first_ranks(case, outcome, documents)
    useful = {rank for rank in ranks if rank is not None}
    ideal = len(useful) + ranks.count(None)
    gained = _dcg(rank for rank in sorted(useful) if rank <= k)
    return Score(value=gained / _dcg(range(1, min(ideal, k) + 1)))


def _dcg(ranks: Iterable[int]) -> float:
    return sum(1 / log2(1 + rank) for rank in ranks)
