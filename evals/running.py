"""Asks every case, has the answers judged, and scores them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from evals.answerers import Answerer, opened
from evals.cases import ROOT, Case
from evals.documents import People, read_people
from evals.judging import Judges, judged
from evals.metrics import Sample, score, score_groups
from evals.metrics.diagnosis import diagnosis
from evals.outcomes import Outcome
from evals.run import Result, Run, Times

Opener = Callable[[Path], Answerer]
Step = Callable[[str], None]


def run(
    cases: Sequence[Case],
    answerer: str | Opener,
    judge: Judges,
    *,
    corpus: Path | None = None,
    step: Step = lambda _: None,
) -> tuple[Run, Times]:
    """Answer, judge and score.

    :param answerer: a name (see `answerers`), or what opens one over a corpus folder
    :param corpus: asked instead of each case's own; evidence that is not in it is not scored
    :param step: told of each case's id once it is done
    :raises AskmeError: a corpus or the index cannot be used
    """
    folders = {case.corpus: corpus or ROOT / case.corpus for case in cases}
    people = {name: read_people(folder) for name, folder in folders.items()}
    made = {name: _open(answerer, folder) for name, folder in folders.items()}
    samples: list[Sample] = []
    seconds: dict[str, float] = {}
    for case in cases:
        began = time.perf_counter()
        outcome = made[case.corpus].answer(case)
        seconds[case.id] = time.perf_counter() - began
        samples.append(_sample(case, outcome, judge, people[case.corpus]))
        step(case.id)
    found = Run(
        answerer=answerer if isinstance(answerer, str) else "custom",
        fingerprints=_fingerprints(cases, judge, people, made),
        names={name: dict(someone.names) for name, someone in people.items()},
        results=tuple(map(_result, samples)),
        groups=score_groups(samples),
    )
    return found, Times(seconds=seconds)


def _open(answerer: str | Opener, corpus: Path) -> Answerer:
    return opened(answerer, corpus) if isinstance(answerer, str) else answerer(corpus)


def _sample(case: Case, outcome: Outcome, judge: Judges, people: People) -> Sample:
    seen = judged(outcome, judge, people.names) if outcome.status == "answered" else None
    return Sample(case=case, outcome=outcome, judged=seen, documents=people.documents, names=people.names)


def _result(sample: Sample) -> Result:
    return Result(
        case=sample.case,
        outcome=sample.outcome,
        judged=sample.judged,
        scores=score(sample).scores,
        diagnosis=diagnosis(sample.case, sample.outcome, sample.documents, sample.names) or "",
    )


def _fingerprints(
    cases: Sequence[Case], judge: Judges, people: dict[str, People], made: dict[str, Answerer]
) -> dict[str, str]:
    found = {"cases": _digest(case.model_dump_json().encode() for case in cases), "judge": judge.fingerprint}
    found |= {f"corpus {name}": people[name].digest for name in sorted(people)}
    for name in sorted(made):
        found |= {f"{what} {name}": value for what, value in made[name].fingerprint.items()}
    return found | {"code of askme": _code(ROOT / "src" / "askme"), "code of evals": _code(Path(__file__).parent)}


def _code(folder: Path) -> str:
    return _digest(file.read_bytes() for file in sorted(folder.rglob("*.py")))


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:16]
