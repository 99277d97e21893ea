"""Dates: every month, year and range of a claim has to stand in the evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from evals.judge.pair import Pair
from evals.judge.parts.finding import Finding, contradicted, unsupported

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_SEASON: Final = r"(?P<season>spring|summer|autumn|fall|winter|early|mid|late)(?:\s+of)?[\s-]+"
_POINT: Final = re.compile(
    rf"(?<![\w$€£#/.,])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?=\w+\.?,?\s+(?:19|20)\d\d))?"
    rf"(?:{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?\s+(?:of\s+)?|{_SEASON})?(?P<year>(?:18|19|20)\d\d)s?"
    r"(?![\w%+]|[,.]\d)",
    re.IGNORECASE,
)
_LONE_MONTH: Final = re.compile(rf"(?<!\w)(?-i:(?=[A-Z])){_MONTH}(?!\w)", re.IGNORECASE)
_MAYBE: Final = frozenset({"may", "march", "mar"})
"""Also words: a month only with its year or another month."""
_NOT_YEARS: Final = re.compile(r"\s*(?:users|requests|people|members|members|items|words|lines|ms|tps|riders|patients)")


@dataclass(frozen=True)
class Point:
    """A year, with the part of it that is named; a month without a year has none."""

    text: str
    year: int | None
    part: str = ""
    """Three letters of a month, or a season; empty: the whole year."""


def check(pair: Pair) -> Finding | None:
    """Whether a date of the claim is not in the evidence; contradicted when that gives others."""
    known = points(pair.text)
    for point in points(pair.claim):
        if any(_borne(point, other) for other in known):
            continue
        years = sorted({other.text for other in known if other.year is not None})
        if years and point.year is not None:
            return contradicted(f"it says {point.text!r}, the words cited say {', '.join(years[:3])!r}")
        return unsupported(f"the date {point.text!r} is not in the words cited")
    return None


def points(text: str) -> tuple[Point, ...]:
    """The dates of a text, in order.

    >>> [(point.part, point.year) for point in points("Nov 2024 – Jan 2025, again in summer 2026; March to May 2019")]
    [('nov', 2024), ('jan', 2025), ('summer', 2026), ('may', 2019), ('mar', None)]
    """
    dated = [match for match in _POINT.finditer(text) if not _NOT_YEARS.match(text, match.end())]
    found = [Point(match.group().strip(), int(match["year"]), _part(match)) for match in dated]
    rest = _without(text, [match.span() for match in dated])
    lone = [match for match in _LONE_MONTH.finditer(rest) if _is_month(match, rest, bool(found))]
    return tuple(found + [Point(match.group(), None, match["month"][:3].casefold()) for match in lone])


def blanked(text: str) -> str:
    """The text with its dates made blank, so that what else is in figures stands out."""
    return _without(text, [match.span() for match in _POINT.finditer(text) if not _NOT_YEARS.match(text, match.end())])


def _borne(point: Point, other: Point) -> bool:
    if point.year is None or other.year is None:
        return point.part == other.part
    return point.year == other.year and point.part in ("", other.part)


def _part(match: re.Match[str]) -> str:
    if match["month"]:
        return match["month"][:3].casefold()
    season = (match["season"] or "").casefold()
    return "autumn" if season == "fall" else season


def _is_month(match: re.Match[str], text: str, dated: bool) -> bool:
    if match["month"].casefold() not in _MAYBE:
        return True
    return dated and re.match(r"\s*(?:–|-|—|to|until|and|through)\s", text[match.end() :]) is not None


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
