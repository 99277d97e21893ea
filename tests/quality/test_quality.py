"""Floors below which a change must not go, on the evals' questions about the profiles in `corpus/` that stood in sight
while askme was built; the same are asked of the raw pages that these profiles were written from.

The evals' gate compares with a baseline; these floors are absolute.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from askme.assembly import Assistant, assemble
from askme.embedding import load_embedder
from askme.schema import Question
from askme.settings import load
from askme.understanding.rewording import NONE, Rewording
from evals.answerers.product import outcome_of
from evals.cases import CASES, ROOT, Case, read
from evals.metrics.facts import is_correct
from evals.outcomes import Outcome

_NAME = re.compile(r"(?<=\s)(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?(?!(?:I|CV|HR|UK|US|USA|English|French)\b)[A-Z][a-z]+\b")
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


def test_plain_questions_are_known_again_in_other_words():
    """Wordings by an author from whom nothing was learned; the near misses ask for something else in similar words."""
    rows = [json.loads(line) for line in (ROOT / "training" / "wordings" / "3.jsonl").open(encoding="utf-8")]
    rewording = Rewording(load_embedder(load({})[0]))
    found = [(row["intent"], rewording(_NAME.sub("person", row["q"])) or NONE) for row in rows]
    plain = [told == got for told, got in found if told != NONE]
    missed = [got != NONE for told, got in found if told == NONE]
    assert sum(plain) >= 0.75 * len(plain)
    assert sum(missed) <= 0.04 * len(missed)
    assert not [pair for pair in found if NONE not in pair and pair[0] != pair[1]]
