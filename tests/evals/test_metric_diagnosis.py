"""Where a case went wrong."""

from __future__ import annotations

import pytest
from making import BABBAGE, DOCUMENTS, NAMES, PROGRAM, abstained, case, fact, failed, found, outcome

from evals.metrics.diagnosis import Diagnosis, diagnosis

TWO = case(fact("program", PROGRAM), fact("Babbage", BABBAGE), forbidden=("Turing",))


def of(asked, one, documents=DOCUMENTS):
    return diagnosis(asked, one, documents, NAMES)


@pytest.mark.parametrize(
    ("asked", "one", "expected"),
    [
        (TWO, found(text="program, Babbage"), None),
        (case(), abstained(), None),
        (TWO, failed(), Diagnosis.FAILED),
        (case(), failed(), Diagnosis.FAILED),
        (case(), outcome("So."), Diagnosis.MADE_UP),
        (TWO, found(PROGRAM, BABBAGE, text="program, Babbage, Turing"), Diagnosis.WRONG),
        (TWO, abstained(), Diagnosis.NOT_RETRIEVED),
        (TWO, found("-", status="abstained"), Diagnosis.NOT_RETRIEVED),
        (TWO, found(PROGRAM, status="abstained"), Diagnosis.DECLINED),
        (TWO, found(PROGRAM, text="program"), Diagnosis.NOT_RETRIEVED),
        (TWO, found(PROGRAM, BABBAGE, text="program"), Diagnosis.NOT_ANSWERED),
        (TWO, found(BABBAGE, text="program"), Diagnosis.NOT_ANSWERED),
        (TWO, outcome(""), Diagnosis.NOT_RETRIEVED),
    ],
)
def test_diagnosis(asked, one, expected):
    assert of(asked, one) is expected


def test_a_case_that_does_not_fit_its_corpus_blames_nobody():
    assert of(TWO, abstained(), {}) is Diagnosis.NO_EVIDENCE


def test_what_is_right_is_right_in_any_corpus():
    assert of(TWO, outcome("program, Babbage"), {}) is None
