"""The right person: a claim about somebody is not supported by somebody else's profile."""

from __future__ import annotations

from askme.text import atoms, contains, fold
from evals.judge.pair import Pair
from evals.judge.parts.finding import Finding, contradicted, unsupported


def check(pair: Pair) -> Finding | None:
    """Whether the claim names, as its subject or anywhere, a person from whose profile the evidence is not."""
    if pair.addressed and pair.person and fold(pair.addressed) != fold(pair.person):
        return contradicted(f"it is said of {pair.addressed}, but the words cited are about {pair.person}")
    for name in pair.people:
        if pair.person and fold(name) == fold(pair.person):
            continue
        if _named(name, pair) and not _said(name, pair.text):
            return unsupported(f"the words cited do not name {name}")
    return None


def _named(name: str, pair: Pair) -> bool:
    """By the whole name, or by a part of it that is nobody else's and no word of the evidence."""
    if _said(name, pair.claim):
        return True
    others = {word.stem for other in pair.people if other != name for word in atoms(other)}
    parts = {word.stem for word in atoms(name) if len(word.text) > 2} - others - pair.stems
    return any(word.stem in parts and word.text[0].isupper() for word in pair.words)


def _said(name: str, text: str) -> bool:
    return contains((word.stem for word in atoms(text)), tuple(word.stem for word in atoms(name)))
