"""Whether a question is about somebody who stands in no profile: then nobody else's work is the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from askme.reading import ProfileReading
from askme.text import fold
from askme.understanding.request import Request

_NAME = r"[A-Z][\w’-]+(?:\s+[A-Z][\w’-]+)*"
_SUBJECT = re.compile(
    rf"\b(?:does|did|is|was|has|had|do|can|will|would|could|are|were)\s+(?P<name>{_NAME})\s+[a-z]"
    rf"|\s(?P<owner>{_NAME})['’]s\s+[a-z]"
)
"""A name in the place of a question's subject, or of the owner of what is asked for ("Johanna's skills")."""
_LETTERS = re.compile(r"\b[A-Z]{2,}")
"""What no person is called ("do NGOs get a discount")."""


def is_about_a_stranger(request: Request, readings: Iterable[ProfileReading]) -> bool:
    """Whether the name that the question is about stands in none of the profiles ("Where does Johanna work?").

    :param readings: of the profiles asked
    """
    found = _SUBJECT.search(request.plain)
    if found is None or _LETTERS.search(found["name"] or found["owner"]):
        return False
    asked = {fold(word) for word in re.findall(r"[\w’-]+", found["name"] or found["owner"])}
    forms = [form for term in request.terms if fold(term.text) in asked for form in (*term.forms, *term.related)]
    return bool(forms) and not any(reading.has(form) for reading in readings for form in forms)
