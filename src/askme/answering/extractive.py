"""Step 3 of the journey, the default: answers made of the profiles' own statements, no model needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from askme.answering.compose import Composer
from askme.answering.counting_on import beside_what_was_told
from askme.answering.draft import Draft
from askme.answering.entries import counted_from, counts_from_now
from askme.answering.entry_lists import asks_for_stack, described
from askme.answering.evidence import Evidence, Reads
from askme.answering.facts import beside, facts, roles
from askme.answering.headings import headed
from askme.answering.judgement import SURE, anyway, contradicted, surely
from askme.answering.latest import latest
from askme.answering.lists import lists
from askme.answering.portraits import asks_for_channel, contact, keeps, overview, tells_channel
from askme.answering.room import PORTRAIT, PORTRAIT_OF_ONE_OF_MANY
from askme.answering.section_lists import lists_section
from askme.answering.several import compare, who
from askme.answering.templates import GREETING, HELP
from askme.answering.timeline import set_beside, still_held, timed
from askme.answering.whereabouts import at_the_top
from askme.reading import Reading
from askme.schema import Abstention, Citation, Claim, Hit
from askme.understanding.kinds import asks_what_was_done
from askme.understanding.request import LIGHT, Kind, Request, When

_ANY = re.compile(r"\bany\b")
"""Makes a question with yes or no one for a list, where there is such a list ("has she won any prizes")."""
_WHOLE_LIST = 3
"""Claims: a heading and two items."""
_NEAREST = 2
_NEAREST_DENSE = 0.30
Handler = Callable[["ExtractiveAnswerer", Request, Sequence[Hit]], tuple[Claim, ...]]


class ExtractiveAnswerer:
    """Answers by quoting. Words of its own come from `answering.templates` alone.

    :param reads: tells how likely a statement answers; without, statements are judged by their words alone
    """

    def __init__(self, reading: Reading, reads: Reads | None = None) -> None:
        self._reading = reading
        self._reads = reads
        self._composer = Composer(reading.documents)

    def answer(self, request: Request, hits: Sequence[Hit]) -> Draft:
        """Claims in the order to be shown, or an abstention with what comes nearest."""
        if request.kind in (Kind.GREETING, Kind.HELP):
            return Draft(notice=self._notice(request))
        if request.refusal is not None:
            return Draft(reason=request.refusal, profile=_one(request.scope))
        if request.doubt is not None and not any(surely(evidence) for evidence in self._each(request, hits)):
            return Draft(reason=request.doubt, profile=_one(request.scope))
        claims = _HANDLERS[request.kind](self, request, hits)
        about = {citation.profile for claim in claims for citation in claim.citations}
        if not about and self._keeps(request):
            return Draft(reason=Abstention.PRIVATE, profile=_one(request.scope))
        if not about:
            nearest = self._nearest(hits)
            return Draft(reason=Abstention.NOT_STATED, nearest=nearest, profile=_one(request.scope))
        return Draft(claims=claims, profile=_one(tuple(about)))

    def _single(self, request: Request, hits: Sequence[Hit]) -> tuple[Claim, ...]:
        """One person's answer; where several could be meant, whoever's statements answer best, and all of those who are
        called what the question says."""
        found = [
            (evidence.ranked()[0].score if evidence.ranked() else 0.0, claims)
            for evidence in self._each(request, hits)
            if (claims := self._one_person(evidence, self._before(request, evidence.reading.profile.id)))
        ]
        if request.each:
            return tuple(claim for _, claims in found for claim in claims)
        return max(found, key=lambda pair: pair[0])[1] if found else ()

    def _one_person(self, evidence: Evidence, before: str) -> tuple[Claim, ...]:
        request, composer = evidence.request, self._composer
        beside_it = beside_what_was_told(evidence, composer, before)
        if beside_it is not None:
            return beside_it
        stack = asks_for_stack(request)
        if request.when is not None and not stack:
            job = timed(evidence, composer, before)
            if job is not None and request.when is When.CURRENT:
                return beside(evidence, composer, job)
            if job and (counted_from(evidence) or counts_from_now(request)):
                return job  # where the conversation or the present job stands, no reading of one question tells
            if job is not None and (request.intent or not contradicted(evidence, job, SURE)):
                return job
        by_name = request.kind in (Kind.LIST, Kind.FACT)
        for way in (roles, at_the_top, still_held, set_beside, latest) if by_name else (still_held, set_beside, latest):
            if claims := way(evidence, composer, before):
                return claims
        return self._from_statements(evidence, before, stack=stack) or headed(evidence, composer, before)

    def _from_statements(self, evidence: Evidence, before: str, *, stack: bool) -> tuple[Claim, ...]:
        request, composer = evidence.request, self._composer
        section = lists_section(evidence)
        listed = section or stack or request.kind is Kind.LIST or asks_what_was_done(request.plain)
        if listed and request.kind in (Kind.LIST, Kind.FACT):
            return lists(evidence, composer, before) or facts(evidence, composer, before)
        if section and _ANY.search(request.itself):
            whole = lists(evidence, composer, before)
            return whole if len(whole) >= _WHOLE_LIST else facts(evidence, composer, before) or whole
        if request.kind is Kind.FACT and (claims := described(evidence, composer, before)):
            return claims
        return facts(evidence, composer, before) or (lists(evidence, composer, before) if section else ())

    def _who(self, request: Request, hits: Sequence[Hit]) -> tuple[Claim, ...]:
        return who(self._each(request, hits), self._composer)

    def _compare(self, request: Request, hits: Sequence[Hit]) -> tuple[Claim, ...]:
        return compare(self._each(request, hits), self._composer)

    def _overview(self, request: Request, hits: Sequence[Hit]) -> tuple[Claim, ...]:
        asks_more = any(term.hard or term.weight > LIGHT for term in request.terms)
        if asks_more and any(surely(evidence) for evidence in self._each(request, hits)):
            return self._single(replace(request, kind=Kind.FACT), hits)  # "tell me about the slip at the bank"
        budget = PORTRAIT if len(request.scope) == 1 else PORTRAIT_OF_ONE_OF_MANY
        return tuple(
            claim
            for profile_id in request.scope
            for claim in overview(
                self._reading.profiles[profile_id], self._composer, self._before(request, profile_id), budget
            )
        )

    def _contact(self, request: Request, hits: Sequence[Hit]) -> tuple[Claim, ...]:
        claims = tuple(
            claim
            for profile_id in request.scope
            for claim in contact(
                self._reading.profiles[profile_id], request.plain, self._composer, self._before(request, profile_id)
            )
        )
        if claims:
            return claims
        if asks_for_channel(request.plain) and self._keeps(request):
            return ()  # what is asked for is there, and private
        # What is kept private is no answer; a sentence that surely tells how to get in touch is one.
        closed = asks_for_channel(request.plain) or self._keeps(request)
        told = _surely_a_channel if closed else _likely
        return self._single(request, hits) if any(map(told, self._each(request, hits))) else ()

    def _keeps(self, request: Request) -> bool:
        """Whether what is asked for is private."""
        readings = (self._reading.profiles[profile_id] for profile_id in request.scope)
        return keeps(readings, request.plain, contact=request.kind is Kind.CONTACT)

    def _before(self, request: Request, profile_id: str) -> str:
        """The person's name, where the question leaves open whom the answer is about."""
        return "" if len(request.scope) == 1 else f"{self._reading.profiles[profile_id].profile.name}: "

    def _each(self, request: Request, hits: Sequence[Hit]) -> list[Evidence]:
        return [
            Evidence(request, self._reading.profiles[profile_id], hits, reads=self._reads)
            for profile_id in request.scope
        ]

    def _nearest(self, hits: Sequence[Hit]) -> tuple[Citation, ...]:
        """The statements that come nearest, none that is far off."""
        near = sorted((hit for hit in hits if hit.dense >= _NEAREST_DENSE), key=lambda hit: -hit.dense)
        return tuple(self._composer.cite(hit.passage) for hit in near[:_NEAREST])

    def _notice(self, request: Request) -> str:
        people = [self._reading.profiles[profile_id].profile.name for profile_id in request.scope]
        named = people[0] if len(people) == 1 else f"{', '.join(people[:-1])} or {people[-1]}"
        return (GREETING if request.kind is Kind.GREETING else HELP).format(people=named)


def _likely(evidence: Evidence) -> bool:
    """Whether a statement answers likely enough that rules do not count, or none was read."""
    return anyway(evidence) or not evidence.was_read


def _surely_a_channel(evidence: Evidence) -> bool:
    best = surely(evidence)
    return best is not None and tells_channel(best.words.passage.shown)


def _one(profile_ids: Sequence[str]) -> str | None:
    return profile_ids[0] if len(profile_ids) == 1 else None


_HANDLERS: dict[Kind, Handler] = {
    Kind.FACT: ExtractiveAnswerer._single,
    Kind.NUMBER: ExtractiveAnswerer._single,
    Kind.DATE: ExtractiveAnswerer._single,
    Kind.LIST: ExtractiveAnswerer._single,
    Kind.YES_NO: ExtractiveAnswerer._single,
    Kind.WHO: ExtractiveAnswerer._who,
    Kind.COMPARE: ExtractiveAnswerer._compare,
    Kind.OVERVIEW: ExtractiveAnswerer._overview,
    Kind.CONTACT: ExtractiveAnswerer._contact,
}
