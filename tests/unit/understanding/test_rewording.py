"""Plain questions asked in other words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from fictional import ORDINARY, reading

from askme.schema import Question
from askme.understanding import Understander
from askme.understanding.request import Request, When
from askme.understanding.rewording import PLAIN, Rewording, Wordings

PAYROLL = "On whose payroll is she?"
WORDINGS = Wordings(
    ("other", "now", "lives"),
    np.eye(3, dtype=np.float16) * 4,
    np.zeros(3, dtype=np.float32),
    (frozenset({"cow"}), frozenset("on whose payrol is she person".split()), frozenset("on whose roof is she".split())),
    "model",
)


class Model:
    """Looks towards one of the weights, or between them."""

    def __init__(self, *vector: float, fingerprint: str = "model") -> None:
        self.fingerprint = fingerprint
        self.vector = vector
        self.texts: list[str] = []

    def embed(self, texts):
        self.texts += texts
        return np.array([self.vector] * len(texts), dtype=np.float32)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    WORDINGS.write(tmp_path / "wordings.npz")
    return tmp_path / "wordings.npz"


def test_what_is_written_is_read(file):
    read = Wordings.read(file)
    assert (read.intents, read.words, read.fingerprint) == (WORDINGS.intents, WORDINGS.words, "model")
    np.testing.assert_array_equal(read.weights, WORDINGS.weights)
    np.testing.assert_array_equal(read.bias, WORDINGS.bias)


def test_a_wording_is_known_by_its_vector_and_its_words(file):
    assert Rewording(Model(0, 1, 0), file)(PAYROLL) == "now"
    assert Rewording(Model(1, 0, 0), file)(PAYROLL) is None  # none of the plain questions
    assert Rewording(Model(0.5, 0.5, 0), file)(PAYROLL) is None  # in doubt
    assert Rewording(Model(0, 0, 1), file)(PAYROLL) is None  # another one, without "payroll" in any of its wordings


def test_with_an_unknown_word_it_is_not_even_looked_at(file):
    model = Model(0, 1, 0)
    assert Rewording(model, file)("On whose payroll is she in Oslo?") is None
    assert Rewording(model, file)("On whose cow is she?") is None  # no plain question has that word
    assert Rewording(model, file)(" ".join([PAYROLL] * 5)) is None
    assert model.texts == []


def test_of_another_model_nothing_is_known(file):
    assert Rewording(Model(0, 1, 0, fingerprint="another"), file)(PAYROLL) is None


@cache
def _understander() -> Understander:
    told = {PAYROLL: "now", "person, on whose payroll": "now", "Her post before?": "before", "Kindly her work": "now"}
    told |= {"Her pay at work?": "title", "Who paid her at Rail Co?": "now", "Is she paid?": "now"}
    return Understander(reading(), is_word=ORDINARY.__contains__, reworded=told.get)


def understood(text: str, *history: str, profile: str | None = "ada-lindqvist") -> Request:
    return _understander().understand(Question(text=text, profile_id=profile, history=history))


def test_a_wording_is_understood_as_the_plain_question():
    request = understood(PAYROLL)
    assert request.standalone == "Where does Ada Lindqvist, MSc work now?"
    assert (request.intent, request.when, request.question.text) == ("now", When.CURRENT, PAYROLL)


def test_the_person_whom_it_names_is_meant():
    request = understood("Tomas, on whose payroll", profile=None)
    assert (request.standalone, request.scope) == ("Where does Tomas Okoro work now?", ("tomas-okoro",))


@pytest.mark.parametrize(
    "text, history, profile",
    [
        (PAYROLL, (), None),  # nobody in particular
        ("Is she paid?", (), "ada-lindqvist"),  # a yes is wanted
        ("Who paid her at Rail Co?", (), "ada-lindqvist"),  # something is named
        ("Her post before?", ("Where does she work?",), "ada-lindqvist"),  # before what was told
    ],
)
def test_what_is_no_plain_question_stays_as_it_is(text, history, profile):
    assert understood(text, *history, profile=profile).intent is None


def test_in_a_conversation_a_whole_question_is_known_too():
    assert understood(PAYROLL, "Which languages does she speak?").intent == "now"


def test_each_plain_question_is_about_one_person():
    assert all("person" in text and text.endswith("?") for text in PLAIN.values())
