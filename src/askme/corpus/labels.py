"""Labels before values: "Cache: Redis", and "CacheRedis" where a page lost the space between them."""

from __future__ import annotations

import re

from askme.corpus.dates import begins_dated
from askme.corpus.titles import humps

_LABEL = re.compile(r"([^\W_](?:[^:\n.!?|·•]|\.(?=\w)){0,48}?)[ \t]?[:：](?=\s)\s*(?=\S)")
_COLUMN = re.compile(r"(?=[^\W\d_])[^\n.!?:;|·•]{2,30}?(?:[ ]{3,}|\t)[ \t]*(?=\S)(?!.*\S(?:[ ]{3,}|\t))")
_GLUED_LABEL = re.compile(r"[A-Z][a-z]+\d?|[A-Z]{2,5}|[A-Z]\d[A-Z]?|[A-Z][a-z]*/?[A-Z][a-z]+")
_LABELLED_FIGURE = re.compile(r"[A-Z][a-z]{2,}(?=[$€£]?\d+(?:\s|$))")
_FORM = re.compile(
    r"(?:mother tongues?(?:\(s\))?|driving licen[cs]es?(?:\(s\))?|nationality|(?:type of )?business or sector|"
    r"(?:date|place) of birth|(?:sex|gender)(?=\s+(?:fe)?male\b))(?=[ \t]+[^\W_])",
    re.IGNORECASE,
)
"""Labels of the Europass form, whose text has no colon behind them ("Driving licence B")."""
LONGEST_GLUED, _LONGEST_ON_FORM = 80, 60


def label_end(text: str) -> tuple[int, int] | None:
    """Where the label ends and the value begins in "Label: value" (a label of at most four words), or None.

    Some forms set no colon ("Mother tongue(s) Portuguese").

    >>> label_end("Cache: Redis"), label_end("Then I said this to them: no"), label_end("BSc (minor: Law), 2014")
    ((5, 7), None, None)
    """
    if len(text) <= _LONGEST_ON_FORM and text[-1:] not in ".!?" and (form := _FORM.match(text)):
        return form.end(), form.end() + 1
    hit = _LABEL.match(text)
    if hit is None or len(hit.group(1).split()) > 4 or hit.group(1).count("(") > hit.group(1).count(")"):
        return None
    return hit.end(1), hit.end()


def column_at(text: str) -> int | None:
    """Where the second column begins in a line of two, set apart by several spaces or a tab, or None. A date there
    belongs to a title.

    >>> column_at("Igbo        conversational"), column_at("Acme Corp      2019 – 2021")
    (12, None)
    """
    hit = _COLUMN.match(text)
    return None if hit is None or begins_dated(text[hit.end() :]) else hit.end()


def glued_at(text: str) -> int | None:
    """Where the value begins in a line that glues a label to it, or None.

    >>> [text[: glued_at(text)] for text in ("FrontendNext.js / Wagmi", "DBMongoDB", "Web3Aave V3", "Year2023")]
    ['Frontend', 'DB', 'Web3', 'Year']
    """
    if len(text) > LONGEST_GLUED or not text or text[-1] in ".!?:;,":
        return None
    if hit := _LABELLED_FIGURE.match(text):
        return hit.end()
    first = len(text.split(maxsplit=1)[0])
    for at in humps(text):
        if at < first and _GLUED_LABEL.fullmatch(text[:at]):
            return at
    return None
