"""The one place that chooses implementations and puts them together."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from askme.answering.extractive import ExtractiveAnswerer
from askme.answering.relevance import Relevance
from askme.corpus import Problem
from askme.embedding import Embedder, load_embedder
from askme.errors import IndexError_, ProfileNotFound
from askme.index import Index, IndexReader, Progress, build, check, state
from askme.pipeline import Pipeline
from askme.reading import Reading
from askme.retrieval import HybridRetriever
from askme.schema import Answer, Event, Profile, Question
from askme.settings import Settings
from askme.suggestions import Starters
from askme.text import tokens
from askme.understanding import Understander
from askme.verification import ExactVerifier


@dataclass(frozen=True)
class _Mind:
    """All that answers from one index: made anew when the index changes, while the old one finishes its answers."""

    index: Index
    pipeline: Pipeline
    starters: Starters


class Assistant:
    """Answers questions about the people in the index; safe to use from several threads."""

    def __init__(self, settings: Settings, reader: IndexReader, embedder: Embedder) -> None:
        self._settings = settings
        self._reader = reader
        self._embedder = embedder
        self._lock = threading.Lock()
        self._relevance = Relevance(embedder)
        self._mind: _Mind | None = None

    def ask(self, question: Question) -> Answer:
        """The whole answer.

        :raises QuestionError: the question is empty or too long
        :raises ProfileNotFound: nobody has the id that the question is restricted to
        """
        mind = self._current()
        self._check(mind, question)
        return mind.pipeline.ask(question)

    def stream(self, question: Question) -> Iterator[Event]:
        """The events of an answer, `Finished` last; raises as `ask` does."""
        mind = self._current()
        self._check(mind, question)
        yield from mind.pipeline.stream(question)

    def profiles(self) -> tuple[Profile, ...]:
        return tuple(self._current().index.profiles.values())

    def starters(self, profile_id: str | None) -> tuple[str, ...]:
        """Questions to begin with, about one person or (None) about all."""
        return self._current().starters.starters(profile_id)

    def problems(self) -> tuple[Problem, ...]:
        """Files that were left out when the index was built."""
        return self._current().index.problems

    def _check(self, mind: _Mind, question: Question) -> None:
        if question.profile_id is not None and question.profile_id not in mind.index.profiles:
            mind.index.view([question.profile_id])  # raises, with the nearest ids
            raise ProfileNotFound(question.profile_id, tuple(mind.index.profiles))

    def _current(self) -> _Mind:
        index = self._reader.current()
        with self._lock:
            if self._mind is None or self._mind.index.generation != index.generation:
                self._mind = _mind(self._settings, index, self._embedder, self._relevance)
            return self._mind


def _mind(settings: Settings, index: Index, embedder: Embedder, relevance: Relevance) -> _Mind:
    reading = Reading.of(index.profiles.values(), index.passages, index.documents.values())
    starters = Starters(reading)
    pipeline = Pipeline(
        understander=Understander(reading, settings.max_question_chars, embedder.is_word),
        retriever=HybridRetriever(lambda: index, embedder),
        answerer=ExtractiveAnswerer(reading, relevance),
        verifier=ExactVerifier(profile.name for profile in index.profiles.values()),
        suggester=starters,
    )
    return _Mind(index, pipeline, starters)


def assemble(settings: Settings, progress: Progress | None = None) -> Assistant:
    """An assistant over the settings' index, which is built first when it is missing or stale.

    :raises AskmeError: the corpus, the model or the index cannot be used
    """
    ensure_index(settings, progress)
    return Assistant(settings, IndexReader(settings), load_embedder(settings))


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
