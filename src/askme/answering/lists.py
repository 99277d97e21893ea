"""Complete lists: a section's entries, what was done in a job, technologies of a kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from askme.answering.compose import Composer, context_of
from askme.answering.entries import by_time, focused
from askme.answering.evidence import Evidence, Scored
from askme.answering.facts import lead_of, within
from askme.answering.judgement import enough
from askme.lexicon import names
from askme.reading import Entry, Mention, Section
from askme.schema import Claim, ClaimForm, Passage, PassageKind, Span
from askme.text import fold, stems, tokens
from askme.understanding.kinds import asks_what_was_done
from askme.understanding.request import LIGHT, Kind, Request, Term

_BUDGET = 1850
_STACK = re.compile(
    r"\b(stack|tech|technolog(y|ies)|tools?|toolset|frameworks?|built (with|on|using|in)|written in|components?|programming languages?|made (with|of)|"
    r"libraries|architecture|languages)\b"
)
_STACK_LINE = re.compile(r"\b(stack|technologies|tech|tools|built with)\b")
_LEAST_NAMES = 3
_FEW = 900
_COMMON = 0.4


def lists(evidence: Evidence, composer: Composer, before: str = "") -> tuple[Claim, ...]:
    """The claims of a list answer; empty when the profile has no such list."""
    for found in (_of_category, _of_entry, _of_section, _of_labels, _of_matches):
        if claims := found(evidence, composer, before):
            return claims
    return ()


# --- technologies of a kind ---------------------------------------------------------------------------------------


def _of_category(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "Which databases": every name of that kind, once, where it stands first; within the entry asked about."""
    category = evidence.request.category
    if category is None:
        return ()
    entries = focused(evidence)
    residue = [term for term in evidence.request.residue if term.category != category]
    if any((term.hard or not entries) and not _names_entry(term, entries) for term in residue):
        return ()
    places = [at for entry in entries for at in entry.passages] if entries else range(len(evidence.reading.passages))
    wider = names().category((stems(category)[-1],)) or category  # "relational database": failing that, a database
    found = _mentioned(evidence, places, category) or _mentioned(evidence, places, wider)
    return (composer.names(found.values(), before=before),) if found else ()


def _mentioned(evidence: Evidence, places: Sequence[int], category: str) -> dict[str, tuple[Passage, Span]]:
    """Each name of the kind where it stands first."""
    found: dict[str, tuple[Passage, Span]] = {}
    for at in places:
        words = evidence.reading.words[at]
        for mention in words.mentions:
            name = _of_kind(mention, category)
            span = _span_of(words.passage, mention.text) if name else None
            if name and span and name not in found:
                found[name] = (words.passage, span)
    return found


def _names_entry(term: Term, entries: Sequence[Entry]) -> bool:
    """Whether a term is part of what one of the entries is called or opens with."""
    text = " ".join(step.text for entry in entries for step in (entry.title, entry.role, entry.lead) if step)
    row = set(stems(text))
    return any(set(form) <= row for form in term.forms)


def _of_kind(mention: Mention, category: str) -> str | None:
    return next(
        (item.name for item in mention.names if item.kind == "technology" and category in item.categories), None
    )


def _span_of(passage: Passage, text: str) -> Span | None:
    """Where a mention stands in the document: inside one visible piece."""
    for piece in passage.pieces:
        inside = passage.text[piece.start - passage.start : piece.end - passage.start]
        match = re.search(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])", inside) or re.search(re.escape(text), inside)
        if match:
            return Span(start=piece.start + match.start(), end=piece.start + match.end())
    return None


# --- what was done in one entry ------------------------------------------------------------------------------------


def described(evidence: Evidence, composer: Composer, before: str = "") -> tuple[Claim, ...]:
    """ "What is X (about)?": the first statements of the entry called X, when the question has nothing else in it."""
    entries = focused(evidence)
    if len(entries) != 1 or entries[0].title is None or evidence.request.attributes:
        return ()
    if any(not _names_entry(term, entries) for term in evidence.request.residue):
        return ()
    passages = evidence.reading.passages
    return within(
        [composer.statement(passages[at], before=before if i == 0 else "") for i, at in enumerate(entries[0].passages)],
        470,
    )


def _of_entry(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """The statements of the job or project asked about: all, its stack, or those that the other words pick."""
    request = evidence.request
    entries = by_time(request, evidence) if request.when else ()
    entries = entries or focused(evidence)
    entries = tuple(entry for entry in entries if _is_about(evidence, entry))
    if not entries or (request.attribute("employers") and not asks_what_was_done(request.plain)):
        return ()
    claims: list[Claim] = []
    for entry in entries:
        picked = _picked(evidence, entry)
        if picked:
            claims += _entry_claims(evidence, composer, entry, picked, before)
    return within(claims, _BUDGET)


def _is_about(evidence: Evidence, entry: Entry) -> bool:
    """Whether every name in the question stands somewhere in the entry."""
    return all(max(evidence.covers(term, at) for at in entry.passages) > 0 for term in evidence.terms if term.hard)


def _picked(evidence: Evidence, entry: Entry) -> list[int]:
    request = evidence.request
    if asks_for_stack(request) and (stack := _stack_lines(evidence, entry)):
        return stack
    named = {
        term
        for term in evidence.terms
        if entry.title is not None and set(term.forms[0] if term.forms else ()) & set(stems(entry.title.text))
    }
    rest = [term for term in evidence.terms if term not in named and term.weight > LIGHT and not term.is_doing]
    scored = [evidence.score(at) for at in entry.passages]
    fitting = [item.at for item in scored if _fits(evidence, item, [evidence.terms.index(term) for term in rest])]
    if rest and fitting and not _all_in_lead(evidence, entry, rest):
        return fitting
    if rest and not fitting:
        return []
    return list(entry.passages)


def _fits(evidence: Evidence, scored: Scored, places: Sequence[int]) -> bool:
    """Whether the statement's own words have at least half of the terms."""
    if not places:
        return False
    own = [_own_part(evidence, scored, place) for place in places]
    return sum(own) / len(own) >= 0.5


def _own_part(evidence: Evidence, scored: Scored, place: int) -> float:
    return float(_has(evidence, scored.at, evidence.terms[place]))


def _all_in_lead(evidence: Evidence, entry: Entry, rest: Sequence[Term]) -> bool:
    """Whether the rest only describes the entry as a whole ("the liquid staking startup")."""
    first = evidence.reading.words[entry.passages[0]].own
    row = first | set(stems(" ".join(step.text for step in (entry.lead, entry.role) if step)))
    return all(any(set(form) <= row for form in term.forms) for term in rest)


def asks_for_stack(request: Request) -> bool:
    """Whether the question is about what something is built with."""
    return _STACK.search(fold(request.plain)) is not None


def _stack_lines(evidence: Evidence, entry: Entry) -> list[int]:
    """The entry's label-and-value rows and lines of technologies."""
    rows = []
    for at in entry.passages:
        words = evidence.reading.words[at]
        nested = fold(" ".join(step.text for step in words.passage.trail[-1:]))
        labelled = words.passage.kind is PassageKind.ROW and words.passage.label is not None
        dense = len(words.mentions) >= _LEAST_NAMES and len(words.mentions) * 3 >= len(words.stems)
        if labelled or dense or _STACK_LINE.search(words.folded) or _STACK_LINE.search(nested):
            rows.append(at)
    return rows or [at for at in entry.passages if evidence.reading.words[at].mentions]


def _entry_claims(
    evidence: Evidence, composer: Composer, entry: Entry, picked: Sequence[int], before: str
) -> list[Claim]:
    passages = evidence.reading.passages
    if len(picked) == 1:
        return [composer.statement(passages[picked[0]], before=before, context=context_of(entry))]
    heading = [composer.heading(passages[picked[0]].document_id, entry.steps, before=before)] if entry.steps else []
    return [*heading, *(composer.statement(passages[at], form=ClaimForm.ITEM) for at in picked)]


# --- a section -----------------------------------------------------------------------------------------------------


def _of_section(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "Which projects", "any awards": what the sections of that name hold."""
    sections = _sections(evidence)
    claims: list[Claim] = []
    for section in sections:
        items = _section_items(evidence, composer, section, short=False)
        if sum(len(item.text) + 3 for item in items) > _BUDGET / max(len(sections), 1):
            items = _section_items(evidence, composer, section, short=True)
        passage = evidence.reading.passages[section.passages[0]]
        claims += [composer.heading(passage.document_id, [section.heading], before=before), *items]
    return within(claims, _BUDGET)


def _of_labels(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """Rows that are labelled with what is asked for ("Education: ...")."""
    prefixes = tuple(prefix for item in evidence.request.attributes for prefix in item.sections)
    if not prefixes or residue(evidence) or any(item.private for item in evidence.request.attributes):
        return ()
    rows = [
        words.passage
        for words in evidence.reading.words
        if any(word.startswith(prefixes) for word in words.label_stems)
    ]
    return within([composer.statement(row, before=before if at == 0 else "") for at, row in enumerate(rows)], 900)


def residue(evidence: Evidence) -> tuple[Term, ...]:
    """What the question asks beyond the list itself; a single word that the profile does not have is not counted."""
    prefixes = tuple(prefix for item in evidence.request.attributes for prefix in item.sections)
    sections = [s for s in evidence.reading.outline.sections if _headed(s, prefixes)]
    terms = tuple(term for term in evidence.request.residue if not any(_belongs(evidence, s, term) for s in sections))
    if len(terms) == 1 and not terms[0].hard and not any(evidence.reading.has(form) for form in terms[0].forms):
        return ()
    return terms


def _headed(section: Section, prefixes: tuple[str, ...]) -> bool:
    return bool(prefixes) and any(word.startswith(prefixes) for word in stems(section.heading.text))


def _belongs(evidence: Evidence, section: Section, term: Term) -> bool:
    """Whether a term is in the section's heading, or so common in the section that it picks nothing out of it."""
    if any(set(form) <= set(stems(section.heading.text)) for form in term.forms):
        return True
    having = sum(_has(evidence, at, term) for at in section.passages)
    return not term.hard and having >= _COMMON * len(section.passages)


def _has(evidence: Evidence, at: int, term: Term) -> bool:
    row = evidence.reading.words[at].own
    return any(all(word in row for word in form) for form in (*term.forms, *term.related))


def _sections(evidence: Evidence) -> list[Section]:
    if any(attribute.private for attribute in evidence.request.attributes):
        return []
    wanted = tuple(prefix for attribute in evidence.request.attributes for prefix in attribute.sections)
    sections = evidence.reading.outline.sections
    if residue(evidence) or not wanted:
        return [section for section in sections if _called(evidence, section)]
    if evidence.request.attribute("employers"):
        return [section for section in sections if any(entry.is_work and entry.title for entry in section.entries)]
    matched = [section for section in sections if _headed(section, wanted)]
    return _best_named(evidence, matched)


def _called(evidence: Evidence, section: Section) -> bool:
    """Whether the question uses a section's own heading: all telling words of the one stand in the other."""
    heading = set(tokens(section.heading.text))
    telling = [term for term in evidence.terms if term.hard or term.weight > LIGHT]
    named = [term for term in telling if any(set(form) <= heading for form in term.forms)]
    return len(named) >= 2 and len(named) * 3 >= 2 * len(telling) and len(named) * 2 >= len(heading)


def _best_named(evidence: Evidence, sections: list[Section]) -> list[Section]:
    """Of the sections that could be meant, those whose heading shares most words with the question."""
    asked = {form for term in evidence.terms for form in (*term.forms, *term.related)}
    asked |= {(word,) for word in stems(evidence.request.plain)}
    worth = [sum((word,) in asked for word in stems(section.heading.text)) for section in sections]
    best = max(worth, default=0)
    return [section for section, count in zip(sections, worth, strict=True) if count == best]


def _section_items(evidence: Evidence, composer: Composer, section: Section, *, short: bool) -> list[Claim]:
    passages = evidence.reading.passages
    items: list[tuple[int, Claim]] = []
    few = sum(len(passages[at].text) for at in section.passages) <= _FEW and not short
    for entry in section.entries:
        first = passages[entry.passages[0]]
        if entry.steps:
            items.append((entry.passages[0], composer.entry(first.document_id, entry.steps, form=ClaimForm.ITEM)))
        below = entry.passages if few else lead_of(evidence, entry) if not entry.title else ()
        items += [(at, composer.statement(passages[at], form=ClaimForm.ITEM)) for at in below]
    for at in section.loose:
        spans = _head(passages[at]) if short else None
        items.append((at, composer.statement(passages[at], form=ClaimForm.ITEM, spans=spans)))
    return [claim for _, claim in sorted(items, key=lambda item: item[0])]


def _head(passage: Passage) -> list[Span] | None:
    """The first cell or label of a row."""
    if passage.label is None:
        return None
    return [piece for piece in passage.pieces if piece.end <= passage.label.end] or None


# --- whatever matches ----------------------------------------------------------------------------------------------


def _of_matches(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """All statements that answer about as well as the best one."""
    ranked = [scored for scored in evidence.ranked() if enough(evidence, scored)]
    if not ranked:
        return ()
    best = ranked[0]
    kept = [scored for scored in ranked if scored.score >= 0.82 * best.score][:6]
    if len(kept) == 1 or evidence.request.kind is not Kind.LIST:
        return within([_item(evidence, composer, scored, before, ClaimForm.SENTENCE) for scored in kept[:2]], 470)
    return within([_item(evidence, composer, scored, before, ClaimForm.ITEM) for scored in kept], _BUDGET)


def _item(evidence: Evidence, composer: Composer, scored: Scored, before: str, form: ClaimForm) -> Claim:
    return composer.statement(
        scored.words.passage, before=before, context=context_of(evidence.entry_of(scored.at)), form=form
    )
