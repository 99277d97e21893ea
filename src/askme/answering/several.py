"""Answers about several people: who of them, and comparisons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from askme.answering.compose import Composer, context_of
from askme.answering.evidence import Evidence, Scored
from askme.answering.facts import chosen, facts
from askme.answering.judgement import enough
from askme.answering.lists import lists
from askme.answering.portraits import overview
from askme.answering.room import COMPARISON, ONE_SIDE, PORTRAIT_OF_ONE_OF_MANY, within
from askme.answering.section_lists import lists_section
from askme.answering.templates import SILENT
from askme.schema import Claim
from askme.understanding.kinds import asks_for_figures
from askme.understanding.request import LIGHT, Kind

_SHARE = 0.8
"""Of the best one's coverage: who falls below does not answer the question as well."""
_AS_LIKELY = 0.6
"""Of the best one's probability, the same."""
_TELLS = 0.4
"""From this probability on, a question without telling words is no request for a portrait."""
_EITHER = re.compile(r"\bor\b", re.IGNORECASE)


def who(evidences: Sequence[Evidence], composer: Composer) -> tuple[Claim, ...]:
    """Everybody whose profile says it, the best supported first, each with the statement that says so."""
    found = [(row, evidence) for evidence in evidences if (row := _good(evidence))]
    if not found:
        return within([claim for part in _apart(evidences) for claim in who(part, composer)], COMPARISON)
    best = max(row[0].coverage for row, _ in found)
    likeliest = max(row[0].answers or 0.0 for row, _ in found) or 1.0
    kept = [
        (row, evidence)
        for row, evidence in found
        if row[0].coverage >= _SHARE * best or (row[0].answers or 0.0) >= _AS_LIKELY * likeliest
    ]
    kept.sort(key=lambda pair: -pair[0][0].score)
    return within([claim for row, evidence in kept for claim in _named(evidence, composer, chosen(row))], COMPARISON)


def _good(evidence: Evidence) -> list[Scored]:
    return [scored for scored in evidence.ranked() if enough(evidence, scored)]


def _apart(evidences: Sequence[Evidence]) -> list[list[Evidence]]:
    """ "Who used X or Y?" as two questions; empty when it is one."""
    request = evidences[0].request
    names = [term for term in request.terms if term.hard]
    if len(names) < 2 or not _EITHER.search(request.plain):
        return []
    shared = tuple(term for term in request.terms if not term.hard)
    return [[evidence.asking(replace(request, terms=(name, *shared))) for evidence in evidences] for name in names]


def _named(evidence: Evidence, composer: Composer, picked: Sequence[Scored]) -> list[Claim]:
    before = f"{evidence.reading.profile.name}: "
    return [
        composer.statement(scored.words.passage, before=before, context=context_of(evidence.entry_of(scored.at)))
        for scored in picked
    ]


def compare(evidences: Sequence[Evidence], composer: Composer) -> tuple[Claim, ...]:
    """Each person's side, one after another; "the profile does not say" for those without."""
    claims: list[Claim] = []
    for evidence in evidences:
        name = evidence.reading.profile.name
        claims += _side(evidence, composer, f"{name}: ") or (composer.said(f"{name}: {SILENT}"),)
    return within(claims, COMPARISON)


def _side(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    request = evidence.request
    telling = request.attributes or any(term.hard or term.weight > LIGHT for term in request.terms)
    if not telling and not any((scored.answers or 0.0) >= _TELLS for scored in evidence.ranked()):
        return overview(evidence.reading, composer, before, PORTRAIT_OF_ONE_OF_MANY)
    if lists_section(evidence) and (claims := lists(evidence, composer, before)):
        return claims
    mine = tuple(term for term in evidence.terms if term.person in (None, evidence.reading.profile.id))
    kind = Kind.NUMBER if asks_for_figures(request.plain) else Kind.FACT
    return facts(evidence.asking(replace(request, kind=kind, terms=mine)), composer, before, ONE_SIDE)
