"""The gate against faults planted in askme itself: on real profiles, with real cases and the real judge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from staged import worse, write

from evals import commands
from evals.answerers import product
from evals.cases import CASES, ROOT, Case, read
from homes import Done

pytestmark = pytest.mark.slow

MANY = 100


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted")


@pytest.fixture
def planted(
    evals: Callable[..., Done], files: Path, monkeypatch: pytest.MonkeyPatch, real_judge: object
) -> Callable[[str], Done]:
    """Gates askme with a planted fault against askme without it; one index serves all tests."""
    monkeypatch.setattr(product, "INDEXES", files / "index")
    monkeypatch.setattr(commands, "open_judge", lambda: real_judge)
    cases, baseline = files / "cases.jsonl", files / "baseline.json"
    given = ("run", "--cases", cases, "--corpus", ROOT / "corpus")
    if not baseline.exists():
        write(cases, some(read([CASES / "people-dev.jsonl"])))
        assert evals(*given, "--out", files / "askme").status == 0
        assert evals("baseline", files / "askme", baseline).status == 0

    def run(name: str) -> Done:
        answerer = f"planted:{name}" if name else "askme"
        return evals(*given, "--answerer", answerer, "--out", files / f"run-{name}", "--gate", baseline)

    return run


@pytest.fixture(scope="session")
def real_judge() -> object:
    return commands.open_judge()


def some(cases: tuple[Case, ...]) -> list[Case]:
    return [case for case in cases if not case.answerable.declines][:MANY]


def test_askme_as_it_is_passes(planted, files):
    done = planted("")
    assert done.status == 0, done.out
    assert (files / "run-" / "run.json").read_bytes() == (files / "askme" / "run.json").read_bytes()


def test_hits_in_reverse_are_caught(planted):
    done = planted("Reversed")
    assert done.status == 1
    assert "Recall@10" in worse(done.out)


def test_a_citation_off_by_one_character_is_caught(planted):
    done = planted("Misplaced")
    assert done.status == 1
    assert "Invalid citations" in done.out
    assert "broken in 1 case" in done.out


def test_claims_with_a_changed_figure_are_caught(planted):
    done = planted("Miscounted")
    assert done.status == 1
    assert "Faithful throughout" in worse(done.out)
