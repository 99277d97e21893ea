"""`/sources/{id}?start=&end=`: a whole document as text, with the quoted words marked and scrolled to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from askme.schema import Document, Span
from askme.web.callers import caller_of
from askme.web.plain import bar, missing, plain, root
from askme.web.site import Site

FILES = ("source.css", "source.js")
SHOWN = 240
"""Characters of the quote that stand at the top of the page."""
FOLD = 200
"""Lines that a browser lays out together; those out of sight wait until they are scrolled to."""

_NUMBER = re.compile(r"[0-9]{1,9}")
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufeff\ufff9-\ufffb]")
"""Control characters, and those that turn the order of the letters after them: shown as what they are."""


def router(site: Site) -> APIRouter:
    """The page of each document."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/sources/{document_id:path}", response_class=HTMLResponse)
    def source(request: Request, document_id: str, start: str | None = None, end: str | None = None) -> HTMLResponse:
        assistant = site.desk.seen_by(caller_of(request.scope))
        document = assistant.document(document_id)
        if document is None:
            return missing(request, "There is no such source here. Its profile may have been taken away.")
        name = next((one.name for one in assistant.profiles() if one.id == document.profile_id), document.profile_id)
        asked = start is not None or end is not None
        body = _body(request, document, name, cited(document.text, start, end), asked)
        return plain(request, f"{name}: {document.source} · askme", body, FILES)

    return routes


def cited(text: str, start: str | None, end: str | None) -> Span | None:
    """The words asked for; None unless both numbers are there and some of the text lies between them.

    >>> cited("Built it.", "0", "5")
    Span(start=0, end=5)
    >>> cited("Built it.", "5", "99") is cited("Built it.", "-1", "x") is None
    True
    """
    if start is None or end is None or not _NUMBER.fullmatch(start) or not _NUMBER.fullmatch(end):
        return None
    first, last = int(start), int(end)
    return Span(start=first, end=last) if first < last <= len(text) else None


def _body(request: Request, document: Document, name: str, quote: Span | None, asked: bool) -> str:
    back = f'<a class="back" href="{escape(root(request))}/">Ask about this profile</a>'
    return f"""<body>{bar(request)}
<main class="column"><header class="about"><h1 dir="auto">{escape(name)}</h1>
<p class="file" dir="auto">{_text(document.source)}</p>
{_quote(document, quote) if quote else _absent(asked)}{back}</header>
<div class="text" role="region" aria-label="The source" tabindex="0">{"".join(_folds(document.text, quote))}</div>
</main></body>"""


def _quote(document: Document, quote: Span) -> str:
    words = " ".join(document.text[quote.start : quote.end].split())
    shown = words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " …"
    line = document.text.count("\n", 0, quote.start) + 1
    return f"""<blockquote class="quoted" dir="auto">{_text(shown)}</blockquote>
<p><a href="#quote">To these words, in line {line}</a></p>"""


def _absent(asked: bool) -> str:
    told = "The words that the address points to are not there. The source may have changed since."
    return f'<p class="absent" role="note">{told}</p>' if asked else ""


def _folds(text: str, quote: Span | None) -> Iterator[str]:
    lines = list(_lines(text, quote))
    for at in range(0, len(lines), FOLD):
        yield f"<ol>{''.join(lines[at : at + FOLD])}</ol>"


def _lines(text: str, quote: Span | None) -> Iterator[str]:
    """Each line, cut at the edges of the quote. The first cited part is what `#quote` leads to."""
    start, first = 0, True
    for number, line in enumerate(text.split("\n"), start=1):
        begin = end = 0
        if quote is not None:
            begin, end = (min(max(edge - start, 0), len(line)) for edge in (quote.start, quote.end))
        words = _text(line)
        if begin < end:
            mark = f"<mark{' id=quote' if first else ''}>{_text(line[begin:end])}</mark>"
            words, first = f"{_text(line[:begin])}{mark}{_text(line[end:])}", False
        yield f'<li data-line="{number}"><span dir="auto">{words}</span></li>'
        start += len(line) + 1


def _text(text: str) -> str:
    """Text as markup. An odd character stays in the text, in a box of its own that shows its number."""
    return _ODD.sub(_boxed, escape(text))


def _boxed(found: re.Match[str]) -> str:
    code = ord(found[0])
    kept = found[0] if code >= 0x7F else ""  # HTML cannot hold the others
    return f'<span class="odd" data-code="U+{code:04X}">{kept}</span>'
