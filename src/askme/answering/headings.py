"""What only a heading tells: "what was her grade?", of "MSc Physics, Graz (1.2, with honours), 2019"."""

from __future__ import annotations

from dataclasses import replace

from askme.answering.compose import Composer
from askme.answering.evidence import PRESENT, Evidence
from askme.answering.judgement import ANYWAY, SURE, enough
from askme.answering.room import LIST, SHORT, within
from askme.corpus.shapes import asks
from askme.reading import Heading
from askme.schema import Claim, ClaimForm
from askme.understanding.request import Kind

_AS_LIKELY = 0.6
"""Of the likeliest one's probability, for a list."""


def headed(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """The heading that likely answers by itself, for a list all that do; empty if none does. One that asks ("Do you
    teach?") is answered by what stands below it."""
    likely = [(heading, chance) for heading, chance in evidence.headings() if _is_enough(evidence, heading, chance)]
    if not likely:
        return ()
    if evidence.request.kind is not Kind.LIST:
        return within([_claim(evidence, composer, likely[0][0], before)], SHORT)
    told = [heading for heading, chance in likely if chance >= _AS_LIKELY * likely[0][1]]
    told.sort(key=lambda heading: heading.places)
    form = ClaimForm.ITEM if len(told) > 1 else ClaimForm.SENTENCE
    return within([_claim(evidence, composer, one, "" if at else before, form) for at, one in enumerate(told)], LIST)


def _is_enough(evidence: Evidence, heading: Heading, chance: float) -> bool:
    """Whether a heading likely answers, has the names of the question, and nothing speaks against what stands below."""
    if chance < ANYWAY or not enough(evidence, replace(evidence.score(heading.places[0]), answers=chance)):
        return False
    names = [term for term in evidence.terms if term.hard]
    return chance >= SURE or all(any(evidence.covers(term, at) >= PRESENT for at in heading.places) for term in names)


def _claim(
    evidence: Evidence, composer: Composer, heading: Heading, before: str, form: ClaimForm = ClaimForm.SENTENCE
) -> Claim:
    """The heading, or of a question what stands first below it."""
    if asks(heading.steps[-1].shown):
        answer = evidence.reading.passages[heading.places[0]]
        return composer.statement(answer, before=before, context=heading.steps, form=form)
    return composer.entry(heading.document_id, heading.steps, before=before, form=form)
