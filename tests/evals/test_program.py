"""The command line: what it refuses, and the check of cases."""

from __future__ import annotations

import pytest
from staged import made, write

from evals import commands, inventory
from evals.cases import Evidence, Fact, Split, digest_of


@pytest.fixture
def at_home(monkeypatch, people):
    """Corpora of cases are folders beside the two people's."""
    monkeypatch.setattr(inventory, "ROOT", people.parent)


def stands(number, **other):
    return made(number, corpus="people", **other)


def test_cases_that_stand_pass(evals, at_home, tmp_path):
    done = evals("check-cases", "--cases", write(tmp_path / "fine.jsonl", [stands(number) for number in range(6)]))
    assert done.status == 0
    assert "answerable: 4 yes, 2 no" in done.out
    assert done.out.endswith("6 cases, 0 faults\n")


def test_each_fault_is_named(evals, at_home, tmp_path):
    def fact(quote, source="ada.md", digest=""):
        return {"facts": (Fact(says="x", evidence=(Evidence(source=source, quote=quote, digest=digest),)),)}

    wrong = [
        stands(0, **fact("Wrote Python", digest=digest_of("Wrote Python"))),
        stands(1, **fact("Rust", digest="0" * 12)),
        stands(3, **fact("Rust", "eve.md")),
        stands(4, profile="eve"),
    ]
    done = evals("check-cases", "--cases", write(tmp_path / "wrong.jsonl", wrong))
    assert done.status == 1
    for fault in (
        "case-0: ada.md does not contain 'Wrote Python'",
        "case-1: 'Rust' has the digest",
        "case-3: eve.md is not in people",
        "case-4: nobody in people has the id 'eve'",
    ):
        assert fault in done.out


def test_of_a_locked_case_a_fault_shows_no_words(evals, at_home, tmp_path):
    fact = Fact(says="x", evidence=(Evidence(source="ada.md", quote="Wrote Python"),))
    file = write(tmp_path / "locked.jsonl", [stands(0, split=Split.LOCKED, facts=(fact,))])
    done = evals("check-cases", "--cases", file)
    assert done.status == 1
    assert "case-0: 1 faults" in done.out
    assert "Wrote Python" not in done.out
    assert "Wrote Python" in evals("check-cases", "--cases", file, "--show-locked").out


def test_a_set_below_the_minimum_fails(evals, at_home, monkeypatch, tmp_path):
    (tmp_path / "own").mkdir()
    write(tmp_path / "own" / "few-dev.jsonl", [stands(number) for number in range(6)])
    monkeypatch.setattr(commands, "CASES", tmp_path / "own")
    done = evals("check-cases")
    assert done.status == 1
    assert "cases: 6, needs 320" in done.out
    assert "of them near misses: 2, needs 1" in done.out


def test_a_run_of_one_split_reads_no_file_of_the_other(ask, evals, people, monkeypatch, tmp_path):
    (tmp_path / "own").mkdir()
    write(tmp_path / "own" / "few-dev.jsonl", [made(0)])
    (tmp_path / "own" / "few-locked.jsonl").write_text("not to be read")
    monkeypatch.setattr(commands, "CASES", tmp_path / "own")
    done = evals("run", "--corpus", people, "--answerer", "staged:Staged", "--out", tmp_path / "out")
    assert done.status == 0, done.err


def test_an_id_that_stands_twice_is_refused(evals, tmp_path):
    done = evals("check-cases", "--cases", write(tmp_path / "twice.jsonl", [made(0), made(0)]))
    assert done.status == 1
    assert done.err == "evals: twice.jsonl:2: the id case-0 stands twice; rename one\n"


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["run", "--split", "test"], 2, "is no split"),
        (["run", "--cases", "none.jsonl"], 1, "evals: cases none.jsonl cannot be read"),
        (["report", "none"], 1, "evals: no run in none"),
        (["compare", "none", "none"], 1, "evals: no run in none"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(evals, arguments, status, says):
    done = evals(*arguments)
    assert done.status == status
    assert says in done.err


def test_an_unknown_answerer_is_named(ask):
    done = ask("Nobody")
    assert done.status == 1
    assert "evals: no answerer 'staged:Nobody'" in done.err


def test_no_case_of_a_split_is_said(ask):
    done = ask("Staged", "--split", "locked")
    assert done.status == 1
    assert "no case of the split locked" in done.err
