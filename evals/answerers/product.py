"""askme itself, asked in this process through the same `Assistant` that serves every surface."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from askme.assembly import assemble
from askme.errors import AskmeError
from askme.schema import Answer, Citation, Claim, Event, Finished, Hit, Question, Retrieved, Understood
from askme.settings import load
from evals.cases import ROOT, Case
from evals.outcomes import ClaimMade, HitFound, Outcome, Place

INDEXES = Path(__file__).parents[1] / ".index"
"""Where the evals keep their own indexes."""


class Product:
    """askme over one corpus folder, with the user's settings."""

    def __init__(self, corpus: Path) -> None:
        self._settings, _ = load({"corpus": corpus, "index": index_of(corpus)})
        self._assistant = assemble(self._settings)

    @property
    def fingerprint(self) -> dict[str, str]:
        from askme.embedding import model_fingerprint
        from askme.index import IndexReader

        found = IndexReader(self._settings).current().fingerprint
        return {
            "model": model_fingerprint(self._settings),
            "index": found.code,
            "questions": f"{self._settings.max_question_chars} characters",
        }

    def answer(self, case: Case) -> Outcome:
        question = Question(text=case.question, profile_id=case.profile, history=case.history)
        try:
            return outcome_of(case.id, tuple(self._assistant.stream(question)))
        except AskmeError as error:
            return failed(case.id, str(error))


def index_of(corpus: Path) -> Path:
    """The folder of the evals' index of a corpus."""
    named = corpus.resolve()
    inside = named.relative_to(ROOT) if named.is_relative_to(ROOT) else named.relative_to(named.anchor)
    return INDEXES / "-".join(inside.parts)


def outcome_of(case: str, events: Sequence[Event]) -> Outcome:
    """The outcome that a question's events make.

    :raises ValueError: the last event is not `Finished`
    """
    understood = next((event for event in events if isinstance(event, Understood)), None)
    hits = next((event.hits for event in events if isinstance(event, Retrieved)), ())
    if not events or not isinstance(events[-1], Finished):
        raise ValueError(f"{case}: the events do not end in Finished")
    answer = events[-1].answer
    greeted = answer.reason is None and not answer.claims  # "Hello! Ask about ..." says nothing about anybody
    return Outcome(
        case=case,
        status="abstained" if greeted else answer.status.value,
        reason="notice" if greeted else answer.reason.value if answer.reason else "",
        text=answer.text,
        claims=tuple(map(_claim, answer.claims)),
        nearest=tuple(map(_place, answer.nearest)),
        hits=tuple(map(_hit, hits)),
        scope=understood.profiles if understood else (),
        understood=understood.kind if understood else "",
        confidence=_confidence(answer, hits),
        withheld=answer.withheld,
    )


def failed(case: str, error: str) -> Outcome:
    """The outcome of a question that ended in an error."""
    return Outcome(case=case, status="failed", reason=error, text="", claims=(), nearest=(), hits=(), scope=(),
                   understood="", confidence=None, withheld=0)  # fmt: skip


def _claim(claim: Claim) -> ClaimMade:
    return ClaimMade(
        text=claim.text,
        form=claim.form.value,
        citations=tuple(map(_place, claim.citations)),
        support=claim.verdict.support.value,
        reason=claim.verdict.reason,
    )


def _place(citation: Citation) -> Place:
    return Place(profile=citation.profile, source=citation.source, start=citation.start, end=citation.end,
                 quote=citation.quote)  # fmt: skip


def _hit(hit: Hit) -> HitFound:
    passage = hit.passage
    return HitFound(profile=passage.profile_id, source=passage.document_id, start=passage.start, end=passage.end,
                    text=passage.text, score=hit.score, dense=hit.dense, lexical=hit.lexical)  # fmt: skip


def _confidence(answer: Answer, hits: Sequence[Hit]) -> float | None:
    """The best similarity of the question with a statement that the answer quotes; None for an abstention."""
    if not answer.claims:
        return None
    cited = [citation for claim in answer.claims for citation in claim.citations]
    quoted = [
        hit.dense
        for hit in hits
        if any(
            hit.passage.document_id == citation.source
            and hit.passage.start < citation.end
            and citation.start < hit.passage.end
            for citation in cited
        )
    ]
    return max(quoted, default=0.0)
