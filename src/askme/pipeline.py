"""A question's journey, step by step. This file knows no library: the implementations are chosen in `assembly`."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from textwrap import shorten
from typing import Protocol

from askme.answering.draft import Draft, joined
from askme.answering.templates import NOT_SAID
from askme.corpus.titles import parts
from askme.errors import QuestionError
from askme.schema import (
    Abstention,
    Answer,
    Claim,
    Claimed,
    ClaimForm,
    Event,
    Finished,
    Hit,
    Question,
    Quoted,
    Retrieved,
    Status,
    StepKind,
    Support,
    Understood,
)  # fmt: skip
from askme.understanding.request import Request, Thread, When
from askme.verification import Verifier

_BACK = 2
"""How many of the earlier questions are asked again for what the next one is about."""
_TOLD = 160
"""Characters of an earlier answer that go along with the next question."""
_REMEMBERED = 256
"""Earlier questions whose answers are remembered."""


class Understands(Protocol):
    def parts(self, question: Question) -> Sequence[Question]: ...

    def points_back(self, question: Question) -> bool: ...

    def stands_alone(self, question: Question, request: Request) -> bool: ...

    def understand(self, question: Question) -> Request: ...


class Retrieves(Protocol):
    def retrieve(self, query: str, profile_ids: Sequence[str], expansions: Sequence[str] = ()) -> tuple[Hit, ...]: ...


class Answers(Protocol):
    def answer(self, request: Request, hits: Sequence[Hit]) -> Draft: ...


class Suggests(Protocol):
    def suggestions(self, request: Request, answered: bool) -> tuple[str, ...]: ...


class Pipeline:
    """Understand, retrieve, answer with citations, verify, stream."""

    def __init__(
        self,
        understander: Understands,
        retriever: Retrieves,
        answerer: Answers,
        verifier: Verifier,
        suggester: Suggests,
    ) -> None:
        self._understander = understander
        self._retriever = retriever
        self._answerer = answerer
        self._verifier = verifier
        self._suggester = suggester
        self._earlier = lru_cache(_REMEMBERED)(self._asked_again)

    def ask(self, question: Question) -> Answer:
        """The whole answer.

        :raises QuestionError: the question is empty or too long
        """
        *_, last = self.stream(question)
        assert isinstance(last, Finished)
        return last.answer

    def stream(self, question: Question) -> Iterator[Event]:
        """The events of an answer, `Finished` last. Claims leave verified, or not at all."""
        began = time.perf_counter()
        request = self._understood(question)
        yield Understood(kind=request.kind, standalone=request.standalone, profiles=request.scope)
        found = [(part, self._retrieve(part)) for part in self._parts(question, request)]
        yield Retrieved(hits=_merged(hits for _, hits in found))
        draft = joined([self._answerer.answer(part, hits) for part, hits in found])
        verified = []
        for claim in self._verified(draft):
            verified.append(claim)
            yield Claimed(claim=claim)
        yield Finished(answer=self._finish(request, draft, verified, began))

    def _parts(self, question: Question, whole: Request) -> Sequence[Request]:
        """The questions that were asked in one; what is no question about people is not taken apart."""
        parts = self._understander.parts(question)
        if len(parts) == 1 or whole.refusal is not None or not whole.kind.searches:
            return (whole,)
        understood = (self._understood(part) for part in parts)
        return tuple(replace(part, doubt=part.doubt or whole.doubt) for part in understood)

    def _understood(self, question: Question, back: int = _BACK) -> Request:
        """The question with the conversation before it: the earlier one is answered again, for what is asked next is
        mostly about what was told.

        :param back: how many of the earlier questions are asked again
        """
        if not question.history or not back:
            return self._understander.understand(question)
        *before, last = question.history
        try:
            again = Question(text=last, profile_id=question.profile_id, history=tuple(before))
            earlier, draft = self._earlier(again, back - 1)
        except QuestionError:  # nobody has answered that
            return self._understander.understand(question)
        grounded = self._grounded(question, earlier, draft.claims)
        request = self._understander.understand(grounded)
        if request.rewritten or not earlier.kind.searches or self._understander.stands_alone(question, request):
            return request
        if grounded is question and request.leans:
            request = replace(request, standalone=f"{question.text.strip()} ({last.strip()})")
        return replace(request, thread=_thread(earlier, draft))

    def _asked_again(self, question: Question, back: int) -> tuple[Request, Draft]:
        """:raises QuestionError: the question is empty or too long"""
        request = self._understood(question, back)
        return request, self._answerer.answer(request, self._retrieve(request))

    def _grounded(self, question: Question, earlier: Request, claims: Sequence[Claim]) -> Question:
        """ "Which tools did she use there?" after "Where did she work before?": what "there" is stands in the answer to
        the earlier question, not in the question itself, so its answer is put in its place; "How long was she there?"
        after that means the same."""
        if len(earlier.scope) != 1 or not self._understander.points_back(question):
            return question
        subject = f"{earlier.scope[0]}: "
        about = next((said for said in earlier.question.history[-1:] if said.startswith(subject)), "")
        if earlier.when is not None:
            named = _employer(claims)
            if not named and earlier.when in (When.BEFORE, When.AFTER):  # what it names is not where it led
                return question.model_copy(update={"history": question.history[:-1]})
            about = subject + named if named else ""
        return question.model_copy(update={"history": (*question.history[:-1], about)}) if about else question

    def _retrieve(self, request: Request) -> Sequence[Hit]:
        if request.refusal is not None or not request.kind.searches:
            return ()
        expansions = [word for term in request.terms for form in term.forms for word in form]
        return self._retriever.retrieve(request.search, request.scope, expansions)

    def _verified(self, draft: Draft) -> Iterator[Claim]:
        for claim in draft.claims:
            verdict = self._verifier.verify(claim)
            if verdict.support is Support.SUPPORTED:
                yield claim.model_copy(update={"verdict": verdict})

    def _finish(self, request: Request, draft: Draft, claims: Sequence[Claim], began: float) -> Answer:
        reason = draft.reason
        if draft.claims and not any(claim.citations for claim in claims):
            reason, claims = Abstention.WITHHELD, ()
        return Answer(
            question=request.question.text,
            standalone=request.standalone,
            status=Status.ABSTAINED if reason else Status.ANSWERED,
            text=NOT_SAID[reason] if reason else draft.notice or text_of(claims),
            profile=draft.profile,
            claims=tuple(claims),
            reason=reason,
            nearest=draft.nearest,
            suggestions=self._suggester.suggestions(request, reason is None),
            withheld=len(draft.claims) - len(claims),
            seconds=time.perf_counter() - began,
        )


def _merged(found: Iterable[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The hits of all searches, the first of each before the second of any, each passage once."""
    merged: dict[str, Hit] = {}
    for row in zip_longest(*found):
        for hit in row:
            if hit is not None:
                merged.setdefault(hit.passage.id, hit)
    return tuple(merged.values())


def _thread(earlier: Request, draft: Draft) -> Thread:
    """:param draft: the answer to the earlier question"""
    told = " ".join(claim.text for claim in draft.claims[:2])
    cited = dict.fromkeys(citation for claim in draft.claims for citation in claim.citations)
    return Thread(earlier.search, shorten(told, _TOLD, placeholder=""), tuple(cited))


def _employer(claims: Sequence[Claim]) -> str:
    """What the first claim names that is neither a role nor dates: of a job its employer."""
    quoted = (piece.text for claim in claims[:1] for piece in claim.pieces if isinstance(piece, Quoted))
    parted = (text[part.start : part.end] for text in quoted for part in parts(text) if part.kind is StepKind.ENTRY)
    named = (name.split(",")[0] for name in parted if not _is_phrase(name))  # behind it stands the place
    return next((name for name in named if not any(map(str.isdigit, name))), "")


def _is_phrase(text: str) -> bool:
    return " " in text and text[0].islower()


def text_of(claims: Sequence[Claim]) -> str:
    """An answer as plain text: sentences on lines of their own, items behind dashes."""
    return "\n".join(f"- {claim.text}" if claim.form is ClaimForm.ITEM else claim.text for claim in claims)
