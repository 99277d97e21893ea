"""One document -> its passages, and the segments that tile its text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import dropwhile
from pathlib import PurePath

from askme.corpus import frontmatter, markdown, plain, rules
from askme.corpus.headers import opens
from askme.corpus.items import Item, ItemKind
from askme.corpus.outline import Outline
from askme.corpus.reading import Reading
from askme.corpus.shown import Shown
from askme.schema import Document, Passage, PassageKind


class Format(StrEnum):
    MARKDOWN = "markdown"
    PLAIN = "plain"


FORMATS: dict[str, Format] = {".md": Format.MARKDOWN, ".markdown": Format.MARKDOWN, ".txt": Format.PLAIN}
"""How the text of a file is read, by its suffix. A further text format is one entry here."""
SCANNERS: dict[Format, Callable[[str, int], list[Item]]] = {Format.MARKDOWN: markdown.scan, Format.PLAIN: plain.scan}


class SegmentKind(StrEnum):
    PASSAGE = "passage"
    HEADING = "heading"
    MARKUP = "markup"


@dataclass(frozen=True)
class Segment:
    """A part of a text; a text's segments tile it."""

    kind: SegmentKind
    start: int
    end: int


def format_of(source: str) -> Format:
    """The format of a file by its suffix; what has none of ours is read as plain text."""
    return FORMATS.get(PurePath(source).suffix.lower(), Format.PLAIN)


def split(document: Document, format: Format | str | None = None) -> tuple[Passage, ...]:  # noqa: A002
    """The passages of a document, in its order; empty if it says nothing.

    >>> page = Document(id="ada.md", profile_id="ada", source="ada.md", text="## Work\\n- Wrote the **first** program.")
    >>> [(passage.id, passage.shown, passage.trail[0].text) for passage in split(page)]
    [('ada.md#10-38', 'Wrote the first program.', 'Work')]
    """
    return tuple(sorted(_outline(document, format).passages, key=lambda passage: passage.start))


def segment(text: str, format: Format | str) -> tuple[Segment, ...]:  # noqa: A002
    """Every character of the text in its segment: passage, heading or markup; no gaps, no overlaps.

    >>> [(part.kind.value, part.start, part.end) for part in segment("# Ada\\n- Wrote it.", "markdown")]
    [('markup', 0, 2), ('heading', 2, 5), ('markup', 5, 8), ('passage', 8, 17)]
    """
    outline = _outline(Document(id="", profile_id="", source="", text=text), format)
    named = [Segment(SegmentKind.PASSAGE, passage.start, passage.end) for passage in outline.passages]
    named += [Segment(SegmentKind.HEADING, span.start, span.end) for span in outline.headings]
    found: list[Segment] = []
    at = 0
    for part in sorted(named, key=lambda part: part.start):
        if part.start > at:
            found.append(Segment(SegmentKind.MARKUP, at, part.start))
        found.append(part)
        at = part.end
    if at < len(text):
        found.append(Segment(SegmentKind.MARKUP, at, len(text)))
    return tuple(found)


def opening(text: str, form: Format | str) -> tuple[str, ...]:
    """What the page says of the person before anything else: a name, a headline; in plain text with no heading."""
    document = Document(id="", profile_id="", source="", text=text)
    contact = frontmatter.parse(text).contact
    said = [one for one in split(document, form) if not any(span.start <= one.start < span.end for span in contact)]
    found = []
    for passage in [*dropwhile(lambda one: one.trail, said)][:2]:  # behind a column of contacts, if there is one
        if passage.kind is not PassageKind.SENTENCE or passage.trail or not opens(passage.shown):
            break
        found.append(passage.shown)
    return tuple(found)


def _outline(document: Document, form: Format | str | None) -> Outline:
    chosen = Format(form) if form is not None else format_of(document.source)
    items = _items(document.text, chosen)
    bare = chosen is Format.PLAIN or not any(item.kind is ItemKind.HEADING for item in items)
    reading = Reading(document, items, bare)
    _front(reading.outline, document.text)
    return rules.read(reading)


def _items(text: str, form: Format) -> Sequence[Item]:
    return SCANNERS[form](text, frontmatter.parse(text).end)


def _front(outline: Outline, text: str) -> None:
    """Of the front matter, headline and contact are statements and the name a heading; the rest is for the machine."""
    front = frontmatter.parse(text)
    for span in (*front.headline, *front.contact):
        outline.paragraph(Shown.of(text, [(span.start, span.end)]))
    for span in front.name:
        outline.heading(Shown.of(text, [(span.start, span.end)]))
