"""Turns of phrase by which a question shows what it is: regular expressions by name, from the data files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from askme.lexicon.sources import table

FILES = ("questions", "followups", "guards")
_PART = re.compile(r"\{([a-z_]+)\}")


@cache
def cue(name: str) -> re.Pattern[str]:
    """The expression of that name; case does not matter to it.

    >>> cue("who").search("which of them knows rust?") is not None
    True

    :raises KeyError: no data file has such a cue
    """
    for file in FILES:
        rows = table(file)
        if name in rows and name != "parts":
            return _compiled(rows[name], rows.get("parts", {}))
    raise KeyError(name)


def said(name: str, text: str) -> bool:
    """Whether the cue of that name stands in a text.

    >>> said("greeting", "hello there!")
    True
    """
    return cue(name).search(text) is not None


def any_of(patterns: Iterable[str]) -> str:
    """One expression for several: the first that fits."""
    return f"(?:{'|'.join(patterns)})"


def _compiled(row: dict[str, Any], parts: dict[str, list[str]]) -> re.Pattern[str]:
    whole = row.get("before", "") + any_of(row["any"]) + row.get("after", "")
    return re.compile(_PART.sub(lambda match: any_of(parts[match[1]]), whole), re.IGNORECASE)
