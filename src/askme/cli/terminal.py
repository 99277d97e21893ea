"""What leaves for a person: no control characters, nothing that the terminal's encoding cannot carry."""

from __future__ import annotations

import codecs
import logging
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TextIO

from askme.characters import whole

Segment = tuple[str, str]
"""Words and their Rich style."""

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, cursor
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"  # titles, links
    r"|\x1b[PX^_][^\x1b\n]*(?:\x1b\\)?|\x1b[ -/]*[0-~]"
)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PLAINER = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "·": "*", "•": "*", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "›": ">"}
)
_ERRORS = "askme.plainer"


def plain(text: str) -> str:
    r"""Without escape sequences, control characters (but for line breaks and tabs) and overrides of direction.

    >>> plain("\x1b[31mred\x1b[0m, \x1b]0;title\x07gone\r\n")
    'red, gone\n'
    """
    return _CONTROLS.sub("", _ESCAPES.sub("", whole(text).replace("\r\n", "\n").replace("\r", "\n")))


def line(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())


def note(message: str) -> None:
    """One line on standard error."""
    if sys.stderr is not None:
        sys.stderr.write(f"askme: {line(message)}\n")


def say(text: str, *, now: bool = False) -> None:
    """A line on standard output, as it is.

    :param now: do not hold it back until there is more.
    """
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")
        if now:
            sys.stdout.flush()


def show(lines: Sequence[Sequence[Segment]]) -> None:
    """Lines on standard output: coloured and wrapped at words in a terminal, else as they are, however wide."""
    if sys.stdout is None or not sys.stdout.isatty():
        for segments in lines:
            say("".join(plain(text) for text, _ in segments))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, markup=False, emoji=False)
    for segments in lines:
        console.print(Text.assemble(*((plain(text), style) for text, style in segments)))


@contextmanager
def prepared() -> Iterator[None]:
    """Streams that never refuse a character, and warnings as notes."""
    codecs.register_error(_ERRORS, _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_ERRORS)
    handler = _Notes(logging.WARNING)
    logger = logging.getLogger("askme")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def flush() -> str:
    """Write out what standard output still holds: why that failed, or nothing; a reader that has gone is no failure."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _abandon(sys.stdout)
    except (OSError, ValueError) as error:
        _abandon(sys.stdout)
        reason = error.strerror if isinstance(error, OSError) else error
        return f"standard output cannot be written: {reason}. What was printed is incomplete."
    return ""


def _abandon(stream: TextIO) -> None:
    """Let what cannot be written go nowhere, or Python complains about it when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


class _Notes(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        note(record.getMessage())


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """For encodings without an en dash: a hyphen; for what has no plainer form, a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end].translate(_PLAINER)
    return "".join(char if char.isascii() else "?" for char in lost), error.end
