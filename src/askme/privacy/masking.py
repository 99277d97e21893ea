"""Blotting out: every character stays where it was."""

from __future__ import annotations

import re
from collections.abc import Iterable

from askme.schema import Span

BLOT = "█"
_INK = re.compile(r"[^\r\n]")


def blotted(text: str, spans: Iterable[Span]) -> str:
    """The text with every character of the ranges replaced, line ends kept, so that all offsets stay true.

    >>> blotted("Mail: ada@x.org, Oslo", [Span(start=6, end=15)])
    'Mail: █████████, Oslo'
    """
    parts, at = [], 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start = max(span.start, at)
        if start < span.end:
            parts += [text[at:start], _INK.sub(BLOT, text[start : span.end])]
            at = span.end
    return "".join((*parts, text[at:]))
