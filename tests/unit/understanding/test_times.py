"""Which of a person's jobs a question means."""

from __future__ import annotations

import pytest

from askme.reading import period
from askme.understanding import When
from askme.understanding.times import when_of


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Where does person work now?", When.CURRENT),
        ("What is the current job of person?", When.CURRENT),
        ("Who is the latest employer of person?", When.CURRENT),
        ("What was the first job?", When.FIRST),
        ("How did person start her career?", When.FIRST),
        ("Where did person work before Norrsken Rail?", When.BEFORE),
        ("And the job before that?", When.BEFORE),
        ("Where did person go after Harbour Ferries?", When.AFTER),
        ("Where did person work in 2019?", When.DURING),
        ("Where does person work?", When.CURRENT),
        ("What is her job title?", When.CURRENT),
        ("what's his role", When.CURRENT),
        ("Who employs person?", When.CURRENT),
        ("What was the previous job of person?", When.BEFORE),
        ("Which previous employers are there?", None),
        ("Where did person work before 2019?", When.BEFORE),
        ("Where was person working after March 2019?", When.AFTER),
        ("What changed after the fix?", None),
        ("Which patients did person look after?", None),
        ("Which prize came first in 2019?", None),
    ],
)
def test_place_in_time(text: str, when: When | None) -> None:
    assert when_of(text)[0] is when


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Where did person work in 2019?", "2019"),
        ("Where did person work in March 2019?", "Mar 2019"),
        ("Where did person work between 2018 and 2020?", "2018 - 2020"),
        ("Where did person work from 2018-20?", "2018 - 2020"),
    ],
)
def test_a_stated_time(text: str, stated: str) -> None:
    assert when_of(text) == (When.DURING, period(stated))


def test_a_time_that_is_counted_from() -> None:
    assert when_of("Where did person work before March 2019?")[1] == period("March 2019")
