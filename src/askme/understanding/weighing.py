"""How much each term of a question weighs beside the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from askme.understanding.request import ASKED_TYPE, LIGHT, Term
from askme.understanding.vocabulary import Vocabulary

_MANY = 4
_BESIDE_A_NAME = 0.6


def is_telling(term: Term) -> bool:
    """Whether a term is more than an everyday word."""
    return term.hard or term.weight > LIGHT


def counting(terms: Iterable[Term], things: Sequence[str]) -> list[Term]:
    """The terms, those marked that are among the things to be counted."""
    return [
        replace(term, counted=True) if term.weight > LIGHT and any(term.text in thing for thing in things) else term
        for term in terms
    ]


def lightened(terms: Sequence[Term], types: Sequence[Term]) -> list[Term]:
    """The terms, those in `types` (what the answer is one of, and need not say) lighter if others tell more."""
    light = frozenset(types)
    if not any(is_telling(term) and term not in light for term in terms):
        return list(terms)
    return [replace(term, weight=min(term.weight, ASKED_TYPE), hard=False) if term in light else term for term in terms]


def balanced(terms: Sequence[Term], vocabulary: Vocabulary) -> tuple[Term, ...]:
    """Words that the profiles do not have weigh less where a name tells what is meant, or where there are many of them:
    in long-winded questions most are chatter."""
    telling = sum(map(is_telling, terms))
    share = min(1.0, _MANY / max(telling, 1))
    if any(term.hard and term.figure is None for term in terms):
        share *= _BESIDE_A_NAME
    return tuple(
        replace(term, weight=max(LIGHT, term.weight * share)) if _is_unknown(term, vocabulary) else term
        for term in terms
    )


def _is_unknown(term: Term, vocabulary: Vocabulary) -> bool:
    if term.hard or term.weight <= LIGHT:
        return False
    return not any(vocabulary.has(form) for form in (*term.forms, *term.related))
