"""Whether a statement tells of somebody's position, and whether they hold it now."""

from __future__ import annotations

import re

from askme.corpus.vocabulary import ROLE_NOUNS
from askme.text import fold

_NOWADAYS = r"(current(ly)?|present(ly)?|now|nowadays|today|these days|at present|since (\w+ )?(19|20)\d\d)"
_NOW = re.compile(
    rf"^\W*(i|i'm|my|he|she|they|his|her|we|(\w+ ){{1,3}}(is|has been))\b.*\b{_NOWADAYS}\b|^\W*{_NOWADAYS}\b"
)
_IS = re.compile(r"\b(i'?m|am|is|are|has been|have been) (an?|the)\b")
_PAST = re.compile(
    r"\b(was|were|before that|former(ly)?|used to|until|left|joined|came|began|started|worked)\b"
    r"|\b(first|last|previous) job\b"
)
_AT = re.compile(r"\s(at|with|for|of|@)\s+(the\s+([a-z-]+\s+){0,2})?[A-Z]")
_REACH = 3
"""Words before "at" among which the position stands, in the same clause."""
_CLAUSE = re.compile(r"[,;:(]")
_HONOUR = re.compile(
    r"\b(of the (year|month|season|decade)|awards?|prize|paper|(made|named|voted|elected) (me|him|her|them))\b"
)


def has_role(folded: str) -> bool:
    """Whether a folded statement names a position."""
    return not ROLE_NOUNS.isdisjoint(re.findall(r"[^\W\d_]+", folded))


def says_now(folded: str) -> bool:
    """Whether a folded statement speaks of what the person does at present."""
    return _NOW.search(folded) is not None


def says_past(folded: str) -> bool:
    """Whether a folded statement speaks of what has been."""
    return _PAST.search(folded) is not None


def says_what_somebody_is(folded: str) -> bool:
    return _IS.search(folded) is not None


def holds_at(shown: str) -> bool:
    """Whether a statement, as it is written, names a position and whom it is with.

    >>> holds_at("Ada is head baker at Marsh Mill."), holds_at("Done for Marsh Mill, with the baker Ada.")
    (True, False)
    """
    return any(has_role(fold(_clause_before(shown, at.start()))) for at in _AT.finditer(shown))


def _clause_before(shown: str, end: int) -> str:
    return " ".join(_CLAUSE.split(shown[:end])[-1].split()[-_REACH:])


def tells_a_post(shown: str) -> bool:
    """Whether a statement tells that somebody holds or held a position, and it is no honour.

    >>> tells_a_post("In 2011 I became the clerk of Marsh Mill."), tells_a_post("Baker of the Year, from Marsh Mill")
    (True, False)
    """
    return holds_at(shown) and not _HONOUR.search(fold(shown))
