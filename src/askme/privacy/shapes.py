"""Shapes of text that several kinds of private data share, and those that look private and are not."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from askme.privacy.found import Marked

GAP = r"[ \t\u00a0\u2007\u2009\u202f]"
DASH = r"[-\u2010-\u2015\u2212]"
JOINT = rf"(?:{GAP}|[*_`|:.=#>~)\]]|{DASH}){{0,14}}(?:\r?\n(?:{GAP}|[*_`|:>-]){{0,8}})?"
"""What may stand between a label and its value: markup, a colon, a table bar, one line end."""

_PUBLIC = re.compile(
    r"https?://[^\s<>\"')\]|]{1,2000}"
    r"|\bwww\.[^\s<>\"')\]|]{1,2000}"
    r"|\b(?:github|gitlab|linkedin|twitter|x|orcid|doi|arxiv|stackoverflow)\.(?:com|org)/[^\s<>\"')\]|]{1,2000}"
    r"|\b10\.\d{4,9}/\S{1,200}"
    r"|(?<!\w)#\d{1,12}\b"
    rf"|\b(?:ISSN|ISMN|DOI|ORCID|arXiv|PMID|PMCID|RFC|CVE|ISO|IEC|GTIN|EAN|UPC|ISRC|ISNI|IMEI|DUNS|NCT|patent|build|commit"
    rf"|issue|ticket|ref|version)(?:{GAP}|[:#._*-]|no|nr|number){{0,6}}[A-Z]{{0,4}}\d[\dA-Za-z./-]{{3,40}}"
    rf"|\bISBN(?:[-‐‑]?1[03])?(?:{GAP}|[:#.*]){{0,4}}[\dX](?:[- ]?[\dX]){{8,12}}"
    r"|\b97[89][- ]\d{1,5}[- ]\d{1,7}[- ]\d{1,7}[- ]\d\b"
    r"|(?<![\w-])000\d-000\d-\d{4}-\d{3}[\dX]\b"
    r"|(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2}|:\d{1,5})?(?![\w.])",
    re.IGNORECASE,
)
"""Links to public pages and numbers of books, papers, issues, machines: nobody's private data."""

_YEAR = r"(?:19|20)\d\d"
_DATE = rf"(?:{_YEAR}(?:{DASH}|[./])\d\d?(?:{DASH}|[./])\d\d?|\d\d?(?:{DASH}|[./])\d\d?(?:{DASH}|[./])(?:{_YEAR}|\d\d)"
_DATE += rf"|\d\d?(?:{DASH}|[./]){_YEAR}|{_YEAR}(?:{DASH}|[./])\d\d?|{_YEAR})"
_DATES = re.compile(rf"[(]?{_DATE}(?:(?:{GAP}|{DASH}|[/,.()]){{1,5}}{_DATE})*[)]?")
_TRIPLETS = re.compile(rf"[+]?[1-9]\d{{0,2}}(?:(?:{GAP}|[.'’])\d{{3}})+")
_UNIT = re.compile(rf"{GAP}?(?:[%€$£₹]|[a-z]{{4,}})")
_YEARS = re.compile(rf"(?<!\d){_YEAR}{GAP}?(?:{DASH}|[./]){GAP}?(?:{_YEAR}|\d\d(?:{DASH}|[./])\d\d)(?!\d)")
_COUNTED = re.compile(rf"{GAP}[a-z]{{3,}}")
_DIGIT = re.compile(r"\d")


def public(text: str) -> Marked:
    """The parts of the text that are public by their form."""
    return Marked(len(text), (match.span() for match in _PUBLIC.finditer(text)))


def is_dates(number: str) -> bool:
    """Whether what looks like a number is dates or years ("2016 – 2021")."""
    return _DATES.fullmatch(number.strip()) is not None


def has_years(number: str) -> bool:
    """Whether years from one to another stand in it, or a date with its year."""
    return _YEARS.search(number) is not None


def counts_something(text: str, end: int) -> bool:
    """Whether a word follows that a number may count ("1234567 users")."""
    return _COUNTED.match(text, end) is not None


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether a number is grouped by thousands and a unit follows ("12 000 000 users")."""
    return _TRIPLETS.fullmatch(text[start:end]) is not None and _UNIT.match(text, end) is not None


def digits(number: str) -> str:
    return "".join(_DIGIT.findall(number))


@dataclass(frozen=True)
class Lines:
    """The lines of a text, found by an offset."""

    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        return cls(text, (0, *(match.end() for match in re.finditer(r"\n", text))))

    def number(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def bounds(self, number: int) -> tuple[int, int]:
        """Where a line begins and ends, without its line end."""
        start = self.starts[number]
        end = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)
        return start, end
