"""One question with its answer as it grows: events are folded into it, markup is made from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from askme.schema import Answer, Citation, Claim, Claimed, Event, Finished, Retrieved, Understood


class Stage(StrEnum):
    """How far a turn is; the page's script reads it from `data-state`."""

    BUSY = "busy"
    DONE = "done"
    STOPPED = "stopped"
    ERROR = "error"


@dataclass(frozen=True)
class Turn:
    """What is known of one question and its answer so far."""

    number: int
    question: str
    about: str = ""
    """Display name of the one person asked about; empty for everyone."""
    key: str = ""
    """What the page's script calls this turn, to stop it."""
    stage: Stage = Stage.BUSY
    standalone: str = ""
    """The question as understood, where that differs from the words asked."""
    doing: str = "Reading the question"
    claims: tuple[Claim, ...] = ()
    answer: Answer | None = None
    error: str = ""

    def after(self, event: Event) -> Turn:
        """The turn once `event` has happened."""
        match event:
            case Understood():
                differs = event.standalone.strip().casefold() != self.question.strip().casefold()
                return replace(self, standalone=event.standalone if differs else "", doing="Searching the profiles")
            case Retrieved():
                return replace(self, doing="Reading what they say")
            case Claimed():
                return replace(self, claims=(*self.claims, event.claim))
            case Finished():
                return replace(self, stage=Stage.DONE, answer=event.answer, claims=event.answer.claims)

    def failed(self, line: str) -> Turn:
        return replace(self, stage=Stage.ERROR, error=line)

    def stopped(self) -> Turn:
        return replace(self, stage=Stage.STOPPED)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in the order of first use: number n in the text is item n - 1 here."""
        used = [citation for claim in self.claims for citation in claim.citations]
        if self.answer is not None:
            used.extend(self.answer.nearest)
        return tuple({place(citation): citation for citation in reversed(used)}[key] for key in _unique(used))


def place(citation: Citation) -> tuple[str, int, int]:
    """What makes two citations the same source."""
    return citation.document.id, citation.start, citation.end


def _unique(citations: list[Citation]) -> tuple[tuple[str, int, int], ...]:
    return tuple(dict.fromkeys(place(citation) for citation in citations))
