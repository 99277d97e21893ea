"""Which kind of answer a question wants."""

from __future__ import annotations

from functools import lru_cache

from askme.lexicon import Attribute, attributes, cue, said
from askme.text import fold
from askme.understanding.request import Kind

_SHAPES = (
    (Kind.FACT, "reason"),
    (Kind.NUMBER, "number"),
    (Kind.DATE, "date"),
    (Kind.YES_NO, "yes_no"),
    (Kind.LIST, "list"),
    (Kind.LIST, "what_was_done"),
)
"""Kinds with their cues; the first cue that is there decides."""
_FEW_WORDS = 3
_PREAMBLES = 2


@lru_cache(maxsize=64)
def polite_free(text: str) -> str:
    """The folded question without "please tell me" and the like; "whether" questions begin with "is".

    >>> polite_free("Could you tell me whether she knows Rust?")
    'is it so: she knows rust?'
    """
    folded = fold(text).strip()
    asks_whether = False
    while (match := cue("polite").match(folded)) and match.end() < len(folded):
        asks_whether = asks_whether or said("whether", match.group())
        folded = folded[match.end() :]
    return f"is it so: {folded}" if asks_whether else folded


def main_clause(folded: str) -> str:
    """The question itself, without what is said before it.

    >>> main_clause("i hear that she sails. is that so?")
    'is that so?'
    """
    for _ in range(_PREAMBLES):
        match = cue("preamble").match(folded)
        if not match:
            break
        folded = folded[match.end() :]
    return folded


def asked(text: str) -> tuple[Attribute, ...]:
    """The attributes that a question asks for, people's names replaced by "person"."""
    return tuple(attribute for attribute in attributes() if attribute.asked_in(text))


def kind_of(text: str, wanted: tuple[Attribute, ...], people: int, everyone: int, content: int) -> Kind:
    """The kind of answer wanted.

    :param text: the question, people's names replaced by "person"
    :param wanted: the attributes asked for
    :param people: how many people it names
    :param everyone: how many people may be searched
    :param content: how many of its words an answer has to account for
    """
    folded = main_clause(polite_free(text))
    if any(attribute.id == "contact" and attribute.asked_in(folded) for attribute in wanted):
        return Kind.CONTACT
    if _compares(folded, people, everyone):
        return Kind.COMPARE
    if said("who_is", folded):
        return Kind.OVERVIEW
    if said("who", folded) and everyone >= 2 and people == 0:
        return Kind.WHO
    if not content and not wanted and _is_about_all_of(folded, people, everyone):
        return Kind.OVERVIEW
    return next((kind for kind, name in _SHAPES if said(name, folded)), Kind.FACT)


def _compares(folded: str, people: int, everyone: int) -> bool:
    if people >= 2:
        return True
    return people == 0 and everyone >= 2 and said("compare", folded) and not said("who", folded)


def _is_about_all_of(folded: str, people: int, everyone: int) -> bool:
    """Whether one person as a whole is meant; a name with hardly a word beside it is enough."""
    if said("overview", folded):
        return people > 0 or everyone == 1
    return people > 0 and len(folded.split()) <= _FEW_WORDS


def asks_what_was_done(text: str) -> bool:
    """Whether the question asks what somebody did, rather than for a particular thing."""
    return said("what_was_done", polite_free(text))


def asks_for_portrait(text: str) -> bool:
    """Whether words for an overview of a person stand in the question."""
    return said("portrait", fold(text))


def asks_to_compare(text: str) -> bool:
    """Whether two things are set beside one another ("how do X and Y compare")."""
    return said("compare", fold(text)) or (said("compares", fold(text)) and " or " in fold(text))


def asks_for_figures(text: str) -> bool:
    """Whether a comparison is of figures ("whose systems served more users")."""
    folded = polite_free(text)
    return said("number", folded) or said("figures", folded)
