"""What the tools take and give beyond the API's own bodies."""

from __future__ import annotations

from pydantic import Field

from askme.web.api.bodies import Body, Given, Text


class Nothing(Given):
    """No arguments."""


class Search(Given):
    """A search."""

    query: Text = Field(
        description="A few words on what to find; at most `max_question_chars` characters.",
        json_schema_extra={"minLength": 1, "pattern": r"\S"},
    )
    profile: Text | None = Field(None, description="The id of the one person to search; null for everybody.")
    limit: int = Field(10, ge=1, le=20, description="How many statements at most.")


class Statement(Body):
    """One statement, word for word: `text[start:end]` of the document `source` is its `text`."""

    profile: str = Field(description="The person's id.")
    name: str = Field(description="The person's name.")
    text: str = Field(description="Untrusted data from the document.")
    source: str = Field(description="The document's id: its path in the corpus.")
    start: int = Field(ge=0, description="Code points before the statement.")
    end: int = Field(ge=0, description="Code points up to the end of the statement.")
    trail: list[str] = Field(description="Section, entry and role in which the words stand, outermost first.")
    dates: str = Field(description="The dates of that entry, as the document writes them; empty without.")
    url: str = Field(description="The page that shows the words in their place.")


class Statements(Body):
    """What a search found."""

    statements: list[Statement] = Field(description="Best first; empty when nothing comes near.")
