"""Which projects, any awards: what the profile keeps under a heading or a label of that name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from askme.answering.compose import Composer
from askme.answering.entries import lead_of
from askme.answering.evidence import Evidence, Scored
from askme.answering.judgement import LIKELY, may_tell_whole, surely
from askme.answering.room import LABELS, LIST, within
from askme.lexicon import attributes, heads
from askme.reading import Section, tells_how
from askme.schema import Claim, ClaimForm, Passage, PassageKind, Span
from askme.text import fold, stems, tokens
from askme.understanding.request import LIGHT, Kind, Term

_FEW = 900
"""Characters up to which a section is told whole, its entries' statements too."""
_SHORT_LIST = 6
_HELD = re.compile(
    r"\b(had|held|worked|employed|history|career|path|experience|so far|previous|past|ever|until now)\b"
    r"|\b(do|does|did) (person|he|she|they|you|i) have\b"
)
"""Asks for the jobs that somebody has had."""
_AT_WHOM = re.compile(r"\b(compan(y|ies)|employers?|firms?|organi[sz]ations?|hospitals?|workplaces?|where|whom?)\b")
_COMMON = 0.4
"""A word in so many of a section's statements picks nothing out of it."""

_YEARS_WORKED = re.compile(
    r"\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\+? years\b"
    r"(?! (?:ago|old|later))(?:[^.;]{0,50}\b(?:experience|trade|industry|profession|field)\b"
    r"|[^.;]{0,12}\b(?:worked|working|building|built)\b)|\bexperience\W+\d{1,2}\+? years\b"
)
"""Counts the years that somebody has worked."""


def section_asked_for(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "Which projects", "any awards": what the sections of that name hold."""
    sections = _sections(evidence)
    by_heading = evidence.request.attribute("employers") or any(_told_by_headings(evidence, one) for one in sections)
    if not by_heading and not may_tell_whole(evidence):
        return ()
    claims: list[Claim] = []
    for section in sections:
        items = _section_items(evidence, composer, section, short=False)
        if sum(len(item.text) + 3 for item in items) > LIST / max(len(sections), 1):
            items = _section_items(evidence, composer, section, short=True)
        passage = evidence.reading.passages[section.passages[0]]
        claims += [composer.heading(passage.document_id, [section.heading], before=before), *items]
    return within(claims, LIST)


def career(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "How many years of experience has she": what states them, else the jobs with their dates, where that is all that
    is asked."""
    request = evidence.request
    if request.kind is Kind.YES_NO or request.leans or request.residue:
        return ()
    if (stated := _states_years(evidence)) is not None:
        return (composer.statement(stated, before=before),)
    if not any(entry.is_work and entry.dates for entry in evidence.reading.outline.entries):
        return ()
    employers = tuple(item for item in attributes() if item.id == "employers")
    asking = replace(request, kind=Kind.LIST, attributes=employers, terms=())
    return section_asked_for(evidence.asking(asking), composer, before)


def _states_years(evidence: Evidence) -> Passage | None:
    """The first statement outside of a job that counts the years somebody has worked."""
    entries = ((evidence.entry_of(at), words) for at, words in enumerate(evidence.reading.words))
    stated = (words for entry, words in entries if not (entry and entry.is_work) and _YEARS_WORKED.search(words.folded))
    found = next(stated, None)
    return found.passage if found is not None else None


def section_around(evidence: Evidence, composer: Composer, best: Scored, before: str) -> tuple[Claim, ...]:
    """The short section, of statements alone, in which the best one stands: its neighbours are told with it, if at
    least half of them answer, too."""
    around = [section for section in evidence.reading.outline.sections if best.at in section.loose]
    if not around or around[0].entries or not 2 <= len(around[0].passages) <= _SHORT_LIST:
        return ()
    likely = {scored.at for scored in evidence.ranked() if (scored.answers or 0.0) >= LIKELY}
    if 2 * len(likely.intersection(around[0].passages)) < len(around[0].passages):
        return ()
    items = _section_items(evidence, composer, around[0], short=False)
    heading = composer.heading(best.words.passage.document_id, [around[0].heading], before=before)
    return within([heading, *items], LIST)


def rows_labelled(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """Rows that are labelled with what is asked for ("Education: ...")."""
    prefixes = tuple(prefix for item in evidence.request.attributes for prefix in item.sections)
    if not prefixes or residue(evidence) or any(item.private for item in evidence.request.attributes):
        return ()
    if not may_tell_whole(evidence):
        return ()
    rows = [
        words.passage
        for words in evidence.reading.words
        if heads(words.label_stems, prefixes)
        and all(item.stated_in(words.folded) for item in evidence.request.attributes)
    ]
    return within([composer.statement(row, before=before if at == 0 else "") for at, row in enumerate(rows)], LABELS)


def lists_section(evidence: Evidence) -> bool:
    """Whether what is asked for is a list that profiles keep under a heading, and nothing else."""
    return any(attribute.sections for attribute in evidence.request.attributes) and not residue(evidence)


def asks_for_whom(evidence: Evidence) -> bool:
    """Whether it is asked for whom somebody has worked, not as what."""
    return _AT_WHOM.search(evidence.request.closing) is not None


def residue(evidence: Evidence) -> tuple[Term, ...]:
    """What the question asks beyond the list itself; a single word that the profile does not have is not counted."""
    prefixes = tuple(prefix for item in evidence.request.attributes for prefix in item.sections)
    sections = [s for s in evidence.reading.outline.sections if _headed(s, prefixes)]
    terms = tuple(term for term in evidence.request.residue if not any(_belongs(evidence, s, term) for s in sections))
    if len(terms) == 1 and not terms[0].hard and not any(evidence.reading.has(form) for form in terms[0].forms):
        return ()
    return terms


def _headed(section: Section, prefixes: tuple[str, ...]) -> bool:
    return heads(stems(section.heading.shown), prefixes) and not tells_how(section.heading)


def _belongs(evidence: Evidence, section: Section, term: Term) -> bool:
    """Whether a term is in the section's heading, or so common in the section that it picks nothing out of it."""
    if any(set(form) <= set(stems(section.heading.shown)) for form in term.forms):
        return True
    having = sum(evidence.has(at, term) for at in section.passages)
    return not term.hard and having >= _COMMON * len(section.passages)


def _sections(evidence: Evidence) -> list[Section]:
    if any(attribute.private for attribute in evidence.request.attributes):
        return []
    wanted = tuple(prefix for attribute in evidence.request.attributes for prefix in attribute.sections)
    sections = evidence.reading.outline.sections
    if residue(evidence) or not wanted:
        return [section for section in sections if _called(evidence, section)]
    if evidence.request.attribute("employers"):
        best = surely(evidence)
        if best is not None and not _in_a_job(evidence, best) and not _HELD.search(evidence.request.closing):
            return []  # "what jobs does the workshop take on"
        return _of_jobs(sections, by_role=not asks_for_whom(evidence))
    matched = [section for section in sections if _headed(section, wanted) and _states(evidence, section)]
    return _best_named(evidence, matched)


def _of_jobs(sections: Sequence[Section], *, by_role: bool) -> list[Section]:
    """The sections that hold jobs: where some tell roles, those that tell none are on what was done for others.

    :param by_role: whether a role tells of a job that names no employer
    """
    work = {section: [entry for entry in section.entries if entry.is_work and entry.title] for section in sections}
    held = [section for section, entries in work.items() if any(entry.role for entry in entries)]
    if by_role and not any(work.values()):
        held = [one for one in sections if any(entry.is_work and entry.role for entry in one.entries)]
    return held or [section for section, entries in work.items() if entries]


def _in_a_job(evidence: Evidence, scored: Scored) -> bool:
    entry = evidence.entry_of(scored.at)
    return entry is not None and entry.is_work


def _states(evidence: Evidence, section: Section) -> bool:
    """Whether a section has what profiles state in certain words, where that is asked for ("spoken languages")."""
    row = [evidence.reading.words[at] for at in section.passages]
    return not evidence.prescribed or any(
        item.stated_in(words.folded) or item.stated_in(words.folded_trail)
        for item in evidence.prescribed
        for words in row
    )


def _told_by_headings(evidence: Evidence, section: Section) -> bool:
    """Whether the headings of a section's entries, which are not read, state what is asked for and nothing else is."""
    if not evidence.prescribed or residue(evidence):
        return False
    names = [" ".join(fold(step.shown) for step in entry.steps) for entry in section.entries]
    return bool(names) and all(any(item.stated_in(name) for name in names) for item in evidence.prescribed)


def _called(evidence: Evidence, section: Section) -> bool:
    """Whether the question uses a section's own heading: all telling words of the one stand in the other."""
    heading = set(tokens(section.heading.shown))
    telling = [term for term in evidence.terms if term.hard or term.weight > LIGHT]
    named = [term for term in telling if any(set(form) <= heading for form in term.forms)]
    if evidence.request.kind is Kind.LIST and not any(term.hard for term in telling):
        return len(named) >= len(heading) > 0 and len(named) * 2 >= len(telling)
    return len(named) >= 2 and len(named) * 3 >= 2 * len(telling) and len(named) * 2 >= len(heading)


def _best_named(evidence: Evidence, sections: list[Section]) -> list[Section]:
    """Of the sections that could be meant, those whose heading shares most words with the question."""
    asked = {form for term in evidence.terms for form in (*term.forms, *term.related)}
    asked |= {(word,) for word in stems(evidence.request.plain)}
    worth = [sum((word,) in asked for word in stems(section.heading.shown)) for section in sections]
    best = max(worth, default=0)
    return [section for section, count in zip(sections, worth, strict=True) if count == best]


def _section_items(evidence: Evidence, composer: Composer, section: Section, *, short: bool) -> list[Claim]:
    passages = evidence.reading.passages
    items: list[tuple[int, Claim]] = []
    few = sum(len(passages[at].text) for at in section.passages) <= _FEW and not short
    for entry in section.entries:
        first = passages[entry.passages[0]]
        if entry.in_line:
            items.append((entry.passages[0], composer.statement(first, form=ClaimForm.ITEM)))
            continue
        if entry.steps:
            items.append((entry.passages[0], composer.entry(first.document_id, entry.steps, form=ClaimForm.ITEM)))
        below = entry.passages if few else lead_of(evidence.reading, entry) if not entry.title else ()
        items += [(at, composer.statement(passages[at], form=ClaimForm.ITEM)) for at in below]
    listed = sum(entry.title is not None for entry in section.entries) > 1
    for at in section.loose:
        if listed and passages[at].kind is PassageKind.SENTENCE:
            continue  # words that introduce the list
        spans = _head(passages[at]) if short else None
        items.append((at, composer.statement(passages[at], form=ClaimForm.ITEM, spans=spans)))
    return [claim for _, claim in sorted(items, key=lambda item: item[0])]


def _head(passage: Passage) -> list[Span] | None:
    """The first cell or label of a row."""
    if passage.label is None:
        return None
    return [piece for piece in passage.pieces if piece.end <= passage.label.end] or None
