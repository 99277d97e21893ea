"""Which of a person's jobs a question means, by its place in time."""

from __future__ import annotations

import re

from askme.lexicon import cue, said
from askme.reading import Period, period
from askme.understanding.kinds import polite_free
from askme.understanding.request import When

_AND = re.compile(r"\s*\b(and|to|until)\b\s*")
_SHORT_END = re.compile(r"((?:19|20))(\d\d)\s*([-–—])\s*(\d\d)$")


def when_of(text: str) -> tuple[When | None, Period | None]:
    """Which job is meant by its place in time, if any; with the period of a stated time.

    >>> when_of("Where did she work in 2021-22?")[1] == period("2021 - 2022")
    True
    """
    folded = polite_free(text)
    if not said("working_life", folded) and not said("neighbour", folded):
        return None, None
    if match := cue("during").search(folded):
        return When.DURING, period(_whole_years(match["when"]))
    if said(When.BEFORE.value, folded) and said(When.AFTER.value, folded):
        return None, None  # between two things: no job is counted from one of them
    if match := cue("beside_a_time").search(folded):
        return (When.BEFORE if said(When.BEFORE.value, folded) else When.AFTER), period(match["when"])
    placed = (When.BEFORE, When.AFTER, When.FIRST, When.CURRENT)
    return next((when for when in placed if said(when.value, folded)), None), None


def _whole_years(text: str) -> str:
    """ "2021-22" and "2021 and 2022" as "2021-2022"."""
    return _SHORT_END.sub(r"\g<1>\g<2>\g<3>\g<1>\g<4>", _AND.sub("-", text))
