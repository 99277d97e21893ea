"""Whether a text says a wording. The evals' own matching: a change of the product's must not change the measure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | dict.fromkeys("‘’ʼ", "'"))
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


def fold(text: str) -> str:
    """A text as it is compared: case, accents, kinds of dashes and quotation marks, and runs of white space folded.

    >>> fold("The  CAFÉ’s 2019–2021")
    "the cafe's 2019-2021"
    """
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(bare.translate(_PLAIN).translate(_QUOTES).split())


def says(text: str, wording: str) -> bool:
    """Whether the folded text contains the folded wording, at the boundaries of words and figures.

    Boundaries are asked for where the wording begins or ends with a letter or digit; one that ends in a symbol ("C++",
    "40%", "$8M+") is bounded by it. A figure is not found inside a longer one, so neither is "5" in "1.5" or "1,500".
    A wording of nothing but white space or accents is never said.

    >>> says("A good year, 2021", "Go"), says("A good year, 2021", "2")
    (False, False)
    >>> says("Wrote Go and C++; saved 40%, or $8M+.", "C++"), says("Wrote C++", "C")
    (True, False)
    """
    pattern = _pattern(fold(wording))
    return bool(pattern and pattern.search(fold(text)))


@lru_cache(maxsize=8192)
def _pattern(wording: str) -> re.Pattern[str] | None:
    if not wording:
        return None
    first, last = wording[0], wording[-1]
    before = r"(?<![^\W_])" if first.isalnum() else ""
    after = r"(?![^\W_])" if last.isalnum() else ""
    if first.isdecimal():
        before += r"(?<!\d[.,])"
    if last.isdecimal():
        after += r"(?![.,]\d)"
    elif last.isalpha():
        after += r"(?!\+\+|#)"  # C is neither C++ nor C#
    return re.compile(before + re.escape(wording) + after)
