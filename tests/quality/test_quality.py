"""Floors below which a change must not go, on the evals' questions about the profiles in `corpus/` that stood in sight
while askme was built; the same are asked of the raw pages that these profiles were written from.

The evals' gate compares with a baseline; these floors are absolute.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from askme.assembly import Assistant, assemble
from askme.schema import Question
from askme.settings import load
from evals.answerers.product import outcome_of
from evals.cases import CASES, ROOT, Case, read
from evals.metrics.facts import is_correct
from evals.outcomes import Outcome

QUESTIONS = [case for case in read([CASES / "people-dev.jsonl"]) if "in-sight" in case.tags]


@dataclass(frozen=True)
class Graded:
    case: Case
    outcome: Outcome
    right: bool


def graded(assistant: Assistant) -> list[Graded]:
    names = {profile.id: profile.name for profile in assistant.profiles()}
    found = []
    for case in QUESTIONS:
        question = Question(text=case.question, profile_id=case.profile, history=case.history)
        outcome = outcome_of(case.id, tuple(assistant.stream(question)))
        found.append(Graded(case, outcome, is_correct(case, outcome, names)))
    return found


def shares(items: list[Graded]) -> tuple[float, float, float]:
    """Right of what can be answered, declined of what cannot, declined of what can."""
    asked = [item for item in items if not item.case.answerable.declines]
    others = [item for item in items if item.case.answerable.declines]
    refused = [item.outcome.status == "abstained" for item in asked]
    return share(item.right for item in asked), share(item.right for item in others), share(refused)


def share(flags: Iterable[bool]) -> float:
    row = list(flags)
    return sum(row) / len(row)


def misses(items: list[Graded]) -> str:
    wrong = [item for item in items if not item.right]
    return "\n".join(f"{item.case.id} {item.case.question}: {item.outcome.text[:120]}" for item in wrong)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return graded(assemble(load({"corpus": ROOT / "corpus", "index": tmp_path_factory.mktemp("written")})[0]))


def test_answers_on_the_corpus(written):
    right, declined, refused = shares(written)
    assert len(written) > 150
    assert right >= 0.95, misses(written)
    assert declined >= 0.95, misses(written)
    assert refused <= 0.03, misses(written)


def test_answers_on_raw_pages(raw_profiles, tmp_path):
    found = graded(assemble(load({"corpus": raw_profiles, "index": tmp_path})[0]))
    right, declined, refused = shares(found)
    assert right >= 0.92, misses(found)
    assert declined >= 0.93, misses(found)
    assert refused <= 0.04, misses(found)


def test_every_citation_is_an_exact_slice(written):
    """Read back from the files themselves, not from the index."""
    for item in written:
        cited = [place for claim in item.outcome.claims for place in claim.citations]
        assert bool(cited) == bool(item.outcome.claims)
        for place in (*cited, *item.outcome.nearest):
            text = (ROOT / "corpus" / place.source).read_bytes().decode("utf-8")
            assert text[place.start : place.end] == place.quote
            assert item.case.profile in (None, place.profile)


def test_nothing_is_withheld(written):
    """Extractive claims verify by construction: one that does not is a defect of composing."""
    assert not [item.case.id for item in written if item.outcome.withheld]
