"""From the schema's values to the API's bodies: one rendering for every surface that sends JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from askme import schema
from askme.web.api import bodies
from askme.web.assistant import Assistant
from askme.web.callers import Caller
from askme.web.desk import Desk
from askme.web.links import is_passed_on, source_url
from askme.web.problems import Problem
from askme.web.source import one_line, trail


@dataclass(frozen=True)
class Rendering:
    """Renders what one caller may see."""

    names: Mapping[str, str]
    """Display names by profile id."""

    @classmethod
    def of(cls, people: Iterable[schema.Profile]) -> Rendering:
        return cls({one.id: one.name for one in people})

    @classmethod
    def by(cls, desk: Desk, caller: Caller) -> Rendering:
        """For a caller; to be made when their answer comes, for then the index that answers has been opened."""
        return cls.of(desk.seen_by(caller).profiles())

    def citation(self, citation: schema.Citation) -> bodies.Citation:
        dates = (step.shown for step in reversed(citation.trail) if step.kind is schema.StepKind.DATES)
        return bodies.Citation(
            profile=citation.profile,
            name=self.names.get(citation.profile, citation.profile),
            source=citation.source,
            start=citation.start,
            end=citation.end,
            quote=citation.quote,
            trail=list(trail(citation)),
            dates=one_line(next(dates, "")),
            url=source_url(citation),
        )

    def claim(self, claim: schema.Claim) -> bodies.Claim:
        return bodies.Claim(
            text=claim.text,
            form=claim.form,
            pieces=[
                bodies.Piece(text=piece.text, citation=piece.citation if isinstance(piece, schema.Quoted) else None)
                for piece in claim.pieces
            ],
            citations=[self.citation(citation) for citation in claim.citations],
            verdict=bodies.Verdict(support=claim.verdict.support, reason=claim.verdict.reason),
        )

    def answer(self, answer: schema.Answer, conversation: str | None = None) -> bodies.Answer:
        """An answer; `conversation` is what continues it."""
        return bodies.Answer(
            question=answer.question,
            standalone=answer.standalone,
            status=answer.status,
            text=answer.text,
            profile=answer.profile,
            claims=[self.claim(claim) for claim in answer.claims],
            reason=answer.reason,
            nearest=[self.citation(citation) for citation in answer.nearest],
            suggestions=list(answer.suggestions),
            withheld=answer.withheld,
            seconds=round(answer.seconds, 6),
            conversation=conversation,
        )

    def event(self, event: schema.Event, conversation: str | None = None) -> bodies.Event:
        """One event of an answer on its way."""
        match event:
            case schema.Understood():
                return bodies.Understood(kind=event.kind, standalone=event.standalone, profiles=list(event.profiles))
            case schema.Retrieved():
                return bodies.Retrieved(statements=len(event.hits))
            case schema.Claimed():
                return bodies.Claimed(claim=self.claim(event.claim))
            case schema.Finished():
                return bodies.Finished(answer=self.answer(event.answer, conversation))


def failed(problem: Problem) -> bodies.Failed:
    """What ends a stream that cannot be finished."""
    told = problem.details
    return bodies.Failed(
        problem=told.type, title=told.title, status=told.status, detail=told.detail, retry_after=problem.retry_after
    )


def people(seen: Assistant) -> bodies.Profiles:
    """Everybody whom a caller may ask about, with questions to begin with.

    :param seen: the assistant as far as the caller may know it
    """
    found = [
        bodies.Profile(
            id=one.id,
            name=one.name,
            headline=one.headline,
            links=[link for link in one.links if is_passed_on(link)],
            starters=list(seen.starters(one.id)),
        )
        for one in seen.profiles()
    ]
    return bodies.Profiles(profiles=found, starters=list(seen.starters(None)))
