"""A run: every case with its outcome, what the judge made of it and its scores, and what all that depended on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from evals.cases import Case, CaseError, Frozen
from evals.metrics.effort import Latency, latency
from evals.outcomes import Judged, Outcome, Score, Scored

FORMAT: Literal["1"] = "1"
RUN, LATENCY = "run.json", "latency.json"


class Result(Frozen):
    """One case of a run."""

    case: Case
    outcome: Outcome
    judged: Judged | None
    scores: dict[str, Score]
    diagnosis: str = ""
    """Where it went wrong; empty when it did not."""


class Run(Frozen):
    """Everything that a run found, apart from times. Two runs of the same code on the same cases are equal, byte for
    byte."""

    format: Literal["1"] = FORMAT
    answerer: str
    fingerprints: dict[str, str]
    """What the scores depend on: cases, corpora, index, model, judge, code."""
    names: dict[str, dict[str, str]]
    """Display names by profile id, by corpus."""
    results: tuple[Result, ...]
    groups: tuple[Scored, ...]
    """Scores over paraphrase groups."""

    @cached_property
    def scores(self) -> Mapping[str, Mapping[str, Score]]:
        """All scores, by case (`group:NAME` for groups), by metric."""
        of_cases = {result.case.id: result.scores for result in self.results}
        return of_cases | {scored.case: scored.scores for scored in self.groups}

    @cached_property
    def clusters(self) -> Mapping[str, str]:
        """The cluster of each case and group."""
        of_cases = {result.case.id: result.case.cluster for result in self.results}
        return of_cases | {scored.case: scored.case.removeprefix("group:") for scored in self.groups}


class Times(Frozen):
    """How long each case took, in seconds. Apart from the scores: it differs from run to run."""

    seconds: dict[str, float]
    """By the case's id."""

    @property
    def latency(self) -> Latency:
        return latency(tuple(self.seconds.values()))


def write(run: Run, times: Times, folder: Path) -> None:
    """Write `run.json` and, apart since it differs from run to run, `latency.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RUN).write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")
    (folder / LATENCY).write_text(times.model_dump_json(indent=1) + "\n", encoding="utf-8")


def read_run(folder: Path) -> Run:
    """The run in a folder (or in a file).

    :raises CaseError: there is none, or it is of another version
    """
    path = folder / RUN if folder.is_dir() else folder
    try:
        return Run.model_validate_json(path.read_bytes())
    except OSError as error:
        raise CaseError(
            f"no run in {folder} ({error.strerror}); make one: python -m evals run --out {folder}"
        ) from error
    except ValidationError as error:
        raise CaseError(f"{path} is no run of this version ({error.error_count()} faults); run it again") from error


def read_times(folder: Path) -> Times | None:
    """The times of the run in a folder; None when they are not there.

    :raises CaseError: they are of another version
    """
    path = folder / LATENCY
    try:
        return Times.model_validate_json(path.read_bytes()) if path.is_file() else None
    except ValidationError as error:
        raise CaseError(f"{path} is not of this version ({error.error_count()} faults); run it again") from error
