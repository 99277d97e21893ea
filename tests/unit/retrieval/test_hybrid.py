"""Fusion by its formula, and views that nobody can look out of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askme.embedding.hashing import HashEmbedder
from askme.errors import ProfileNotFound
from askme.retrieval import HybridRetriever, fuse
from askme.schema import Passage, PassageKind, Span
from askme.text import tokens


def scores(*values: float):
    return np.array(values, dtype=np.float32)


def test_fusion_is_reciprocal_rank_fusion():
    fused = fuse(scores(0.9, 0.5, 0.7), scores(3, 8, 1))
    np.testing.assert_allclose(fused, [1 / 61 + 1 / 62, 1 / 63 + 1 / 61, 1 / 62 + 1 / 63], rtol=1e-6)


def test_a_score_of_zero_gives_nothing():
    np.testing.assert_allclose(fuse(scores(0.9, 0.5), scores(0, 2)), [1 / 61, 1 / 62 + 1 / 61], rtol=1e-6)


def test_a_negative_score_gives_nothing():
    np.testing.assert_allclose(fuse(scores(-0.2, 0.5)), [0, 1 / 61], rtol=1e-6)


def test_equal_scores_rank_in_document_order():
    first, second = fuse(scores(0.5, 0.5))
    assert first > second


@pytest.mark.parametrize("rankings", [(), (scores(),), (scores(), scores())])
def test_nothing_fuses_to_nothing(rankings):
    assert len(fuse(*rankings)) == 0


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
