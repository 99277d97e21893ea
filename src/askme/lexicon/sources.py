"""The data files of this package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`."""
    return tomllib.loads(_read(f"{name}.toml"))


def lines(name: str) -> list[str]:
    """The lines of `data/<name>.txt` without comments and blank ones."""
    return [line for line in _read(f"{name}.txt").splitlines() if line.strip() and not line.startswith("#")]


def _read(name: str) -> str:
    return files("askme.lexicon").joinpath("data", *name.split("/")).read_text(encoding="utf-8")
