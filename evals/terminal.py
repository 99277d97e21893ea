"""Tables in a terminal, plain lines elsewhere; what comes from profiles and answers is made harmless."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from askme.cli.progress import BarProgress
from askme.cli.terminal import line
from evals.running import Step

WIDE = 160
"""Columns where nobody looks: a line of a table stays a line."""

STYLES = {"good": "green", "bad": "bold red", "quiet": "dim", "": ""}

Cell = str | tuple[str, str]
"""Words, or words and their style: good, bad, quiet."""


def console() -> Console:
    return Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else WIDE)


def say(words: str, style: str = "", *, indent: str = "") -> None:
    """One line."""
    console().print(Text(indent + line(words), STYLES[style]), soft_wrap=True)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], right: int = 0) -> None:
    """:param right: so many columns, from the second on, hold figures"""
    shown = Table(title=Text(title, "bold"), title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for at, name in enumerate(columns):
        shown.add_column(Text(name), justify="right" if 0 < at <= right else "left", no_wrap=0 < at <= right)
    for row in rows:
        shown.add_row(*map(_cell, row))
    console().print(shown)


@contextmanager
def progress(total: int, label: str) -> Iterator[Step]:
    """A bar on standard error; nothing where nobody looks."""
    with BarProgress() as bar:
        started = False

        def step(_: str) -> None:
            nonlocal started
            if not started:  # until the first answer the index is opened, or built
                bar.start(total, label)
                started = True
            bar.advance()

        yield step


def _cell(cell: Cell) -> Text:
    words, style = (cell, "") if isinstance(cell, str) else cell
    return Text(line(words), STYLES[style])
