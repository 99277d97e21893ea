"""What people ask about a person (salary, education, awards ...) and how a profile would state it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from askme.lexicon.cues import any_of
from askme.lexicon.sources import table
from askme.text import fold


@dataclass(frozen=True)
class Attribute:
    """One thing to ask about a person."""

    id: str
    cues: re.Pattern[str]
    """Found in a folded question that asks for it."""
    evidence: re.Pattern[str] | None
    """Found in a folded statement (or its headings) that states it; None: any statement may."""
    sections: tuple[str, ...]
    """How the stems of the headings begin under which profiles list it; see `heads`."""
    personal: bool = False
    """Nobody's business unless the profile says it in so many words."""
    literal: bool = False
    """Whether nothing outweighs that a statement does not have the words of `evidence`."""
    anywhere: bool = False
    """Whether a statement answers without the place that is named ("a visa for Norway")."""

    @property
    def private(self) -> bool:
        """Something that profiles mostly do not say, and then only in certain words."""
        return self.evidence is not None and not self.sections

    def asked_in(self, question: str) -> bool:
        return self.cues.search(fold(question)) is not None

    def stated_in(self, folded: str) -> bool:
        """Whether a folded text states it; always true where no evidence is prescribed."""
        return self.evidence is None or self.evidence.search(folded) is not None


def heads(stems: Iterable[str], sections: tuple[str, ...]) -> bool:
    """Whether one of a heading's stems begins as one of some sections; a space there is the stem's end.

    >>> heads(["studi"], ("studi ",)), heads(["studio"], ("studi ",))
    (True, False)
    """
    return bool(sections) and any(f"{stem} ".startswith(sections) for stem in stems)


@cache
def attributes() -> tuple[Attribute, ...]:
    """All attributes, in the order of the file: the private and rarely stated ones first."""
    return tuple(
        Attribute(
            id=name,
            cues=re.compile(any_of(row["cues"])),
            evidence=re.compile(any_of(row["evidence"])) if "evidence" in row else None,
            sections=tuple(row.get("sections", ())),
            personal=row.get("personal", False),
            literal=row.get("literal", False),
            anywhere=row.get("anywhere", False),
        )
        for name, row in table("attributes").items()
    )
