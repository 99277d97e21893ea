"""Who a document is about, as its first lines tell."""

from __future__ import annotations

from dataclasses import dataclass

from askme.corpus import frontmatter, shapes
from askme.corpus.headers import opens
from askme.corpus.items import Item, ItemKind
from askme.corpus.markdown import scan
from askme.corpus.splitting import Format, format_of, opening
from askme.corpus.titles import LONGEST_TITLE, parts, section_like
from askme.schema import StepKind


@dataclass(frozen=True)
class Known:
    """What a page tells without front matter; all empty when it does not."""

    name: str = ""
    headline: str = ""
    aliases: tuple[str, ...] = ()


def known_from(filename: str, text: str) -> Known:
    """The name from a Markdown page's title; the headline and, as an alias, the name from the top of a bare page."""
    form = format_of(filename)
    items = scan(text, frontmatter.parse(text).end) if form is Format.MARKDOWN else []
    if any(item.kind is ItemKind.HEADING for item in items):
        return _from_title(items)
    return _from_top(opening(text, form))


def _from_top(lines: tuple[str, ...]) -> Known:
    if len(lines) == 2 and shapes.person(lines[0]):
        return Known(headline=lines[1], aliases=(lines[0],))
    return Known(headline=lines[0]) if lines else Known()


def _from_title(items: list[Item]) -> Known:
    """ "# Ada Lovelace", or "# Ada Lovelace - Mathematician"; the headline may stand right under it."""
    at = next(n for n, item in enumerate(items) if item.kind is ItemKind.HEADING)
    title = items[at].text
    found = {part.kind: title[part.start : part.end] for part in reversed(parts(title[:LONGEST_TITLE]))}
    name = found.get(StepKind.ENTRY, "")
    if items[at].level != 1 or not shapes.person(name) or section_like(title):
        return Known()
    below = next((item.text for item in items[at + 1 : at + 2] if item.kind is ItemKind.TEXT and opens(item.text)), "")
    return Known(name=name, headline=found.get(StepKind.ROLE, "") or below)
