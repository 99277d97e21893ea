"""Step 3 of the journey, the default: answers made of the profiles' own statements, no model needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from askme.answering.compose import Composer
from askme.answering.draft import Draft
from askme.answering.evidence import Evidence
from askme.answering.facts import Room, facts, timed, within
from askme.answering.lists import asks_for_stack, described, lists, residue
from askme.answering.portraits import asks_for_channel, contact, overview
from askme.answering.several import silent, who
from askme.answering.templates import GREETING, HELP
from askme.reading import ProfileReading, Reading
from askme.schema import Abstention, Citation, Claim, Hit
from askme.understanding.kinds import asks_for_figures, asks_what_was_done
from askme.understanding.request import LIGHT, Kind, Request

_NEAREST = 2
_SIDE = Room(most=3, close=0.8, budget=800)
"""In a comparison, for each person."""
_NEAREST_DENSE = 0.25
Handler = Callable[["ExtractiveAnswerer", Request, Sequence[Hit]], tuple[Claim, ...]]


class ExtractiveAnswerer:
    """Answers by quoting. Words of its own come from `answering.templates` alone."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._composer = Composer(reading.documents)

    def answer(self, request: Request, hits: Sequence[Hit]) -> Draft:
        """Claims in the order to be shown, or an abstention with what comes nearest."""
        if request.kind in (Kind.GREETING, Kind.HELP):
            return Draft(notice=self._notice(request))
        if request.refusal is not None:
            return Draft(reason=request.refusal, profile=_one(request.scope))
        claims = _HANDLERS[request.kind](self, request, hits)
        if not any(claim.citations for claim in claims):
            return Draft(
                reason=Abstention.NOT_STATED, nearest=self._nearest(request, hits), profile=_one(request.scope)
            )
        about = {citation.profile for claim in claims for citation in claim.citations}
        return Draft(claims=claims, profile=_one(tuple(about)))

    def _single(self, request: Request, hits: Sequence[Hit]) -> tuple[Claim, ...]:
        """One person's answer; where several could be meant, whoever's statements answer best."""
        found = [(claims, evidence) for evidence in self._each(request, hits) if (claims := self._one_person(evidence))]
        if len(found) <= 1:
            return self._signed(request, *found[0]) if found else ()
        best = max(found, key=lambda pair: pair[1].ranked()[0].score)
        return self._signed(request, *best)

    def _signed(self, request: Request, claims: tuple[Claim, ...], evidence: Evidence) -> tuple[Claim, ...]:
        """With the person's name first, where the question leaves open whom it is about."""
        if len(request.scope) == 1:
            return claims
        return self._one_person(evidence, before=f"{evidence.reading.profile.name}: ")

    def _one_person(self, evidence: Evidence, before: str = "") -> tuple[Claim, ...]:
        request = evidence.request
        if request.when is not None and not asks_for_stack(request):
            if (claims := timed(evidence, self._composer, before)) is not None:
                return claims
        section = self._lists_section(evidence)
        listed = (
            request.kind is Kind.LIST or section or asks_what_was_done(request.plain) or asks_for_stack(request)
        )
        if listed and request.kind not in (Kind.NUMBER, Kind.DATE, Kind.YES_NO):
            return lists(evidence, self._composer, before) or facts(evidence, self._composer, before)
        if request.kind is Kind.FACT and (claims := described(evidence, self._composer, before)):
            return claims
        return facts(evidence, self._composer, before) or (lists(evidence, self._composer, before) if section else ())

    def _lists_section(self, evidence: Evidence) -> bool:
        """Whether what is asked for is a list that profiles keep under a heading, and nothing else."""
        return any(attribute.sections for attribute in evidence.request.attributes) and not residue(evidence)

    def _who(self, request: Request, hits: Sequence[Hit]) -> tuple[Claim, ...]:
        return who(self._each(request, hits), self._composer)

    def _compare(self, request: Request, hits: Sequence[Hit]) -> tuple[Claim, ...]:
        """Each person's side, one after another; "the profile does not say" for those without."""
        claims: list[Claim] = []
        topic = [term for term in request.terms if term.weight > LIGHT]
        for evidence in self._each(request, hits):
            before = f"{evidence.reading.profile.name}: "
            own = self._side(evidence, before) if topic else overview(evidence.reading, self._composer, before, 600)
            claims += own or (silent(evidence.reading, self._composer),)
        return within(claims, 1900)

    def _side(self, evidence: Evidence, before: str) -> tuple[Claim, ...]:
        name = evidence.reading.profile.id
        terms = [term for term in evidence.terms if term.person in (None, name)]
        if self._lists_section(evidence) and (claims := lists(evidence, self._composer, before)):
            return claims
        kind = Kind.NUMBER if asks_for_figures(evidence.request.plain) else Kind.FACT
        request = replace(evidence.request, kind=kind, terms=tuple(terms))
        return facts(evidence.asking(request), self._composer, before, _SIDE)

    def _overview(self, request: Request, hits: Sequence[Hit]) -> tuple[Claim, ...]:
        several = len(request.scope) > 1
        claims: list[Claim] = []
        for profile_id in request.scope:
            reading = self._reading.profiles[profile_id]
            before = f"{reading.profile.name}: " if several else ""
            claims += overview(reading, self._composer, before, 600 if several else 1400)
        return tuple(claims)

    def _contact(self, request: Request, hits: Sequence[Hit]) -> tuple[Claim, ...]:
        several = len(request.scope) > 1
        claims: list[Claim] = []
        for profile_id in request.scope:
            reading = self._reading.profiles[profile_id]
            before = f"{reading.profile.name}: " if several else ""
            claims += contact(reading, request.plain, self._composer, before)
        return tuple(claims) or (() if asks_for_channel(request.plain) else self._single(request, hits))

    def _each(self, request: Request, hits: Sequence[Hit]) -> list[Evidence]:
        return [Evidence(request, self._reading.profiles[profile_id], hits) for profile_id in request.scope]

    def _nearest(self, request: Request, hits: Sequence[Hit]) -> tuple[Citation, ...]:
        """The statements that come nearest, none that is far off."""
        near = sorted((hit for hit in hits if hit.dense >= _NEAREST_DENSE), key=lambda hit: -hit.dense)
        return tuple(self._composer.cite(hit.passage) for hit in near[:_NEAREST])

    def _notice(self, request: Request) -> str:
        people = [self._reading.profiles[profile_id].profile.name for profile_id in request.scope]
        named = people[0] if len(people) == 1 else f"{', '.join(people[:-1])} or {people[-1]}"
        return (GREETING if request.kind is Kind.GREETING else HELP).format(people=named)


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


__all__ = ["ExtractiveAnswerer", "ProfileReading"]
