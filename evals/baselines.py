"""What a gate compares with: the gated and forbidden scores of an earlier run, a line a case, so that a change of the
baseline can be read in a review."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, FiniteFloat, ValidationError, model_validator

from evals.cases import CaseError, Frozen
from evals.metrics import METRICS
from evals.outcomes import Score
from evals.run import Run


class Baseline(Frozen):
    """Scores by case and metric, as `compare` takes them."""

    format: Literal["1"] = "1"
    answerer: str
    fingerprints: dict[str, str]
    metrics: tuple[str, ...]
    """The columns of `cases`."""
    groups: dict[str, str] = Field(default_factory=dict)
    """The paraphrase group of each case that has one."""
    cases: dict[str, tuple[FiniteFloat | None, ...]]
    """By case (`group:NAME` for groups); None: not scored."""

    @model_validator(mode="after")
    def _rectangular(self) -> Self:
        if wrong := next((name for name, row in self.cases.items() if len(row) != len(self.metrics)), None):
            raise ValueError(f"{wrong} has {len(self.cases[wrong])} scores for {len(self.metrics)} metrics")
        return self

    @cached_property
    def scores(self) -> Mapping[str, Mapping[str, Score]]:
        """What was scored, by case, by metric."""
        return {
            case: {
                metric: Score(value=value)
                for metric, value in zip(self.metrics, row, strict=True)
                if value is not None
            }
            for case, row in self.cases.items()
        }  # fmt: skip

    @cached_property
    def clusters(self) -> Mapping[str, str]:
        return {case: self.groups.get(case, case.removeprefix("group:")) for case in self.cases}


def baseline_of(run: Run) -> Baseline:
    """What a gate needs of a run."""
    metrics = tuple(metric.name for metric in METRICS if metric.gated or metric.hard_zero)
    return Baseline(
        answerer=run.answerer,
        fingerprints=run.fingerprints,
        metrics=metrics,
        groups={result.case.id: result.case.group for result in run.results if result.case.group},
        cases={case: tuple(_value(row.get(metric)) for metric in metrics) for case, row in sorted(run.scores.items())},
    )


def write_baseline(baseline: Baseline, file: Path) -> None:
    """As JSON; the same baseline makes the same bytes."""
    head = {name: value for name, value in baseline.model_dump(mode="json").items() if name != "cases"}
    fields = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    rows = [
        f"  {json.dumps(case)}: {json.dumps([_short(value) for value in row])}" for case, row in baseline.cases.items()
    ]
    text = "{\n" + ",\n".join([*fields, '"cases": {\n' + ",\n".join(rows) + "\n}"]) + "\n}\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def read_baseline(file: Path) -> Baseline:
    """:raises CaseError: there is none, or it is of another version"""
    try:
        return Baseline.model_validate_json(file.read_bytes())
    except OSError as error:
        raise CaseError(
            f"no baseline {file} ({error.strerror}); make one: python -m evals baseline RUN {file}"
        ) from error
    except ValidationError as error:
        raise CaseError(f"{file} is no baseline of this version ({error.errors()[0]['msg']}); make it anew") from error


def _value(score: Score | None) -> float | None:
    return score.value if score else None


def _short(value: float | None) -> float | int | None:
    """1 rather than 1.0: the same number, in half the space."""
    return int(value) if value is not None and value.is_integer() else value
