"""Recall, MRR and nDCG over evidence spans."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import BABBAGE, DOCUMENTS, LONDON, PATIENT, PROGRAM, abstained, case, fact, found, hit, outcome

from askme.schema import Document
from evals.metrics.retrieval import (
    GoldSpan,
    all_evidence_at,
    first_ranks,
    gold,
    ndcg_at,
    recall_at,
    reciprocal_rank,
    relevant,
)

ONE = case(fact("program", PROGRAM))
TWO = case(fact("program", PROGRAM), fact("Babbage", BABBAGE))
EITHER = case(fact("Ada", PROGRAM, BABBAGE))


def recall(k, asked, outcome):
    return recall_at(k, asked, outcome, DOCUMENTS).value


def test_recall_counts_facts():
    assert recall(5, TWO, found(PROGRAM, "-")) == 0.5


def test_recall_stops_at_k():
    assert recall(5, ONE, found(*"-----", PROGRAM)) == 0
    assert recall(10, ONE, found(*"-----", PROGRAM)) == 1


def test_the_kth_hit_counts():
    assert recall(5, ONE, found(*"----", PROGRAM)) == 1


def test_any_alternative_will_do():
    assert recall(5, EITHER, found(BABBAGE)) == 1


def test_the_same_fact_twice_counts_once():
    assert recall(5, TWO, found(PROGRAM, PROGRAM)) == 0.5


@pytest.mark.parametrize("one", [outcome("So."), abstained()])
def test_no_hits_find_nothing(one):
    assert recall(5, ONE, one) == 0
    assert reciprocal_rank(ONE, one, DOCUMENTS).value == 0
    assert ndcg_at(10, ONE, one, DOCUMENTS).value == 0
    assert all_evidence_at(5, ONE, one, DOCUMENTS).value == 0


def test_all_evidence_is_all_or_nothing():
    assert all_evidence_at(5, TWO, found(PROGRAM, "-"), DOCUMENTS).value == 0
    assert all_evidence_at(5, TWO, found(PROGRAM, "-", BABBAGE), DOCUMENTS).value == 1


def test_mrr_is_of_the_first_hit_with_any_fact():
    assert reciprocal_rank(TWO, found("-", "-", BABBAGE, PROGRAM), DOCUMENTS).value == pytest.approx(1 / 3)


def test_ndcg_by_hand():
    """Two facts, found at 2 and 4: (1/log2(3) + 1/log2(5)) / (1 + 1/log2(3)) = (0.6309 + 0.4307) / 1.6309."""
    value = ndcg_at(10, TWO, found("-", PROGRAM, "-", BABBAGE), DOCUMENTS).value
    assert value == pytest.approx((1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3)))
    assert value == pytest.approx(0.6509, abs=1e-4)


def test_ndcg_of_the_ideal_ranking_is_one():
    assert ndcg_at(10, TWO, found(BABBAGE, PROGRAM, "-"), DOCUMENTS).value == 1


def test_ndcg_misses_what_is_not_found():
    assert ndcg_at(10, TWO, found(BABBAGE), DOCUMENTS).value == pytest.approx(1 / (1 + 1 / log2(3)))


def test_ndcg_gains_nothing_by_the_same_fact_again():
    twice = ndcg_at(10, TWO, found(PROGRAM, PROGRAM, BABBAGE), DOCUMENTS).value
    assert twice == pytest.approx((1 + 1 / log2(4)) / (1 + 1 / log2(3)))


def test_one_hit_with_both_facts_is_ideal():
    whole = hit(DOCUMENTS["ada.md"].text)
    assert ndcg_at(10, TWO, outcome(hits=(whole,)), DOCUMENTS).value == 1


def test_ndcg_stops_at_k():
    assert ndcg_at(10, ONE, found(*"----------", PROGRAM), DOCUMENTS).value == 0


@PATIENT
@given(st.permutations([PROGRAM, BABBAGE, LONDON, "-", "-"]), st.integers(1, 6))
def test_no_ranking_beats_the_ideal(quotes, k):
    value = ndcg_at(k, TWO, found(*quotes), DOCUMENTS).value
    assert 0 <= value <= 1


@PATIENT
@given(st.permutations([PROGRAM, BABBAGE, LONDON, "-", "-"]))
def test_recall_grows_with_k(quotes):
    values = [recall(k, TWO, found(*quotes)) for k in range(1, 7)]
    assert values == sorted(values)


SPAN = GoldSpan("ada.md", 10, 20)


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        (10, 20, True),
        (0, 100, True),  # the whole span
        (12, 14, True),  # the whole hit
        (15, 25, True),  # half of each
        (16, 26, False),
        (5, 15, True),
        (4, 14, False),
        (19, 21, True),  # half of the short hit
        (20, 30, False),  # they only touch
        (0, 10, False),
        (15, 15, False),  # an empty hit holds nothing
    ],
)
def test_half_of_the_shorter(start, end, counts):
    assert relevant(hit(PROGRAM, start=start, end=end), SPAN) is counts


def test_the_same_place_in_another_file_is_not_relevant():
    assert not relevant(hit(PROGRAM, start=10, end=20, source="bob.md"), SPAN)


def test_a_quote_is_evidence_wherever_it_stands():
    twice = {"ada.md": Document(id="ada.md", profile_id="ada", source="ada.md", text="Go. And Go.")}
    assert gold(case(fact("Go", "Go")), twice) == ((GoldSpan("ada.md", 0, 2), GoldSpan("ada.md", 8, 10)),)


def test_a_case_to_be_declined_is_not_scored():
    score = recall_at(5, case(), found(PROGRAM), DOCUMENTS)
    assert score.value is None
    assert score.reason == "the case is to be declined"


@pytest.mark.parametrize("gone", [fact("x", "not there"), fact("x", PROGRAM, source="gone.md")])
def test_evidence_that_is_not_in_the_corpus_is_not_scored(gone):
    score = ndcg_at(10, case(fact("program", PROGRAM), gone), found(PROGRAM), DOCUMENTS)
    assert score.value is None
    assert score.reason == "the evidence of 'x' is not in this corpus"


def test_one_alternative_in_the_corpus_is_enough():
    assert recall(5, case(fact("x", "not there", PROGRAM)), found(PROGRAM)) == 1


def test_an_empty_corpus_is_not_scored():
    assert reciprocal_rank(ONE, found(PROGRAM), {}).value is None


def test_ranks_start_at_one():
    assert first_ranks(TWO, found(PROGRAM), DOCUMENTS) == (1, None)
