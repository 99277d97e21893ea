"""A batch: rows of JSON, read one by one, answered in order; a bad row is reported and the others go on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError

from askme.characters import whole
from askme.errors import AskmeError
from askme.schema import Question

LONGEST = 1_000_000
"""Bytes of a row; a file without line breaks is not read whole."""
EXAMPLE = '{"id": 1, "question": "Who has used Rust?", "profile": null}'

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


class BadRow(AskmeError):
    """A row that asks nothing; the message says why."""


class Row(BaseModel):
    """One row of a batch; other keys are allowed and ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: StrictInt | Annotated[float, Field(strict=True, allow_inf_nan=False)] | StrictStr
    question: str
    profile: str | None = None
    history: list[str] | None = None

    def asked(self) -> Question:
        return Question(
            text=whole(self.question), profile_id=self.profile, history=tuple(map(whole, self.history or ()))
        )


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """The file's bytes; `-` is standard input.

    :raises AskmeError: it cannot be read.
    """
    if str(file) == "-":
        if sys.stdin is None:
            raise AskmeError("standard input is closed. Give a file, or pipe rows into askme.")
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise AskmeError(f"{file} cannot be read: {reason}. Give a file of rows such as {EXAMPLE}.") from None
    with stream:
        yield stream


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers from 1; of one that is too long, its beginning."""
    number = 0
    while data := stream.readline(LONGEST + 1):
        number += 1
        if number == 1:
            if data.startswith(_UTF16):
                raise AskmeError("the batch is UTF-16; save it as UTF-8.")
            data = data.removeprefix(_BOM)
        if data.strip():
            yield number, data
        while len(data) > LONGEST and not data.endswith(b"\n"):
            data = stream.readline(LONGEST + 1)


def row(data: bytes) -> Row:
    """The row of one line.

    :raises BadRow: it is too long, no UTF-8, no JSON, or lacks what a row needs.
    """
    if len(data) > LONGEST:
        raise BadRow(f"it is longer than {LONGEST:,} bytes; shorten it.")
    try:
        return Row.model_validate_json(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadRow(f"it is not UTF-8 (byte {error.start}); save the file as UTF-8.") from None
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[0]
        where = f"{found['loc'][0]}: " if found["loc"] else ""
        raise BadRow(f"{where}{found['msg']}. A row reads {EXAMPLE}.") from None
