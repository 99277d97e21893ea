"""Dates as profiles write them: "Feb 2025 - Mar 2026", "2022 – Present", "03/2019", "since 2018"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from askme.corpus.dates import OPEN_END

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:(?P<{0}name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+|(?P<{0}number>0?[1-9]|1[0-2])[/.])?"
)
_POINT = _MONTH + r"(?P<{0}year>(?:19|20)\d\d)"
_OPEN = r"present|now|today|current|ongoing|date"
_TO = r"\s*(?:-|–|—|to|until|till)\s*"
_RANGE = re.compile(
    rf"(?i)\b{_POINT.format('a')}(?:{_TO}(?:{_POINT.format('b')}|(?P<open>{_OPEN}))|(?P<on>{OPEN_END}))"
)
_SINCE = re.compile(r"(?i)\b(?:since|from)\s+" + _POINT.format("a"))
_ONE = re.compile(r"(?i)\b" + _POINT.format("a"))


@dataclass(frozen=True, order=True)
class Period:
    """A span of months, counted as `year * 12 + month`; `end` is exclusive, far ahead while it lasts."""

    start: int
    end: int

    ONGOING = 9999 * 12

    @property
    def ongoing(self) -> bool:
        return self.end >= Period.ONGOING

    def likeness(self, other: Period) -> float:
        """Shared months over all months of the two: the Jaccard index, 0 .. 1."""
        shared = max(0, min(self.end, other.end) - max(self.start, other.start))
        return shared / (max(self.end, other.end) - min(self.start, other.start))

    def overlaps(self, other: Period) -> bool:
        return self.start < other.end and other.start < self.end


def period(text: str) -> Period | None:
    """The first period that a text states, or None. A year alone is the whole year.

    >>> period("Nov 2024 - Jan 2025") == Period(2024 * 12 + 10, 2025 * 12 + 1)
    True
    >>> period("2026 – Present").ongoing, period("(2018–)").ongoing, period("2018 – Oslo").ongoing
    (True, True, False)
    """
    if match := _RANGE.search(text):
        start, _ = _bounds(match, "a")
        return Period(start, Period.ONGOING if match["open"] or match["on"] else max(start + 1, _bounds(match, "b")[1]))
    if match := _SINCE.search(text):
        return Period(_bounds(match, "a")[0], Period.ONGOING)
    if match := _ONE.search(text):
        return Period(*_bounds(match, "a"))
    return None


def _bounds(match: re.Match[str], group: str) -> tuple[int, int]:
    year = int(match[f"{group}year"]) * 12
    if name := match[f"{group}name"]:
        month = _MONTHS.index(name.lower())
    elif number := match[f"{group}number"]:
        month = int(number) - 1
    else:
        return year, year + 12
    return year + month, year + month + 1
