"""Markdown inside a line: which characters are markup, and which a reader sees."""

from __future__ import annotations

import re
from collections import defaultdict, deque

from askme.corpus.vocabulary import HTML_TAGS

_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<auto><(?=(?:https?|mailto|ftp):[^\s<>]{1,2000}>))"
    rf"|(?P<tag></?(?:{'|'.join(sorted(HTML_TAGS))})(?=[\s/>])[^<>]{{0,2000}}>)"
    r"|(?P<image>!\[)"
    r"|(?P<open>\[)"
    r"|(?P<close>\](?:\((?:[^()<>\n]{0,2000}(?:\([^()\n]{0,200}\)[^()<>\n]{0,2000}){0,3}|<[^<>\n]{0,2000}>)\)"
    r"|\[[^\[\]\n]{0,200}\])?)"
    r"|(?P<space>(?<=[\s|;])&(?:nbsp|ensp|emsp);|&(?:nbsp|ensp|emsp);(?=[\s|&]))"
    r"|&(?P<ampersand>amp;)"
    r"|(?P<marks>\*+|_+|~{2,3})",
    re.IGNORECASE,
)


def mask(chunk: str, hidden: bytes | bytearray | None = None) -> bytearray:
    """One byte a character: 1 where it is markup. Linear in the length of `chunk`.

    >>> text = "**Go**, see [docs](http://x.y) and `a_b`"
    >>> "".join(c for c, m in zip(text, mask(text)) if not m)
    'Go, see docs and a_b'
    """
    found = bytearray(hidden) if hidden is not None else bytearray(len(chunk))
    _Inline(chunk, found).run()
    return found


class _Inline:
    def __init__(self, chunk: str, found: bytearray) -> None:
        self.chunk = chunk
        self.found = found
        self.brackets: list[tuple[int, bool]] = []
        self.openers: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.ticks: dict[int, deque[int]] = defaultdict(deque)

    def run(self) -> None:
        for run in re.finditer(r"`+", self.chunk):
            self.ticks[len(run.group())].append(run.start())
        at = 0
        while hit := _TOKEN.search(self.chunk, at):
            kind = str(hit.lastgroup)
            at = hit.end()
            if self.found[hit.start()]:
                continue
            if kind == "ticks":
                at = self.code(hit.start(), len(hit.group()))
            else:
                getattr(self, kind)(hit)

    def hide(self, start: int, end: int) -> None:
        self.found[start:end] = b"\1" * (end - start)

    def code(self, start: int, length: int) -> int:
        """Hide a pair of equal tick runs; what lies between is shown as it stands."""
        places = self.ticks[length]
        while places and places[0] <= start:
            places.popleft()
        if not places:
            return start + length
        close = places.popleft()
        self.hide(start, start + length)
        self.hide(close, close + length)
        return close + length

    def escape(self, hit: re.Match[str]) -> None:
        self.hide(hit.start(), hit.start() + 1)

    def auto(self, hit: re.Match[str]) -> None:
        close = self.chunk.index(">", hit.end())
        self.hide(hit.start(), hit.end())
        self.hide(close, close + 1)

    def tag(self, hit: re.Match[str]) -> None:
        self.hide(*hit.span())

    def space(self, hit: re.Match[str]) -> None:
        """A space written as an entity, beside another one or a bar."""
        self.hide(*hit.span())

    def ampersand(self, hit: re.Match[str]) -> None:
        """Of "&amp;" the first character is what a reader sees."""
        self.hide(*hit.span("ampersand"))

    def image(self, hit: re.Match[str]) -> None:
        self.brackets.append((hit.start(), True))

    def open(self, hit: re.Match[str]) -> None:
        self.brackets.append((hit.start(), False))

    def close(self, hit: re.Match[str]) -> None:
        """End of a link or image: a link keeps its text, an image (whose text nobody sees) keeps nothing."""
        if not self.brackets:
            return
        start, image = self.brackets.pop()
        if len(hit.group()) == 1:
            return
        if image:
            self.hide(start, hit.end())
        else:
            self.hide(start, start + 1)
            self.hide(*hit.span())

    def marks(self, hit: re.Match[str]) -> None:
        """Emphasis: a closing run is paired with the latest equal run that could open."""
        mark, length = hit.group()[0], len(hit.group())
        before = self.chunk[hit.start() - 1 : hit.start()]
        after = self.chunk[hit.end() : hit.end() + 1]
        inside_word = mark == "_" and before.isalnum() and after.isalnum()
        if inside_word:
            return
        closes = bool(before) and not before.isspace()
        places = self.openers[mark, length]
        if closes and places:
            start = places.pop()
            self.hide(start, start + length)
            self.hide(*hit.span())
        elif after and not after.isspace() and not (mark == "_" and before.isalnum()):
            places.append(hit.start())
