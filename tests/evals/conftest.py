"""A corpus of two people, cases about them, and the evals' program run in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from staged import FigureJudge, made, write

from evals import commands, program
from homes import ADA, BOB, Done


@pytest.fixture
def people(tmp_path: Path) -> Path:
    folder = tmp_path / "people"
    folder.mkdir()
    (folder / "ada.md").write_text(ADA, "utf-8")
    (folder / "bob.md").write_text(BOB, "utf-8")
    return folder


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Twelve cases: every third is to be declined, the others ask for a word or a figure in turn."""
    return write(tmp_path / "cases.jsonl", [made(number) for number in range(12)])


@pytest.fixture
def evals(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Runs `python -m evals ...` with a judge of figures."""
    monkeypatch.setattr(commands, "open_judge", FigureJudge)

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["evals", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            program.main()
        return Done(int(left.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture
def ask(evals: Callable[..., Done], people: Path, cases: Path, tmp_path: Path) -> Callable[..., Done]:
    """Runs the staged answerer of this name over the two people, into a folder of the same name."""

    def run(answerer: str, *more: object, file: Path = cases) -> Done:
        given = ("--cases", file, "--corpus", people, "--answerer", f"staged:{answerer}")
        return evals("run", *given, "--out", tmp_path / answerer, *more)

    return run
