"""The report of one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from askme.errors import AskmeError
from askme.schema import Document
from evals.cases import ROOT, Split
from evals.documents import read_people
from evals.metrics import METRICS, Sample
from evals.metrics.diagnosis import Diagnosis
from evals.metrics.selective import aurc, ranked, risk_coverage
from evals.report.casefile import CaseFile, casefile
from evals.report.headline import broken, headline, markdown
from evals.report.pages import page
from evals.report.worst import troubled, worst_first
from evals.run import Result, Run, Times
from evals.summary import DISCORDANCE, Part, Summary, detectable

REPORT, SUMMARY = "report.html", "summary.md"

MEANINGS = {
    Diagnosis.FAILED: "It ended in an error.",
    Diagnosis.NO_EVIDENCE: "The case no longer fits its corpus; nothing can be blamed.",
    Diagnosis.NOT_RETRIEVED: "The statement that answers was not among the hits.",
    Diagnosis.DECLINED: "The statement was among the hits, and it declined.",
    Diagnosis.NOT_ANSWERED: "The statement was among the hits, and the answer does not say it.",
    Diagnosis.WRONG: "The answer says something that is not so.",
    Diagnosis.MADE_UP: "It answered what the profiles do not say.",
}
"""In the order of a question's journey."""


@dataclass(frozen=True)
class Stage:
    """So many cases came so far, and what became of those that did not."""

    title: str
    left: int
    lost: Mapping[Diagnosis, int]


def write_report(
    run: Run,
    summary: Summary,
    times: Times | None,
    folder: Path,
    *,
    corpus: Path | None = None,
    show_locked: bool = False,
) -> Path:
    """Write `report.html` and `summary.md` into a folder.

    :param corpus: where the run was asked, when not in each case's own
    :param show_locked: also show the words of locked cases
    :returns: the report's path
    """
    shown = [one for one in run.results if show_locked or one.case.split is not Split.LOCKED]
    latency = times.latency if times else None
    answers = ranked(_sample(result, run) for result in run.results)
    text = page(
        "report.html",
        run=run,
        summary=summary,
        headline=headline(summary, latency),
        broken=broken(summary),
        declining=sum(result.case.answerable.declines for result in run.results),
        journeys=journeys(run.results, summary),
        families=_families(summary.parts),
        diagnoses={name: summary.diagnoses[name] for name in MEANINGS},
        meanings=MEANINGS,
        metrics=METRICS,
        detectable=detectable,
        discordance=DISCORDANCE,
        curve=risk_coverage(answers),
        answers=len(answers),
        area=aurc(answers).value,
        latency=latency,
        seconds=sorted(times.seconds.values()) if times else [],
        slowest=_slowest(times),
        files=casefiles(shown, run, corpus),
        shown={result.case.id for result in shown},
        hidden=len(run.results) - len(shown),
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SUMMARY).write_text(markdown(summary, latency), encoding="utf-8")
    (folder / REPORT).write_text(text, encoding="utf-8")
    return folder / REPORT


def journeys(results: Sequence[Result], summary: Summary) -> dict[str, tuple[Stage, ...]]:
    """How far cases came: those that can be answered, and those to be declined."""
    declines = {result.case.id: result.case.answerable.declines for result in results}

    def lost(declining: bool, *names: Diagnosis) -> dict[Diagnosis, int]:
        counts = {name: sum(declines[one.case.id] is declining for one in summary.diagnoses[name]) for name in names}
        return {name: count for name, count in counts.items() if count}

    answerable = {
        "asked": lost(False),
        "evidence found": lost(False, Diagnosis.FAILED, Diagnosis.NO_EVIDENCE, Diagnosis.NOT_RETRIEVED),
        "answered": lost(False, Diagnosis.DECLINED),
        "answered rightly": lost(False, Diagnosis.NOT_ANSWERED, Diagnosis.WRONG),
    }
    unanswerable = {"asked": lost(True), "rightly declined": lost(True, Diagnosis.FAILED, Diagnosis.MADE_UP)}
    return {
        "What the profiles say": _stages(answerable, sum(not one for one in declines.values())),
        "What they do not say": _stages(unanswerable, sum(declines.values())),
    }


def _stages(losses: Mapping[str, Mapping[Diagnosis, int]], total: int) -> tuple[Stage, ...]:
    found, left = [], total
    for title, lost in losses.items():
        left -= sum(lost.values())
        found.append(Stage(title, left, lost))
    return tuple(found)


def casefiles(results: Sequence[Result], run: Run, corpus: Path | None = None) -> list[CaseFile]:
    """The cases with anything wrong, worst first."""
    documents = {name: known_documents(run, name, corpus or ROOT / name) for name in run.names}
    return [
        casefile(result, documents[result.case.corpus], run.names[result.case.corpus])
        for result in worst_first([result for result in results if troubled(result)])
    ]


def known_documents(run: Run, name: str, folder: Path) -> Mapping[str, Document]:
    """A corpus as it was in the run; nothing when it has changed since, as its offsets would point elsewhere."""
    try:
        people = read_people(folder)
    except AskmeError:
        return {}
    return people.documents if people.digest == run.fingerprints.get(f"corpus {name}") else {}


def _families(parts: Sequence[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(part.family, []).append(part)
    return found


def _sample(result: Result, run: Run) -> Sample:
    return Sample(case=result.case, outcome=result.outcome, names=run.names[result.case.corpus])


def _slowest(times: Times | None) -> list[tuple[str, float]]:
    found = times.seconds.items() if times else ()
    return sorted(found, key=lambda item: (-item[1], item[0]))[:5]
