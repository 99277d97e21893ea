"""Places that the question names and the statement does not."""

from __future__ import annotations

import pytest
from desk import Desk

from askme.answering.evidence import Evidence
from askme.answering.other_places import elsewhere_in_the_world
from askme.schema import Hit, Question
from askme.understanding import Understander

WORK = "### Fjordbank, Trondheim, Norway (2018 – 2020)\n\n- Ran the night desk."
PAGE = f"# Nora Quill\n\n## Work\n\n{WORK}\n\n## Other\n\n- Sings.\n"


@pytest.fixture(scope="module")
def desk():
    return Desk(nora=PAGE)


@pytest.mark.parametrize(
    ("question", "statement", "elsewhere"),
    [
        ("Has she worked in Japan?", "night desk", True),
        ("Has she worked in Norway?", "night desk", False),  # its heading says so
        ("Has she worked in Japan?", "Sings", False),  # names no place
        ("Has she worked with Fjordbank?", "night desk", False),
        ("What did she do in Japan?", "night desk", False),  # others have a veto of their own
    ],
)
def test_a_statement_of_another_place_needs_to_be_sure(desk, question, statement, elsewhere):
    reading = desk.reading
    request = Understander(reading).understand(Question(text=question, profile_id="nora"))
    passages = reading.profiles["nora"].passages
    hits = [Hit(passage=passage, score=1.0, dense=0.5, lexical=0.0, adapted=0.5) for passage in passages]
    evidence = Evidence(request, reading.profiles["nora"], hits)
    best = next(scored for scored in evidence.ranked() if statement in scored.words.passage.shown)
    assert elsewhere_in_the_world(evidence, best) is elsewhere
