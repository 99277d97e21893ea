"""Dates as profiles write them: "Feb 2025 - Mar 2026", "2022 – Present", "03/2019", "since 2018"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from askme.corpus.dates import MONTH, NOW, OPEN_END, TO, YEAR

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"


def _point(side: str) -> str:
    """A point in time; its groups begin with `side`."""
    return (
        rf"(?:(?:{_DAY}(?:\.?\s+|-))?(?P<{side}name>{MONTH})(?:-|,?\s+(?:{_DAY},?\s+)?)(?P<{side}named>{YEAR})"
        rf"|(?P<{side}brief>{MONTH})\s*['’](?P<{side}short>\d\d)\b"
        rf"|(?P<{side}part>[qh][1-4])[\s-]+(?P<{side}parted>{YEAR})"
        rf"|(?P<{side}day>\d\d?)[/.](?P<{side}middle>\d\d?)[/.](?P<{side}dated>{YEAR})"
        rf"|(?P<{side}number>0?[1-9]|1[0-2])[/.](?P<{side}numbered>{YEAR})"
        rf"|(?P<{side}iso>{YEAR})-(?P<{side}month>0[1-9]|1[0-2])(?:-\d\d)?(?!\d)"
        rf"|(?P<{side}year>{YEAR}))"
    )


_RANGE = re.compile(
    rf"(?i)\b{_point('a')}(?:{TO}(?:{_point('b')}|(?P<open>{NOW})|(?P<until>\d\d)(?![\d-]))|(?P<on>{OPEN_END}))"
)
_BRIEF = re.compile(rf"(?i)(?<![\d/])(\d\d)/(\d\d){TO}(?:(\d\d)/(\d\d)(?![\d/])|{NOW})")
"""Months of years without their century, of which only a range is one: "06/24 – 10/24"."""
_MONTHS_OF = re.compile(rf"(?i)\b(?P<first>{MONTH}){TO}{_point('b')}")
"""Months of one year: "June – August 2019"."""
_SINCE = re.compile(r"(?i)\b(?:since|from)\s+" + _point("a"))
_ONE = re.compile(r"(?i)\b" + _point("a"))


@dataclass(frozen=True, order=True)
class Period:
    """A span of months, counted as `year * 12 + month`; `end` is exclusive, far ahead while it lasts."""

    start: int
    end: int

    ONGOING = 9999 * 12

    @property
    def ongoing(self) -> bool:
        return self.end >= Period.ONGOING

    @property
    def over_a_year(self) -> bool:
        """Whether it is longer than the single year that a book or a prize has."""
        return self.end - self.start > 12

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
    >>> period("2026 → now").ongoing, period("(2018–)").ongoing, period("2018 – Oslo").ongoing
    (True, True, False)
    >>> period("15/02/2016 – 31/08/2021") == period("2016-02 to 2021-08") == period("Feb 2016 - Aug 2021")
    True
    >>> period("11/24 – 01/25") == period("Nov 2024 – Jan 2025"), period("24/7 – 11/12")
    (True, None)
    >>> period("03-Aug-2015 to 28-Jun-2019") == period("Aug 2015 - Jun 2019")
    True
    """
    if (match := _RANGE.search(text)) and (found := _ranged(match)):
        return found
    if match := _BRIEF.search(text):
        start, _ = _month(int(_century(match[2])), int(match[1]))
        end = _month(int(_century(match[4])), int(match[3]))[1] if match[3] else Period.ONGOING
        return Period(start, max(start + 1, end))
    if match := _MONTHS_OF.search(text):
        _, end = _bounds(match, "b")
        first = (end - 1) // 12 * 12 + _MONTHS.index(match["first"][:3].lower())
        return Period(min(first, end - 1), end)
    if match := _SINCE.search(text):
        return Period(_bounds(match, "a")[0], Period.ONGOING)
    if match := _ONE.search(text):
        return Period(*_bounds(match, "a"))
    return None


def _ranged(match: re.Match[str]) -> Period | None:
    """None for "2021-09", which is a month: 9 does not come after 21, as 12 does after 10 in "2010-12"."""
    start, _ = _bounds(match, "a")
    if match["open"] or match["on"]:
        return Period(start, Period.ONGOING)
    if match["until"] is None:
        return Period(start, max(start + 1, _bounds(match, "b")[1]))
    century, year = divmod(start // 12, 100)
    last = int(match["until"])
    return Period(start, (century * 100 + last + 1) * 12) if match["ayear"] and last > year else None


def _bounds(match: re.Match[str], side: str) -> tuple[int, int]:
    """The months that a point in time covers, from .. to."""
    held = {name.removeprefix(side): value for name, value in match.groupdict().items() if name.startswith(side)}
    if held["name"] or held["brief"]:
        year = int(held["named"] or _century(held["short"]))
        return _month(year, 1 + _MONTHS.index((held["name"] or held["brief"])[:3].lower()))
    if part := held["part"]:
        long = 3 if part[0].lower() == "q" else 6
        start = int(held["parted"]) * 12 + long * (int(part[1]) - 1)
        return start, start + long
    if held["day"]:
        first, second = int(held["day"]), int(held["middle"])
        return _month(int(held["dated"]), first if second > 12 else second)  # the month first, as in the USA
    if held["number"]:
        return _month(int(held["numbered"]), int(held["number"]))
    if held["iso"]:
        return _month(int(held["iso"]), int(held["month"]))
    return int(held["year"]) * 12, int(held["year"]) * 12 + 12


def _month(year: int, number: int) -> tuple[int, int]:
    start = year * 12 + min(max(number, 1), 12) - 1
    return start, start + 1


def _century(digits: str) -> str:
    """ "'19" is 2019, "'87" is 1987."""
    return ("20" if int(digits) < 70 else "19") + digits
