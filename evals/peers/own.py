"""askme's own retrieval and answers over the same questions, in this process."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from askme.assembly import Assistant, assemble
from askme.schema import Answer, Event, Finished, Hit, Passage, Question, Retrieved, StepKind, TrailStep
from askme.settings import load
from askme.text import stems
from evals.answerers.product import index_of
from evals.cases import ROOT, Case
from evals.peers.base import Found
from evals.peers.scoring import Given

TOLD = (StepKind.ENTRY, StepKind.ROLE, StepKind.DATES)
"""What of a trail is told with a passage: whose work it was, as what, and when."""


@dataclass(frozen=True)
class Own:
    """What askme gives for the same cases, in three ways."""

    passages: tuple[Given, ...]
    """What its retriever returns, in rank order."""
    answers: tuple[Given, ...]
    """The answers alone; an abstention has no characters."""
    both: tuple[Given, ...]
    """The answer, then the passages that it does not cite: what a reader or a language model has before them."""


def ask(cases: Sequence[Case]) -> Own:
    """Ask askme every case, each corpus in an index of its own."""
    given = []
    for corpus in dict.fromkeys(case.corpus for case in cases):
        settings, _ = load({"corpus": ROOT / corpus, "index": index_of(ROOT / corpus)})
        assistant = assemble(settings)
        _asked("warm", Question(text="What does this person work on now?"), assistant)
        for case in cases:
            if case.corpus == corpus:
                question = Question(text=case.question, profile_id=case.profile, history=case.history)
                given.append(_asked(case.id, question, assistant))
    passages, answers, both = zip(*given, strict=True)
    return Own(passages, answers, both)


def _asked(case: str, question: Question, assistant: Assistant) -> tuple[Given, Given, Given]:
    began = time.perf_counter()
    hits: Sequence[Hit] = ()
    searched = 0.0
    last: Event | None = None
    for last in assistant.stream(question):
        if isinstance(last, Retrieved):
            hits, searched = last.hits, time.perf_counter() - began
    answered = time.perf_counter() - began
    assert isinstance(last, Finished)
    found = tuple(hit.passage for hit in hits)
    said = said_by(last.answer)
    rest = rendered(passage for passage in found if not _is_cited(passage, last.answer))
    return (
        Given(case, searched, tuple(rendered(found))),
        Given(case, answered, said),
        Given(case, answered, (*said, *rest)),
    )


def said_by(answer: Answer) -> tuple[Found, ...]:
    """The answer's text; nothing when it abstained."""
    if answer.reason is not None:
        return ()
    sources = dict.fromkeys(citation.source for claim in answer.claims for citation in claim.citations)
    return (Found(next(iter(sources), ""), answer.text),)


def _is_cited(passage: Passage, answer: Answer) -> bool:
    return any(
        citation.source == passage.document_id and citation.start < passage.end and passage.start < citation.end
        for claim in answer.claims
        for citation in claim.citations
    )


def rendered(passages: Iterable[Passage]) -> list[Found]:
    """Passages as they are shown, each followed by those steps of its trail whose words neither it nor any passage
    before it has told."""
    told: set[str] = set()
    found = []
    for passage in passages:
        told.update(stems(passage.shown))
        fresh: list[TrailStep] = []
        for step in passage.trail:
            words = set(stems(step.text))
            if step.kind in TOLD and not words <= told:
                fresh.append(step)
                told |= words
        place = " › ".join(" ".join(step.text.split()) for step in fresh)
        found.append(Found(passage.document_id, f"{passage.shown} ({place})" if place else passage.shown))
    return found
