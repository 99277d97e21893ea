"""Follow-ups are made to stand alone."""

from __future__ import annotations

import pytest
from fictional import standalone, understood


@pytest.mark.parametrize(
    ("earlier", "text", "expected"),
    [
        ("What did Ada build at Harbour Ferries?", "And Tomas?", "What did Tomas build at Harbour Ferries?"),
        ("Where does Ada work?", "what about tomas?", "Where does tomas work?"),
        ("Where does she work?", "And Tomas?", "Where does Tomas work?"),
        ("List awards", "And Tomas?", "List awards — Tomas?"),
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
    ],
)
def test_a_question_of_its_own_is_left_alone(text: str) -> None:
    assert standalone(text, "What did Ada build at Harbour Ferries?") == text


def test_the_person_is_carried() -> None:
    assert understood("Does she know Kafka?", "Where does Ada work?").named == ("ada-lindqvist",)


def test_the_last_person_counts() -> None:
    assert understood("And the salary?", "Where does Ada work?", "And Tomas?").named == ("tomas-okoro",)


def test_a_first_question_has_nothing_to_lean_on() -> None:
    assert standalone("And Tomas?") == "And Tomas?"


def test_names_put_in_again_and_again_do_not_grow_without_end() -> None:
    text = "Ada " * 400
    assert len(standalone(text, *[text] * 5)) <= 4000
