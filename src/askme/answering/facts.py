"""One fact, a number, a date, a yes: one or two statements, the asked-for thing first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from askme.answering.compose import Composer, context_of
from askme.answering.entries import by_time, focused, has_role, says_now
from askme.answering.evidence import Evidence, Scored
from askme.answering.judgement import enough
from askme.answering.templates import YES
from askme.reading import Entry
from askme.schema import Claim, TrailStep
from askme.text import fold
from askme.understanding.request import LIGHT, Kind, When

_BUDGET = 470
"""Characters of an answer to one question."""
_CLOSE = 0.90
_ROLE = re.compile(r"\b(job title|title|role|position|designation|capacity|work(ed|ing)? as)\b")
_DOING = re.compile(r"\b(doing|do|did|up to|work(ing|ed)? on|responsib\w+)\b")
_DATED = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True)
class Room:
    """How much an answer may say."""

    most: int = 2
    """Statements."""
    close: float = _CLOSE
    """A further statement has to be this good, as a share of the best one's score."""
    budget: int = _BUDGET
    """Characters."""


def facts(evidence: Evidence, composer: Composer, before: str = "", room: Room = Room()) -> tuple[Claim, ...]:  # noqa: B008
    """The claims that answer from one person's statements; empty when they do not."""
    request = evidence.request
    if (
        _ROLE.search(fold(request.plain))
        and request.kind is Kind.FACT
        and (claims := _roles(evidence, composer, before))
    ):
        return claims
    if request.kind is Kind.DATE and (claims := dates(evidence, composer, before)) is not None:
        return claims
    ranked = [scored for scored in evidence.ranked() if enough(evidence, scored)]
    if not ranked:
        return ()
    opening = YES if request.kind is Kind.YES_NO else ""
    return within(_claims(evidence, composer, chosen(ranked, room.most, room.close), before + opening), room.budget)


def _roles(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """The position held in the entry asked about, when its heading gives one."""
    held = [entry for entry in focused(evidence) if entry.role and entry.is_work and _about_entry(evidence, entry)]
    return within([_headed(evidence, composer, entry, entry.role, before) for entry in held if entry.role], _BUDGET)


def chosen(ranked: list[Scored], most: int = 2, close: float = _CLOSE) -> list[Scored]:
    """The best statement, and the next where it is about as good or says what the best leaves open."""
    best = ranked[0]
    kept = [best]
    for other in ranked[1:]:
        adds = any(b - a > 0.3 for a, b in zip(best.parts, other.parts, strict=True))
        if len(kept) < most and (other.score >= close * best.score or (adds and other.score >= 0.75 * best.score)):
            kept.append(other)
    return kept


def within(claims: list[Claim], budget: int) -> tuple[Claim, ...]:
    """As many claims, from the first, as fit into the budget; always one."""
    kept: list[Claim] = []
    for claim in claims:
        if kept and sum(len(other.text) + 1 for other in kept) + len(claim.text) > budget:
            break
        kept.append(claim)
    return tuple(kept)


def _claims(evidence: Evidence, composer: Composer, picked: list[Scored], before: str) -> list[Claim]:
    return [
        composer.statement(
            scored.words.passage, before=before if at == 0 else "", context=context_of(evidence.entry_of(scored.at))
        )
        for at, scored in enumerate(picked)
    ]


def timed(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...] | None:
    """The job meant by its place in time; None when the question is not about that."""
    request = evidence.request
    found = by_time(request, evidence)
    if found:
        claims = [claim for entry in found for claim in _job(evidence, composer, entry, before)]
        return within(claims, _BUDGET)
    if request.when is When.CURRENT:
        ranked = evidence.ranked(range(len(evidence.reading.passages)))
        now = [scored for scored in ranked if says_now(scored.words.folded) and has_role(scored.words.folded)]
        opening = [scored for scored in ranked if _is_opening(evidence, scored) and has_role(scored.words.folded)]
        picked = now[:1] or sorted(opening, key=lambda scored: scored.at)[:1]
        return within(_claims(evidence, composer, picked, before), _BUDGET) if picked else None
    return () if request.when is When.BEFORE or request.when is When.AFTER else None


def _is_opening(evidence: Evidence, scored: Scored) -> bool:
    """Whether a statement stands before all sections or in the first one: where profiles say what somebody is."""
    trail = scored.words.passage.trail
    first = evidence.reading.passages[0].trail
    return not trail or (evidence.entry_of(scored.at) is None and (not first or trail[0] == first[0]))


def _job(evidence: Evidence, composer: Composer, entry: Entry, before: str) -> list[Claim]:
    """A job's name, role and dates, then what best says what it was."""
    passages = evidence.reading.passages
    document = passages[entry.passages[0]].document_id
    claims = [composer.entry(document, entry.steps, before=before)] if entry.steps else []
    first = lead_of(evidence, entry) or entry.passages[:1]
    rest = [at for at in entry.passages if at not in first] if _DOING.search(fold(evidence.request.plain)) else []
    return [*claims, *(composer.statement(passages[at]) for at in (*first, *rest))]


def lead_of(evidence: Evidence, entry: Entry) -> tuple[int, ...]:
    """The position of the entry's opening statement, if it has one."""
    passages = evidence.reading.passages
    return tuple(
        at for at in entry.passages if entry.lead and passages[at].start <= entry.lead.start < passages[at].end
    )


def dates(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...] | None:
    """When something was: the dates of the entry asked about, or a statement with a date; empty when none has one."""
    if evidence.request.attribute("experience_years"):
        return None
    ranked = [scored for scored in evidence.ranked() if scored.hard]
    named = [entry for entry in focused(evidence) if entry.dates and _about_entry(evidence, entry)]
    if named:
        return within(
            [_headed(evidence, composer, entry, entry.dates, before) for entry in named if entry.dates], _BUDGET
        )
    good = [scored for scored in ranked if enough(evidence, scored)]
    for scored in good[:4]:
        entry = evidence.entry_of(scored.at)
        if _DATED.search(scored.words.folded) or (entry and entry.dates):
            return within(_claims(evidence, composer, [scored], before), _BUDGET)
    return ()


def _about_entry(evidence: Evidence, entry: Entry) -> bool:
    """Whether the rest of the question is about the entry too, or there is no rest."""
    spare = [
        max((evidence.covers(term, at) for at in entry.passages), default=0.0)
        for term in evidence.terms
        if term.hard or term.weight > LIGHT
    ]
    return not spare or sum(spare) / len(spare) >= 0.5


def _headed(evidence: Evidence, composer: Composer, entry: Entry, first: TrailStep, before: str) -> Claim:
    """What names an entry, the asked-for step first."""
    document = evidence.reading.passages[entry.passages[0]].document_id
    others = [step for step in entry.steps if step is not first]
    if not others and entry.lead:
        others = [entry.lead]
    return composer.entry(document, [first, *others], before=before)
