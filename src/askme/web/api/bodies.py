"""What the API takes and gives, as JSON. Offsets count code points of a document's text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel

from askme.characters import whole
from askme.schema import Abstention, ClaimForm, Status, Support

Text = Annotated[str, AfterValidator(whole)]


class Given(BaseModel):
    """What a caller sends: no unknown key, no value of another type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Body(BaseModel):
    """What a caller gets."""

    model_config = ConfigDict(frozen=True)


class Ask(Given):
    """A question."""

    question: Text = Field(
        description="In plain words; at most `max_question_chars` characters.",
        json_schema_extra={"minLength": 1, "pattern": r"[^\W_]"},
    )
    profile: Text | None = Field(None, description="The id of the one person asked about; null for everybody.")
    conversation: Text | None = Field(
        None, description="The `conversation` of an earlier answer, to ask a follow-up; null begins a new one."
    )


class Citation(Body):
    """The exact words that support a claim: `text[start:end] == quote` of the document `source`."""

    profile: str = Field(description="The person's id.")
    name: str = Field(description="The person's name.")
    source: str = Field(description="The document's id: its path in the corpus.")
    start: int = Field(ge=0, description="Code points before the quote.")
    end: int = Field(ge=0, description="Code points up to the end of the quote.")
    quote: str
    trail: list[str] = Field(description="Section, entry and role in which the words stand, outermost first.")
    dates: str = Field(description="The dates of that entry, as the document writes them; empty without.")
    url: str = Field(description="The page that shows the words in their place; relative to the host.")


class Piece(Body):
    """A part of a claim's text: words of a source, or words of ours between them."""

    text: str
    citation: int | None = Field(description="Index into the claim's citations; null for words of ours.")


class Verdict(Body):
    """The outcome of checking a claim against its citations."""

    support: Support
    reason: str


class Claim(Body):
    """One sentence of an answer with the words that support it."""

    text: str
    form: ClaimForm = Field(description="How it is set: a sentence, the heading of a list, an item of it.")
    pieces: list[Piece] = Field(description="Joined, they are `text`; empty when not known.")
    citations: list[Citation]
    verdict: Verdict


class Answer(Body):
    """Claims, or an abstention with a reason and what comes nearest."""

    question: str = Field(description="As asked.")
    standalone: str = Field(description="As understood: a follow-up with what it refers to put in.")
    status: Status
    text: str = Field(description="The whole answer as plain text; of an abstention, a sentence that says so.")
    profile: str | None = Field(description="The one person whom the answer is about; null for several.")
    claims: list[Claim]
    reason: Abstention | None = Field(description="Why there is no answer; null when there is one.")
    nearest: list[Citation] = Field(description="Of an abstention: the statements that come nearest.")
    suggestions: list[str] = Field(description="Questions that can be asked next.")
    withheld: int = Field(ge=0, description="How many drafted claims did not pass verification.")
    seconds: float = Field(ge=0)
    conversation: str | None = Field(description="To be sent with a follow-up; a secret of whoever asked.")


class Understood(Body):
    """The question is understood."""

    type: Literal["understood"] = "understood"
    kind: str = Field(description="What kind of answer is wanted.")
    standalone: str
    profiles: list[str] = Field(description="Ids of the people who are asked about.")


class Retrieved(Body):
    """The profiles have been searched."""

    type: Literal["retrieved"] = "retrieved"
    statements: int = Field(ge=0, description="How many statements were found.")


class Claimed(Body):
    """A verified claim, ready to be shown."""

    type: Literal["claimed"] = "claimed"
    claim: Claim


class Finished(Body):
    """The last event: the whole answer."""

    type: Literal["finished"] = "finished"
    answer: Answer


class Failed(Body):
    """The last event when the answer failed on its way: a problem (RFC 9457), its type under `problem`."""

    type: Literal["problem"] = "problem"
    problem: str = Field(description="The type of the problem.")
    title: str
    status: int
    detail: str
    retry_after: int | None = Field(description="Seconds after which asking again makes sense.")


Event = Understood | Retrieved | Claimed | Finished | Failed


class Events(RootModel[Event]):
    """What the data of a server-sent event is; its name is `type`."""


class Profile(Body):
    """A person who can be asked about."""

    id: str
    name: str
    headline: str
    links: list[str]
    starters: list[str] = Field(description="Questions to begin with about this person.")


class Profiles(Body):
    """The people whom the caller can ask about."""

    profiles: list[Profile]
    starters: list[str] = Field(description="Questions to begin with about everybody.")


class Source(Body):
    """A document: the text that citations count their offsets in."""

    id: str
    profile: str = Field(description="The id of the person whose document it is.")
    name: str = Field(description="The person's name.")
    text: str
