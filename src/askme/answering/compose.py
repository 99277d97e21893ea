"""Claims made of quotes: slices of the document, joined by a few fixed words of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from askme.reading import Entry
from askme.reading.rows import by_column
from askme.schema import (
    Citation,
    Claim,
    ClaimForm,
    Document,
    Passage,
    Piece,
    Quoted,
    Span,
    StepKind,
    TrailStep,
    Words,
    glued,
)  # fmt: skip
from askme.text import fold

_LONGEST_HEADING = 200
_UNCLEAR = 3
"""From so many cells on a row does not say by itself what they are."""


@dataclass
class _Draft:
    """A claim while it is put together."""

    documents: Mapping[str, Document]
    pieces: list[Piece] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def words(self, text: str) -> _Draft:
        if text:
            self.pieces.append(Words(text=text))
        return self

    def quote(self, spans: Sequence[Span], citation: Citation, joint: str = " ") -> _Draft:
        if citation not in self.citations:
            self.citations.append(citation)
        number = self.citations.index(citation)
        for at, span in enumerate(spans):
            if at:
                self.words("" if glued(citation.document.text[spans[at - 1].end : span.start]) else joint)
            text = citation.document.text[span.start : span.end]
            self.pieces.append(Quoted(text=text, citation=number, start=span.start))
        return self

    def claim(self, form: ClaimForm) -> Claim:
        text = "".join(piece.text for piece in self.pieces)
        return Claim(text=text, citations=tuple(self.citations), form=form, pieces=tuple(self.pieces))


class Composer:
    """Puts claims together; every quoted piece is a slice of a document by construction."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents

    def statement(
        self,
        passage: Passage,
        *,
        before: str = "",
        context: Sequence[TrailStep] = (),
        form: ClaimForm = ClaimForm.SENTENCE,
        spans: Sequence[Span] | None = None,
    ) -> Claim:
        """A passage's words, with the trail steps in `context` after it where its own words do not say them."""
        draft = self._draft().words(before)
        self._put(draft, passage, spans)
        said = fold(passage.shown)
        needed = [step for step in context if fold(step.shown) not in said]
        if needed:
            draft.words(" (")
            self._steps(draft, passage.document_id, needed)
            draft.words(")")
        if form is ClaimForm.SENTENCE and spans is None:
            self._columns(draft, passage)
        return draft.claim(form)

    def _columns(self, draft: _Draft, passage: Passage) -> None:
        """What the cells of a row are, where it has several beside the first and leaves none out."""
        for step in passage.steps(StepKind.COLUMNS) if len(by_column(passage)) >= _UNCLEAR else ():
            citation = Citation.of(self._documents[passage.document_id], step.start, step.end)
            draft.words(" (").quote(_pieces(step), citation, " · ").words(")")

    def heading(self, document_id: str, steps: Sequence[TrailStep], *, before: str = "", after: str = ":") -> Claim:
        """The steps that name an entry or a section, as a heading over items."""
        draft = self._draft().words(before)
        self._steps(draft, document_id, steps)
        return draft.words(after).claim(ClaimForm.HEADING)

    def entry(
        self, document_id: str, steps: Sequence[TrailStep], *, before: str = "", form: ClaimForm = ClaimForm.SENTENCE
    ) -> Claim:
        """What names an entry as a claim of its own: "Mode Network, Backend Engineer, Nov 2024 - Jan 2025"."""
        draft = self._draft().words(before)
        self._steps(draft, document_id, steps)
        return draft.claim(form)

    def names(self, mentions: Iterable[tuple[Passage, Span]], *, before: str = "") -> Claim:
        """Words picked from several passages, one after another: "MongoDB, Redis"."""
        draft = self._draft().words(before)
        for at, (passage, span) in enumerate(mentions):
            draft.words(", " if at else "").quote([span], self._cite(passage))
        return draft.claim(ClaimForm.SENTENCE)

    def said(self, text: str) -> Claim:
        """Fixed words without a quote: "Ada: the profile does not say."."""
        return self._draft().words(text).claim(ClaimForm.SENTENCE)

    def cite(self, passage: Passage) -> Citation:
        return self._cite(passage)

    def _draft(self) -> _Draft:
        return _Draft(self._documents)

    def _cite(self, passage: Passage) -> Citation:
        return Citation.of(self._documents[passage.document_id], passage.start, passage.end, passage.trail)

    def _put(self, draft: _Draft, passage: Passage, spans: Sequence[Span] | None) -> None:
        citation = self._cite(passage)
        if spans is not None:
            draft.quote(spans, citation)
        elif passage.label is not None and any(piece.end <= passage.label.end for piece in passage.pieces):
            label = [piece for piece in passage.pieces if piece.end <= passage.label.end]
            rest = [piece for piece in passage.pieces if piece.end > passage.label.end]
            draft.quote(label, citation)
            if rest:
                glue = "" if _ends_joined(citation, label, rest) else ": "
                draft.words(glue).quote(rest, citation, " · " if _cells(citation, rest) else " ")
        else:
            draft.quote(passage.pieces, citation)

    def _steps(self, draft: _Draft, document_id: str, steps: Sequence[TrailStep]) -> None:
        document = self._documents[document_id]
        start, end = min(step.start for step in steps), max(step.end for step in steps)
        if end - start > _LONGEST_HEADING:
            for at, step in enumerate(steps):
                draft.words(", " if at else "").quote(_pieces(step), Citation.of(document, step.start, step.end))
            return
        hull = self._hull(document, start, end)
        for at, step in enumerate(steps):
            apart = at and not glued(document.text[steps[at - 1].end : step.start])
            draft.words(", " if apart else "").quote(_pieces(step), hull)

    def _hull(self, document: Document, start: int, end: int) -> Citation:
        """One citation over all the steps of a heading, its closing bracket too."""
        if document.text[end : end + 1] == ")" and "(" in document.text[start:end]:
            end += 1
        return Citation.of(document, start, end)


def _pieces(step: TrailStep) -> Sequence[Span]:
    return step.pieces or (step,)


def _ends_joined(citation: Citation, label: Sequence[Span], rest: Sequence[Span]) -> bool:
    return bool(label) and citation.document.text[label[-1].end - 1] in ":—"


def _cells(citation: Citation, rest: Sequence[Span]) -> bool:
    between = [citation.document.text[a.end : b.start] for a, b in pairwise(rest)]
    return any("|" in gap for gap in between)


def context_of(entry: Entry | None) -> tuple[TrailStep, ...]:
    """What a statement may need from its entry: whose it was and when; a role only where nothing else names it."""
    if entry is None:
        return ()
    issuer = None if entry.is_work else entry.issuer
    steps = [step for step in (entry.title, issuer, entry.dates) if step]
    if entry.title is None and entry.role is not None:
        steps.append(entry.role)
    return tuple(sorted(steps, key=lambda step: step.start))
