"""What the commands do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evals import baselines, inventory, running, screens
from evals.baselines import Baseline, baseline_of
from evals.cases import CASES, Case, CaseError, Split, read, selected
from evals.comparing import compare as compared
from evals.comparing import gate as gated
from evals.judging import Judges
from evals.run import Run, read_run, read_times, write
from evals.summary import summarize
from evals.terminal import progress, say


def run(
    files: Sequence[Path] | None,
    split: Split | None,
    answerer: str,
    corpus: Path | None,
    out: Path,
    gate: Path | None,
    show_locked: bool,
) -> bool:
    """Answer, judge, score, write and print.

    :returns: False when the gate is broken
    """
    cases = _chosen(files, split)
    baseline = baselines.read_baseline(gate) if gate else None
    with progress(len(cases), "Answering") as step:
        found, times = running.run(cases, answerer, open_judge(), corpus=corpus, step=step)
    write(found, times, out)
    _report(found, out, corpus, show_locked)
    return baseline is None or _passes(found, baseline)


def compare(before: Path, after: Path, out: Path | None, show_locked: bool) -> None:
    """Print how two runs differ, and write it as a page."""
    from evals.report import write_comparison

    first, second = read_run(before), read_run(after)
    found = compared(first, second)
    screens.changes(found)
    screens.flips(found, first, second, show_locked=show_locked)
    file = out or (after if after.is_dir() else after.parent) / "comparison.html"
    write_comparison(found, first, second, file, show_locked=show_locked)
    say(f"Comparison: {file}")


def report(folder: Path, corpus: Path | None, show_locked: bool) -> None:
    """Write a run's report anew."""
    _report(read_run(folder), folder, corpus, show_locked)


def baseline(folder: Path, file: Path) -> None:
    """Keep what a gate needs of a run."""
    found = baseline_of(read_run(folder))
    baselines.write_baseline(found, file)
    say(f"Baseline: {file}, {len(found.cases)} cases and groups, {len(found.metrics)} metrics.")


def check_cases(files: Sequence[Path] | None, show_locked: bool) -> bool:
    """Print what the cases hold and what is wrong with them.

    :returns: whether they stand
    """
    cases = read(files or case_files())
    wrong = inventory.all_faults(cases, show_locked=show_locked)
    minimums = () if files else inventory.minimums(cases)
    screens.inventory(inventory.counts(cases), minimums, wrong)
    return not wrong and not any(minimum.short for minimum in minimums)


def open_judge() -> Judges:
    """The judge of every run; it loads its model here, so only when answers are to be judged."""
    from evals.judge.judge import Judge

    return Judge()


def case_files() -> tuple[Path, ...]:
    """The project's own cases."""
    return tuple(sorted(CASES.glob("*.jsonl")))


def _chosen(files: Sequence[Path] | None, split: Split | None) -> tuple[Case, ...]:
    cases = selected(read(files or _files_of(split)), split)
    if not cases:
        raise CaseError(f"no case of the split {split or 'all'} in {', '.join(map(str, files or case_files()))}")
    return cases


def _files_of(split: Split | None) -> tuple[Path, ...]:
    """Without the files named for another split: a run on dev does not even read the locked ones."""
    others = tuple(f"-{other}" for other in Split if split not in {None, other})
    return tuple(file for file in case_files() if not file.stem.endswith(others))


def _report(found: Run, folder: Path, corpus: Path | None, show_locked: bool) -> None:
    from evals.report import write_report

    summary = summarize(found)
    page = write_report(found, summary, read_times(folder), folder, corpus=corpus, show_locked=show_locked)
    screens.scores(summary)
    say(f"Report: {page}")


def _passes(found: Run, baseline: Baseline) -> bool:
    comparison = compared(baseline, found)
    verdict = gated(found, comparison)
    screens.gate(verdict, comparison, baseline, found)
    return verdict.passed
