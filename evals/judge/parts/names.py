"""Names: what a claim capitalises, or writes as only names are written, has to stand in the evidence."""

from __future__ import annotations

import re
from typing import Final

from askme.text import STOPWORDS, Atom, fold, stem
from evals.judge.pair import Pair
from evals.judge.parts.finding import Finding, unsupported

_CALENDAR: Final = frozenset(
    stem(word)
    for word in "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday present i".split()
)
_OPENING: Final = re.compile(r"(?:^|[.!?:;·|\n\"“–—])[\s\"'“”‘*_-]*$")
_VERB: Final = re.compile(
    r"\w+(?:ed|ing)|led|built|ran|wrote|won|taught|made|gave|spoke|held|grew|cut|set|drove|kept|the|an?|in|at"
)
_LONGEST: Final = 5


def check(pair: Pair) -> Finding | None:
    """Whether a name of the claim is nowhere in the evidence, nor an abbreviation of what is."""
    absent = missing(pair)
    if not absent:
        apart = torn(pair)
        return unsupported(f"the words cited have no '{apart[0].text} {apart[1].text}'") if apart else None
    return unsupported(f"the words cited do not name {', '.join(repr(word.text) for word in absent[:3])}")


def missing(pair: Pair) -> tuple[Atom, ...]:
    """The words of names that the evidence does not have."""
    short, long = _initials(pair.cited), _spelled_out(pair)
    known = pair.stems | pair.own | _CALENDAR | STOPWORDS | short | long
    joined = "".join(fold(word.text) for word in pair.cited)
    return tuple(
        word
        for word in names(pair.claim, pair.words)
        if word.stem not in known and not (len(word.text) > 3 and fold(word.text) in joined)
    )


def names(text: str, words: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """The words that are written as names.

    A capital where a sentence opens says nothing, unless the next word has one too and the first is no verb.
    """
    return tuple(word for at, word in enumerate(words) if _is_name(text, words, at))


def _is_name(text: str, words: tuple[Atom, ...], at: int) -> bool:
    word = words[at].text
    if any(char.isupper() for char in word[1:]) or (word[0].isalpha() and any(char.isdigit() for char in word)):
        return True
    if not word[0].isupper():
        return False
    return not _OPENING.search(text[: words[at].start]) or (
        _joined(text, words, at) and not _VERB.fullmatch(fold(word))
    )


def _joined(text: str, words: tuple[Atom, ...], at: int) -> bool:
    """Whether the next word has a capital too, and nothing but a space lies between."""
    if at + 1 == len(words) or not words[at + 1].text[0].isupper():
        return False
    return text[words[at].end : words[at + 1].start] == " "


def torn(pair: Pair) -> tuple[Atom, Atom] | None:
    """Two words of one name that the evidence has, but nowhere together ("Lead Software" in "led software teams")."""
    kept = [word.stem for word in pair.cited if word.stem not in STOPWORDS]
    near = {(one, other) for at, one in enumerate(kept) for other in kept[at + 1 : at + 3]}
    for at in range(len(pair.words) - 1):
        one, other = pair.words[at : at + 2]
        if not (one.text[0].isupper() and _joined(pair.claim, pair.words, at)) or _VERB.fullmatch(fold(one.text)):
            continue
        both = one.stem in pair.stems and other.stem in pair.stems and not {one.stem, other.stem} & STOPWORDS
        if both and (one.stem, other.stem) not in near:
            return one, other
    return None


def _initials(words: tuple[Atom, ...]) -> frozenset[str]:
    """What the evidence's words may be abbreviated to ("machine learning" -> "ml")."""
    letters = [fold(word.text)[0] for word in words if word.stem not in STOPWORDS]
    return frozenset(
        "".join(letters[at : at + size]) for size in range(2, _LONGEST + 1) for at in range(len(letters) - size + 1)
    )


def _spelled_out(pair: Pair) -> frozenset[str]:
    """The claim's words that spell out an abbreviation of the evidence."""
    short = {fold(word.text) for word in pair.cited if word.text.isupper() and 2 <= len(word.text) <= _LONGEST}
    words = [word for word in pair.words if word.stem not in STOPWORDS]
    found: set[str] = set()
    for size in range(2, _LONGEST + 1):
        for at in range(len(words) - size + 1):
            run = words[at : at + size]
            if "".join(fold(word.text)[0] for word in run) in short:
                found.update(word.stem for word in run)
    return frozenset(found)
