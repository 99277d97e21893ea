"""Who a document is about, as its first lines tell."""

from __future__ import annotations

from dataclasses import dataclass

from askme.corpus import frontmatter, shapes
from askme.corpus.items import ItemKind
from askme.corpus.markdown import scan
from askme.corpus.splitting import Format, format_of, opening
from askme.corpus.titles import parts, role_like, section_like
from askme.schema import StepKind


@dataclass(frozen=True)
class Known:
    """What a page tells without front matter; all empty when it does not."""

    name: str = ""
    headline: str = ""
    aliases: tuple[str, ...] = ()


def known_from(filename: str, text: str) -> Known:
    """The name from a Markdown page's title; the headline and, as an alias, the name from the top of a bare page."""
    return _from_title(text) if format_of(filename) is Format.MARKDOWN else _from_top(text)


def _from_top(text: str) -> Known:
    lines = opening(text, Format.PLAIN)
    if len(lines) == 2 and shapes.person(lines[0]):
        return Known(headline=lines[1], aliases=(lines[0],))
    return Known(headline=lines[0]) if lines else Known()


def _from_title(text: str) -> Known:
    """ "# Ada Lovelace", or "# Ada Lovelace - Mathematician"."""
    items = scan(text, frontmatter.parse(text).end)
    title = next((item.text for item in items if item.kind is ItemKind.HEADING), "")
    found = {part.kind: title[part.start : part.end] for part in reversed(parts(title[:200]))}
    name = found.get(StepKind.ENTRY, "")
    if not shapes.person(name) or section_like(title) or role_like(title):
        return Known()
    return Known(name=name, headline=found.get(StepKind.ROLE, ""))
