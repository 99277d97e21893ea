"""How well each statement accounts for a question, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Protocol

from askme.answering.told import Told
from askme.lexicon import Attribute, heads
from askme.reading import Entry, Heading, Measure, PassageWords, ProfileReading
from askme.schema import Hit, Passage, PassageKind
from askme.understanding.request import LIGHT, Kind, Request, Stems, Term

OWN, ENTRY, LEAD, SIBLING, SECTION = 1.0, 0.95, 0.8, 0.45, 0.6
_RELATED = 0.8
_UNIT = 0.95
"""A related word beside a figure: mostly its unit ("2,000+ TPS" for throughput)."""
_SCATTERED = 0.7
"""The words of a phrase, not next to one another."""
PRESENT = 0.45
"""From this coverage on, a name counts as being there."""
_DENSE_LOW, _DENSE_HIGH = 0.10, 0.70
_SHORT = 5
_BY_WORDS, _READ = 0.3, 0.7
"""What the two ways to score a statement count, where it was read."""
_MEASURED = {Measure.NONE: -0.12, Measure.WORD: 0.03, Measure.DIGITS: 0.08}


@dataclass(frozen=True)
class Scored:
    """One statement against the question."""

    at: int
    """Its position in the profile."""
    words: PassageWords
    coverage: float
    """Share of the question's words, by weight, that the statement and its headings account for; 0 .. 1."""
    own: float
    """The same, by the statement's own words alone."""
    hard: bool
    """Whether every name and figure of the question is there."""
    dense: float
    adapted: float
    """See `Hit`."""
    score: float
    """All of it together, to rank by; about 0 .. 1."""
    parts: tuple[float, ...] = ()
    """Coverage of each term, in order."""
    answers: float | None = None
    """How likely it answers the question, 0 .. 1; None: it was not read."""


class Nearness(NamedTuple):
    """Of a statement to the question, as retrieval measured it; see `Hit`."""

    dense: float = 0.0
    adapted: float = 0.0


_FAR = Nearness()
"""What was not retrieved."""


class Reads(Protocol):
    """Reads statements for a question; `answering.relevance.Relevance` does."""

    def probabilities(self, evidence: Evidence, ranked: Sequence[Scored]) -> dict[int, float]:
        """By position, how likely each of the first statements answers, 0 .. 1."""
        ...

    def headings(self, evidence: Evidence) -> dict[int, float]:
        """By place among the profile's headings, how likely those that come nearest answer by themselves, 0 .. 1."""
        ...


class Evidence:
    """All statements of one person scored against one request.

    :param reads: reads the statements that come first; without, they are ranked and judged by their words alone
    """

    def __init__(
        self,
        request: Request,
        reading: ProfileReading,
        hits: Iterable[Hit],
        near: Mapping[str, Nearness] | None = None,
        reads: Reads | None = None,
    ) -> None:
        self.request = request
        self.reading = reading
        self.terms = request.terms
        self._reads = reads
        own = (hit for hit in hits if hit.passage.profile_id == reading.profile.id)
        self._near = {hit.passage.id: Nearness(hit.dense, hit.adapted) for hit in own} if near is None else near
        self._entry_of = _entries_by_position(reading)
        self._weights = tuple(term.weight * (1.3 if term.hard else 1.0) for term in self.terms)
        self._total = sum(self._weights) or 1.0
        self._siblings: dict[int, frozenset[str]] = {}
        self._kept: tuple[Scored, ...] | None = None

    @cached_property
    def prescribed(self) -> tuple[Attribute, ...]:
        """What is asked for of that which profiles state in certain words."""
        return tuple(item for item in self.request.attributes if item.evidence is not None)

    def ranked(self, positions: Iterable[int] | None = None) -> list[Scored]:
        """Retrieved statements (or those at `positions`), best first; ties in document order."""
        if positions is None:
            return list(self._read)
        return _sorted(self.score(at) for at in positions)

    @property
    def best(self) -> Scored | None:
        """The statement that comes first, if any was retrieved."""
        return self._read[0] if self._read else None

    @property
    def was_read(self) -> bool:
        """Whether the statements that come first were read; the others answer nothing then."""
        return any(scored.answers is not None for scored in self._read)

    @cached_property
    def told(self) -> Told:
        """Where the conversation stands."""
        return Told(self.reading, self.request.thread)

    def by_words(self) -> list[Scored]:
        """Retrieved statements ranked by their words and vectors alone, best first."""
        found = [at for at, passage in enumerate(self.reading.passages) if passage.id in self._near]
        return _sorted(self.score(at) for at in found)

    @property
    def _read(self) -> tuple[Scored, ...]:
        """Retrieved statements, those that were read before all others.

        Kept by hand: before Python 3.12 a `cached_property` is computed for one object at a time, whatever the thread,
        and this is where most of the time goes."""
        if self._kept is None:
            self._kept = self._read_first()
        return self._kept

    def _read_first(self) -> tuple[Scored, ...]:
        ranked = self.by_words()
        found = self._reads.probabilities(self, ranked) if self._reads else {}
        known = {scored.at: scored for scored in ranked}
        read = [
            replace(scored, answers=found[scored.at], score=_BY_WORDS * scored.score + _READ * found[scored.at])
            for scored in (known.get(at) or self.score(at) for at in found)
        ]
        return (*_sorted(read), *(scored for scored in ranked if scored.at not in found))

    def headings(self) -> list[tuple[Heading, float]]:
        """The headings that were read, and how likely each answers by itself; the likeliest first."""
        found = self._reads.headings(self) if self._reads else {}
        read = [(self.reading.headings[at], likely) for at, likely in found.items()]
        return sorted(read, key=lambda pair: (-pair[1], pair[0].places))

    def asking(self, request: Request) -> Evidence:
        """The same statements against another request."""
        return Evidence(request, self.reading, (), near=self._near, reads=self._reads)

    def has(self, at: int, term: Term) -> bool:
        """Whether the statement's own words have the term or something like it."""
        own = self.reading.words[at].own
        return any(all(word in own for word in form) for form in (*term.forms, *term.related))

    def entry_of(self, at: int) -> Entry | None:
        return self._entry_of.get(at)

    def score(self, at: int) -> Scored:
        words = self.reading.words[at]
        own = tuple(_own(term, words) for term in self.terms)
        parts = tuple(self._covers(term, at, alone) for term, alone in zip(self.terms, own, strict=True))
        coverage = sum(weight * part for weight, part in zip(self._weights, parts, strict=True)) / self._total
        alone = sum(weight * part for weight, part in zip(self._weights, own, strict=True)) / self._total
        dense, adapted = self._near.get(self.reading.passages[at].id, _FAR)
        scaled = max(0.0, min(1.0, (dense - _DENSE_LOW) / (_DENSE_HIGH - _DENSE_LOW)))
        score = 0.50 * coverage + 0.15 * alone + 0.35 * scaled + self._shape(words)
        hard = all(part >= PRESENT for term, part in zip(self.terms, parts, strict=True) if term.hard)
        return Scored(at, words, coverage, alone, hard, dense, adapted, score, parts)

    def covers(self, term: Term, at: int) -> float:
        """How far the statement at a position, with its headings, accounts for a term: 0 .. 1."""
        return self._covers(term, at, _own(term, self.reading.words[at]))

    def _covers(self, term: Term, at: int, best: float) -> float:
        """:param best: how far its own words alone do"""
        words = self.reading.words[at]
        if best == _RELATED and self.request.kind is Kind.NUMBER and words.measures is Measure.DIGITS:
            best = _UNIT
        if term.figure is not None:
            return best
        for row, worth in ((words.entry_stems, ENTRY), (words.lead_stems, LEAD), (words.section_stems, SECTION)):
            if not term.words.isdisjoint(row):
                best = max(best, worth * _in_row(term, row, frozenset(row)))
        if best < SIBLING and term.hard and self._beside(term, at):
            best = SIBLING
        return best

    def stands_over(self, term: Term, at: int) -> bool:
        """Whether the entry that the statement at a position belongs to has the term in its title, role or lead."""
        words = self.reading.words[at]
        return any(_in_row(term, row, frozenset(row)) == 1.0 for row in (words.entry_stems, words.lead_stems))

    def _only_listed(self, words: PassageWords) -> bool:
        """Whether the statement has the question's name only as one of many in a row."""
        named = [term for term in self.terms if term.figure is None and term.folded in words.listed]
        return bool(named) and not any(form[0] in words.label_stems for term in named for form in term.forms)

    def _beside(self, term: Term, at: int) -> bool:
        """Whether another statement of the same entry has the term."""
        entry = self._entry_of.get(at)
        places = entry.passages if entry is not None else self._paragraph(at)
        key = places[0]
        if key not in self._siblings:
            self._siblings[key] = frozenset(word for place in places for word in self.reading.words[place].own)
        return any(all(word in self._siblings[key] for word in form) for form in term.forms)

    def before(self, at: int) -> Passage | None:
        """The sentence before this one in the same paragraph: what "it" may stand for."""
        passages = self.reading.passages
        return passages[at - 1] if at > 0 and _same_paragraph(passages[at - 1], passages[at]) else None

    def _paragraph(self, at: int) -> tuple[int, ...]:
        """The sentences of the same paragraph: those next to one another under the same headings."""
        passages = self.reading.passages
        first = at
        while first > 0 and _same_paragraph(passages[first - 1], passages[first]):
            first -= 1
        last = at
        while last + 1 < len(passages) and _same_paragraph(passages[last], passages[last + 1]):
            last += 1
        return tuple(range(first, last + 1))

    def _shape(self, words: PassageWords) -> float:
        """What the kind of question says about a statement's form."""
        bonus = 0.0
        if words.label_stems and any(
            form[0] in words.label_stems for t in self.terms if t.weight > LIGHT for form in t.forms
        ):
            bonus += 0.12
        for attribute in self.request.attributes:
            if attribute.evidence is not None and attribute.stated_in(words.folded):
                bonus += 0.12
            elif attribute.evidence is not None and attribute.stated_in(words.folded_trail):
                bonus += 0.06
            if heads(words.section_stems, attribute.sections):
                bonus += 0.08
            if heads(words.label_stems, attribute.sections):
                bonus += 0.15
        if len(words.stems) < _SHORT and words.passage.kind is PassageKind.SENTENCE:
            bonus -= 0.05
        if self.request.kind not in (Kind.LIST, Kind.YES_NO) and self._only_listed(words):
            bonus -= 0.15
        if self.request.kind is Kind.NUMBER:
            bonus += _MEASURED[words.measures]
        if self.request.kind is Kind.DATE and not (words.passage.trail or words.figures):
            bonus -= 0.05
        return bonus


def _sorted(scored: Iterable[Scored]) -> list[Scored]:
    return sorted(scored, key=lambda item: (-item.score, item.at))


def _same_paragraph(before: Passage, after: Passage) -> bool:
    both = before.kind is PassageKind.SENTENCE and after.kind is PassageKind.SENTENCE
    return both and before.trail == after.trail and 0 <= after.start - before.end <= 2


def _own(term: Term, words: PassageWords) -> float:
    if term.figure is not None:
        return OWN if term.figure in words.figures else 0.0
    best = OWN * _in_row(term, words.stems, words.own)
    if best < _RELATED and term.category and term.category in words.categories:
        return _RELATED
    return best


def _in_row(term: Term, row: tuple[str, ...], present: frozenset[str]) -> float:
    if term.words.isdisjoint(present):  # so it is for most statements
        return 0.0
    if any(_stands(form, row, present) for form in term.forms):
        return 1.0
    if any(_stands(form, row, present) for form in term.related):
        return _RELATED
    form = term.forms[0] if term.forms else ()
    if len(form) > 1 and not term.hard:
        return _SCATTERED * sum(word in present for word in form) / len(form)
    return 0.0


def _stands(form: Stems, row: tuple[str, ...], present: frozenset[str]) -> bool:
    if len(form) == 1:
        return form[0] in present
    if not all(word in present for word in form):
        return False
    return any(row[at : at + len(form)] == form for at in range(len(row) - len(form) + 1))


def _entries_by_position(reading: ProfileReading) -> Mapping[int, Entry]:
    return {at: entry for entry in reading.outline.entries for at in entry.places}
