"""The evals' commands. Exit status: 0 done, 1 a gate is broken, cases do not stand, or it failed; 2 wrong usage."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from askme.cli.terminal import line
from askme.errors import AskmeError
from evals.cases import Split

OUT = Path(__file__).parent / "out"
"""Where runs are written when nothing else is said."""
BASELINE = Path(__file__).parent / "baseline.json"

app = typer.Typer(
    name="python -m evals",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Measure whether answers are right, grounded and cited: offline, deterministic, without a language model.",
)

Cases = Annotated[
    list[Path] | None,
    typer.Option("--cases", metavar="FILE", help="A file of cases; repeat it for more. [all in evals/cases]"),
]
Chosen = Annotated[
    str, typer.Option("--split", metavar="dev|locked|all", help="Which cases; locked ones only to report.")
]
ShowLocked = Annotated[
    bool, typer.Option("--show-locked", help="Also show the words of locked cases, which nobody should learn from.")
]
Corpus = Annotated[
    Path | None, typer.Option("--corpus", metavar="DIR", help="Ask this corpus instead of the cases' own.")
]


@app.command()
def run(
    cases: Cases = None,
    split: Chosen = "dev",
    answerer: Annotated[
        str, typer.Option("--answerer", metavar="NAME", help="askme, top-lines, or module:class of your own.")
    ] = "askme",
    corpus: Corpus = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where the run is written. [evals/out/...]")
    ] = None,
    gate: Annotated[
        Path | None, typer.Option("--gate", metavar="FILE", help="Fail when worse than this baseline (see `baseline`).")
    ] = None,
    show_locked: ShowLocked = False,
) -> None:
    """Answer every case, judge and score the answers; write JSON and one HTML report.

    \b
    Examples:
      python -m evals run
      python -m evals run --gate evals/baseline.json
      python -m evals run --split locked --out evals/out/locked
    """
    from evals import commands

    folder = out or OUT / f"{answerer.replace(':', '-')}-{split}"
    _exit(commands.run(cases, _split(split), answerer, corpus, folder, gate, show_locked))


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(metavar="A", help="The folder of a run.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="The folder of another run of the same cases.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where the page is written. [B/comparison.html]")
    ] = None,
    show_locked: ShowLocked = False,
) -> None:
    """Paired comparison of two runs, with every case that flipped and both its answers."""
    from evals import commands

    commands.compare(before, after, out, show_locked)


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")],
    corpus: Corpus = None,
    show_locked: ShowLocked = False,
) -> None:
    """Write a run's HTML report anew, and print its scores."""
    from evals import commands

    commands.report(folder, corpus, show_locked)


@app.command()
def baseline(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the baseline is written.")] = BASELINE,
) -> None:
    """Keep a run's gated scores as the baseline that `run --gate` compares with."""
    from evals import commands

    commands.baseline(folder, file)


@app.command("check-cases")
def check_cases(cases: Cases = None, show_locked: ShowLocked = False) -> None:
    """Check that every case is whole and every quote still stands in its profile."""
    from evals import commands

    _exit(commands.check_cases(cases, show_locked))


@app.command("validate-judge")
def validate_judge(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Also write the figures as JSON.")] = None,
) -> None:
    """Measure the judge of support itself against human labels and typed perturbations."""
    from evals.judge import validating

    validating.command(out)


def _exit(fine: bool) -> None:
    if not fine:
        raise typer.Exit(1)


def _split(name: str) -> Split | None:
    if name == "all":
        return None
    try:
        return Split(name)
    except ValueError:
        raise typer.BadParameter(f"{name!r} is no split; give dev, locked or all") from None


def main() -> None:
    """Run a command; what goes wrong is one line on standard error."""
    try:
        app()
    except (AskmeError, OSError) as error:
        typer.echo(f"evals: {line(str(error))}", err=True)
        sys.exit(1)
