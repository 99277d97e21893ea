"""Negation: what the evidence denies must not be claimed, and what it says must not be denied.

Scope after Chapman et al. 2001 (NegEx): a cue covers the words that follow it, up to the end of its clause.
"""

from __future__ import annotations

import re
from typing import Final

from askme.text import STOPWORDS, atoms
from evals.judge.pair import Pair
from evals.judge.parts.finding import Finding, contradicted

_CUE: Final = re.compile(
    r"\b(?:not(?! only\b| just\b)|no(?! doubt\b)|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly"
    r"|\w+n['’]t|lacks?|lacked|failed to|fails to|refused to|rather than|instead of|no longer|unable to)\b",
    re.IGNORECASE,
)
_CLAUSE_END: Final = re.compile(
    r"[.;:!?()\n]|,\s|\b(?:but|and then|which|because|although|while|so that)\b", re.IGNORECASE
)
_COVERED: Final = 6
"""Content words that a cue reaches."""
_AUXILIARIES: Final = frozenset({"use", "need", "longer", "one", "yet", "ever"})


def check(pair: Pair) -> Finding | None:
    """Whether something is denied on one side only: by a cue that the evidence has none of, or of the same words."""
    scopes, asserted = _split(pair.claim)
    cited_scopes, cited_asserted = _split(pair.text)
    denied = {stem for scope in cited_scopes for stem in scope}
    if scopes and not cited_scopes:
        return contradicted(f"it denies something ({_CUE.findall(pair.claim)[0]!r}), the words cited deny nothing")
    for scope in scopes:
        wrongly = [stem for stem in scope if stem in cited_asserted and stem not in denied]
        if 2 * len(wrongly) > len([stem for stem in scope if stem in pair.stems]):
            return contradicted(f"it denies {wrongly[0]!r}, which the words cited say")
    claim_denied = {stem for scope in scopes for stem in scope}
    for scope in cited_scopes:
        covering = [stem for stem in scope if stem not in cited_asserted]
        hidden = [stem for stem in covering if stem in asserted and stem not in claim_denied]
        if hidden and 3 * len(hidden) >= 2 * len(covering):
            return contradicted(f"it claims {hidden[0]!r}, which the words cited deny")
    return None


def _split(text: str) -> tuple[list[list[str]], set[str]]:
    """The stems that each cue covers, in order, and those that none covers."""
    spans = [_reach(text, match) for match in _CUE.finditer(text)]
    words = [
        word
        for word in atoms(text)
        if word.stem.isalpha() and word.stem not in STOPWORDS | _AUXILIARIES and not _CUE.fullmatch(word.text)
    ]
    covered = [[word.stem for word in words if start <= word.start < end] for start, end in spans]
    free = {word.stem for word in words if not any(start <= word.start < end for start, end in spans)}
    return covered, free


def _reach(text: str, cue: re.Match[str]) -> tuple[int, int]:
    end = _CLAUSE_END.search(text, cue.end())
    stop = end.start() if end else len(text)
    content = [word for word in atoms(text[cue.end() : stop]) if word.stem not in STOPWORDS]
    if len(content) > _COVERED:
        stop = cue.end() + content[_COVERED - 1].end
    return cue.end(), stop
