"""Which private data a question asks for."""

from __future__ import annotations

import re
from functools import cache

from askme.policy import Private
from askme.text import fold

_CALLS = r"\b(?:call|ring|text|phone) (?:him|her|them|person)\b"
_NO_TRADE = r"(?!.{0,20}\b(?:app|apps|develop|game|web)\w*)"
"""Not "mobile apps"."""
_NO_PRODUCT = (
    r"(?!.(?:service|system|platform|notification|newsletter|campaign|marketing|tool|software|list|client|server)s?\b)"
)
"""Not "email marketing"."""
_ASKS = {
    Private.EMAIL: (rf"\be-?mails?\b{_NO_PRODUCT}", r"\bmail address\b"),
    Private.PHONE: (rf"\b(?:phone|telephone|mobile|cell|whatsapp|fax)(?: number)?\b{_NO_TRADE}", _CALLS),
    Private.ADDRESS: (
        r"\b(?:home|street|postal|mailing|private|full|exact|residential|house) address",
        r"\b(?:his|her|their|'s|s) address\b|\baddress of\b",
        r"\bpost ?code\b|\bzip code\b|\bwh(?:at|ich) street\b|\bhouse number\b",
        r"\bwhere (?:exactly )?does .{1,40} live\b",
    ),
    Private.IDENTITY: (
        r"\b(?:ssn|social security|passport|tax (?:id|number|identification)|aadhaar|personnummer)\b",
        r"\bnational insurance\b",
        r"\b(?:pan (?:card|number)|fodselsnummer|national id|identity (?:card|number)|id number|nif|dni|cpf)\b",
        r"\bbsn (?:no|nr|number)\b",
        r"\b(?:iban|(?:bank )?account number|credit card|card number|driv(?:ing|er'?s?) licen[cs]e|nhs number)\b",
        r"\b(?:national |personal )?identi(?:ty|fication) number\b",
    ),
}
_WAYS = frozenset({Private.EMAIL, Private.PHONE, Private.ADDRESS})


@cache
def _forms() -> dict[Private, re.Pattern[str]]:
    return {kind: re.compile("|".join(forms)) for kind, forms in _ASKS.items()}


def asks_for(question: str, *, contact: bool = False) -> frozenset[Private]:
    """The private data that would answer a question.

    :param contact: it asks how to reach somebody; where it names no way, all of them would answer

    >>> sorted(asks_for("What is Ada's passport number?"))
    [<Private.IDENTITY: 'identity'>]
    """
    folded = fold(question)
    named = frozenset(kind for kind, form in _forms().items() if form.search(folded))
    return named or (_WAYS if contact else frozenset())
