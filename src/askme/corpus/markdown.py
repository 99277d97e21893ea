"""Markdown -> items: headings, bullets, paragraphs, table rows, quotes, code lines."""

from __future__ import annotations

import re

from askme.corpus import inline
from askme.corpus.dates import date_line, dates
from askme.corpus.figures import is_figure
from askme.corpus.items import MARKER, Item, ItemKind, cells, is_delimiter, lines
from askme.corpus.labels import label_end
from askme.corpus.shown import Shown, trim

_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_ATX = re.compile(r"(#{1,6})(?=[ \t]|$)")
_CLOSING = re.compile(r"[ \t]#+$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_REFERENCE = re.compile(r"\[[^\[\]]{1,200}\]:[ \t]*<?(?:https?://|mailto:|www\.|[./#])\S*(?:[ \t]+[\"'(].*[\"')])?$")
_HIDING = re.compile(r"<!--|<(script|style|template|noscript|head)\b[^<>]{0,500}>", re.IGNORECASE)
_BREAK = re.compile(r"(?: {2,}|\\|<br\s*/?>)$", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(?!\s)[^*_]{1,200}\1:?")
_EMPHASISED = re.compile(r"([*_]{1,3})(?!\s)[^*_]{1,200}\1")
_RUN_IN = re.compile(r"(\*\*|__)(?!\s)(?P<title>[^*_\n]{2,80})(\.\1|\1\.)(?=\s+\S)")
"""A title in bold that a paragraph begins with: "**Studio Holm, Oslo.** I joined as a junior ..."."""
_ASKED = re.compile(r"(\*\*|__)(?!\s)(?P<title>[^*_\n]{2,120}\?)\1(?=\s+\S)")
"""A question in bold that its answer follows: "**Do you deliver?** Within ten miles."."""
_LEAST_RUN_IN = 2
"""A single one may as well be a sentence that somebody wanted to be seen."""
_SET_OFF = ",(|·•–—-:"
"""What stands before the dates of a title."""
_TICKET = re.compile(r"[—–―]|--\s")


def scan(source: str, start: int = 0) -> list[Item]:
    """The items of a Markdown text from offset `start` on."""
    return _Scanner(source, start).run()


class _Scanner:
    def __init__(self, source: str, start: int) -> None:
        self.source = source
        self.lines = lines(source, start)
        self.items: list[Item] = []
        self.gap = True
        self.hidden: bytearray | None = None
        self.fence = ""
        self.open: list[tuple[int, int]] = []
        """Lines of the paragraph or bullet that may still go on."""
        self.kind = ItemKind.TEXT
        self.level = 0
        self.table = False
        self.titles: tuple[re.Pattern[str], ...] = ()
        """How paragraphs begin with their titles, if they do."""

    def run(self) -> list[Item]:
        self.hidden = self._hide()
        begun = [trim(self.source, *line) for line in self.lines]
        self.titles = tuple(
            form
            for form in (_RUN_IN, _ASKED)
            if sum(_title(form, self.source, *line) is not None for line in begun) >= _LEAST_RUN_IN
        )
        for number, (start, end) in enumerate(self.lines):
            self._line(number, start, end)
        self._close()
        return self.items

    def _hide(self) -> bytearray | None:
        """Mask what no reader sees: comments and the like, outside of fenced code. None if there is nothing."""
        found = bytearray(len(self.source))
        fence, until, close = "", -1, 0
        any_hidden = False
        closers: dict[str, bool] = {}
        for start, end in self.lines:
            opened = _FENCE.match(self.source[start : min(end, start + 40)].lstrip(" \t>"))
            if end > until and opened and (not fence or opened.group().startswith(fence)):
                fence = "" if fence else opened.group()
            if fence:
                continue
            at = max(start, until)
            while at < end and (hit := _HIDING.search(self.source, at, end)):
                closer = f"</{hit.group(1).lower()}" if hit.group(1) else "-->"
                close = -1 if closers.get(closer) is False else _find(self.source, closer, hit.end())
                if close < 0:
                    closers[closer] = False
                    if self.source[start : hit.start()].strip():
                        at = hit.end()
                        continue
                    close = len(self.source)
                until = min(close + len(closer), len(self.source))
                found[hit.start() : until] = b"\1" * (until - hit.start())
                any_hidden = True
                at = until
        return found if any_hidden else None

    def _line(self, number: int, start: int, end: int) -> None:
        if self.fence:
            self._code(start, end)
            return
        begin, quoted = self._unquote(start, end)
        first, last = trim(self.source, begin, end)
        line = self.source[first:last]
        if not any(char.isalnum() for char in line) or self._all_hidden(first, last):
            self._wordless(first, last)
        elif opened := _FENCE.match(line):
            self._close()
            self.fence = opened.group()
        elif _REFERENCE.fullmatch(line):
            self._close()
        elif hit := _ATX.match(line):
            self._close()
            closing = _CLOSING.search(line)
            self._add(
                ItemKind.HEADING, [(first + hit.end(), first + closing.start() if closing else last)], len(hit.group())
            )
        elif "|" in line and self._tabular(number, line):
            self._row(first, last, number)
        else:
            self._prose(start, first, end, quoted)

    def _unquote(self, start: int, end: int) -> tuple[int, bool]:
        quoted = False
        while hit := _QUOTE.match(self.source, start, end):
            start, quoted = hit.end(), True
        return start, quoted

    def _all_hidden(self, start: int, end: int) -> bool:
        return self.hidden is not None and not Shown.of(self.source, [(start, end)], self.hidden)

    def _code(self, start: int, end: int) -> None:
        line = self.source[start:end].strip(" \t>")
        if line.startswith(self.fence) and not line.strip(self.fence[0]):
            self.fence = ""
            self.gap = True
        else:
            self._emit(ItemKind.CODE, Shown.of(self.source, [trim(self.source, start, end)]))

    def _wordless(self, first: int, last: int) -> None:
        """A blank line, a rule, or the line under a setext heading; a fence may open without a word too."""
        line = self.source[first:last]
        under = len(line) >= 2 and (not line.strip("=") or not line.strip("-"))
        if under and len(self.open) == 1 and self.kind is ItemKind.TEXT:
            self.kind, self.level = ItemKind.HEADING, 1 if line[0] == "=" else 2
        if is_delimiter(line) and self.table:
            return
        self._close()
        self.gap = True
        self.table = False
        if opened := _FENCE.match(line):
            self.fence = opened.group()

    def _tabular(self, number: int, line: str) -> bool:
        return self.table or line.startswith("|") or self._header(number)

    def _header(self, number: int) -> bool:
        if self.table or number + 1 >= len(self.lines):
            return False
        start, end = self.lines[number + 1]
        return is_delimiter(self.source[self._unquote(start, end)[0] : end].strip())

    def _row(self, first: int, last: int, number: int) -> None:
        self._close()
        kind = ItemKind.HEADER if self._header(number) else ItemKind.ROW
        self.table = True
        shown = [self._shown([span]) for span in cells(self.source, first, last)]
        row = Shown.of(self.source, [(first, last)])
        self.items.append(Item(kind, row, gap=self.gap, cells=tuple(cell for cell in shown if cell)))
        self.gap = False

    def _prose(self, start: int, first: int, end: int, quoted: bool) -> None:
        self.table = False
        column = first - start
        begin = first
        while hit := MARKER.match(self.source, begin, end):
            begin = hit.end()
        text_kind = ItemKind.QUOTE if quoted else ItemKind.TEXT
        if begin > first:
            self._close()
            self.kind, self.level, self.open = ItemKind.BULLET, column, [(begin, end)]
        elif self.open and self._goes_on(first, end, text_kind):
            self.open.append((first, end))
        else:
            self._close()
            self.kind, self.level, self.open = text_kind, 0, [(first, end)]

    def _goes_on(self, first: int, end: int, kind: ItemKind) -> bool:
        """Whether the line continues the open paragraph or bullet."""
        if self.kind is not ItemKind.BULLET and self.kind is not kind:
            return False
        begun, ended = self.open[-1]
        before, line = self.source[begun:ended], self.source[first:end]
        if _BREAK.search(before[-10:]) or _TICKET.match(line):
            return False
        bare, following = _bare(before[:200]), _bare(line[:200])
        emphasised = _EMPHASISED.fullmatch(before[:300].strip()) or _EMPHASISED.fullmatch(line[:300].strip())
        apart = emphasised or is_figure(bare) or date_line(bare) or date_line(following)
        labelled = label_end(_bare(self.source[slice(*self.open[0])][:200])) and label_end(following)
        return not (apart or labelled or (len(self.open) == 1 and _is_title(before.strip())))

    def _close(self) -> None:
        """The open paragraph or bullet is complete."""
        if self.open:
            self._add(self.kind, self.open, self.level)
        self.open = []

    def _add(self, kind: ItemKind, spans: list[tuple[int, int]], level: int) -> None:
        spans = [trim(self.source, *span) for span in spans]
        found = (_title(form, self.source, *spans[0]) for form in self.titles if kind is ItemKind.TEXT)
        if hit := next(filter(None, found), None):
            self.items.append(Item(kind, self._shown([hit.span("title")]), level, self.gap, bold=True, strong=True))
            self.gap = False
            spans[0] = trim(self.source, hit.end(), spans[0][1])
        first = self.source[slice(*spans[0])][:300]
        strong = _BOLD.match(first)
        self._emit(kind, self._shown(spans), level, strong)

    def _emit(self, kind: ItemKind, shown: Shown, level: int = 0, strong: re.Match[str] | None = None) -> None:
        if shown:
            bold = strong is not None and strong.group().rstrip(":").strip("*_") == shown.text.rstrip(":")
            self.items.append(Item(kind, shown, level, self.gap, bold=bold, strong=strong is not None))
            self.gap = False

    def _shown(self, spans: list[tuple[int, int]]) -> Shown:
        base, end = spans[0][0], spans[-1][1]
        hidden = self.hidden[base:end] if self.hidden is not None else None
        return Shown.of(self.source, spans, inline.mask(self.source[base:end], hidden), base)


def _bare(line: str) -> str:
    return line.replace("*", "").replace("_", "").replace("`", "").strip()


def _is_title(line: str) -> bool:
    """Whether a line, in bold at first, names an entry with its dates: "**Baker, Oak & Ember**, York, 2014 to 2019"."""
    bare = _bare(line)
    ends = (bare[:i].rstrip()[-1:] for i, j in dates(bare) if not bare[j:].strip(" )"))
    return _BOLD.match(line) is not None and any(before and before in _SET_OFF for before in ends)


def _title(form: re.Pattern[str], source: str, start: int, end: int) -> re.Match[str] | None:
    """What a paragraph begins with in bold, if that is its title."""
    hit = form.match(source, start, end)
    return hit if hit is not None and (form is _ASKED or _names(hit["title"])) else None


def _names(title: str) -> bool:
    """Whether it is written as names are, and not as a sentence: most of its longer words begin with a capital."""
    words = re.findall(r"[^\W\d_]{4,}", title)
    return bool(words) and sum(word[0].isupper() for word in words) * 2 >= len(words)


def _find(source: str, closer: str, start: int) -> int:
    """Where a closing tag begins, in the small or capital letters that HTML allows; -1 if nowhere."""
    hit = re.compile(re.escape(closer), re.IGNORECASE).search(source, start)
    return hit.start() if hit else -1
