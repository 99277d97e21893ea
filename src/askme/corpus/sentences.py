"""Where sentences end."""

from __future__ import annotations

import re

from askme.corpus.vocabulary import ABBREVIATIONS, BEFORE_NUMBER

LONGEST = 1500
"""No statement is longer: a quote of more is no use to a reader, and a model cuts it silently."""

_END = re.compile(r"[.!?…]+[\"'”’)\]»*]*(?=\s)|[。！？｡]+[”’」』）\"']*")
_NEXT = re.compile(r"\s+[\"'“‘(\[«*]*(\S{0,40})")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph, as ranges of `text` that leave out the white space between them.

    >>> text = 'Dr. Ada used v1.2 of Next.js, e.g. at Acme Inc. in 1843. "It works." She moved on...'
    >>> [text[i:j] for i, j in sentences(text)]
    ['Dr. Ada used v1.2 of Next.js, e.g. at Acme Inc. in 1843.', '"It works."', 'She moved on...']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for end in [*(hit.end() for hit in _END.finditer(text) if _ends(text, hit)), len(text)]:
        found.extend(_cut(text, start, end))
        start = end
    return found


def statements(text: str) -> list[tuple[int, int]]:
    """The same, but what is asked and the sentence behind it, which answers, are one.

    >>> text = "I left in May. Why? The grant ended. Any more?"
    >>> [text[i:j] for i, j in statements(text)]
    ['I left in May.', 'Why? The grant ended.', 'Any more?']
    """
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        before = found[-1][0] if found else start
        if found and text[found[-1][1] - 1] == "?" and end - before <= LONGEST:
            found[-1] = (before, end)
        else:
            found.append((start, end))
    return found


def _ends(text: str, hit: re.Match[str]) -> bool:
    if hit.group()[0] in "。！？｡":
        return True
    following = _NEXT.match(text, hit.end())
    word = following.group(1) if following else ""
    if not word or _goes_on(word):
        return False
    if not hit.group().startswith(".") or hit.group().startswith(".."):
        return True
    before = text[max(0, hit.start() - 24) : hit.start()].split()
    last = before[-1].lstrip("(\"'“‘[*").lower() if before else ""
    if last in BEFORE_NUMBER:
        return not word[0].isdigit() and last not in ABBREVIATIONS
    initial = len(last) == 1 and last.isalpha() and last != "i"
    number = last.isdigit() and hit.start() - len(last) <= 1
    return not (last in ABBREVIATIONS or initial or number)


def _goes_on(word: str) -> bool:
    """A word that can only continue a sentence: lower case throughout (vLLM and iOS do start sentences)."""
    return word[0].islower() and not any(char.isupper() or char.isdigit() for char in word)


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The trimmed range, cut at white space where it is longer than `LONGEST`."""
    found = []
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        middle = space if space > 0 else start + LONGEST
        found.append((start, middle))
        start = middle
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        found.append((start, end))
    return found
