"""Where somebody is, where no statement says so in words: the place that stands under the name."""

from __future__ import annotations

import re
from itertools import dropwhile, islice, takewhile

from askme.answering.compose import Composer
from askme.answering.evidence import Evidence
from askme.answering.judgement import enough, is_sure
from askme.corpus.shapes import between
from askme.corpus.titles import role_like
from askme.schema import Claim, Passage, PassageKind, Span
from askme.understanding.request import Kind

_TOP = 6
"""Statements at the beginning of a profile among which its place may stand."""
_WHERE = re.compile(r"\b(where|based|located|location|lives?|living|resides?|city|town|country)\b")
_ELSEWHERE = re.compile(
    r"\b(from|home|hometown|born|raised|grew|grow|wants?|willing|would|could|move|relocat\w+|remote(ly)?|was|were|did|had|"
    r"company|companies|employer|firm|office)\b"
)
"""Asks for another place than the one where somebody is."""
_SAYS_WHERE = re.compile(r"\b(based|liv(e|es|ing)|locat(ed|ion)|resid(e|es|ent|ing)|home|settled)\b")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?: (?:(?:de|da|do|del|di|la|le|am|an der|upon|of) )?[A-ZÀ-ÖØ-Þ][\w.'’-]*){0,2}"
_PLACE = re.compile(rf"{_NAME}(?:, {_NAME}){{1,2}}")


def at_the_top(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "Where is she based": the place in a line under the name ("Recife, Brazil | Contact info"), unless a statement
    says so in words."""
    request = evidence.request
    asked = request.attribute("location") and request.kind is Kind.FACT and request.when is None
    if not asked or request.residue or not _WHERE.search(request.itself) or _ELSEWHERE.search(request.itself):
        return ()
    best = evidence.best
    if best is not None and (is_sure(best) or (enough(evidence, best) and _SAYS_WHERE.search(best.words.folded))):
        return ()
    top = dropwhile(lambda passage: passage.trail, evidence.reading.passages)
    for passage in takewhile(lambda passage: not passage.trail, islice(top, _TOP)):
        if place := _place_in(passage, evidence.reading.profile.name):
            return (composer.statement(passage, before=before, spans=[place]),)
    return ()


def _place_in(passage: Passage, name: str) -> Span | None:
    """Where a part of the line is a place: two names or three between commas, none of them a role or the person's."""
    for piece in passage.pieces if passage.kind is not PassageKind.ROW else ():
        text = passage.text[piece.start - passage.start : piece.end - passage.start]
        for part in between(text):
            if _PLACE.fullmatch(part) and name not in part and not any(role_like(one) for one in part.split(", ")):
                start = piece.start + text.index(part)
                return Span(start=start, end=start + len(part))
    return None
