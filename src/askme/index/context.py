"""What a passage is searched by: its words with where they stand, without the person's name.

Names dominate the vectors of a small model, and whose passage it is the index knows anyway.
"""

from __future__ import annotations

from askme.schema import Passage, StepKind, TrailStep

VERSION = "3"
"""Part of the index fingerprint: a change here changes every vector."""

LEAD = 80
"""Characters kept of an entry's opening statement."""


def context(passage: Passage) -> str:
    """The passage's trail and shown words, as they are embedded and indexed.

    >>> from askme.schema import PassageKind, Span
    >>> trail = (TrailStep(start=0, end=4, kind=StepKind.ENTRY, text="Acme"),)
    >>> span = Span(start=7, end=17)
    >>> context(Passage(id="1", profile_id="ada", document_id="ada.md", kind=PassageKind.BULLET, text="Ran Redis.",
    ...                 start=7, end=17, pieces=(span,), trail=trail))
    'Acme: Ran Redis.'
    """
    place = trail_text(passage)
    return f"{place}: {passage.shown}" if place else passage.shown


def trail_text(passage: Passage, without: StepKind | None = None) -> str:
    """The trail in one line; a lead is shortened, and left out of the passage that it is itself.

    :param without: steps that are left out
    """
    return " › ".join(_words(step) for step in passage.trail if step.kind is not without and not _within(passage, step))


def _words(step: TrailStep) -> str:
    words = " ".join(step.shown.split())
    if step.kind is not StepKind.LEAD or len(words) <= LEAD:
        return words
    return words[:LEAD].rsplit(" ", 1)[0] + "…"


def _within(passage: Passage, step: TrailStep) -> bool:
    return step.start <= passage.start and passage.end <= step.end
