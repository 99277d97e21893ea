"""Fusion by its formula, and views that nobody can look out of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askme.embedding.hashing import HashEmbedder
from askme.errors import ProfileNotFound
from askme.retrieval import HybridRetriever, fuse
from askme.retrieval.hybrid import with_neighbours
from askme.schema import Passage, PassageKind, Span
from askme.text import tokens


def scores(*values: float):
    return np.array(values, dtype=np.float32)


def test_fusion_weighs_both_scores_scaled_by_their_best():
    fused = fuse(scores(0.8, 0.4, 0.6), scores(2, 8, 0))
    np.testing.assert_allclose(fused, [0.6 + 0.1, 0.3 + 0.4, 0.45], rtol=1e-6)


def test_a_score_of_zero_or_less_gives_nothing():
    np.testing.assert_allclose(fuse(scores(-0.2, 0.5), scores(0, -1)), [0, 0.6], rtol=1e-6)


@pytest.mark.parametrize("row", [scores(), scores(0, 0)])
def test_nothing_fuses_to_nothing(row):
    assert not fuse(row, row).any()


def test_a_sentence_inherits_from_a_better_one_of_its_line():
    row = [placed(0, 10), placed(11, 20), placed(25, 30)]
    np.testing.assert_allclose(with_neighbours(scores(1.0, 0.1, 0.1), row), [1.0, 0.8, 0.1], rtol=1e-6)


def test_a_better_sentence_keeps_its_own_score():
    row = [placed(0, 10), placed(11, 20)]
    np.testing.assert_allclose(with_neighbours(scores(1.0, 0.9), row), [1.0, 0.9], rtol=1e-6)


def test_no_passages_have_no_neighbours():
    assert len(with_neighbours(scores(), [])) == 0


def placed(start: int, end: int) -> Passage:
    return passage("ada", start, "x" * (end - start)).model_copy(update={"start": start, "end": end})


# --- retrieving ---------------------------------------------------------------------------------------------------

TEXTS = ("Ran Redis.", "Ran Kafka.", "Baked bread.", "Ran Redis and Kafka.", "Sang.")


def passage(person: str, number: int, text: str) -> Passage:
    span = Span(start=0, end=len(text))
    return Passage(
        id=f"{person}{number}", profile_id=person, document_id=person, kind=PassageKind.BULLET,
        text=text, start=0, end=len(text), pieces=(span,),
    )  # fmt: skip


class View:
    def __init__(self, passages: list[Passage]) -> None:
        self.passages = tuple(passages)
        self.vectors = HashEmbedder(512).embed([one.text for one in passages] or [""])

    def dense(self, query):
        return self.vectors @ query

    def bm25(self, words):
        return scores(*(len(set(words) & set(tokens(one.text))) for one in self.passages))


class Index:
    def __init__(self, people: dict[str, tuple[str, ...]]) -> None:
        self.rows = [passage(who, at, text) for who, texts in people.items() for at, text in enumerate(texts)]
        self.people = people

    def view(self, profile_ids):
        for profile_id in profile_ids:
            if profile_id not in self.people:
                raise ProfileNotFound(profile_id)
        return View([one for one in self.rows if one.profile_id in profile_ids])


def found(people, query, profile_ids, limit=60, expansions=()):
    index = Index(people)
    return HybridRetriever(lambda: index, HashEmbedder(512), limit).retrieve(query, profile_ids, expansions)


def test_hits_come_best_first_with_all_their_scores():
    hits = found({"ada": TEXTS}, "redis kafka", ["ada"])
    assert hits[0].passage.text == "Ran Redis and Kafka."
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].lexical == 2 and hits[0].dense == pytest.approx(2 / 8**0.5, abs=1e-3)


def test_passages_that_both_rankings_score_zero_are_dropped():
    assert {hit.passage.text for hit in found({"ada": TEXTS}, "redis", ["ada"])} == {
        "Ran Redis.",
        "Ran Redis and Kafka.",
    }


def test_other_names_are_looked_for_too():
    assert found({"ada": TEXTS}, "loaf", ["ada"], expansions=["bread"])[0].passage.text == "Baked bread."


def test_the_limit_is_for_each_profile():
    hits = found({"ada": ("Ran Redis.",) * 5, "bob": ("Ran Redis.",) * 5}, "redis", ["ada", "bob"], limit=2)
    assert [hit.passage.profile_id for hit in hits] == ["ada", "ada", "bob", "bob"]


def test_an_empty_view_has_no_hits():
    assert found({"ada": ()}, "redis", ["ada"]) == ()


def test_nobody_has_that_id():
    with pytest.raises(ProfileNotFound):
        found({"ada": TEXTS}, "redis", ["eve"])


STATEMENTS = st.lists(st.sampled_from(TEXTS), max_size=4).map(tuple)


@given(
    people=st.dictionaries(st.sampled_from("abcd"), STATEMENTS, min_size=1),
    query=st.sampled_from(["redis", "kafka bread", "sang", "nothing of the kind"]),
    data=st.data(),
)  # fmt: skip
def test_other_peoples_passages_never_come_back(people, query, data):
    asked = data.draw(st.lists(st.sampled_from(sorted(people)), unique=True))
    assert {hit.passage.profile_id for hit in found(people, query, asked)} <= set(asked)
