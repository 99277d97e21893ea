"""An answer as the text of a chat message, with a marker after each claim for each source of its words."""

from __future__ import annotations

from dataclasses import dataclass, field

from askme.schema import Answer, Citation, Claim, ClaimForm
from askme.web.turn import place


@dataclass
class Content:
    """The text as it grows: claims go in, pieces of text come out; joined, the pieces are the whole text.

    A claim without a source (the heading of a list) waits for the first that has one: when none of them passes
    verification, the answer is an abstention and the heading is never sent.
    """

    citations: list[Citation] = field(default_factory=list)
    """Every citation once, in the order of first use: marker n is item n - 1 here."""
    _text: str = ""
    _waiting: list[Claim] = field(default_factory=list)
    _seen: int = 0

    @property
    def text(self) -> str:
        """All that has come out so far."""
        return self._text

    def claimed(self, claim: Claim) -> str:
        """What one more claim adds."""
        self._seen += 1
        self._waiting.append(claim)
        return self._released() if claim.citations else ""

    def finished(self, answer: Answer) -> str:
        """What the whole answer adds: the claims not seen yet, or all of its text when it is no list of claims."""
        self._waiting.extend(answer.claims[self._seen :])
        if answer.claims:
            return self._released()
        return self._added(answer.text if not self._text else "")

    def _released(self) -> str:
        lines = [self._line(claim) for claim in self._waiting]
        self._waiting = []
        return self._added("\n".join(lines))

    def _added(self, text: str) -> str:
        added = f"\n{text}" if self._text and text else text
        self._text += added
        return added

    def _line(self, claim: Claim) -> str:
        dash = "- " if claim.form is ClaimForm.ITEM else ""
        markers = "".join(f"[{number}]" for number in dict.fromkeys(map(self._number, claim.citations)))
        return f"{dash}{claim.text}{' ' if markers else ''}{markers}"

    def _number(self, citation: Citation) -> int:
        """From 1."""
        places = [place(one) for one in self.citations]
        if place(citation) not in places:
            self.citations.append(citation)
            return len(self.citations)
        return places.index(place(citation)) + 1


def words(*texts: str) -> int:
    """How many words, separated by white space.

    >>> words("Who is Ada?", "")
    3
    """
    return sum(len(text.split()) for text in texts)
