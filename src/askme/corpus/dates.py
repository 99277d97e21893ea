"""Dates as profiles write them: "Feb 2025 – Mar 2026", "since 2019", "03/2019 – today", "Summer 2020"."""

from __future__ import annotations

import re
from functools import lru_cache

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
YEAR = r"(?:19|20)\d\d"
_POINT = (
    rf"(?:{MONTH},?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?{YEAR}|\d{{1,2}}(?:st|nd|rd|th|\.)?\s+{MONTH},?\s+{YEAR}|{MONTH}\s*['’]\d\d"
    rf"|(?:\d{{1,2}}-)?{MONTH}-{YEAR}"
    rf"|(?:springs?|summers?|falls?|autumns?|winters?|early|mid|late|q[1-4]|h[12])[\s-]+{YEAR}"
    rf"|(?:0?[1-9]|1[0-2])[/.]{YEAR}|\d{{1,2}}[/.]\d{{1,2}}[/.]{YEAR}"
    rf"|{YEAR}[-/.](?:0[1-9]|1[0-2])(?:[-/.]\d\d)?(?!\d)|{YEAR})"
)
NOW = (
    r"(?:(?:(?:to|till?|until)\s+)?(?:present|now|today|date)|current(?:ly)?|ongoing"
    r"|heute|presente?|actualidad|aujourd['’]hui|oggi)"
)
TO = r"\s*(?:-{1,2}>?|–|—|−|‒|~|→|to|until|till|through)\s*"
OPEN_END = r"(?:[-–—](?=[\s)\]]|$)|\s[-–—](?=\s*(?:[)\]]|$)))"
"""A dash that nothing follows, for what goes on: "2018– Curator", "(2018 –)"."""
_BRIEF = r"(?:0[1-9]|1[0-2])/\d\d"
_RANGE = (
    rf"(?:{_BRIEF}{TO}(?:{_BRIEF}|{NOW})(?!\d)|(?:(?:since|from|until|expected|graduated|class\s+of)\s+)?"
    rf"(?:{MONTH}{TO}{MONTH}\s+{YEAR}|{_POINT}(?:{TO}(?:{_POINT}|{NOW}|\d\d(?!\d))|{OPEN_END})?))"
)
# A page that lost its line breaks glues a date to the word before or after it: "EngineerFeb 2025", "2026Built".
_DATE = re.compile(
    rf"(?:(?<![\w$€£#/.,-])|(?<=\s-)|(?-i:(?<=[a-z)])(?=[A-Z][a-z])))(?P<date>{_RANGE})(?:(?![\w%+/-]|[.,]\d)|(?-i:(?=[A-Z][a-z])))",
    re.IGNORECASE,
)
_HINT = re.compile(r"(?:19|20)\d\d|['’]\d\d|\d/\d\d\b")
_BARE_YEAR = re.compile(YEAR)
_DURATION = re.compile(
    r"[(·|,\s]*\d+\+?\s*(?:yrs?|years?|mos?|months?)(?:[\s,]*\d+\s*(?:mos?|months?))?[\s)]*", re.IGNORECASE
)
_EMPLOYED = re.compile(
    r"(?:(?:full|part)[- ]?time|contract|internship|freelance|self[- ]employed|temporary|permanent|seasonal)"
    r"\s*[·•|,]\s*",
    re.IGNORECASE,
)
LONGEST_LINE = 90


def dates(text: str) -> list[tuple[int, int]]:
    """Every date or range of dates in `text`.

    >>> text = "Acme (Feb 2025 – Mar 2026), 2,000+ users"
    >>> [text[i:j] for i, j in dates(text)]
    ['Feb 2025 – Mar 2026']
    >>> text = "06/24 – 10/24 at 24/7, 11/12 done"
    >>> [text[i:j] for i, j in dates(text)]
    ['06/24 – 10/24']
    """
    return [hit.span("date") for hit in _DATE.finditer(text)] if _HINT.search(text) else []


def begins_dated(text: str) -> bool:
    """Whether a date is the first thing in `text`.

    >>> begins_dated("2019 – 2021 Nurse"), begins_dated("Nurse since 2019")
    (True, False)
    """
    return any(start == 0 for start, _ in dates(text)[:1])


def is_year(text: str) -> bool:
    """Whether the date is a year and no more: alone in a title it may be part of the name ("Hackathon 2020")."""
    return _BARE_YEAR.fullmatch(text) is not None


def is_duration(text: str) -> bool:
    """Whether it only says how long ("3 yrs 6 mos")."""
    return len(text) <= 40 and _DURATION.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def date_line(text: str) -> tuple[int, int] | None:
    """Where the date stands in a line that is nothing but a date, its brackets, a duration and the form of employment.

    >>> date_line("(2018 - 2020)"), date_line("Since 2018 I write."), date_line("Jan 2020 – Present · 2 yrs 3 mos")
    ((1, 12), None, (0, 18))
    """
    if len(text) > LONGEST_LINE:
        return None
    found = dates(text)
    if len(found) != 1:
        return None
    start, end = found[0]
    before, after = text[:start], text[end:]
    if before.strip(" \t([*_•|·-–—,") and not _EMPLOYED.fullmatch(before):
        return None
    if _DURATION.fullmatch(after) or not after.strip(" \t)].*_|·–—-,"):
        return start, end
    return None
