"""What every answer promises, whatever it is: quotes are slices, the words between them ours."""

from __future__ import annotations

import re

import pytest
from desk import Desk, faults
from people import EVERYBODY, NAMES

from askme.answering.templates import is_ours
from askme.schema import Quoted, Words

DESK = Desk(names=NAMES, **EVERYBODY)
QUESTIONS = (
    "Who is Nora?",
    "What did Nora do at Brightwater Freight?",
    "Which databases has Nora used?",
    "Has Nora used Kafka?",
    "When did Nora work at Osprey Bank?",
    "Who has used PostgreSQL?",
    "Compare Nora and Ivo on Kafka",
    "What awards has Nora won?",
    "What is Nora's e-mail address?",
    "Where does Pelle work now?",
    "What languages does Pelle speak?",
    "Which projects has Nora done?",
)
MARKED_UP = (
    "# Zed\n\n## Work\n\n### **Tessel** — *Cook* (2019–2020)\n\n- Ran `Kafka`, **Redis** and [Go](http://x.y).\n"
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_pieces_join_to_the_text_and_quotes_are_slices(question):
    answer = DESK.ask(question)
    assert answer.claims and faults(answer) == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_words_between_quotes_come_from_the_templates(question):
    people = frozenset(NAMES.values())
    words = [p.text for claim in DESK.ask(question).claims for p in claim.pieces if isinstance(p, Words)]
    assert all(is_ours(text, people) for text in words)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_word_that_says_something_is_quoted(question):
    quoted = [p.text for claim in DESK.ask(question).claims for p in claim.pieces if isinstance(p, Quoted)]
    assert all(text.strip() for text in quoted)
    left = DESK.ask(question).text
    for text in (*sorted(quoted, key=len, reverse=True), *NAMES.values(), "Yes:", "the profile does not say."):
        left = left.replace(text, "")
    assert not re.search(r"\w", left)


def test_markup_is_not_quoted_and_words_keep_their_places():
    answer = Desk(zed=MARKED_UP).ask("Has Zed used Redis?")
    assert answer.text == "Ran Kafka, Redis and Go. (Tessel, 2019–2020)"
    assert faults(answer) == []


def test_joints_alone_are_ours():
    assert is_ours(" (", frozenset()) and is_ours(", Ada Byron: ", frozenset({"Ada Byron"}))


@pytest.mark.parametrize("words", ["not ", "42", "Ada", "and", "x"])
def test_other_words_are_not_ours(words):
    assert not is_ours(words, frozenset({"Ada Byron"}))
