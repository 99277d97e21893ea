"""A folder with two people, in which askme is run as its user would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ADA = """---
id: ada
name: Ada Lovelace
---
# Ada Lovelace

## Experience

### Analytical Engines Ltd (2018 – 2020)
- Wrote the first program in Rust, for the Bernoulli numbers.
- Cut the costs of the engine by 40%.
"""
BOB = """# Bob Builder

## Projects

### Bridge
- Built a bridge of steel over the river, in Go.
- Led a team of 12 people.
"""


@dataclass(frozen=True)
class Done:
    """What a program left behind."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        (line,) = self.err.splitlines()
        assert line.startswith("askme: ")
        return line.removeprefix("askme: ")


def program(*arguments: str | bytes) -> list[str | bytes]:
    """The command line that runs askme."""
    return [sys.executable, "-m", "askme", *arguments]


@dataclass(frozen=True)
class Home:
    """A folder with a corpus of two people, in which askme is run: `home("ask", "Who?")`."""

    folder: Path

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def __call__(self, *arguments: str | bytes, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Done:
        """Run askme as a program of its own."""
        done = subprocess.run(
            program(*arguments), cwd=self.folder, input=stdin, capture_output=True, timeout=120, check=False,
            env={**os.environ, **(env or {})},
        )  # fmt: skip
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
