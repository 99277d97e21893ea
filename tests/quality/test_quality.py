"""How many questions are answered right: the floor below which a change must not go.

The questions are about the profiles in `corpus/`; the same are asked of the raw pages that these were written from.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from grade import Grade, grade, read, summary

from askme.assembly import Assistant, assemble
from askme.schema import Question
from askme.settings import load

ROOT = Path(__file__).parents[2]
CASES = read(Path(__file__).with_name("questions.jsonl"))


def asked(assistant: Assistant) -> list[Grade]:
    names = {profile.id: profile.name for profile in assistant.profiles()}
    grades = []
    for case in CASES:
        answer = assistant.ask(Question(text=case.question, profile_id=case.profile, history=case.history))
        cited = {citation.profile for claim in answer.claims for citation in claim.citations}
        people = " ".join(f"{profile} {names[profile]}" for profile in cited)
        grades.append(grade(case, answer.text, answered=answer.status.value == "answered", people=people))
    return grades


def misses(grades: list[Grade]) -> str:
    return "\n".join(f"{item.case.id} {item.case.question}: {item.faults}" for item in grades if item.faults)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return assemble(load({"corpus": ROOT / "corpus", "index": tmp_path_factory.mktemp("written")})[0])


def test_answers_on_the_corpus(written):
    grades = asked(written)
    found = summary(grades)
    assert found.right >= 0.95, misses(grades)
    assert found.declined >= 0.95, misses(grades)
    assert found.refused <= 0.03, misses(grades)


def test_answers_on_raw_pages(raw_profiles, tmp_path):
    grades = asked(assemble(load({"corpus": raw_profiles, "index": tmp_path})[0]))
    found = summary(grades)
    assert found.right >= 0.92, misses(grades)
    assert found.declined >= 0.93, misses(grades)
    assert found.refused <= 0.04, misses(grades)


def test_every_citation_is_an_exact_slice(written):
    """Read back from the files themselves, not from the index."""
    for case in CASES:
        answer = written.ask(Question(text=case.question, profile_id=case.profile, history=case.history))
        cited = [citation for claim in answer.claims for citation in claim.citations]
        assert bool(cited) == bool(answer.claims)
        for citation in (*cited, *answer.nearest):
            text = (ROOT / "corpus" / citation.source).read_bytes().decode("utf-8")
            assert text[citation.start : citation.end] == citation.quote
            assert case.profile in (None, citation.profile)


def test_nothing_is_withheld(written):
    """Extractive claims verify by construction: one that does not is a defect of composing."""
    for case in CASES:
        answer = written.ask(Question(text=case.question, profile_id=case.profile, history=case.history))
        assert answer.withheld == 0, case.question
