"""From a request for a chat completion to a question."""

from __future__ import annotations

import re

from askme.characters import whole
from askme.web.callers import Surface
from askme.web.conversations import REMEMBERED
from askme.web.desk import Asked
from askme.web.openai.bodies import ChatRequest, TextPart, UserMessage
from askme.web.problems import Kind, Problem

EVERYBODY = "askme"
_WORD = re.compile(r"[^\W_]")


def asked(request: ChatRequest, longest: int) -> Asked:
    """The question in a request: the user's last message, after the user's earlier ones.

    :param longest: characters of a question; an earlier message above that cannot have been asked, and is left out
    :raises Problem: the model is unknown, there is no message of the user, or one is not text
    """
    profile_id = profile_of(request.model)
    if request.n not in (None, 1):
        raise Problem(Kind.INVALID, f"n: {str(request.n)[:20]} answers were asked for; there is one. Leave n out.")
    said = [whole(_text(message)) for message in request.messages if isinstance(message, UserMessage)]
    if not said:
        raise Problem(Kind.INVALID, "messages: none has the role user. The user's last message is the question.")
    *earlier, question = said
    if not all(_WORD.search(text) for text in earlier):
        raise Problem(Kind.INVALID, "messages: an earlier one of the user is empty. Leave it out.")
    history = tuple(text for text in earlier if len(text) <= longest)[-REMEMBERED:]
    return Asked(question, Surface.OPENAI, profile_id, history=history)


def profile_of(model: str) -> str | None:
    """The person whom a model's name stands for; None: everybody.

    :raises Problem: there is no model of this name
    """
    first, slash, rest = model.partition("/")
    if first != EVERYBODY or (slash and not rest):
        raise no_model(model)
    return rest or None


def no_model(model: str) -> Problem:
    """What is said of a model that is not here."""
    return Problem(Kind.NO_PROFILE, f"No model is called {model[:80]!r}. Use askme, or one of those in /v1/models.")


def _text(message: UserMessage) -> str:
    if isinstance(message.content, str):
        return message.content
    texts = []
    for part in message.content:
        if not isinstance(part, TextPart):
            raise Problem(Kind.INVALID, f"messages: a part of type {part.type[:40]!r} cannot be read. Send text alone.")
        if not _WORD.search(part.text):
            raise Problem(Kind.INVALID, "messages: a part of a message is empty. Leave it out.")
        texts.append(part.text)
    return "\n".join(texts)
