"""Where somebody is, where no statement says so in words: the place that stands under the name."""

from __future__ import annotations

import re
from itertools import takewhile

from askme.answering.compose import Composer
from askme.answering.evidence import Evidence
from askme.corpus.shapes import between
from askme.corpus.titles import role_like
from askme.schema import Claim, Passage, PassageKind
from askme.understanding.request import Kind

_TOP = 6
"""Statements at the beginning of a profile among which its place may stand."""
_WHERE = re.compile(r"\b(where|based|located|location|lives?|living|resides?|city|town|country)\b")
_ELSEWHERE = re.compile(
    r"\b(from|home|hometown|born|raised|grew|grow|wants?|willing|would|could|move|relocat\w+|remote(ly)?|was|were|did|had|"
    r"company|companies|employer|firm|office)\b"
)
"""Asks for another place than the one where somebody is."""
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*(?: (?:(?:de|da|do|del|di|la|le|am|an der|upon|of) )?[A-ZÀ-ÖØ-Þ][\w.'’-]*){0,2}"
_PLACE = re.compile(rf"{_NAME}(?:, {_NAME}){{1,2}}")


def at_the_top(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "Where is she based": the line under the name that gives a place ("Recife, Brazil · Contact info")."""
    request = evidence.request
    asked = request.attribute("location") and request.kind is Kind.FACT and request.when is None
    if not asked or request.residue or not _WHERE.search(request.itself) or _ELSEWHERE.search(request.itself):
        return ()
    opening = takewhile(lambda passage: not passage.trail, evidence.reading.passages[:_TOP])
    places = [passage for passage in opening if _is_place(passage, evidence.reading.profile.name)]
    return (composer.statement(places[0], before=before),) if places else ()


def _is_place(passage: Passage, name: str) -> bool:
    """Whether a part of the line is a place: two names or three between commas, none of them a role or the person's."""
    parts = between(passage.shown) if passage.kind is PassageKind.SENTENCE else []
    found = [part for part in parts if _PLACE.fullmatch(part) and name not in part]
    return any(not any(role_like(one) for one in part.split(", ")) for part in found)
