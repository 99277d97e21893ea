"""What was done in a job or project: all its statements, its stack, or those that the question picks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from askme.answering.compose import Composer, context_of
from askme.answering.entries import by_time, focused, lead_of, names_entry
from askme.answering.evidence import Evidence
from askme.answering.judgement import contradicted, may_tell_whole, surely
from askme.answering.room import LIST, SHORT, within
from askme.reading import Entry
from askme.schema import Claim, ClaimForm, PassageKind
from askme.text import fold, stems
from askme.understanding.kinds import asks_what_was_done
from askme.understanding.request import LIGHT, Request, Term

_STACK = re.compile(
    r"\b(stack|tech|technolog(y|ies)|tools?|toolset|frameworks?|built (with|on|using|in)|written in|components?|"
    r"programming languages?|made (with|of)|libraries|architecture|languages)\b"
)
_STACK_LINE = re.compile(r"\b(stack|technologies|tech|tools|built with)\b")
_LEAST_NAMES = 3


def statements_of_entry(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """The statements of the job or project asked about: all, its stack, or those that the other words pick."""
    request = evidence.request
    entries = by_time(request, evidence) if request.when else ()
    entries = entries or focused(evidence)
    entries = tuple(entry for entry in entries if _is_about(evidence, entry))
    if not entries or (request.attribute("employers") and not asks_what_was_done(request.plain)):
        return ()
    if not (asks_for_stack(request) or may_tell_whole(evidence)):
        return ()
    claims: list[Claim] = []
    for entry in entries:
        picked = _picked(evidence, entry)
        if picked:
            claims += _entry_claims(evidence, composer, entry, picked, before)
    return within(claims, LIST)


def _is_about(evidence: Evidence, entry: Entry) -> bool:
    """Whether every name in the question stands somewhere in the entry."""
    return all(max(evidence.covers(term, at) for at in entry.passages) > 0 for term in evidence.terms if term.hard)


def _picked(evidence: Evidence, entry: Entry) -> list[int]:
    """Positions of the statements asked for; empty when the entry has nothing on what is asked."""
    if asks_for_stack(evidence.request) and (stack := _stack_lines(evidence, entry)):
        return stack
    if not may_tell_whole(evidence):
        return []
    rest = [term for term in evidence.terms if term.weight > LIGHT and not term.is_doing and not _in_title(term, entry)]
    fitting = [at for at in entry.passages if rest and _fits(evidence, at, rest)]
    if fitting and not _all_in_lead(evidence, entry, rest):
        return fitting
    return [] if rest and not fitting else list(entry.passages)


def _in_title(term: Term, entry: Entry) -> bool:
    return entry.title is not None and bool(term.forms) and not set(term.forms[0]).isdisjoint(stems(entry.title.shown))


def _fits(evidence: Evidence, at: int, terms: Sequence[Term]) -> bool:
    """Whether the statement's own words have at least half of the terms."""
    return sum(evidence.has(at, term) for term in terms) * 2 >= len(terms)


def _all_in_lead(evidence: Evidence, entry: Entry, rest: Sequence[Term]) -> bool:
    """Whether the rest only describes the entry as a whole ("the liquid staking startup")."""
    first = evidence.reading.words[entry.passages[0]].own
    row = first | set(stems(" ".join(step.shown for step in (entry.lead, entry.role) if step)))
    return all(any(set(form) <= row for form in term.forms) for term in rest)


def asks_for_stack(request: Request) -> bool:
    """Whether the question is about what something is built with."""
    return _STACK.search(fold(request.plain)) is not None


def _stack_lines(evidence: Evidence, entry: Entry) -> list[int]:
    """The entry's label-and-value rows and lines of technologies."""
    rows = []
    for at in entry.passages:
        words = evidence.reading.words[at]
        nested = fold(" ".join(step.shown for step in words.passage.trail[-1:]))
        labelled = words.passage.kind is PassageKind.ROW and words.passage.label is not None
        dense = len(words.mentions) >= _LEAST_NAMES and len(words.mentions) * 3 >= len(words.stems)
        if labelled or dense or _STACK_LINE.search(words.folded) or _STACK_LINE.search(nested):
            rows.append(at)
    return rows or [at for at in entry.passages if evidence.reading.words[at].mentions]


def _entry_claims(
    evidence: Evidence, composer: Composer, entry: Entry, picked: Sequence[int], before: str
) -> list[Claim]:
    passages = evidence.reading.passages
    if entry.in_line:  # its first statement is the heading of the others
        picked = [at for at in picked if at != entry.passages[0]] or picked
    if len(picked) == 1:
        return [composer.statement(passages[picked[0]], before=before, context=context_of(entry))]
    heading = [composer.heading(passages[picked[0]].document_id, entry.steps, before=before)] if entry.steps else []
    return [*heading, *(composer.statement(passages[at], form=ClaimForm.ITEM) for at in picked)]


def described(evidence: Evidence, composer: Composer, before: str = "") -> tuple[Claim, ...]:
    """ "What is X (about)?": the first statements of the entry called X, when the question has nothing else in it."""
    entries = focused(evidence)
    if len(entries) != 1 or entries[0].title is None or evidence.request.attributes:
        return ()
    if any(not names_entry(term, entries) for term in evidence.request.residue) or not may_tell_whole(evidence):
        return ()
    best = surely(evidence)
    if best is not None and best.at not in lead_of(evidence.reading, entries[0]) + entries[0].passages[:1]:
        return ()  # "what went wrong with X": another statement than those that say what it is
    passages = evidence.reading.passages
    claims = [composer.statement(passages[at], before="" if i else before) for i, at in enumerate(entries[0].passages)]
    kept = within(claims, SHORT)
    return () if contradicted(evidence, kept) else kept
