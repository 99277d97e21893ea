"""Measure askme on this machine against its targets: `make bench`.

Everything happens on a copy of `corpus/` in a temporary folder, with an index and a model cache of its own. Measure on
a quiet machine: another busy process changes the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "evals" / "cases" / "people-dev.jsonl"
QUESTION = "Who has worked with Kubernetes?"
MB = 1_000_000


@dataclass(frozen=True)
class Figure:
    """One measured value and what it should be."""

    name: str
    value: float
    unit: str
    target: float | None = None

    @property
    def missed(self) -> bool:
        return self.target is not None and self.value > self.target


@dataclass(frozen=True)
class Run:
    """A process that has ended."""

    seconds: float
    peak_mb: float
    """The most memory that it held."""


class Workshop:
    """A temporary folder with a corpus, and `askme` as a new process in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.corpus = folder / "corpus"
        shutil.copytree(ROOT / "corpus", self.corpus)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ASKME_")}
        self.environment = kept | {"ASKME_CACHE": str(folder / "cache")}

    def run(self, *arguments: str) -> Run:
        """Run `python -m askme ARGUMENTS` in the folder; a failure ends the measuring."""
        with (self.folder / "said").open("w+b") as said:
            began = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, "-m", "askme", *arguments],
                cwd=self.folder,
                env=self.environment,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                said.seek(0)
                raise SystemExit(f"askme {' '.join(arguments)} failed: {said.read().decode().strip()}")
        return Run(seconds, used.ru_maxrss / (MB if sys.platform == "darwin" else MB / 1024))

    def change_line(self, number: int) -> None:
        """Append a word to one bullet; every `number` is another line."""
        file = sorted(self.corpus.glob("*.md"))[0]
        lines = file.read_text("utf-8").splitlines(keepends=True)
        bullets = [at for at, line in enumerate(lines) if line.startswith("- ") and len(line) > 40]
        lines[bullets[number]] = lines[bullets[number]].rstrip("\r\n") + f" Changed {number}.\n"
        file.write_text("".join(lines), "utf-8")


def new_processes(workshop: Workshop) -> list[Figure]:
    """What a user at a terminal waits for."""
    help_ = [workshop.run("--help").seconds for _ in range(5)]
    first = workshop.run("index")
    asked = [workshop.run("ask", QUESTION) for _ in range(5)]
    again = []
    for number in range(3):
        workshop.change_line(number)
        again.append(workshop.run("index").seconds)
    return [
        Figure("askme --help, new process, median of 5", statistics.median(help_), "s", 0.5),
        Figure("index from nothing, model export included", first.seconds, "s", 30),
        Figure("askme ask, new process, median of 5", statistics.median(run.seconds for run in asked), "s", 2),
        Figure("index again after one changed line, median of 3", statistics.median(again), "s", 3),
        Figure("peak memory of askme index, with export", first.peak_mb, "MB"),
        Figure("peak memory of askme ask", max(run.peak_mb for run in asked), "MB"),
    ]


def warm_answers(workshop: Workshop) -> list[Figure]:
    """What a visitor of a running server waits for, one thread; two passes over the evals' dev cases."""
    from askme.assembly import assemble
    from askme.schema import Question
    from askme.settings import Settings

    folder = workshop.folder
    settings = Settings(corpus=workshop.corpus, index=folder / "index", cache=folder / "cache", threads=1)
    assistant = assemble(settings)
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines() if line.strip()]
    questions = [
        Question(text=row["question"], profile_id=row["profile"], history=tuple(row["history"])) for row in rows
    ]

    def timed(question: Question) -> float:
        began = time.perf_counter()
        assistant.ask(question)
        return (time.perf_counter() - began) * 1000

    assistant.ask(Question(text=QUESTION))  # loads the model
    passes = [[timed(question) for question in questions] for _ in range(2)]
    return [
        figure
        for name, times, targets in (
            ("first pass", passes[0], (None, None)),
            ("second pass", passes[1], (30.0, 80.0)),
        )
        for figure in (
            Figure(f"warm answer, {name} of {len(times)}, p50", percentile(times, 50), "ms", targets[0]),
            Figure(f"warm answer, {name} of {len(times)}, p95", percentile(times, 95), "ms", targets[1]),
            Figure(f"warm answer, {name} of {len(times)}, slowest", max(times), "ms"),
        )
    ]


def percentile(values: Sequence[float], share: int) -> float:
    """The least value that `share` percent of the values do not exceed (nearest rank)."""
    return sorted(values)[max(0, -(-len(values) * share // 100) - 1)]


def shown(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| measured | value | target |", "| --- | ---: | ---: |"]
    for figure in figures:
        target = "" if figure.target is None else f"≤ {figure.target:g} {figure.unit}"
        told = f"{figure.value:.0f}" if figure.unit == "MB" else f"{figure.value:.2f}"
        if figure.unit == "ms":
            told = f"{figure.value:.1f}"
        lines.append(f"| {figure.name} | {told} {figure.unit} | {target}{' **missed**' if figure.missed else ''} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure askme on this machine against its targets.")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a target is missed")
    strict = parser.parse_args().strict
    with tempfile.TemporaryDirectory(prefix="askme-bench-") as folder:
        workshop = Workshop(Path(folder))
        figures = new_processes(workshop)  # first: a child's peak memory counts what this process holds when it forks
        figures += warm_answers(workshop)
    print(shown(figures))
    print(f"\nPython {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if strict and any(figure.missed for figure in figures):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
