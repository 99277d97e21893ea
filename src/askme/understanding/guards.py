"""Questions that are none: instructions to askme, tasks, requests for an opinion, greetings."""

from __future__ import annotations

from askme.lexicon import said
from askme.schema import Abstention
from askme.text import fold

_REFUSED = (
    ("instruction", Abstention.INSTRUCTION),
    ("task", Abstention.OFF_TOPIC),
    ("opinion", Abstention.OPINION),
)


def refusal(text: str) -> Abstention | None:
    """Why this is not a question to answer, or None. People's names in `text` are to be replaced by "person".

    >>> refusal("Write a poem about person")
    <Abstention.OFF_TOPIC: 'off_topic'>
    """
    folded = fold(text)
    return next((reason for name, reason in _REFUSED if said(name, folded)), None)


def is_greeting(text: str) -> bool:
    """Whether a text is a greeting or thanks and nothing else."""
    return said("greeting", fold(text))


def is_help(text: str) -> bool:
    """Whether a text asks what can be asked here."""
    return said("help", fold(text))
