"""What each command does, once its options are read."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from askme import assembly
from askme import settings as configuration
from askme.characters import whole
from askme.cli import batch, render
from askme.cli.progress import BarProgress
from askme.cli.terminal import Segment, line, note, say, show
from askme.corpus import Problem
from askme.embedding.digest import cache_folder
from askme.errors import AskmeError, IndexError_
from askme.schema import Question
from askme.settings import Settings


def index(settings: Settings, *, check: bool, force: bool) -> None:
    if check:
        _check(settings)
        return
    with BarProgress() as progress:
        built = assembly.ensure_index(settings, progress, force=force)
    _report(built.problems)
    counted = f"{_count(len(built.profiles), 'profile')}, {_count(len(built.passages), 'passage')}"
    say(f"{line(str(settings.index))}: {counted}.")


def ask(settings: Settings, text: str, profile: str | None, history: Sequence[str], *, as_json: bool) -> None:
    question = Question(text=whole(text), profile_id=profile, history=tuple(whole(earlier) for earlier in history))
    answer = _assistant(settings).ask(question)
    if as_json:
        say(render.row(answer, None))
    else:
        show(render.lines(answer))


def ask_batch(settings: Settings, file: Path, *, debug: bool) -> None:
    """Rows that cannot be answered are reported one by one; the others are answered all the same."""
    failed = total = 0
    with batch.opened(file) as stream:
        assistant = _assistant(settings)
        for number, data in batch.lines(stream):
            total += 1
            try:
                row = batch.row(data)
                answer = assistant.ask(row.asked())
            except AskmeError as error:
                failed += 1
                note(f"{file}, line {number}: {error}")
            except Exception as error:
                failed += 1
                note(f"{file}, line {number}: an unexpected {type(error).__name__}: {error}.")
                if debug:
                    traceback.print_exc()
            else:
                say(render.row(answer, row.id), now=True)
    if failed:
        raise AskmeError(f"{file}: {failed} of {_count(total, 'row')} could not be answered; each is named above.")


def serve(settings: Settings) -> None:
    from askme.web.server import bound
    from askme.web.server import serve as run

    bound(settings.host, settings.port).close()  # a port in use is told at once, not after the index is built
    assistant = _assistant(settings)
    for told in configuration.unknown_profiles(settings, [one.id for one in assistant.profiles()]):
        note(told)
    run(assistant, settings, lambda address: say(f"askme is ready: {address}", now=True))


def mcp(settings: Settings) -> None:
    """Standard output belongs to the protocol: whatever else is said goes to standard error."""
    with redirect_stdout(sys.stderr):
        assistant = _assistant(settings)
    from askme.web.mcp import stdio

    stdio.run(assistant, settings)


def settings() -> None:
    values, origins = configuration.load()
    shown = configuration.shown(values)
    if values.cache is None:
        shown["cache"] = str(cache_folder(values))
    rows = [("setting", "value", "from", "meaning")]
    rows += [(name, value, origins[name], configuration.meaning(name)) for name, value in shown.items()]
    show(_aligned([[line(cell) for cell in row] for row in rows]))
    for name in configuration.strangers():
        note(f"{name} is set, but is no setting. `askme settings` lists all; each is a variable ASKME_ and its name.")


def _check(settings: Settings) -> None:
    faults = assembly.check_index(settings)
    for fault in faults:
        note(fault)
    if faults:
        raise IndexError_(f"{settings.index}: {_count(len(faults), 'fault')}. Build it anew: askme index --force")
    say(f"{line(str(settings.index))}: sound.")


def _assistant(settings: Settings) -> assembly.Assistant:
    with BarProgress() as progress:
        assistant = assembly.assemble(settings, progress)
        _report(assistant.problems())
    return assistant


def _report(problems: Sequence[Problem]) -> None:
    for problem in problems:
        note(problem.message)


def _aligned(rows: Sequence[Sequence[str]]) -> list[list[Segment]]:
    """Columns as wide as their widest cell; the last runs on."""
    *widths, _ = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    styles = ("cyan", "bold", "dim", "")
    lines: list[list[Segment]] = []
    for row in rows:
        cells = [f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=False)]
        lines.append(list(zip([*cells, row[-1]], styles, strict=True)))
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
