"""Follow-ups are made to stand alone."""

from __future__ import annotations

import pytest
from fictional import standalone, understander, understood

from askme.schema import Question


@pytest.mark.parametrize(
    ("earlier", "text", "expected"),
    [
        ("What did Ada build at Harbour Ferries?", "And Tomas?", "What did Tomas build at Harbour Ferries?"),
        ("Where does Ada work?", "what about tomas?", "Where does tomas work?"),
        ("Where does she work?", "And Tomas?", "Where does Tomas work?"),
        ("List awards", "And Tomas?", "List awards — Tomas?"),
        ("Where does Ada work?", "And where does Tomas?", "Where does Tomas work?"),
        ("Where does Ada work?", "Does Tomas too?", "Where does Tomas work?"),
    ],
)
def test_another_person(earlier: str, text: str, expected: str) -> None:
    assert standalone(text, earlier) == expected


@pytest.mark.parametrize(
    ("earlier", "text", "expected"),
    [
        ("What did Ada move to PostgreSQL?", "And to Kubernetes?", "What did Ada move to Kubernetes?"),
        ("Has Ada worked with Kafka?", "And Redis?", "Has Ada worked with Redis?"),
        (
            "Did Ada build it on Kafka at Harbour Ferries?",
            "and on Redis?",
            "Did Ada build it on Redis at Harbour Ferries?",
        ),
    ],
)
def test_another_thing(earlier: str, text: str, expected: str) -> None:
    assert standalone(text, earlier) == expected


@pytest.mark.parametrize(
    ("earlier", "text", "expected"),
    [
        ("Did Ada win the Golden Rail Prize?", "When was that?", "When was that? (Golden Rail Prize)"),
        ("What is Driftwood?", "Which language is it written in?", "Which language is it written in? (Driftwood)"),
        ("What is Driftwood?", "How many?", "How many? (Driftwood)"),
        # the place that "there" means, not all that was named
        ("Did Ada use Kafka at Harbour Ferries?", "Who was there?", "Who was there? (Harbour Ferries)"),
        ("What did Ada build in 2019?", "How fast was it?", "How fast was it? (build 2019)"),
        ("What did zorb.io sell in 2019?", "Who wrote it?", "Who wrote it? (zorb.io)"),
        # another one of the same kind: what was named before is not meant
        (
            "Is her Golden Rail certificate valid?",
            "And the one for divers?",
            "And the one for divers? (certificate valid)",
        ),
        (
            "How many sites has Driftwood?",
            "How many of those are new?",
            "How many of those are new? (sites Driftwood)",
        ),
        # what is no name does not take the place of one
        ("What did Ada do at Harbour Ferries?", "What about weather?", "What about weather? (Harbour Ferries)"),
    ],
)
def test_the_topic_is_carried(earlier: str, text: str, expected: str) -> None:
    assert standalone(text, earlier) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Which languages does Tomas speak?",
        "Did Bea write the weather map in Rust?",
        "Which one of them has worked with Kafka?",
        "Is there anybody with PostgreSQL?",
        "Who teaches paramedics?",
        "Where does Tomas work now?",
        "Who is Tomas?",
        "What does Tomas do?",
        "And the respiratory ward, how large was that?",
        "So who is in charge of the diving these days?",
        "Who was on the boats this year?",
    ],
)
def test_a_question_of_its_own_is_left_alone(text: str) -> None:
    assert standalone(text, "What did Ada build at Harbour Ferries?") == text


def test_the_topic_of_a_topic_gives_way() -> None:
    text = standalone("When did that end there?", "What did Tomas do at the college?", "And in first aid before that?")
    assert text == "When did that end there? (first aid)"


def test_chatter_is_left_out_where_nothing_points_at_it() -> None:
    assert standalone("Hi, I am putting a list together: who has used Kafka?") == "who has used Kafka?"
    needed = "We want somebody for the night shift. Could Tomas do that?"
    assert standalone(needed) == needed


def test_what_is_said_of_oneself_behind_a_question_is_left_out() -> None:
    assert standalone("Who has used Kafka? Just curious, I am moving there myself") == "Who has used Kafka?"
    for needed in ("Who has used Kafka? I mean the library.", "Who used Kafka? We would ask Tomas.", "Who? In 2019."):
        assert standalone(needed) == needed


def test_whoever_is_no_profile_has_no_job_here() -> None:
    request = understood("And Zoe Falk?", "What is Ada doing nowadays?", profile="ada-lindqvist")
    assert understood("What is Ada doing nowadays?").when == "current"
    assert understood("What is Zoe Falk doing nowadays?", profile="ada-lindqvist").when is None
    assert request.refusal is None


def test_between_two_things_is_neither_before_nor_after_one() -> None:
    assert understood("Where did Ada work after the ferries and before the railway?").when is None


def test_the_person_is_carried() -> None:
    assert understood("Does she know Kafka?", "Where does Ada work?").named == ("ada-lindqvist",)


def test_the_last_person_counts() -> None:
    assert understood("And the salary?", "Where does Ada work?", "And Tomas?").named == ("tomas-okoro",)


def test_a_first_question_has_nothing_to_lean_on() -> None:
    assert standalone("And Tomas?") == "And Tomas?"


def test_names_put_in_again_and_again_do_not_grow_without_end() -> None:
    text = "Ada " * 400
    assert len(standalone(text, *[text] * 5)) <= 4000


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("What did Ada do at Harbour Ferries?", True),
        ("What did she do at Harbour Ferries?", False),
        ("What did Ada do there?", False),
    ],
)
def test_what_names_its_person_and_its_thing_stands_alone(text: str, alone: bool) -> None:
    """What was asked before, nonsense say, must not weigh on it."""
    question = Question(text=text, history=("Where did Tomas work?",))
    assert understander().stands_alone(question, understander().understand(question)) is alone
