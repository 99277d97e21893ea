"""Questions made to waste time are understood as fast as others: no regular expression takes them apart for ever."""

from __future__ import annotations

import time

import pytest
from fictional import understood

from askme.errors import QuestionError

UNITS = [
    "a", "A ", "who ", "which ", " , ", "(", "((a ", "how many ", "is it true that ", "the engineer who x at ",
    "after ", "1,", "2019-", "does ", '"a', "a.b.", "é", "İ ", "Ada ", "abcdefgh ", "Abcdefgh ", "how much ", "hi, ",
    "a-", "\t", "where is where ", "what did he do ", "container ", "? ", "? i ",
]  # fmt: skip


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("end", ["", "x?"])
@pytest.mark.parametrize("unit", UNITS)
def test_two_thousand_characters(unit: str, end: str) -> None:
    understood("Where?")  # what is loaded on first use does not count
    text = ("x" + unit * 2000)[: 2000 - len(end)] + end
    began = time.thread_time()
    understood(text, text)
    assert time.thread_time() - began < 0.5


def test_halves_of_characters_are_cleaned() -> None:
    request = understood("Where does Ada \ud83d work\ude80?", "Who \udc00?")
    request.standalone.encode("utf-8")
    request.question.text.encode("utf-8")
    assert request.named == ("ada-lindqvist",)
    assert understood("Where does Ada work \ud83d\ude80?").standalone.endswith("\U0001f680?")


def test_nothing_but_halves_of_characters_is_empty() -> None:
    with pytest.raises(QuestionError):
        understood("\ud800\ud801")
