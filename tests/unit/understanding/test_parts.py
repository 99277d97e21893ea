"""Two questions in one."""

from __future__ import annotations

import time

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
    ("Which came first, the ferry job or the bank?", "Which came first: the ferry job?", "Which came first: the bank?"),
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
        "Which cloud provider did she use, AWS or GCP?",
        "Is she better at Go, Rust or Zig?",
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


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize(
    "text", ["what " * 400, "which first " * 80 + ", " + " or x" * 200 + "?x", "which more, a or " * 117]
)
def test_a_long_text_takes_no_time(text):
    began = time.thread_time()
    parts_of(text)
    assert time.thread_time() - began < 0.5
