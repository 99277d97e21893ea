"""What each command does, once its options are read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError
from rich.console import Console
from rich.table import Table

from askme import assembly
from askme import settings as configuration
from askme.cli import render
from askme.cli.progress import BarProgress
from askme.errors import AskmeError, IndexError_
from askme.schema import Question
from askme.settings import Settings


def index(settings: Settings, *, check: bool, force: bool) -> None:
    if check:
        faults = assembly.check_index(settings)
        for fault in faults:
            _note(fault)
        if faults:
            raise IndexError_(f"{settings.index}: {len(faults)} faults. Build it anew: askme index --force")
        print(f"{settings.index}: sound.")
        return
    built = assembly.ensure_index(settings, BarProgress(), force=force)
    for problem in built.problems:
        _note(f"{problem.source}: {problem.message}")
    print(f"{settings.index}: {len(built.profiles)} profiles, {len(built.passages)} passages.")


def ask(settings: Settings, text: str, profile: str | None, history: tuple[str, ...], *, as_json: bool) -> None:
    assistant = _assistant(settings)
    answer = assistant.ask(Question(text=text, profile_id=profile, history=history))
    if as_json:
        print(render.row(answer, None))
    else:
        render.show(answer, Console(highlight=False, markup=False, emoji=False))


def ask_batch(settings: Settings, file: Path) -> None:
    """Rows that cannot be answered are reported one by one; the others are answered all the same."""
    assistant = _assistant(settings)
    failed = 0
    with _opened(file) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = Row.model_validate_json(line)
                answer = assistant.ask(Question(text=row.question, profile_id=row.profile, history=tuple(row.history)))
            except ValidationError as error:
                failed += 1
                _note(f"{file}, line {number}: {_first(error)}")
            except AskmeError as error:
                failed += 1
                _note(f"{file}, line {number}: {error}")
            else:
                print(render.row(answer, row.id), flush=True)
    if failed:
        raise AskmeError(f"{file}: {failed} rows could not be answered; each is named above.")


def serve(settings: Settings) -> None:
    from askme.web.server import serve as run

    assistant = _assistant(settings)
    run(assistant, settings, lambda address: print(f"askme is ready: {address}", flush=True))


def settings() -> None:
    values, origins = configuration.load()
    table = Table(box=None, pad_edge=False)
    for column in ("setting", "value", "from", "meaning"):
        table.add_column(column, overflow="fold")
    for name, value in configuration.shown(values).items():
        table.add_row(name, value, origins[name], Settings.model_fields[name].description or "")
    Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else 160).print(table)


class Row(BaseModel):
    """One row of a batch."""

    model_config = ConfigDict(extra="ignore")

    id: str
    question: str
    profile: str | None = None
    history: list[str] = []


def _assistant(settings: Settings) -> assembly.Assistant:
    assistant = assembly.assemble(settings, BarProgress())
    for problem in assistant.problems():
        _note(f"{problem.source}: {problem.message}")
    return assistant


def _opened(file: Path) -> Any:
    if str(file) == "-":
        return _Standard(sys.stdin)
    try:
        return file.open(encoding="utf-8")
    except OSError as error:
        raise AskmeError(f"{file} cannot be read: {error.strerror}. Give a file of JSON lines.") from None


class _Standard:
    """Standard input as a file that is not closed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __enter__(self) -> Iterator[str]:
        return iter(self._stream)

    def __exit__(self, *_: object) -> None:
        return None


def _first(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in found["loc"]) or "the row"
    return f"{where}: {found['msg']}. A row reads {json.dumps({'id': '1', 'question': '...', 'profile': None})}."


def _note(message: str) -> None:
    sys.stderr.write(f"askme: {' '.join(message.split())}\n")
