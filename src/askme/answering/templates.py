"""All words of ours that may stand between quotes. They join quotes or say that there is none; they state no fact."""

from __future__ import annotations

import re

from askme.schema import Abstention

YES = "Yes: "
SILENT = "the profile does not say."
REST_SILENT = f"The rest: {SILENT}"
REST_PRIVATE = "The rest is kept private here."
"""Behind the answer to one of two questions in one, where there is none to the other."""
NOT_SAID = {
    Abstention.NOT_STATED: "The profile does not say.",
    Abstention.OFF_TOPIC: "The profile does not say: this is not something that a profile here could answer.",
    Abstention.INSTRUCTION: "The profile does not say: askme answers questions about people and takes no instructions.",
    Abstention.OPINION: "The profile does not say: it states facts, and askme gives no opinions.",
    Abstention.WITHHELD: "The profile does not say: what was drafted could not be supported by its words.",
    Abstention.PRIVATE: "This is kept private here.",
}
NEAREST = "Nearest: "
GREETING = "Hello! Ask about {people}: every answer points to the words that support it."
HELP = (
    "Ask about {people}: work, projects, skills, figures, dates, or who of them has done something. "
    "Every answer points to the exact words that support it; what the profiles do not say is answered with just that."
)
MORE = "and {count} more"

_JOINTS = re.compile(r"[\s.,:;()—–·›\"“”-]*")
_FIXED = (YES.strip(), SILENT, REST_SILENT, REST_PRIVATE)


def is_ours(words: str, people: frozenset[str]) -> bool:
    """Whether words between quotes are joints, fixed phrases or people's names, and nothing else."""
    rest = words
    for phrase in sorted((*_FIXED, *people), key=len, reverse=True):
        rest = rest.replace(phrase, " ")
    rest = re.sub(r"\band \d+ more\b", " ", rest)
    return _JOINTS.fullmatch(rest) is not None
