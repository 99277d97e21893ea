"""Questions made to waste time are understood as fast as others: no regular expression takes them apart for ever."""

from __future__ import annotations

import time

import pytest
from fictional import understood

UNITS = [
    "a", "A ", "who ", "which ", " , ", "(", "((a ", "how many ", "is it true that ", "the engineer who x at ",
    "after ", "1,", "2019-", "does ", '"a', "a.b.", "é", "İ ", "Ada ", "abcdefgh ", "Abcdefgh ", "how much ", "hi, ",
    "a-", "\t", "where is where ", "what did he do ", "container ",
]  # fmt: skip


@pytest.mark.parametrize("end", ["", "x?"])
@pytest.mark.parametrize("unit", UNITS)
def test_two_thousand_characters(unit: str, end: str) -> None:
    understood("Where?")  # what is loaded on first use does not count
    text = ("x" + unit * 2000)[: 2000 - len(end)] + end
    began = time.perf_counter()
    understood(text, text)
    assert time.perf_counter() - began < 0.5
