"""Compare askme with its peers: `python -m evals.peers`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from askme.errors import AskmeError
from evals.cases import CASES, ROOT, Case, Split, read, selected
from evals.documents import read_people
from evals.peers import naive, own
from evals.peers.asking import ENTRIES, Entry, Result, ask, job_of
from evals.peers.chart import chart
from evals.peers.report import figures, naive_table, table
from evals.peers.scoring import Given, Row, row


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask everybody, print the tables, write `peers.md`, `peers.json` and `peers.svg`."""
    given = _options().parse_args(arguments)
    try:
        return compare(given)
    except (AskmeError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 1


def compare(given: Namespace) -> int:
    """:raises AskmeError: the cases or a corpus cannot be used"""
    cases = _cases(given)
    entries = [entry for entry in ENTRIES if given.only.lower() in entry.name.lower()]
    results = _asked(entries, cases, given)
    rows, point = _rows(cases, [result for result in results if not result.skipped])
    answers, curve = naive.compare(cases)
    skipped = [(result.entry.name, result.skipped) for result in results if result.skipped]
    versions = dict.fromkeys((result.entry.package, result.version) for result in results if result.version)
    text = f"{table(rows, skipped, list(versions))}\n{point_line(point)}\n{naive_table(answers)}"
    more = {
        "cases": [case.id for case in cases],
        "built_seconds": {result.entry.name: result.built for result in results},
        "sweep": [{"threshold": at, "right": found.right, "declined": found.declined} for at, found in curve],
    }
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "peers.md").write_text(text, encoding="utf-8")
    (given.out / "peers.json").write_text(figures([*rows, point], answers, skipped, more), encoding="utf-8")
    picture = chart(rows, ("its answers", point.characters, point.recall[max(point.recall)]))
    (given.out / "peers.svg").write_text(picture, encoding="utf-8")
    print(text)  # noqa: T201
    return 0


def point_line(point: Row) -> str:
    """askme's answers by themselves, in a sentence."""
    recall = point.recall[max(point.recall)]
    return (
        f"askme's answers alone: {point.characters:.0f} characters on average, fact recall {recall * 100:.1f}%, "
        f"p50 {point.p50 * 1000:.0f} ms, p95 {point.p95 * 1000:.0f} ms.\n"
    )


def _cases(given: Namespace) -> tuple[Case, ...]:
    files = given.cases or sorted(CASES.glob(f"*-{given.split}.jsonl"))
    return selected(read(files), Split(given.split))


def _asked(entries: Sequence[Entry], cases: Sequence[Case], given: Namespace) -> list[Result]:
    job = job_of(cases)
    results = []
    for entry in entries:
        print(f"asking {entry.name}", file=sys.stderr)  # noqa: T201
        results.append(ask(entry, job, given.python, given.threads))
    return results


def _rows(cases: Sequence[Case], results: Sequence[Result]) -> tuple[list[Row], Row]:
    """The rows of the table, and askme's answers as one more."""
    people = {corpus: _by_source(corpus) for corpus in dict.fromkeys(case.corpus for case in cases)}

    def scored(name: str, found: Sequence[Given]) -> Row:
        return row(name, cases, found, people)

    mine = own.ask(cases)
    rows = [scored("askme, answer then passages", mine.both), scored("askme, passages", mine.passages)]
    rows += [scored(result.entry.name, result.given) for result in results]
    return rows, scored("askme, answers alone", mine.answers)


def _by_source(corpus: str) -> dict[str, str]:
    people = read_people(ROOT / corpus)
    return {source: people.names[page.profile_id] for source, page in people.documents.items()}


def _options() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m evals.peers", description="Compare askme's retrieval with its peers'.")
    parser.add_argument("cases", nargs="*", type=Path, help="files of cases; else all of the split")
    parser.add_argument("--split", choices=[split.value for split in Split], default=Split.DEV.value)
    parser.add_argument("--only", default="", help="only the peers whose name contains this")
    parser.add_argument("--python", type=Path, default=ROOT / ".venv-peers" / "bin" / "python",
                        help="the interpreter of the peers' environment")  # fmt: skip
    parser.add_argument("--threads", type=int, default=1, help="threads of a peer; askme has its setting's, 1")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "peers", help="the folder for the results")
    return parser


if __name__ == "__main__":
    sys.exit(main())
