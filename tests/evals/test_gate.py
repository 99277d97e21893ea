"""The gate: its baseline, its exit status, and what it says."""

from __future__ import annotations

import json

import pytest
from staged import made, worse, write

from evals.baselines import baseline_of, read_baseline, write_baseline
from evals.run import read_run


@pytest.fixture
def baseline(ask, evals, tmp_path):
    ask("Staged")
    file = tmp_path / "baseline.json"
    assert evals("baseline", tmp_path / "Staged", file).status == 0
    return file


def test_the_same_run_passes(ask, baseline):
    done = ask("Staged", "--gate", baseline)
    assert done.status == 0
    assert done.out.endswith("Gate: passed\n")


def test_a_citation_off_by_one_character_is_caught(ask, baseline):
    done = ask("OffByOne", "--gate", baseline)
    assert done.status == 1
    assert "case-3: invalid_citation" in done.out
    assert done.out.endswith("Gate: broken\n")


def test_claims_with_a_changed_figure_are_caught(ask, evals, baseline, tmp_path):
    figures = write(tmp_path / "figures.jsonl", [made(number) for number in range(40) if number % 6 in {1, 3}])
    ask("Staged", file=figures)
    evals("baseline", tmp_path / "Staged", baseline)
    done = ask("OtherFigures", "--gate", baseline, file=figures)
    assert done.status == 1
    assert "Faithful throughout" in worse(done.out)


def test_fewer_answers_are_caught(ask, evals, baseline, tmp_path):
    many = write(tmp_path / "many.jsonl", [made(number) for number in range(60)])
    ask("Staged", file=many)
    evals("baseline", tmp_path / "Staged", baseline)
    done = ask("Shy", "--gate", baseline, file=many)
    assert done.status == 1
    assert "Correct" in worse(done.out)
    assert "not scored on any case" in done.out, "without an answer there is nothing to be faithful"


def test_an_error_breaks_the_gate(ask, baseline):
    done = ask("Broken", "--gate", baseline)
    assert done.status == 1
    assert "broken in 12 cases" in done.out


def test_cases_that_are_new_or_gone_are_told(ask, baseline, tmp_path):
    others = write(tmp_path / "others.jsonl", [made(number) for number in range(1, 13)])
    done = ask("Staged", "--gate", baseline, file=others)
    assert done.status == 0
    assert "1 new, so not compared: case-12" in done.out
    assert "1 gone, so not compared: case-0" in done.out
    assert "Not as in the baseline: cases" in done.out


def test_without_a_baseline_nothing_is_run(ask, tmp_path):
    done = ask("Staged", "--gate", tmp_path / "none.json")
    assert done.status == 1
    assert done.err.startswith("evals: no baseline")
    assert not (tmp_path / "Staged").exists()


def test_a_baseline_survives_its_file(ask, baseline, tmp_path):
    kept = baseline_of(read_run(tmp_path / "Staged"))
    assert read_baseline(baseline) == kept
    again = tmp_path / "again.json"
    write_baseline(read_baseline(baseline), again)
    assert again.read_bytes() == baseline.read_bytes()


def test_a_baseline_holds_what_the_gate_needs_and_no_words(baseline):
    text = baseline.read_text()
    assert "What is number" not in text
    assert len(text.splitlines()) == 12 + 9
    kept = json.loads(text)
    assert kept["metrics"][0] == "correct"
    assert kept["cases"]["case-0"][0] == 1


def test_a_damaged_baseline_is_refused(ask, baseline):
    kept = json.loads(baseline.read_text())
    kept["cases"]["case-0"] = [1]
    baseline.write_text(json.dumps(kept))
    done = ask("Staged", "--gate", baseline)
    assert done.status == 1
    assert "is no baseline of this version" in done.err
