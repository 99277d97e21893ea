"""Street addresses, in the orders in which people write them. A town alone is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from askme.privacy.shapes import Lines, is_dates
from askme.privacy.streets import POSTED, REST, SURE, TOWN, WEAK, YEAR

_PREFIX = re.compile(r"\b(?:in|since|until|by|over|about|with|from|of|than|top|to)[ \t]+$", re.IGNORECASE)
"""Before a number, these make it a year or an amount: "in 2016 Wall Street ..."."""
_NAMES = (
    "address|adresse|privatadresse|postadresse|anschrift|wohnhaft|dirección|direccion|domicilio|indirizzo|residenza"
    "|endereço|morada|adres|adress|hemadress|osoite|residence|lives at|living at|i live at|resides at"
)
_WHOSE = "home|postal|mailing|street|current|permanent|residential|private|my|present|correspondence|full|physical"
_LABEL = re.compile(
    rf"(?:^|(?<=[|•·;,\n(*_:>\t])|(?<=\. ))[ \t*_>#-]{{0,8}}(?<!\w_)(?:(?:{_WHOSE})[ \t]+){{0,2}}(?:{_NAMES})"
    r"(?:[ \t]*\([^()\n]{1,20}\))?[ \t*_`]{0,4}(?:[:|=–-]|\r?\n|(?<= at)[ \t])[ \t*_`|:>]{0,8}",
    re.IGNORECASE | re.MULTILINE,
)
_VALUE = re.compile(r"[^\n|;•·]{1,160}")
_ENDS = re.compile(
    r"@|://|\b(?:e-?mail|phone|tel|mobile|web|born|nationality|date|fax|linkedin|github)\b|^\s*(?:#|[-*+]\s)|\w+:",
    re.IGNORECASE,
)
"""What no longer belongs to an address."""
_NO_PLACE = re.compile(r"0x[\da-fA-F]|(?:\d{1,3}\.){3}\d|[\da-fA-F]{2}(?::[\da-fA-F]{2}){2}|\b(?:bytes?|bits?|space)\b")
"""Addresses of machines and contracts."""
_LINES = 4
_NOT = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|figure|section|chapter|page|table|version|grade|year|level|volume|room)\b",
    re.IGNORECASE,
)
"""Before a number, these make it a date or a place in a book."""
_OPENS = re.compile(r"(?:^|[\n|•·:;>])[ \t*_-]*$")
_CLOSES = re.compile(r"[ \t*_]*(?:$|[\n\r|•·;,])")


def labelled(text: str) -> Iterator[tuple[int, int]]:
    """What stands after "Address:", on its line or on those below."""
    for label in _LABEL.finditer(text):
        lines = list(_lines(text, label.end()))[: 1 if "|" in label.group() else _LINES]
        numbered = [n for n, (start, end) in enumerate(lines) if re.search(r"\d", text[start:end])]
        for start, end in lines[: numbered[-1] + 1] if numbered else ():
            words = text[start:end]
            if re.search(r"[^\W\d_]{2}", words) and not _NO_PLACE.search(words) and not is_dates(words.strip()):
                yield start, end


def _lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    """What may be an address from here on, line by line, up to a blank line or another label."""
    for _ in range(_LINES):
        value = _VALUE.match(text, at)
        if value is None or not value.group().strip():
            return
        cut = _ENDS.search(value.group())
        if cut is not None:
            if value.group()[: cut.start()].strip(" \t,.*_|"):
                yield value.start(), value.start() + cut.start()
            return
        yield value.span()
        if not text.startswith("\n", value.end()):
            return
        at = value.end() + 1


def sure(text: str, lines: Lines) -> Iterator[tuple[int, int]]:
    """Addresses that their form tells."""
    for form in SURE:
        for match in form.finditer(text):
            if _is_place(text, *match.span()):
                yield from _whole(text, lines, *match.span())


def with_postcode(text: str, lines: Lines) -> Iterator[tuple[int, int]]:
    """Of what could be an address, that which fills its line or cell and ends in a postcode."""
    for form in POSTED:
        for match in form.finditer(text):
            rest = REST.match(text, match.end())
            if rest is None or _NOT.search(match.group()):
                continue
            if _OPENS.search(text[max(0, match.start() - 12) : match.start()]) and _CLOSES.match(text, rest.end()):
                yield from _whole(text, lines, *match.span())


def weak(text: str, lines: Lines) -> Iterator[tuple[int, int]]:
    """What could be an address; beside other contact data it is one."""
    for form in WEAK:
        for match in form.finditer(text):
            if not _after_prefix(text, match.start()) and not _NOT.search(match.group()):
                yield from _whole(text, lines, *match.span())


def _is_place(text: str, start: int, end: int) -> bool:
    if _after_prefix(text, start):
        return False
    number = re.search(r"\d+", text[start:end])
    return number is None or not YEAR.fullmatch(number.group()) or REST.match(text, end) is not None


def _after_prefix(text: str, start: int) -> bool:
    return text[start].isdigit() and _PREFIX.search(text[max(0, start - 12) : start]) is not None


def _whole(text: str, lines: Lines, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The address with the postcode that follows it, on its line or as the line below."""
    rest = REST.match(text, end)
    yield start, rest.end() if rest else end
    number = lines.number(end)
    if number + 1 < len(lines.starts):
        below, stop = lines.bounds(number + 1)
        if stop - below <= 60 and TOWN.fullmatch(text, below, stop) and not is_dates(text[below:stop].strip(" *_\r")):
            yield below, stop
