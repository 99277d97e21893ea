"""Figures that stand on a line of their own, as in "99.9%" above "system reliability"."""

from __future__ import annotations

import re

from askme.corpus.dates import date_line

_UNIT = r"(?:[KMBTkmb]|bn|mn|[xX×%‰★]|hrs?|hours?|ms|s|min|[tgpm]b|yrs?|years?|million|billion|thousand)"
_NUMBER = rf"[~≈<>≥≤±+-]?\s?(?:[$€£₹¥]|USD\s|EUR\s|GBP\s)?\s?\d[\d.,]*\s?{_UNIT}?\+?[%★]?"
_FIGURE = re.compile(
    rf"(?:{_NUMBER}(?:\s?(?:-|–|—|/|to)\s?{_NUMBER})?|#\s?\d+|(?:tens of |hundreds of )?"
    rf"(?:millions|thousands|hundreds|billions|dozens|zero)\+?)",
    re.IGNORECASE,
)


def is_figure(text: str) -> bool:
    """Whether the line is one figure and nothing else.

    >>> [is_figure(text) for text in ("99.9%", "1K-3K", "Millions", "$8M+", "10+ systems")]
    [True, True, True, True, False]
    """
    return len(text) <= 30 and _FIGURE.fullmatch(text.strip()) is not None and date_line(text) is None
