"""Running a command and leaving with its exit status, whatever happens."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

from askme.cli import terminal
from askme.errors import AskmeError

FAILED = 1
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit status: 0 done, 1 it failed, 2 wrong usage; 130 after Ctrl-C."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    # Before numpy is loaded: its products here are small, and to wait for threads takes ten times longer than they do.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with terminal.prepared():
        status = _run(arguments, debug="--debug" in arguments)
        if told := terminal.flush():
            terminal.note(told)
            status = status or FAILED
    sys.exit(status)


def _run(arguments: Sequence[str], *, debug: bool) -> int:
    try:
        from askme.cli.program import app

        app(args=list(arguments), prog_name="askme")
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else FAILED * bool(left.code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except AskmeError as error:
        return _failed(str(error), debug)
    except OSError as error:
        what = error.filename or "a stream, most likely standard output"
        return _failed(
            f"{error.strerror or error}: {what}. Check that it may be used and that the disk has room.", debug
        )
    except Exception as error:
        told = f"an unexpected {type(error).__name__}: {error}."
        return _failed(told if debug else f"{told} Run again with --debug for where it happened.", debug)
    return 0


def _failed(message: str, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    terminal.note(message)
    return FAILED
