"""Whatever a profile says and whatever is asked: an answer or an abstention, with exact citations."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from desk import Desk, faults
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import EVERYBODY, IVO, NAMES, NORA, PELLE

from askme.errors import QuestionError

quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DESK = Desk(names=NAMES, **EVERYBODY)

LINES = st.one_of(
    st.sampled_from([line for text in (NORA, PELLE, IVO) for line in text.splitlines()]),
    st.sampled_from(
        ["| a | b |", "|---|---|", "| Redis | `x` |", "```", "> said so.", "---", "**Stack:** Go", "2019 – Present", ""]
    ),
    st.text(max_size=30),
)
PROFILES = st.lists(LINES, max_size=16).map("\n".join)
ASKED = (
    *("Who is {0}?", "What did {0} do at {1}?", "When was {1}?", "How many {1}?", "Has {0} used {1}?", "Who used {1}?"),
    *("Compare Nora and Pelle on {1}", "Which databases?", "What awards?", "stack of {1}", "her e-mail?", "and {1}?"),
    *("Where did {0} work before {1}?", "Where does {0} work now?", "What is {1}?", "Is {0} still at {1} in 2019?"),
)
WORDS = st.one_of(
    st.sampled_from("Kafka Redis Nora Brightwater Osprey engineer 35% 2019 projects Experience İ ß Å".split()),
    st.text(max_size=12),
)
QUESTIONS = st.one_of(
    st.builds(lambda shape, one, other: shape.format(one, other), st.sampled_from(ASKED), WORDS, WORDS),
    st.text(max_size=60),
)


def sound(desk: Desk, question: str, profile: str | None = None, *history: str) -> None:
    try:
        answer = desk.ask(question, profile, *history)
    except QuestionError:
        return
    assert faults(answer) == [], question


@quick
@given(text=PROFILES, question=QUESTIONS)
def test_any_profile_and_any_question(text, question):
    sound(Desk(nora=text, pelle=PELLE), question)


@quick
@given(text=PROFILES, question=QUESTIONS)
def test_any_profile_alone(text, question):
    sound(Desk(nora=text, suffix="txt"), question, "nora")


@quick
@given(question=QUESTIONS, earlier=st.lists(QUESTIONS, max_size=2))
def test_any_conversation(question, earlier):
    sound(DESK, question, None, *earlier)


@pytest.mark.parametrize("profile", [None, "nora"])
def test_naughty_strings_are_answered_or_declined(profile):
    root = os.environ.get("ASKME_TEST_DATA")
    if not root:
        pytest.skip("ASKME_TEST_DATA is not set: the folder that has data/security/blns/blns.json")
    for text in json.loads((Path(root) / "data" / "security" / "blns" / "blns.json").read_text("utf-8")):
        sound(DESK, text, profile)
