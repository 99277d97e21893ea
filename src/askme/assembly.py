"""The one place that chooses implementations and puts them together."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass

from askme.answering.extractive import ExtractiveAnswerer
from askme.answering.relevance import Relevance
from askme.corpus import Problem
from askme.embedding import Embedder, load_embedder
from askme.errors import IndexError_
from askme.index import Index, IndexReader, Progress, build, check, state
from askme.pipeline import Pipeline
from askme.reading import Reading
from askme.retrieval import HybridRetriever
from askme.schema import Answer, Document, Event, Hit, Profile, Question
from askme.settings import Settings
from askme.suggestions import Starters
from askme.text import tokens
from askme.understanding import Understander
from askme.understanding.rewording import Rewording
from askme.verification import ExactVerifier


@dataclass(frozen=True)
class _Mind:
    """All that answers from one index: made anew when the index changes, while the old one finishes its answers."""

    index: Index
    retriever: HybridRetriever
    pipeline: Pipeline
    starters: Starters


class _Minds:
    """The minds of one generation of the index: one for each set of people that somebody may ask about."""

    _ROOM = 8

    def __init__(self, settings: Settings, reader: IndexReader, embedder: Embedder) -> None:
        self._settings = settings
        self._reader = reader
        self._embedder = embedder
        self._lock = threading.Lock()
        self._relevance = Relevance(embedder)
        self._rewording = Rewording(embedder)
        self._made: dict[frozenset[str] | None, _Mind] = {}
        self._generation = ""

    def current(self, among: frozenset[str] | None) -> _Mind:
        """The mind that knows these people alone (None: everybody) by the index that answers now."""
        index = self._reader.current()
        if among is not None and among.issuperset(index.profiles):
            among = None  # one mind for everybody's questions, not two alike
        with self._lock:
            if self._generation != index.generation:
                self._made, self._generation = {}, index.generation
            if among not in self._made:
                while len(self._made) >= self._ROOM:
                    self._made.pop(next(iter(self._made)))
                seen = index if among is None else index.restricted(among)
                self._made[among] = _mind(self._settings, seen, self._embedder, self._relevance, self._rewording)
            return self._made[among]


class Assistant:
    """Answers questions about the people in the index; safe to use from several threads."""

    def __init__(self, minds: _Minds, among: frozenset[str] | None = None) -> None:
        self._minds = minds
        self._among = among

    def among(self, profile_ids: Collection[str]) -> Assistant:
        """An assistant that knows these people alone: of all others it has no statement, no name, no document."""
        return Assistant(self._minds, frozenset(profile_ids))

    def ask(self, question: Question) -> Answer:
        """The whole answer.

        :raises QuestionError: the question is empty or too long
        :raises ProfileNotFound: nobody has the id that the question is restricted to
        """
        return self._asked(question).pipeline.ask(question)

    def stream(self, question: Question) -> Iterator[Event]:
        """The events of an answer, `Finished` last; raises as `ask` does."""
        yield from self._asked(question).pipeline.stream(question)

    def search(self, query: str, profile_id: str | None = None, limit: int = 10) -> tuple[Hit, ...]:
        """The statements that come nearest to a query, best first; at most `limit`.

        :raises ProfileNotFound: nobody has this id
        """
        mind = self._current()
        people = [profile_id] if profile_id is not None else list(mind.index.profiles)
        return mind.retriever.retrieve(query, people)[:limit]

    def profiles(self) -> tuple[Profile, ...]:
        return tuple(self._current().index.profiles.values())

    def sources(self, profile_id: str) -> tuple[str, ...]:
        """The ids of a person's documents, sorted; empty if nobody has this id."""
        documents = self._current().index.documents.values()
        return tuple(sorted(one.id for one in documents if one.profile_id == profile_id))

    def document(self, document_id: str) -> Document | None:
        """A document that citations lead to; None if there is none with this id."""
        return self._current().index.documents.get(document_id)

    def starters(self, profile_id: str | None) -> tuple[str, ...]:
        """Questions to begin with, about one person or (None) about all."""
        return self._current().starters.starters(profile_id)

    def problems(self) -> tuple[Problem, ...]:
        """Files that were left out when the index was built."""
        return self._current().index.problems

    def generation(self) -> str:
        """Which index answers now."""
        return self._current().index.generation

    def _asked(self, question: Question) -> _Mind:
        mind = self._current()
        if question.profile_id is not None:
            mind.index.view([question.profile_id])  # raises if nobody has the id, with the nearest ones
        return mind

    def _current(self) -> _Mind:
        return self._minds.current(self._among)


def _mind(settings: Settings, index: Index, embedder: Embedder, relevance: Relevance, rewording: Rewording) -> _Mind:
    reading = Reading.of(
        index.profiles.values(), index.passages, index.documents.values(), index.contacts, index.hidden
    )
    starters = Starters(reading)
    retriever = HybridRetriever(lambda: index, embedder)
    pipeline = Pipeline(
        understander=Understander(reading, settings.max_question_chars, embedder.is_word, rewording),
        retriever=retriever,
        answerer=ExtractiveAnswerer(reading, relevance),
        verifier=ExactVerifier(profile.name for profile in index.profiles.values()),
        suggester=starters,
    )
    return _Mind(index, retriever, pipeline, starters)


def assemble(settings: Settings, progress: Progress | None = None) -> Assistant:
    """An assistant over the settings' index, which is built first when it is missing or stale.

    :raises AskmeError: the corpus, the model or the index cannot be used
    """
    ensure_index(settings, progress)
    return Assistant(_Minds(settings, IndexReader(settings), load_embedder(settings)))


def ensure_index(settings: Settings, progress: Progress | None = None, *, force: bool = False) -> Index:
    """The settings' index, built when it is missing or stale."""
    found = None if force else state(settings)
    if found is not None and found.fresh:
        with suppress(IndexError_):  # damaged without a trace in the files' sizes: built anew like any stale index
            return IndexReader(settings).current()
    return build(settings, lambda: load_embedder(settings), tokens, progress)


def check_index(settings: Settings) -> list[str]:
    """What is wrong with the index, a line each; empty when it is sound."""
    return check(settings)
