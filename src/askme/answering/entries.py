"""Which job or project a question is about, by its name or by its place in time."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from askme.answering.evidence import PRESENT, Evidence, Scored
from askme.corpus.shapes import place
from askme.reading import Entry, Period, ProfileReading
from askme.schema import Passage, PassageKind
from askme.text import fold, stems
from askme.understanding.request import LIGHT, Request, Term, When

_BESIDES = re.compile(r"\b(other|others|else|than|elsewhere|next|before|after)\b")
"""Asks for something beside what it names."""
_BEFORE_THE_CURRENT = re.compile(r"\b(before|prior to) (the|his|her|their|your|this) (current|present|latest|new)\b")
_BEFORE_NOW = re.compile(
    rf"\b(previous|former|prior|preceding) (?!to\b)|{_BEFORE_THE_CURRENT.pattern}|\bbefore( this| now)?\W*$"
)
"""Counts back from the present job."""
_BESIDE_THAT = re.compile(
    r"\b(before|after|prior to|previous to|following) (that|this|it|then|those|this one|that one)\b"
    r"|\b(one|job|post|role|position|employer)s? (right |just |immediately )?(before|after)\b|\b(before|after)\W*$"
)
"""Counts from the job that was told last."""
_IN_TURN = re.compile(r"(?i)\b(then|later|afterwards|subsequently|until|promoted)\b|→")
"""Of several roles one after the other: the dates are not those of one of them."""
_TOOK_UP = re.compile(
    r"becom(e|ing)|became|made|appointed|promoted|named|start(ed)?|begin|began|begun|join(ed)?|hold|held"
)
"""Says that somebody came to hold a role."""
_OF_A_ROLE = 0.34
"""Of the words of a role, so many stand in the question, at least."""
_SAME_TIME = 0.8
_CLAUSE = re.compile(r"[,;.]| and now | and then ")


def focused(evidence: Evidence) -> tuple[Entry, ...]:
    """The entries that the question names by their title (or, failing that, by their opening statement)."""
    entries = evidence.reading.outline.entries
    by_title = [(_named_by(evidence, entry), entry) for entry in entries]
    best = max((worth for worth, _ in by_title), default=0.0)
    if best > 0:
        return tuple(entry for worth, entry in by_title if worth >= best - 1e-6)
    by_lead = [
        entry
        for entry in entries
        if entry.title is None and entry.lead and any(_in(term, entry.lead.shown) for term in _names(evidence))
    ]
    if len(by_lead) > 1:
        by_lead = _described(evidence, by_lead)
    return tuple(by_lead)


def _names(evidence: Evidence) -> list[Term]:
    return [term for term in evidence.terms if term.hard and not term.figure]


def _named_by(evidence: Evidence, entry: Entry) -> float:
    """How much of the question's words name the entry; 0 when none that could tell it from others does."""
    if entry.title is None:
        return 0.0
    title = stems(entry.title.shown)
    matched = [term for term in evidence.terms if term.figure is None and _in(term, entry.title.shown)]
    telling = [term for term in matched if term.hard or _rare(evidence.reading, term)]
    if not telling:
        return 0.0
    share = sum(len(term.forms[0]) for term in matched) / max(len(title), 1)
    if share < 0.25 and not any(term.hard for term in telling):
        return 0.0
    role = entry.role.shown if entry.role else ""
    by_role = sum(term.weight for term in evidence.terms if term not in matched and _in(term, role))
    return sum(term.weight for term in matched) + 0.5 * by_role + 0.1 * share


def _rare(reading: ProfileReading, term: Term) -> bool:
    """Whether a word stands in hardly any other title and is no everyday word."""
    titles = [entry.title.shown for entry in reading.outline.entries if entry.title]
    return term.weight > LIGHT and sum(_in(term, title) for title in set(titles)) <= 2


def _in(term: Term, text: str) -> bool:
    row = tuple(stems(text))
    return any(row[at : at + len(form)] == form for form in term.forms for at in range(len(row) - len(form) + 1))


def _described(evidence: Evidence, entries: list[Entry]) -> list[Entry]:
    """Of entries that all mention a name: the one that "... at NAME" elsewhere describes in the same words."""
    described: set[str] = set()
    for term in _names(evidence):
        pattern = re.compile(r"\bat " + re.escape(fold(term.text)) + r"\b")
        for words in evidence.reading.words:
            if match := pattern.search(words.folded):
                clause = _CLAUSE.split(words.folded[: match.start()])[-1]
                described |= {word for word in stems(clause) if evidence.reading.frequency[word] <= 12}
    if not described:
        return entries
    worth = [(len(described & set(stems(entry.lead.shown if entry.lead else ""))), entry) for entry in entries]
    best = max(count for count, _ in worth)
    return [entry for count, entry in worth if count == best] if best else entries


def held_as(evidence: Evidence) -> tuple[Entry, ...]:
    """The jobs whose role is all that the question speaks of ("when did she become lead nurse"); of several those whose
    role is in the question most completely."""
    spoken_of = (term for term in evidence.terms if term.hard or term.weight > LIGHT)
    telling = [term for term in spoken_of if not (took_up(term) or term.is_doing)]
    asked = frozenset(stems(evidence.request.plain))
    named = [
        (_share(stems(entry.role.shown), asked), entry)
        for entry in evidence.reading.outline.entries
        if entry.is_work and entry.role and not _IN_TURN.search(entry.role.shown)
        if telling and all(_in(term, entry.role.shown) for term in telling)
    ]
    best = max((share for share, _ in named), default=(0.0, 0))
    return tuple(entry for share, entry in named if share == best and share[0] >= _OF_A_ROLE)


def _share(role: Sequence[str], asked: Collection[str]) -> tuple[float, int]:
    """How much of a role stands in the question, 0 .. 1, and how many words."""
    shared = sum(word in asked for word in role)
    return shared / max(len(role), 1), shared


def took_up(term: Term) -> bool:
    """Whether a word only says that somebody came to hold a role."""
    return _TOOK_UP.fullmatch(term.folded) is not None


def of_another(evidence: Evidence, best: Scored) -> bool:
    """Whether the question names a job or project, and the statement belongs to another one, which it does not name
    ("how many does she lead at X", told of Y)."""
    entry = evidence.entry_of(best.at)
    if entry is None or entry.title is None or _named_by(evidence, entry) > 0:
        return False
    if _BESIDES.search(evidence.request.itself):
        return False
    lacking = [term for term in _names(evidence) if evidence.covers(term, best.at) < PRESENT]
    titles = [other.title.shown for other in evidence.reading.outline.entries if other.title and other is not entry]
    return any(_in(term, title) for term in lacking for title in titles)


def names_entry(term: Term, entries: Sequence[Entry], *, by_lead: bool = True) -> bool:
    """Whether a term is part of what one of the entries is called or, `by_lead`, opens with."""
    steps = (step for one in entries for step in (one.title, one.role, one.lead if by_lead else None) if step)
    text = " ".join(step.shown for step in steps)
    row = set(stems(text))
    return any(set(form) <= row for form in term.forms)


def lead_of(reading: ProfileReading, entry: Entry) -> tuple[int, ...]:
    """The position of the entry's opening statement, if it has one."""
    passages = reading.passages
    return tuple(
        at for at in entry.passages if entry.lead and passages[at].start <= entry.lead.start < passages[at].end
    )


def opening_of(reading: ProfileReading, entry: Entry) -> tuple[int, ...]:
    """The position of the entry's opening statement, or else of the first that tells more than where it was and in what
    form ("Full-time · 3 yrs")."""
    beside = [at for at in entry.passages if _stands_beside_dates(reading.passages[at])]
    others = tuple(at for at in entry.passages if at not in beside)
    return lead_of(reading, entry) or (others or entry.passages)[:1]


def _stands_beside_dates(passage: Passage) -> bool:
    return passage.kind is PassageKind.SENTENCE and place(passage.shown)


def jobs(reading: ProfileReading) -> list[Entry]:
    """The dated jobs, the earliest first."""
    dated = [entry for entry in reading.outline.entries if entry.is_work and entry.period]
    return sorted(dated, key=lambda entry: (entry.period.start, entry.period.end) if entry.period else (0, 0))


def by_time(request: Request, evidence: Evidence) -> tuple[Entry, ...]:
    """The jobs that a question means by their place in time; empty when the profile's dates do not say."""
    row = jobs(evidence.reading)
    if not row:
        return ()
    if request.when is When.FIRST:
        there = [entry for entry in row if entry in focused(evidence)]
        return tuple((there or row)[:1])
    if request.when is When.DURING and request.period:
        return _during(row, request.period)
    if request.when is When.CURRENT:
        ongoing = [entry for entry in row if entry.period and entry.period.ongoing]
        ongoing.sort(key=lambda entry: entry.places[0])  # what the page tells first is mostly the main one
        latest = re.search(r"\b(latest|most recent(ly)?|last|newest)\b", fold(request.plain)) is not None
        return tuple(ongoing) or ((row[-1],) if latest else ())
    return _beside(request, evidence, row)


def _during(row: list[Entry], asked: Period) -> tuple[Entry, ...]:
    """The jobs at that time; the one that lasted just as long as asked about, if there is one."""
    found = [entry for entry in row if entry.period and entry.period.overlaps(asked)]
    same = [entry for entry in found if entry.period and entry.period.likeness(asked) >= _SAME_TIME]
    return tuple(same or found)


def _beside(request: Request, evidence: Evidence, row: list[Entry]) -> tuple[Entry, ...]:
    if request.period:
        return tuple(reversed([entry for entry in row if _is_on_that_side(entry, request.when, request.period)]))
    anchors = [row.index(entry) for entry in counted_from(evidence) if entry in row]
    if not anchors and request.when is When.BEFORE and _BEFORE_NOW.search(request.itself):
        return _ended_last(row)
    anchors = anchors or [row.index(entry) for entry in focused(evidence) or held_as(evidence) if entry in row]
    if not anchors:
        return ()
    at = min(anchors) - 1 if request.when is When.BEFORE else max(anchors) + 1
    return (row[at],) if 0 <= at < len(row) else ()


def counts_from_now(request: Request) -> bool:
    """Whether the job before the present one is asked for."""
    return request.when is When.BEFORE and _BEFORE_THE_CURRENT.search(request.itself) is not None


def counted_from(evidence: Evidence) -> tuple[Entry, ...]:
    """What the conversation told last, where the question counts from there ("and before that?")."""
    if not _BESIDE_THAT.search(evidence.request.itself):
        return ()
    return tuple(entry for entry in evidence.reading.outline.entries if evidence.told.names(entry))


def _is_on_that_side(entry: Entry, when: When | None, time: Period) -> bool:
    """Whether a job was held at some time before the stated one, or after it."""
    held = entry.period
    return held is not None and (held.start < time.start if when is When.BEFORE else held.end > time.end)


def _ended_last(row: list[Entry]) -> tuple[Entry, ...]:
    """The job that ended last."""
    ended = [entry for entry in row if entry.period and not entry.period.ongoing]
    return tuple(sorted(ended, key=_end)[-1:])


def _end(entry: Entry) -> int:
    return entry.period.end if entry.period else 0
