"""A claim beside its evidence, as every part of the judge reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from askme.text import STOPWORDS, Atom, atoms, fold

_FRAME: Final = re.compile(
    r"\s*(?:yes\s*[:,–—-](?:\s+|$)|(?:according to|as) (?:the|their|his|her) profile(?: says)?,?\s+"
    r"|(?:the|their|his|her) profile (?:says|states)(?: that)?:?\s+)",
    re.IGNORECASE,
)
"""Words that say where a claim comes from, or that it answers a question; they state nothing themselves."""

_MORE: Final = re.compile(r"[,;]?\s*\band \d+ more\b")
"""How a list that was cut short ends."""


PART_END: Final = re.compile(r"[.;:!?()\[\]|·\n]+|,\s|\s[–—-]\s")
"""Where one part of a claim ends and the next begins."""


@dataclass(frozen=True)
class Pair:
    """A claim, what it cites, and who is who."""

    claim: str
    """Without framing words."""
    evidence: tuple[str, ...]
    """The cited texts that say anything."""
    person: str | None = None
    """Whose profile the evidence is from."""
    people: tuple[str, ...] = ()
    """Everybody in the corpus."""
    addressed: str | None = None
    """The person whom the claim's opening names ("Ada: wrote ...")."""

    @cached_property
    def words(self) -> tuple[Atom, ...]:
        return atoms(self.claim)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The claim cut at its punctuation."""
        return tuple(part for part in PART_END.split(self.claim) if part.strip())

    @cached_property
    def content(self) -> tuple[Atom, ...]:
        """The claim's words without stop words."""
        return tuple(word for word in self.words if word.stem not in STOPWORDS)

    @cached_property
    def text(self) -> str:
        """All evidence."""
        return "\n".join(self.evidence)

    @cached_property
    def cited(self) -> tuple[Atom, ...]:
        """The words of the evidence, in order."""
        return atoms(self.text)

    @cached_property
    def kept(self) -> tuple[Atom, ...]:
        """The words of the evidence without stop words."""
        return tuple(word for word in self.cited if word.stem not in STOPWORDS)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the evidence."""
        return frozenset(word.stem for word in self.cited)

    @cached_property
    def own(self) -> frozenset[str]:
        """The words of the person's name: a claim about them may use it, whether or not the words cited do."""
        return frozenset(word.stem for word in atoms(self.person or ""))


def paired(claim: str, evidence: Sequence[str], person: str | None = None, people: Sequence[str] = ()) -> Pair:
    """Take the framing words off a claim.

    >>> pair = paired("Yes: Ada: wrote it, and 3 more", ["Wrote it."], "Ada", ["Ada", "Bob"])
    >>> pair.claim, pair.addressed
    ('wrote it', 'Ada')
    """
    rest, addressed = claim.strip(), None
    for _ in range(4):
        framed = _FRAME.match(rest)
        name = next((name for name in people if _opens(rest, name)), None)
        if framed:
            rest = rest[framed.end() :]
        elif name and addressed is None:
            addressed, rest = name, rest.split(":", 1)[1].strip()
        else:
            break
    texts = tuple(text.strip() for text in evidence if any(char.isalnum() for char in text))
    return Pair(_MORE.sub("", rest).strip(), texts, person, tuple(people), addressed)


def _opens(claim: str, name: str) -> bool:
    return ":" in claim and fold(claim.split(":", 1)[0]).strip(" *_") == fold(name)
