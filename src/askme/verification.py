"""Step 5 of the journey: a claim leaves only if the words that it cites support it.

A claim made of quotes is checked exactly: each quoted piece must be a slice of what it cites, and what lies between
must be fixed words of ours. A verifier for generated text is another implementation of `Verifier`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from askme.answering.templates import is_ours
from askme.schema import Claim, Quoted, Support, Verdict, Words


class Verifier(Protocol):
    """Judges one claim by its own citations."""

    def verify(self, claim: Claim) -> Verdict: ...


class ExactVerifier:
    """For claims made of quotes.

    :param people: display names, the only words about a person that need no quote
    """

    def __init__(self, people: Iterable[str]) -> None:
        self._people = frozenset(people)

    def verify(self, claim: Claim) -> Verdict:
        if not claim.pieces:
            return Verdict(support=Support.UNCHECKED, reason="the claim does not say which of its words are quoted")
        if "".join(piece.text for piece in claim.pieces) != claim.text:
            return Verdict(support=Support.UNSUPPORTED, reason="the text is not what its pieces make")
        for piece in claim.pieces:
            reason = self._quoted(claim, piece) if isinstance(piece, Quoted) else self._words(piece)
            if reason:
                return Verdict(support=Support.UNSUPPORTED, reason=reason)
        return Verdict(support=Support.SUPPORTED)

    def _quoted(self, claim: Claim, piece: Quoted) -> str:
        if piece.citation >= len(claim.citations):
            return f"{piece.text!r} names citation {piece.citation}, which is not there"
        citation = claim.citations[piece.citation]
        end = piece.start + len(piece.text)
        if not (citation.start <= piece.start and end <= citation.end):
            return f"{piece.text!r} lies outside of what it cites"
        if citation.document.text[piece.start : end] != piece.text:
            return f"{piece.text!r} is not what stands there"
        return ""

    def _words(self, piece: Words) -> str:
        return "" if is_ours(piece.text, self._people) else f"{piece.text!r} is neither quoted nor a fixed phrase"
