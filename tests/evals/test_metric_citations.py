"""ALCE recall and precision, and citations that are what they claim to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import (
    BOB,
    DOCUMENTS,
    LONDON,
    NO,
    PATIENT,
    PROGRAM,
    UNCHECKED,
    YES,
    abstained,
    case,
    claim,
    failed,
    judged,
    outcome,
    place,
    verdict,
)  # fmt: skip

from evals.metrics.citations import citation_precision, citation_recall, invalid, invalid_citation
from evals.metrics.faithfulness import faithfulness, strict_faithfulness
from evals.outcomes import Invalid, Judged

SOUND = verdict(YES, "y", "-")


def test_alce_by_hand():
    """Three statements. The first: one citation supports alone, another adds nothing (recall 1; 1 of 2 precise). The
    second: both are needed (recall 1; 2 of 2). The third is not supported (recall 0; 0 of 1). 2/3 and 3/5."""
    seen = judged(verdict(YES, "yn", "ny"), verdict(YES, "nn", "nn"), verdict(NO, "n", "-"))
    assert citation_recall(*seen).value == pytest.approx(2 / 3)
    assert citation_precision(*seen).value == pytest.approx(3 / 5)


def test_two_citations_that_each_support_are_both_precise():
    assert citation_precision(*judged(verdict(YES, "yy", "yy"))).value == 1


def test_of_an_unsupported_claim_no_citation_is_precise():
    assert citation_precision(*judged(verdict(NO, "yn", "ny"))).value == 0


def test_a_claim_without_citations_is_not_recalled():
    seen = judged(SOUND, verdict(UNCHECKED))
    assert citation_recall(*seen).value == 0.5
    assert citation_precision(*seen).value == 1
    assert faithfulness(*seen).value == 0.5


def test_without_citations_nothing_supports():
    assert citation_recall(*judged(verdict(YES))).value == 0


def test_framing_headings_do_not_count():
    assert citation_recall(*judged(None, SOUND)).value == 1


def test_what_the_judge_could_not_check_does_not_count():
    seen = judged(SOUND, verdict(UNCHECKED, "u", "-"))
    assert citation_recall(*seen).value == 1
    assert citation_precision(*seen).value == 1
    assert faithfulness(*seen).value == 1


@pytest.mark.parametrize("metric", [citation_recall, citation_precision, faithfulness, strict_faithfulness])
def test_when_nothing_could_be_checked_nothing_is_scored(metric):
    assert metric(*judged(verdict(UNCHECKED, "u", "-"))).reason == "the judge could check no claim"


@pytest.mark.parametrize("claims", [(), (None,)])
def test_an_answer_that_cites_nothing(claims):
    seen = judged(*claims)
    assert citation_recall(*seen).value == 0
    assert citation_precision(*seen).value == 0
    assert faithfulness(*seen).reason == "the answer has no checkable claim"
    assert strict_faithfulness(*seen).value is None


@pytest.mark.parametrize("metric", [citation_recall, citation_precision, faithfulness, strict_faithfulness])
@pytest.mark.parametrize("one", [abstained(), failed()])
def test_who_does_not_answer_is_not_scored(metric, one):
    assert metric(one, None).reason == "it was not answered"


@pytest.mark.parametrize("metric", [citation_recall, citation_precision, faithfulness, strict_faithfulness])
def test_without_a_judge_nothing_is_scored(metric):
    assert metric(outcome("So."), None).reason == "the claims were not judged"


@pytest.mark.parametrize(
    "claims", [(), (SOUND, SOUND), (verdict(YES, "yy", "yy"),), (None, SOUND)], ids=["none", "more", "cited", "shifted"]
)
def test_a_judgement_of_other_claims_is_an_error(claims):
    made, _ = judged(SOUND)
    with pytest.raises(ValueError, match="judged citations"):
        citation_recall(made, Judged(case="one", claims=claims))


def test_one_false_claim_spoils_an_answer():
    seen = judged(SOUND, SOUND, verdict("contradicted", "n", "-"))
    assert faithfulness(*seen).value == pytest.approx(2 / 3)
    assert strict_faithfulness(*seen).value == 0
    assert strict_faithfulness(*judged(SOUND, SOUND)).value == 1


LETTERS = st.integers(0, 3).flatmap(
    lambda n: st.tuples(st.text("yn", min_size=n, max_size=n), st.text("yn", min_size=n, max_size=n))
)
VERDICTS = st.builds(lambda whole, letters: verdict(whole, *letters), st.sampled_from([YES, NO, UNCHECKED]), LETTERS)


@PATIENT
@given(st.lists(st.none() | VERDICTS))
def test_scores_are_shares_or_reasons(claims):
    for metric in (citation_recall, citation_precision, faithfulness, strict_faithfulness):
        score = metric(*judged(*claims))
        assert score.reason if score.value is None else 0 <= score.value <= 1


# --- validity -----------------------------------------------------------------------------------------------------

ASKED = case(profile="ada")


def citing(*places, **other):
    return outcome("So.", claims=(claim("So.", *places),), **other)


def test_an_exact_slice_is_valid():
    assert invalid_citation(ASKED, citing(place(PROGRAM), place(LONDON)), DOCUMENTS).value == 0


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (place(PROGRAM, quote="wrote the first program"), "is not 'wrote the first program'"),
        (place(PROGRAM, start=1), "is not"),
        (place(PROGRAM, source="gone.md"), "gone.md is not in the corpus"),
        (place(PROGRAM, profile="bob"), "belongs to ada, not bob"),
        (place(BOB.strip(), "bob.md"), "bob was not asked about"),
        (place(PROGRAM, start=-5), "no range"),
        (place(PROGRAM, end=9999), "no range"),
        (place(PROGRAM, start=3, end=3, quote=""), "no range"),
        (place(PROGRAM, start=9, end=3), "no range"),
    ],
)
def test_what_makes_a_citation_invalid(wrong, why):
    found = citing(place(LONDON), wrong)
    assert invalid_citation(ASKED, found, DOCUMENTS).value == 1
    (fault,) = invalid(ASKED, found, DOCUMENTS)
    assert (fault.claim, fault.citation) == (0, 1)
    assert why in fault.why


def test_everybody_may_be_cited_when_nobody_is_named():
    assert invalid_citation(case(), citing(place(BOB.strip(), "bob.md")), DOCUMENTS).value == 0


def test_only_who_was_searched_may_be_cited():
    found = citing(place(BOB.strip(), "bob.md"), scope=("ada",))
    assert invalid(case(), found, DOCUMENTS) == (Invalid(claim=0, citation=0, why="bob was not asked about"),)


def test_the_case_says_who_may_be_cited_whoever_was_searched():
    found = citing(place(BOB.strip(), "bob.md"), scope=("ada", "bob"))
    assert invalid_citation(ASKED, found, DOCUMENTS).value == 1


def test_the_nearest_statements_are_quotes_too():
    near = abstained(nearest=(place(PROGRAM, start=0),))
    assert invalid_citation(ASKED, near, DOCUMENTS).value == 1
    assert invalid(ASKED, near, DOCUMENTS) == ()


@pytest.mark.parametrize("one", [abstained(), failed(), outcome("So."), outcome("So.", claims=(claim(),))])
def test_without_quotes_there_is_nothing_to_check(one):
    assert invalid_citation(ASKED, one, DOCUMENTS).reason == "nothing is quoted"
