"""Validation: data sets, measures, the floor, claims by perturbation, cross-encoders."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from evals.cases import ROOT
from evals.judge.crossencoder import CrossEncoderError, CrossEncoderJudge, Labels
from evals.judge.datasets import MTRAG, TEST, TRAIN, Missing, file_of, pairs, reworded
from evals.judge.lexical import overlap
from evals.judge.measuring import detection, measures, spearman
from evals.judge.profileclaims import DEV, KINDS, profile_claims
from evals.judge.profileclaims import TEST as HELD_OUT
from evals.judge.testing import WordTokens
from evals.judge.tokens import match

GROUPS = [str(at // 2) for at in range(40)]
LABELS = [at % 4 == 0 for at in range(40)]


@pytest.mark.slow
def test_perfect_scores_measure_perfect() -> None:
    made = measures(LABELS, [float(label) for label in LABELS], GROUPS, 0.5, True)
    assert (made.auroc.value, made.balanced_accuracy.value, made.brier.value) == (1.0, 1.0, 0.0)
    assert made.calibration_error.value == 0.0


@pytest.mark.slow
def test_an_interval_holds_its_value_and_is_the_same_each_time() -> None:
    scores = [float(label) * 0.3 + (at * 7 % 10) / 10 for at, label in enumerate(LABELS)]
    made = measures(LABELS, scores, GROUPS, None, False)
    assert made.auroc.low is not None and made.auroc.value is not None and made.auroc.high is not None
    assert made.auroc.low <= made.auroc.value <= made.auroc.high
    assert made == measures(LABELS, scores, GROUPS, None, False)
    assert made.balanced_accuracy.value is None and made.balanced_accuracy.reason


def test_one_label_has_a_reason_instead_of_a_number() -> None:
    assert measures([True, True], [1.0, 0.5], ["a", "b"], 0.5, True).auroc.reason == "all pairs have one label"


def test_spearman_follows_rank() -> None:
    assert spearman([1, 2, 3, 4], [0.1, 0.2, 0.3, 0.9], list("abcd")).value == pytest.approx(1)


def test_detection_counts_what_lies_below_the_false_alarms() -> None:
    found = detection([0.5] * 19 + [0.1], {"date": ([0.0, 0.05, 0.9], ["a", "b", "c"])}, 0.05)
    assert found["date"].estimate == pytest.approx(2 / 3)


@pytest.mark.parametrize(("claim", "expected"), [("", 0.0), ("the", 0.0), ("Go", 1.0), ("Go Rust", 0.5)])
def test_the_floor_is_the_share_of_words(claim: str, expected: float) -> None:
    assert overlap(claim, ["wrote Go"]) == expected


def test_k_precision_is_one_for_the_same_words() -> None:
    model = WordTokens()
    assert match(model.read("Ran Redis"), [model.read("Redis"), model.read("ran")]).precision == pytest.approx(1)
    assert match(model.read("Ran"), []).precision == 0
    assert match(model.read(""), [model.read("x")]).precision == 0


def test_claims_are_many_and_of_every_kind() -> None:
    made = profile_claims(HELD_OUT).pairs
    assert len(made) >= 2000
    assert {pair.source for pair in made if not pair.supported} == set(KINDS)
    assert {pair.supported for pair in made} == {True, False}


def test_claims_are_the_same_for_the_same_seed_and_no_claim_is_true_and_false() -> None:
    made = profile_claims(DEV).pairs
    assert made == profile_claims(DEV).pairs
    assert made != profile_claims(DEV, seed=1).pairs
    both = {(pair.claim, pair.evidence) for pair in made if pair.supported}
    assert not both & {(pair.claim, pair.evidence) for pair in made if not pair.supported}


def test_what_was_reworded_by_hand_quotes_the_profiles() -> None:
    texts = " ".join(file.read_text("utf-8") for file in (ROOT / HELD_OUT).glob("*.md"))
    assert all(pair.evidence[0] in texts for pair in reworded())
    assert {pair.supported for pair in reworded()} == {True, False}


def test_data_that_is_not_there_has_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ASKME_TEST_DATA", raising=False)
    assert pairs(TEST) == Missing("ASKME_TEST_DATA is not set")
    monkeypatch.setenv("ASKME_TEST_DATA", str(tmp_path))
    assert isinstance(file_of(MTRAG), Missing)


def test_data_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row = {"evidence": "e", "claim": "c", "label": 1, "source": "s"}
    with gzip.open(tmp_path / f"{TRAIN}.jsonl.gz", "wt") as file:
        file.write(json.dumps(row) + "\n")
    monkeypatch.setenv("ASKME_TEST_DATA", str(tmp_path))
    found = pairs(TRAIN)
    assert not isinstance(found, Missing)
    assert (found[0].claim, found[0].evidence, found[0].supported) == ("c", ("e",), True)


@pytest.mark.parametrize(
    ("names", "entails", "contradicts"),
    [
        (["contradiction", "entailment", "neutral"], 1, 0),
        (["ENTAILMENT", "NEUTRAL", "CONTRADICTION"], 0, 2),
        (["not_entailment", "entailment"], 1, None),
        (["LABEL_0"], 0, None),
    ],
)
def test_labels_are_read_by_name(names: list[str], entails: int, contradicts: int | None) -> None:
    made = Labels.of(dict(enumerate(names)))
    assert (made.entails, made.contradicts) == (entails, contradicts)


def test_labels_that_say_nothing_are_refused() -> None:
    with pytest.raises(CrossEncoderError, match="do not say which is entailment"):
        Labels.of({0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"})


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CrossEncoderError, match="give the folder of an NLI model"):
        CrossEncoderJudge(tmp_path)


def test_a_cross_encoder_judges(tmp_path: Path) -> None:
    class Model:
        def predict(self, pairs: list[tuple[str, str]], show_progress_bar: bool) -> np.ndarray:
            return np.asarray(
                [[0.0, 5.0, 0.0] if evidence == "Ran Redis" else [5.0, 0.0, 0.0] for evidence, _ in pairs]
            )

    names = {"id2label": {"0": "contradiction", "1": "entailment", "2": "neutral"}}
    (tmp_path / "config.json").write_text(json.dumps(names))
    judge = CrossEncoderJudge(tmp_path)
    judge.__dict__["_model"] = Model()
    assert judge.judge("used it", ["Ran Redis"]).support == "supported"
    assert judge.judge("used it", ["Painted walls"]).support == "contradicted"
    assert judge.judge("used it in 2020", ["Ran Redis"]).reason == "the date '2020' is not in the words cited"
