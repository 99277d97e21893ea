"""Answers about several people: who of them, and comparisons."""

from __future__ import annotations

import re
from dataclasses import replace

from askme.answering.compose import Composer, context_of
from askme.answering.evidence import Evidence, Scored
from askme.answering.facts import chosen, within
from askme.answering.judgement import enough
from askme.answering.templates import SILENT
from askme.reading import ProfileReading
from askme.schema import Claim

_BUDGET = 1800
_SHARE = 0.8


def who(evidences: list[Evidence], composer: Composer) -> tuple[Claim, ...]:
    """Everybody whose profile says it, the best supported first, each with the statement that says so."""
    found = _found(evidences)
    if not found and (questions := _apart(evidences)):
        return within([claim for part in questions for claim in who(part, composer)], _BUDGET)
    if not found:
        return ()
    best = max(scored.coverage for scored, _ in found)
    found = [(scored, evidence) for scored, evidence in found if scored.coverage >= _SHARE * best]
    found.sort(key=lambda pair: -pair[0].score)
    claims: list[Claim] = []
    for _, evidence in found:
        ranked = [scored for scored in evidence.ranked() if enough(evidence, scored)]
        claims += _named(evidence, composer, chosen(ranked))
    return within(claims, _BUDGET)


def _found(evidences: list[Evidence]) -> list[tuple[Scored, Evidence]]:
    """Each person's best statement that is good enough."""
    ranked = ((evidence, evidence.ranked()) for evidence in evidences)
    good = ((evidence, [item for item in row if enough(evidence, item)]) for evidence, row in ranked)
    return [(row[0], evidence) for evidence, row in good if row]


def _apart(evidences: list[Evidence]) -> list[list[Evidence]]:
    """ "Who used X, and who used Y?" as two questions; empty when it is one."""
    request = evidences[0].request
    names = [term for term in request.terms if term.hard]
    if len(names) < 2 or not re.search(r"\b(and|or) (who|which|whose)\b|\bor\b", request.plain, re.IGNORECASE):
        return []
    return [
        [
            evidence.asking(replace(request, terms=tuple(t for t in request.terms if t is name or not t.hard)))
            for evidence in evidences
        ]
        for name in names
    ]


def _named(evidence: Evidence, composer: Composer, picked: list[Scored]) -> list[Claim]:
    name = evidence.reading.profile.name
    return [
        composer.statement(scored.words.passage, before=f"{name}: ", context=context_of(evidence.entry_of(scored.at)))
        for scored in picked
    ]


def silent(reading: ProfileReading, composer: Composer) -> Claim:
    """In a comparison: this person's profile has nothing on it."""
    return composer.said(f"{reading.profile.name}: {SILENT}")
