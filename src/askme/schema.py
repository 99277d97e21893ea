"""The words of askme, used everywhere with one meaning.

A profile's documents are cut into passages; a question becomes hits, hits become claims with citations, claims become
an answer. All offsets count code points of a document's canonical text, which is never altered after loading.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from askme.errors import CitationError


class Frozen(BaseModel):
    """A value: compared by content, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- what is known -----------------------------------------------------------------------------------------------


class Profile(Frozen):
    """One person, as the corpus presents them."""

    id: str
    name: str
    headline: str = ""
    aliases: tuple[str, ...] = ()
    """Other names and handles that the person's own documents give."""
    links: tuple[str, ...] = ()


class Document(Frozen):
    """The canonical text of one source file."""

    id: str
    """Unique in the corpus; equal to `source`."""
    profile_id: str
    source: str
    """Path relative to the corpus folder, with forward slashes."""
    text: str = Field(repr=False)


class Span(Frozen):
    """A half-open range of code points, `start <= end`."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start > self.end:
            raise ValueError(f"span ends before it starts: {self.start} > {self.end}")
        return self


def glued(gap: str) -> bool:
    """Whether two visible pieces stand together without a space: nothing but markup between them ("**Go**, ...")."""
    return bool(gap) and "|" not in gap and not any(char.isspace() for char in gap)


def _visible(text: str, start: int, pieces: tuple[Span, ...]) -> str:
    """:param start: where the text begins in the document
    :returns: its visible pieces; single spaces between those that stand apart"""
    out, end = "", start
    for piece in pieces:
        gap = "" if not out or glued(text[end - start : piece.start - start]) else " "
        out += gap + text[piece.start - start : piece.end - start]
        end = piece.end
    return out


class PassageKind(StrEnum):
    """How a statement stands in its document."""

    SENTENCE = "sentence"
    BULLET = "bullet"
    ROW = "row"
    """A table row, or a label with its value ("Cache: Redis")."""
    FIGURE = "figure"
    """A figure with its label ("99.9%", "system reliability")."""


class StepKind(StrEnum):
    """What one step of a trail is."""

    SECTION = "section"
    """A part of the document: Experience, Projects."""
    ENTRY = "entry"
    """The thing an entry is about: an employer, a project, an award."""
    ROLE = "role"
    """The position held in that entry."""
    DATES = "dates"
    LEAD = "lead"
    """The entry's opening statement, when it has one: what the entry is about, in its own words."""
    COLUMNS = "columns"
    """The first row of the table that a row stands in: what its cells are."""


class TrailStep(Span):
    """One step from the document's top to a passage; itself a slice of the document, so it can be quoted."""

    kind: StepKind
    text: str
    pieces: tuple[Span, ...] = ()
    """The visible parts in order, where markup lies within; none: all of it is visible."""

    @property
    def shown(self) -> str:
        """The step as a reader sees it."""
        return _visible(self.text, self.start, self.pieces) if self.pieces else self.text


class Passage(Span):
    """One statement: what is searched, and what may be quoted."""

    id: str
    profile_id: str
    document_id: str
    kind: PassageKind
    text: str
    """Exactly `document.text[start:end]`."""
    pieces: tuple[Span, ...]
    """The visible parts in order (markup, table bars and line breaks lie between them); slices of the document."""
    label: Span | None = None
    """Of a row: its first cell or label ("Cache" in "Cache: Redis")."""
    trail: tuple[TrailStep, ...] = ()

    @property
    def shown(self) -> str:
        """The statement as a reader sees it."""
        return _visible(self.text, self.start, self.pieces)

    def steps(self, kind: StepKind) -> tuple[TrailStep, ...]:
        """The trail's steps of one kind, outermost first."""
        return tuple(step for step in self.trail if step.kind is kind)


# --- what is asked -----------------------------------------------------------------------------------------------


class Question(Frozen):
    """What a visitor asked: the text, the profile asked about (None: all) and the earlier questions, oldest first."""

    text: str
    profile_id: str | None = None
    history: tuple[str, ...] = ()


class Hit(Frozen):
    """A passage with its scores."""

    passage: Passage
    score: float
    """Fused rank score; orders hits, says nothing of relevance."""
    dense: float
    """Cosine of the question with the passage in its trail, -1 .. 1."""
    lexical: float
    """BM25, 0 when no term is shared."""
    adapted: float
    """Cosine of both, moved to where answers lie near their questions, -1 .. 1; `dense` with a model for which
    that was not learned."""


# --- what is answered --------------------------------------------------------------------------------------------


class Citation(Span):
    """The exact words that support a claim. Invariant: `document.text[start:end] == quote`.

    >>> page = Document(id="ada.md", profile_id="ada", source="ada.md", text="- Wrote the first program.")
    >>> Citation.of(page, 2, 26).quote
    'Wrote the first program.'
    >>> Citation(document=page, start=0, end=5, quote="Wrote")
    Traceback (most recent call last):
    ...
    askme.errors.CitationError: ada.md[0:5] is '- Wro', not 'Wrote'
    """

    document: Document = Field(exclude=True, repr=False)
    quote: str
    trail: tuple[TrailStep, ...] = Field(default=(), exclude=True, repr=False)

    def __init__(self, **data: object) -> None:
        super().__init__(**data)
        found = self.document.text[self.start : self.end]
        if found != self.quote or not self.quote:
            raise CitationError(f"{self.document.id}[{self.start}:{self.end}] is {found!r}, not {self.quote!r}")

    @classmethod
    def of(cls, document: Document, start: int, end: int, trail: tuple[TrailStep, ...] = ()) -> Self:
        """Cite `document.text[start:end]`."""
        return cls(document=document, start=start, end=end, quote=document.text[start:end], trail=trail)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def profile(self) -> str:
        return self.document.profile_id

    @computed_field  # type: ignore[prop-decorator]
    @property
    def source(self) -> str:
        return self.document.source


class Support(StrEnum):
    """Whether the cited words support a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    UNCHECKED = "unchecked"


class Verdict(Frozen):
    """The outcome of verifying one claim, with the reason where it is not simply supported."""

    support: Support
    reason: str = ""


class Words(Frozen):
    """Words of ours between quotes: from a fixed list of templates, or a person's name; they state no fact."""

    type: Literal["words"] = "words"
    text: str


class Quoted(Frozen):
    """Words of a source inside a claim: a slice of the claim's citation number `citation` (from 0)."""

    type: Literal["quoted"] = "quoted"
    text: str
    citation: int = Field(ge=0)
    start: int = Field(ge=0)
    """Where the words stand in the document."""


Piece = Annotated[Words | Quoted, Field(discriminator="type")]


class ClaimForm(StrEnum):
    """How a claim is set."""

    SENTENCE = "sentence"
    HEADING = "heading"
    """Names a group of items; shown on a line of its own, ends in a colon."""
    ITEM = "item"


class Claim(Frozen):
    """One sentence of an answer with the words that support it."""

    text: str
    citations: tuple[Citation, ...] = ()
    form: ClaimForm = ClaimForm.SENTENCE
    pieces: tuple[Piece, ...] = Field(default=(), exclude=True)
    """How the text is made of quotes and words of ours; empty for generated text. Joined, they are `text`."""
    verdict: Verdict = Verdict(support=Support.UNCHECKED)


class Status(StrEnum):
    ANSWERED = "answered"
    ABSTAINED = "abstained"


class Abstention(StrEnum):
    """Why there is no answer."""

    NOT_STATED = "not_stated"
    """The profile asked about does not say it."""
    OFF_TOPIC = "off_topic"
    """It is no question about the people here."""
    INSTRUCTION = "instruction"
    """It tells askme what to do instead of asking."""
    OPINION = "opinion"
    """It asks for a judgement that no source states."""
    WITHHELD = "withheld"
    """An answer was drafted, but nothing of it passed verification."""
    PRIVATE = "private"
    """It is written there, and the owner does not show it."""


class Answer(Frozen):
    """Claims, or an abstention with a reason and what comes nearest."""

    question: str
    """As asked."""
    standalone: str
    """As understood: a follow-up with what it refers to put in."""
    status: Status
    text: str
    """The whole answer as plain text; for an abstention, a sentence that says so."""
    profile: str | None = None
    """The one profile that the answer is about, or None for several."""
    claims: tuple[Claim, ...] = ()
    reason: Abstention | None = None
    nearest: tuple[Citation, ...] = ()
    """Of an abstention: the statements that come nearest, offered as such."""
    suggestions: tuple[str, ...] = ()
    """Questions that can be asked next."""
    withheld: int = 0
    """How many drafted claims did not pass verification."""
    seconds: float = 0.0


# --- what streams while an answer is made -------------------------------------------------------------------------


class Understood(Frozen):
    type: Literal["understood"] = "understood"
    kind: str
    standalone: str
    profiles: tuple[str, ...]


class Retrieved(Frozen):
    type: Literal["retrieved"] = "retrieved"
    hits: tuple[Hit, ...]


class Claimed(Frozen):
    """A verified claim, ready to be shown."""

    type: Literal["claimed"] = "claimed"
    claim: Claim


class Finished(Frozen):
    """The last event, always: the whole answer."""

    type: Literal["finished"] = "finished"
    answer: Answer


Event = Annotated[Understood | Retrieved | Claimed | Finished, Field(discriminator="type")]
