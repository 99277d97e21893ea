"""Questions that are none: instructions to askme, tasks, news of the world, requests for an opinion, greetings."""

from __future__ import annotations

from askme.lexicon import cue, names, said
from askme.schema import Abstention
from askme.text import atoms, fold

_REFUSED = (
    ("instruction", Abstention.INSTRUCTION),
    ("task", Abstention.OFF_TOPIC),
    ("world", Abstention.OFF_TOPIC),
    ("opinion", Abstention.OPINION),
)


def refusal(text: str) -> Abstention | None:
    """Why this is not a question to answer, or None. People's names in `text` are to be replaced by "person".

    >>> refusal("Write a poem about person")
    <Abstention.OFF_TOPIC: 'off_topic'>
    """
    folded = fold(text)
    if _asks_of_a_country(folded):
        return Abstention.OFF_TOPIC
    return next((reason for name, reason in _REFUSED if said(name, folded)), None)


def doubt(text: str) -> Abstention | None:
    """Why this is hardly a question to answer, unless a profile happens to state it, or None.

    >>> doubt("Would person like to lead a team?")
    <Abstention.OPINION: 'opinion'>
    """
    return Abstention.OPINION if said("perhaps_opinion", fold(text)) else None


def _asks_of_a_country(folded: str) -> bool:
    """Whether the capital or the president of a country is asked for; a society has a president, too."""
    match = cue("head_of_state").search(folded)
    if match is None:
        return False
    words = atoms(match["where"])
    return any(first == 0 and any(entry.kind == "place" for entry in found) for first, _, found in names().find(words))


def is_greeting(text: str) -> bool:
    """Whether a text is a greeting, thanks or a farewell and nothing else."""
    return said("greeting", fold(text))


def is_help(text: str) -> bool:
    """Whether a text asks what can be asked here."""
    return said("help", fold(text))
