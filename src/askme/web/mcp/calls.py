"""What the tools do: at the desk, and as far as the caller may know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import anyio
import anyio.to_thread
from pydantic import BaseModel

from askme import schema
from askme.web.api import bodies
from askme.web.api.rendering import people
from askme.web.assistant import Assistant
from askme.web.callers import Surface
from askme.web.desk import Asked
from askme.web.mcp import text
from askme.web.mcp.bodies import Nothing, Search, Statement, Statements
from askme.web.mcp.visit import Reachable, Said, Visit
from askme.web.problems import Kind, Problem

Result = TypeVar("Result", bound=BaseModel)


async def list_profiles(visit: Visit, _: Nothing) -> Said:
    """Everybody whom the caller may ask about."""
    found = await _aside(visit, people)
    return Said(text.profiles(found), found)


async def search_profile(visit: Visit, given: Search) -> Said:
    """The statements nearest to a query. (The guard counts it, as it does every request.)"""
    _check(visit, given)
    found = await _aside(visit, lambda seen: _found(visit, seen, given))
    return Said(text.statements(found), found)


async def ask_profile(visit: Visit, given: bodies.Ask) -> Said:
    """An answer with its citations."""
    asked = Asked(given.question, Surface.MCP, given.profile, given.conversation)
    try:
        exchange = visit.site.desk.open(visit.caller, asked)
    except Problem as problem:
        if problem.kind is Kind.NO_PROFILE and given.profile is not None:
            raise _nobody(given.profile) from None
        raise
    finished = await exchange.finished()
    answer = _rendering(visit, visit.assistant()).answer(finished.answer, exchange.conversation)
    return Said(text.answer(answer), answer)


async def _aside(visit: Visit, work: Callable[[Assistant], Result]) -> Result:
    """What `work` finds, on a thread of its own: it may not hold up everybody else.

    :raises Problem: it took too long
    """
    seen, seconds = visit.assistant(), visit.site.settings.answer_seconds
    try:
        with anyio.fail_after(seconds):
            return await anyio.to_thread.run_sync(work, seen, abandon_on_cancel=True)
    except TimeoutError:
        raise Problem(Kind.TOO_SLOW, f"It took more than {seconds:g} seconds. Ask again.", retry_after=5) from None


def _found(visit: Visit, seen: Assistant, given: Search) -> Statements:
    if given.profile is not None and given.profile not in {one.id for one in seen.profiles()}:
        raise _nobody(given.profile)
    hits = seen.search(given.query, given.profile, given.limit)
    return Statements(statements=list(_statements(seen, _rendering(visit, seen), hits)))


def _check(visit: Visit, given: Search) -> None:
    most = visit.site.settings.max_question_chars
    if not given.query.strip():
        raise Problem(Kind.QUESTION, "The query is empty. Write a few words.")
    if len(given.query) > most:
        raise Problem(Kind.QUESTION, f"The query has {len(given.query)} characters; {most} is the most. Shorten it.")


def _nobody(profile_id: str) -> Problem:
    """The desk says the same, but in the API's words; a profile that is hidden is told like one that never was."""
    return Problem(Kind.NO_PROFILE, f"No profile has the id {profile_id[:80]!r}. list_profiles gives the ids.")


def _rendering(visit: Visit, seen: Assistant) -> Reachable:
    return Reachable({one.id: one.name for one in seen.profiles()}, visit.base)


def _statements(seen: Assistant, render: Reachable, hits: Iterable[schema.Hit]) -> Iterator[Statement]:
    """The hits with their places. Nothing is told that the document's own page would not show."""
    for passage in (hit.passage for hit in hits):
        document = seen.document(passage.document_id)
        if document is None or document.text[passage.start : passage.end] != passage.text:
            continue  # another index answers by now
        cited = render.citation(schema.Citation.of(document, passage.start, passage.end, passage.trail))
        yield Statement(text=cited.quote, **cited.model_dump(exclude={"quote"}))
