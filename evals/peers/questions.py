"""The questions as a program without askme's understanding would pass them on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from askme.text import fold
from evals.cases import Case


def asked(case: Case) -> str:
    """The question; a follow-up with the question before it in front, for want of anything better."""
    return " ".join((*case.history[-1:], case.question))


def asked_about(case: Case, names: Mapping[str, str]) -> str | None:
    """Whose profile a careful caller would restrict the search to: the page's that the question is asked on, else the
    one that the question names by a word of the name or by the id, else the one that the latest earlier question names.

    :param names: display names by profile id
    """
    if case.profile is not None:
        return case.profile
    for text in (case.question, *reversed(case.history)):
        words = set(re.findall(r"\w+", fold(text)))
        named = [person for person, name in names.items() if words & _words(person, name)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def _words(person: str, name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(f"{person} {name}")) if len(word) > 2}
