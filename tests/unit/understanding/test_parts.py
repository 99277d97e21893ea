"""Two questions in one."""

from __future__ import annotations

import pytest
from fictional import understander

from askme.schema import Question
from askme.understanding.parts import parts_of

TWO = [
    ("When did Ada start, and who hired her?", "When did Ada start", "and who hired her?"),
    ("Who used Redis and who used Kafka?", "Who used Redis", "and who used Kafka?"),
    ("Has she led a team? How big was it?", "Has she led a team?", "How big was it?"),
    ("Did more people read it? By how much?", "Did more people read it?", "By how much?"),
    ("Before I call: did he leave, and why?", "Before I call: did he leave", "and why?"),
    ("Does Ada know Rust, and does Tomas?", "Does Ada know Rust", "and does Tomas?"),
]


@pytest.mark.parametrize(("text", "first", "second"), TWO)
def test_two_questions(text, first, second):
    assert parts_of(text) == (first, second)


@pytest.mark.parametrize(
    "text",
    [
        "Where and when did she study?",
        "Which of them knows Rust and is based in Delhi?",
        "Did they use Go and Rust?",
        "She worked at the ferries and at the college. Where was she happier?",
        "Who?",
        "",
    ],
)
def test_one_question(text):
    assert parts_of(text) == (text,)


def test_the_second_is_asked_after_the_first():
    asked = Question(text="When did Ada start, and who hired her?", profile_id="ada", history=("Who is Ada?",))
    first, second = understander().parts(asked)
    assert (first.text, first.history) == ("When did Ada start", ("Who is Ada?",))
    assert (second.text, second.history) == ("and who hired her?", ("Who is Ada?", "When did Ada start"))


def test_a_long_text_without_a_second_question_takes_no_time():
    assert len(parts_of("what " * 2000)) == 1
