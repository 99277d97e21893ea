"""`python -m evals validate-judge`: how far the judge itself can be trusted, measured on labels that it never saw."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from pydantic import FiniteFloat

from evals.cases import Frozen
from evals.judge.datasets import MTRAG, TEST, Labelled, Missing, domains, pairs, reworded
from evals.judge.judge import Judge
from evals.judge.lexical import overlap
from evals.judge.measuring import Estimate, Measures, detection, measures, spearman
from evals.judge.profileclaims import KINDS, profile_claims
from evals.judge.profileclaims import TEST as PROFILES
from evals.judge.scoring import Score, Scored, by_judge, by_overlap, floor_threshold
from evals.statistics import Interval, mean_interval

NLI: Final = "ASKME_JUDGE_NLI"
"""Environment variable: the folder of an NLI cross-encoder to measure beside the judge."""
FLOOR: Final = "lexical floor"
ALARMS: Final = 0.05
PUBLISHED: Final[dict[str, str]] = {
    "SummEdits": "balanced accuracy, mean of domains: "
    "SummaC-Conv .571, QAFactEval .674, ChatGPT .725, GPT-4 .832, human .906",
    "MTRAG-human": "Spearman: RAGAS faithfulness .582, BERTScore K-precision .584, ROUGE-L .403",
}


class Row(Frozen):
    """One judge on one set."""

    dataset: str
    judge: str
    measures: Measures
    spearman: Estimate | None = None
    """With the human label; on MTRAG alone."""
    domains: dict[str, Estimate] | None = None
    """Balanced accuracy by domain; of SummEdits alone."""
    domain_mean: FiniteFloat | None = None


class Detected(Frozen):
    """One judge on the claims about profiles."""

    judge: str
    at_alarms: dict[str, Interval]
    """Share of each kind of false claim found when 5% of the supported claims are called false too."""
    told: dict[str, Interval]
    """Share of each kind that the judge's verdict does not support, at its own threshold."""
    alarms: Interval
    """Share of supported claims that the verdict does not support."""
    reworded: Estimate
    """AUROC when supported claims that are the profile's very words are left out."""


class Validation(Frozen):
    """The whole report."""

    judge: str
    """Its fingerprint."""
    rows: tuple[Row, ...]
    detected: tuple[Detected, ...]
    skipped: dict[str, str]
    """Sets that were not measured, with the reason."""
    published: dict[str, str] = PUBLISHED


def validate(say: Callable[[str], None] = lambda _: None) -> Validation:
    """Measure every judge on every set that is here."""
    judge = Judge()
    judges: dict[str, Score] = {"judge": by_judge(judge), FLOOR: by_overlap(floor_threshold())}
    if folder := os.environ.get(NLI):
        from evals.judge.crossencoder import CrossEncoderJudge

        judges["cross-encoder"] = by_judge(CrossEncoderJudge(Path(folder)))
    sets, skipped = _sets()
    rows: list[Row] = []
    detected: list[Detected] = []
    for name, found in sets.items():
        for who, score in judges.items():
            say(f"{who} on {name}: {len(found)} pairs")
            scored = score(found)
            rows.append(_row(name, who, found, scored))
            if name == PROFILES:
                detected.append(_detected(who, found, scored))
    return Validation(judge=judge.fingerprint, rows=tuple(rows), detected=tuple(detected), skipped=skipped)


def command(out: Path | None) -> None:
    """Measure, print, and write the report as JSON to `out`."""
    from evals.judge.screen import show
    from evals.terminal import console

    found = validate(lambda line: console().print(line, style="dim"))
    show(found)
    if out:
        out.write_text(found.model_dump_json(indent=1) + "\n", "utf-8")


def _sets() -> tuple[dict[str, Sequence[Labelled]], dict[str, str]]:
    sets: dict[str, Sequence[Labelled]] = {}
    skipped: dict[str, str] = {}
    for name in (TEST, MTRAG):
        found = pairs(name)
        if isinstance(found, Missing):
            skipped[name] = found.reason
            continue
        for source in sorted({pair.source for pair in found}):
            sets[source] = [pair for pair in found if pair.source == source]
    sets["reworded by hand"] = reworded()
    sets[PROFILES] = profile_claims(PROFILES).pairs
    return sets, skipped


def _row(name: str, who: str, found: Sequence[Labelled], scored: Scored) -> Row:
    """The verdict is what is used, so balanced accuracy is the verdict's; the other measures are the probability's."""
    labels, groups = [pair.supported for pair in found], [pair.group for pair in found]
    scores, verdicts = scored
    made = measures(labels, scores, groups, None, who != FLOOR)
    parts = dict.fromkeys(domains(found)) if name == "SummEdits" else {}
    of_domain = {part: [at for at, domain in enumerate(domains(found)) if domain == part] for part in parts}
    each = {part: _told_right(labels, verdicts, groups, rows) for part, rows in of_domain.items()}
    values = [one.value for one in each.values() if one.value is not None]
    graded = [pair.score if pair.score is not None else float(pair.supported) for pair in found]
    return Row(
        dataset=name,
        judge=who,
        measures=made.model_copy(
            update={"balanced_accuracy": _told_right(labels, verdicts, groups, range(len(labels)))}
        ),
        spearman=spearman(graded, scores, groups) if name.startswith("MTRAG") else None,
        domains=each or None,
        domain_mean=sum(values) / len(values) if values else None,
    )


def _told_right(
    labels: Sequence[bool], verdicts: Sequence[bool], groups: Sequence[str], rows: Sequence[int]
) -> Estimate:
    told = [float(verdicts[at]) for at in rows]
    return measures([labels[at] for at in rows], told, [groups[at] for at in rows], 0.5, False).balanced_accuracy


def _detected(who: str, found: Sequence[Labelled], scored: Scored) -> Detected:
    rows = list(zip(found, *scored, strict=True))
    true = [score for pair, score, _ in rows if pair.supported]
    false: dict[str, tuple[list[float], list[str]]] = {kind: ([], []) for kind in KINDS}
    for pair, score, _ in rows:
        if not pair.supported:
            false[pair.source][0].append(score)
            false[pair.source][1].append(pair.group)
    said = [
        (pair, score) for pair, score, _ in rows if not (pair.supported and overlap(pair.claim, pair.evidence) == 1)
    ]
    return Detected(
        judge=who,
        at_alarms=detection(true, {kind: values for kind, values in false.items() if values[0]}, ALARMS),
        told=_told(rows),
        alarms=mean_interval(
            [float(not verdict) for pair, _, verdict in rows if pair.supported],
            [pair.group for pair, _, _ in rows if pair.supported],
        ),
        reworded=measures(
            [pair.supported for pair, _ in said],
            [score for _, score in said],
            [pair.group for pair, _ in said],
            None,
            False,
        ).auroc,
    )


def _told(rows: Sequence[tuple[Labelled, float, bool]]) -> Mapping[str, Interval]:
    kinds = sorted({pair.source for pair, _, _ in rows if not pair.supported})
    return {
        kind: mean_interval(
            [float(not verdict) for pair, _, verdict in rows if pair.source == kind],
            [pair.group for pair, _, _ in rows if pair.source == kind],
        )
        for kind in kinds
    }
