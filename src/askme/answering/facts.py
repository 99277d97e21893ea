"""One fact, a number, a date, a yes: one or two statements, the asked-for thing first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from askme.answering.bearing_out import over
from askme.answering.compose import Composer, context_of
from askme.answering.entries import focused, held_as, names_entry, took_up
from askme.answering.evidence import PRESENT, Evidence, Scored
from askme.answering.judgement import ANYWAY, LIKELY, contradicted, enough, is_sure, labelled_so
from askme.answering.room import ONE_FACT, SHORT, Room, within
from askme.answering.section_lists import career
from askme.reading import Entry, period
from askme.schema import Claim, TrailStep
from askme.text import fold
from askme.understanding.kinds import asks_to_compare
from askme.understanding.request import LIGHT, Kind

_ADDS, _ADDING = 0.3, 0.75
_NEARLY = 0.5
"""Of the best one's probability."""
_ALONE = 0.25
"""Of the likeliest one's probability: where the next has less, it is that statement that is asked for."""
_HOW_LONG = re.compile(r"\b(how long|durations?|how much time)\b")
_AHEAD = re.compile(r"\b(will|shall|would|can|could|next|at what time|what time|how soon)\b")
"""Asks for what has not been yet, or for an hour: the dates of an entry do not tell that."""
_END = re.compile(r"\b(end|ends|ending|run out|runs out|expires?)\b")
_DURATION = re.compile(r"\b[\w-]+ (minute|hour|day|week|month|year|season|decade|fortnight)s?\b")
_OF_A_TIME = re.compile(
    r"(join|start|beg[aiu]n|hire|leav|left|quit|resign|end|finish|complet|stay|last|spen[dt]|found|open|run|ran|"
    r"first|period|date|year|month|time|stint|tenure|age)"
)
"""How words begin that ask for the time of the whole."""
_LONE_YEAR = re.compile(r"(?i)(?!since|from)\D{0,9}\d{4}\)?")
"""Dates that say when, and not how long."""
_ROLE = re.compile(r"\b(((job )?title|role|position|designation)s?|capacity|work(ed|ing)? as)\b")


def facts(evidence: Evidence, composer: Composer, before: str = "", room: Room = ONE_FACT) -> tuple[Claim, ...]:
    """The claims that answer from one person's statements; empty when they do not."""
    request = evidence.request
    years = request.attribute("experience_years") is not None
    dated = request.kind is Kind.DATE or years
    of_entry = dated and not _tells_its_own_date(evidence) and not _asks_within(evidence)
    if of_entry and (claims := _dates_of_entry(evidence, composer, before)):
        return claims
    if request.kind is Kind.DATE and not years:
        return _dated(evidence, composer, before)
    if both := _compared(evidence):
        return within(told(evidence, composer, both, before), room.budget)
    ranked = [scored for scored in evidence.ranked() if enough(evidence, scored)]
    if not ranked and years:
        return career(evidence, composer, before)
    ranked = ranked or labelled_so(evidence)
    if not ranked:
        return ()
    # No "yes": whether a statement says so or the contrary is for its reader to see.
    return within(told(evidence, composer, chosen(ranked, room), before), room.budget)


def asks_role(plain: str) -> bool:
    """Whether a question, or a part of it, is after a role."""
    return _ROLE.search(fold(plain)) is not None


def _compared(evidence: Evidence) -> list[Scored]:
    """Of two things that are compared, the best statement about each; empty where not both are told."""
    request = evidence.request
    names = [term for term in request.terms if term.hard and term.figure is None]
    if len(names) < 2 or not asks_to_compare(request.plain):
        return []
    shared = tuple(term for term in request.terms if term not in names)
    found: dict[int, Scored] = {}
    for name in names:
        side = evidence.asking(replace(request, terms=(name, *shared)))
        for read in evidence.ranked():
            scored = replace(side.score(read.at), answers=read.answers)
            if scored.parts[0] >= PRESENT and enough(side, scored):
                found.setdefault(read.at, read)
                break
    return list(found.values()) if len(found) > 1 else []


def chosen(ranked: Sequence[Scored], room: Room = ONE_FACT) -> list[Scored]:
    """The best statement, and the next where it is about as good, or nearly as likely where none is sure, or says what
    the best leaves open."""
    best = ranked[0]
    kept = [best]
    for other in ranked[1:]:
        adds = any(b - a > _ADDS for a, b in zip(best.parts, other.parts, strict=True))
        close = other.score >= room.close * best.score or (adds and other.score >= _ADDING * best.score)
        if len(kept) < room.most and (close or _as_likely(best, other)):
            kept.append(other)
    return kept


def _as_likely(best: Scored, other: Scored) -> bool:
    if best.answers is None or other.answers is None or is_sure(best):
        return False
    return other.answers >= max(LIKELY, _NEARLY * best.answers)


def told(evidence: Evidence, composer: Composer, picked: Sequence[Scored], before: str) -> list[Claim]:
    """The statements, each with what it needs from its entry."""
    return [
        composer.statement(
            scored.words.passage, before="" if at else before, context=context_of(evidence.entry_of(scored.at))
        )
        for at, scored in enumerate(picked)
    ]


def beside(evidence: Evidence, composer: Composer, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """These claims, and behind them the statement that answers best where they leave it out."""
    best = evidence.best
    if best is None or not enough(evidence, best) or over(evidence, best) or not contradicted(evidence, claims):
        return tuple(claims)
    return within([*claims, *told(evidence, composer, [best], "")], 2 * SHORT)


def roles(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """The position held in the entry asked about, when that is asked and its heading gives one."""
    if not asks_role(evidence.request.plain):
        return ()
    held = [entry for entry in focused(evidence) if entry.is_work and _about_entry(evidence, entry)]
    return within([_headed(evidence, composer, entry, entry.role, before) for entry in held if entry.role], SHORT)


def _tells_its_own_date(evidence: Evidence) -> bool:
    """Whether a statement answers with a date of its own: "promoted in July", though the job began earlier."""
    first, *others = evidence.ranked()[:2] or (None,)
    if first is None or first.answers is None or first.answers < ANYWAY:
        return False
    alone = all((other.answers or 0.0) < _ALONE * first.answers for other in others)
    if not is_sure(first) and not alone:
        return False
    if _HOW_LONG.search(evidence.request.folded) and _DURATION.search(first.words.folded):
        return True
    if period(first.words.passage.shown) is None:
        return False
    named = focused(evidence)
    beyond = [term for term in evidence.terms if not term.is_doing and not names_entry(term, named)]
    return any(evidence.has(first.at, term) for term in beyond)


def _asks_within(evidence: Evidence) -> bool:
    """Whether it is asked when something within an entry was ("how long did the move to cans take at X"): then a
    statement says it, or none does."""
    best = evidence.best
    if best is None or best.answers is None:
        return False
    named = focused(evidence) or held_as(evidence)
    telling = (term for term in evidence.request.residue if not _OF_A_TIME.match(term.folded) and not took_up(term))
    beyond = [term for term in telling if not names_entry(term, named)]
    if not beyond or LIKELY <= best.answers < ANYWAY:
        return False
    return best.answers < LIKELY or any(evidence.has(best.at, term) for term in beyond)


def _dates_of_entry(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """When something was, or how long: the dates of the entry asked about."""
    if _AHEAD.search(evidence.request.closing):
        return ()
    named = [entry for entry in focused(evidence) if entry.dates and _about_entry(evidence, entry)]
    if not named and evidence.request.kind is Kind.DATE:
        named = [entry for entry in held_as(evidence) if entry.dates]
    if _END.search(evidence.request.closing):
        named = [entry for entry in named if entry.period is None or not entry.period.ongoing]
    if _HOW_LONG.search(evidence.request.folded):
        named = [entry for entry in named if entry.dates and not _LONE_YEAR.fullmatch(entry.dates.shown)]
    return within([_headed(evidence, composer, entry, entry.dates, before) for entry in named if entry.dates], SHORT)


def _dated(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """When something was: a statement with a date, or of an entry with dates; empty when there is none."""
    good = [scored for scored in evidence.ranked() if enough(evidence, scored)]
    dated = [scored for scored in good if (scored.answers or 0.0) >= ANYWAY or _has_dates(evidence, scored)]
    return within(told(evidence, composer, dated[:1], before), SHORT)


def _has_dates(evidence: Evidence, scored: Scored) -> bool:
    if period(scored.words.passage.shown):
        return True
    entry = evidence.entry_of(scored.at)
    return entry is not None and entry.dates is not None


def _about_entry(evidence: Evidence, entry: Entry) -> bool:
    """Whether the rest of the question is about the entry too, or there is no rest; a name has to be there."""
    telling = [term for term in evidence.terms if term.hard or term.weight > LIGHT]
    spare = [max((evidence.covers(term, at) for at in entry.passages), default=0.0) for term in telling]
    if any(term.hard and not found for term, found in zip(telling, spare, strict=True)):
        return False
    return not spare or sum(spare) / len(spare) >= 0.5


def _headed(evidence: Evidence, composer: Composer, entry: Entry, first: TrailStep, before: str) -> Claim:
    """What names an entry, the asked-for step first."""
    document = evidence.reading.passages[entry.passages[0]].document_id
    others = [step for step in entry.steps if step is not first]
    if not others and entry.lead:
        others = [entry.lead]
    return composer.entry(document, [first, *others], before=before)
