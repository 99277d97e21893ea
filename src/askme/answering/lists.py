"""List answers: the first of several ways to make one that the profile supports."""

from __future__ import annotations

from askme.answering.categories import names_of_kind
from askme.answering.compose import Composer, context_of
from askme.answering.entries import opening_of
from askme.answering.entry_lists import statements_of_entry
from askme.answering.evidence import Evidence, Scored
from askme.answering.judgement import ANYWAY, SURE, contradicted, enough
from askme.answering.positions import tells_a_post
from askme.answering.room import LIST, SHORT, within
from askme.answering.section_lists import asks_for_whom, residue, rows_labelled, section_around, section_asked_for
from askme.schema import Claim, ClaimForm
from askme.understanding.kinds import asks_what_was_done
from askme.understanding.request import Kind

_AS_GOOD, _AS_LIKELY = 0.82, 0.4
"""Of the best statement's score, and of its probability."""
_STANDS_FOR_ALL = 0.4
"""From this probability on, a statement of a short section speaks for the section."""
_MOST = 6


def lists(evidence: Evidence, composer: Composer, before: str = "") -> tuple[Claim, ...]:
    """The claims of a list answer; empty when the profile has no such list."""
    request = evidence.request
    jobs = request.attribute("employers") is not None  # of which headings tell, that are not read
    least = SURE if jobs else ANYWAY
    of_jobs = (section_asked_for, _jobs_by_dates, _posts_in_prose)
    for found in (names_of_kind, statements_of_entry, *of_jobs, rows_labelled):
        claims = found(evidence, composer, before)
        all_jobs = jobs and request.kind is Kind.LIST and found in of_jobs
        if claims and (all_jobs or not contradicted(evidence, claims, least)):
            return claims
    return _matches(evidence, composer, before)


def _asks_for_all_jobs(evidence: Evidence) -> bool:
    request = evidence.request
    return request.kind is Kind.LIST and request.attribute("employers") is not None and not residue(evidence)


def _jobs_by_dates(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "Which jobs has she had": what opens each, where the page gives them dates and no names."""
    reading = evidence.reading
    work = [entry for entry in reading.outline.entries if entry.is_work]
    if not _asks_for_all_jobs(evidence) or asks_for_whom(evidence) or any(entry.title or entry.role for entry in work):
        return ()
    openings = [(reading.passages[at], entry) for entry in work for at in opening_of(reading, entry)]
    return within(
        [
            composer.statement(one, before="" if at else before, context=context_of(entry), form=ClaimForm.ITEM)
            for at, (one, entry) in enumerate(openings)
        ],
        LIST,
    )


def _posts_in_prose(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "Which jobs has she had": the statements that tell of one, where no heading and no line is given to a job."""
    if not _asks_for_all_jobs(evidence) or any(entry.is_work for entry in evidence.reading.outline.entries):
        return ()
    posts = [words.passage for words in evidence.reading.words if tells_a_post(words.passage.shown)]
    form = ClaimForm.ITEM if len(posts) > 1 else ClaimForm.SENTENCE
    return within(
        [composer.statement(post, before="" if at else before, form=form) for at, post in enumerate(posts)], LIST
    )


def _matches(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """All statements that answer about as well as the best one."""
    ranked = [scored for scored in evidence.ranked() if enough(evidence, scored)]
    whole = evidence.request.kind is Kind.LIST and not asks_what_was_done(evidence.request.plain)
    speaks = ranked and whole and (ranked[0].answers or 0.0) >= _STANDS_FOR_ALL
    if speaks and (claims := section_around(evidence, composer, ranked[0], before)):
        return claims
    kept = [scored for scored in ranked if _as_good(scored, ranked[0])][:_MOST]
    if len(kept) <= 1 or evidence.request.kind is not Kind.LIST:
        return within([_claim(evidence, composer, scored, before, ClaimForm.SENTENCE) for scored in kept[:2]], SHORT)
    return within([_claim(evidence, composer, scored, before, ClaimForm.ITEM) for scored in kept], LIST)


def _as_good(scored: Scored, best: Scored) -> bool:
    likely = (scored.answers or 0.0) >= _AS_LIKELY * (best.answers or 1.0)
    return likely or scored.score >= _AS_GOOD * best.score


def _claim(evidence: Evidence, composer: Composer, scored: Scored, before: str, form: ClaimForm) -> Claim:
    context = context_of(evidence.entry_of(scored.at))
    return composer.statement(scored.words.passage, before=before, context=context, form=form)
