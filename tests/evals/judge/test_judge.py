"""The judge as the evals call it; words stand in for the model."""

import pytest

from askme.schema import Support
from evals.judge import Judge
from evals.judge.calibration import coefficients
from evals.judge.features import NAMES
from evals.judge.testing import WordTokens

CLAIM = "Impact at Mode Network: built the backend systems. (Nov 2024 – Jan 2025)"
EVIDENCE = ("Impact at Mode Network: built the backend systems.", "Nov 2024 – Jan 2025")


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(WordTokens())


def test_a_quote_with_its_dates_needs_both_citations(judge: Judge) -> None:
    assert judge.judge(CLAIM, EVIDENCE).support == Support.SUPPORTED
    assert judge.judge(CLAIM, EVIDENCE[:1]).support == Support.UNSUPPORTED
    assert judge.judge(CLAIM, EVIDENCE[1:]).support == Support.UNSUPPORTED


@pytest.mark.parametrize("step", ["Software Engineer", "Hundread CLOB Engine", "founding member", "first time", "2021"])
def test_a_step_in_brackets_needs_its_citation(judge: Judge, step: str) -> None:
    claim = f"Tushar: State: Redis Streams ({step})"
    people = {"person": "Tushar", "people": ("Tushar", "VayuX")}
    assert judge.judge(claim, ["State: Redis Streams", step], **people).support == Support.SUPPORTED
    assert judge.judge(claim, ["State: Redis Streams"], **people).support == Support.UNSUPPORTED
    assert judge.judge(claim, [step], **people).support == Support.UNSUPPORTED


@pytest.mark.parametrize("claim", ["Yes: Ran Redis", "Ada: Ran Redis", "Yes: Ada: Ran Redis, and 3 more", "ran redis:"])
def test_framing_states_nothing(judge: Judge, claim: str) -> None:
    assert judge.judge(claim, ["Ran Redis"], person="Ada", people=["Ada"]).support == Support.SUPPORTED


def test_table_rows_and_markup_are_no_obstacle(judge: Judge) -> None:
    row = "AIBrix | control plane of the **vLLM** project | Fixed the decoder (#2384)."
    claim = "AIBrix: control plane of the vLLM project · Fixed the decoder (#2384)."
    assert judge.judge(claim, [row]).support == Support.SUPPORTED


def test_nothing_to_check_is_unchecked(judge: Judge) -> None:
    for claim in ("", "  ", "…", "Yes: "):
        made = judge.judge(claim, ["Ran Redis"])
        assert (made.support, made.probability) == (Support.UNCHECKED, None)
        assert made.reason


@pytest.mark.parametrize("evidence", [[], [""], ["…"]])
def test_without_evidence_nothing_is_supported(judge: Judge, evidence: list[str]) -> None:
    assert judge.judge("Ran Redis", evidence).support == Support.UNSUPPORTED


def test_what_is_not_said_is_unsupported_with_its_word(judge: Judge) -> None:
    made = judge.judge("painted watercolours at night", ["Ran Redis"])
    assert made.support == Support.UNSUPPORTED
    assert "do not bear it" in made.reason


def test_an_objection_keeps_the_probability_below_the_threshold(judge: Judge) -> None:
    fine, denied = judge.judge("Ran Redis", ["Ran Redis"]), judge.judge("Never ran Redis", ["Ran Redis"])
    assert fine.probability is not None and denied.probability is not None
    assert denied.probability < coefficients().threshold < fine.probability


def test_the_same_pair_gives_the_same_judgement(judge: Judge) -> None:
    first = judge.judge(CLAIM, EVIDENCE[:1])
    judge.judge("something else", ["of another kind"])
    assert judge.judge(CLAIM, EVIDENCE[:1]) == first
    assert Judge(WordTokens()).fingerprint == judge.fingerprint


def test_the_committed_calibration_fits_the_features() -> None:
    found = coefficients()
    assert found.features == NAMES
    assert len(found.weights) == 2 * len(NAMES)
    assert found.provenance.sha256 and found.provenance.command


@pytest.mark.slow
def test_the_model_knows_other_words_for_the_same() -> None:
    judge = Judge()
    evidence = ["Designed and built the backend systems that manage an $8M+ treasury."]
    said = judge.judge("Tushar created the backend systems for a treasury of $8 million.", evidence, person="Tushar")
    made_up = judge.judge("Tushar built the backend systems for a chess club.", evidence, person="Tushar")
    assert said.probability is not None and made_up.probability is not None
    assert said.probability > made_up.probability
    assert made_up.support == Support.UNSUPPORTED


@pytest.mark.slow
def test_the_bytes_are_the_same_alone_and_among_others() -> None:
    first = Judge().judge(CLAIM, EVIDENCE[:1])
    other = Judge()
    other.judge("something else of another length", ["with evidence"])
    assert other.judge(CLAIM, EVIDENCE[:1]).model_dump_json() == first.model_dump_json()
