"""Words of a profile in their surroundings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from askme.schema import Document

AROUND = 150
"""Characters shown before and after."""


@dataclass(frozen=True)
class Excerpt:
    """A slice of a document with what stands around it: nothing when the document is not known."""

    source: str
    quote: str
    before: str = ""
    after: str = ""
    start: int = 0
    end: int = 0


def excerpt(documents: Mapping[str, Document], source: str, start: int, end: int, quote: str) -> Excerpt:
    """The words at `start .. end`; without the document, or for a range that is none, the quote alone.

    >>> page = Document(id="a.md", profile_id="a", source="a.md", text="She wrote Rust.")
    >>> found = excerpt({"a.md": page}, "a.md", 4, 9, "wrote")
    >>> found.before, found.quote, found.after
    ('She ', 'wrote', ' Rust.')
    """
    document = documents.get(source)
    if document is None or not 0 <= start < end <= len(document.text):
        return Excerpt(source, quote, start=start, end=end)
    text = document.text
    return Excerpt(source, text[start:end], _before(text[:start]), _after(text[end:]), start, end)


def _before(text: str) -> str:
    """The last words; from the start of a word, where the cut falls into one."""
    if len(text) <= AROUND:
        return text
    cut = text[-AROUND:]
    _, space, whole = cut.partition(" ")
    return "… " + (whole if space else cut)


def _after(text: str) -> str:
    if len(text) <= AROUND:
        return text
    cut = text[:AROUND]
    whole, space, _ = cut.rpartition(" ")
    return (whole if space else cut) + " …"
