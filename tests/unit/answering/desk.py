"""Small profiles asked without a model or an index on the disk: `Desk(ada=TEXT).ask("...")`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from askme.answering.evidence import Evidence, Scored
from askme.answering.extractive import ExtractiveAnswerer
from askme.corpus import split
from askme.embedding.hashing import HashEmbedder
from askme.index.contents import Contents
from askme.index.context import context
from askme.index.private import PrivateData
from askme.index.screening import screen
from askme.pipeline import Pipeline
from askme.reading import Reading
from askme.retrieval import HybridRetriever
from askme.schema import Answer, Claim, Document, Event, Passage, Profile, Question, Quoted, Status
from askme.suggestions import Starters
from askme.text import tokens
from askme.understanding import Understander
from askme.verification import ExactVerifier

WORDS = frozenset(
    """about after at before current currently does first from graduate have hospital ledger many much name nurse people
    person role salary screens speak still team their there ward wards what when where which with work worked
    years""".split()
)


class Shelf:
    """An index view in memory: cosines of hashed words, and shared words instead of BM25."""

    def __init__(self, passages: Iterable[Passage], embedder: HashEmbedder) -> None:
        self.passages = tuple(passages)
        self._vectors = embedder.embed([_plain(context(passage)) for passage in self.passages] or [""])
        self._words = [frozenset(tokens(context(passage))) for passage in self.passages]

    def view(self, profile_ids: Sequence[str]) -> Shelf:
        return Shelf((one for one in self.passages if one.profile_id in profile_ids), HashEmbedder(4096))

    def dense(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        return self._vectors @ query

    def bm25(self, words: Sequence[str]) -> NDArray[np.float32]:
        return np.array([len(own.intersection(words)) for own in self._words], dtype=np.float32)


class _Stemmed(HashEmbedder):
    """Counts stems, no stop words: nearer to what a model finds near."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return super().embed([_plain(text) for text in texts])


def _plain(text: str) -> str:
    return " ".join(tokens(text))


class Told:
    """Reads nothing: how likely each statement and heading answers is given, by words of it; others hardly do."""

    def __init__(self, likely: Mapping[str, float]) -> None:
        self._likely = likely

    def probabilities(self, evidence: Evidence, ranked: Sequence[Scored]) -> dict[int, float]:
        return {scored.at: self._of(scored.words.passage.shown) for scored in ranked}

    def headings(self, evidence: Evidence) -> dict[int, float]:
        return {at: self._of(heading.shown) for at, heading in enumerate(evidence.reading.headings)}

    def _of(self, text: str) -> float:
        return max((likely for words, likely in self._likely.items() if words in text), default=0.001)


class Desk:
    """A pipeline over the profiles given as `id=text`.

    :param likely: how likely statements with these words answer whatever is asked; without, nothing is read
    """

    def __init__(
        self,
        *,
        names: dict[str, str] | None = None,
        suffix: str = "md",
        likely: Mapping[str, float] | None = None,
        **texts: str,
    ) -> None:
        called = names or {}
        profiles = [Profile(id=one, name=called.get(one, one.title())) for one in texts]
        documents = [
            Document(id=f"{one}.{suffix}", profile_id=one, source=f"{one}.{suffix}", text=text)
            for one, text in texts.items()
        ]
        passages = [passage for document in documents for passage in split(document)]
        held = Contents(profiles=tuple(profiles), documents=tuple(documents), passages=tuple(passages), problems=())
        kept = screen(held, PrivateData.of(held), lambda profile_id: frozenset())
        shelf = Shelf(kept.passages, HashEmbedder(4096))
        self.reading = Reading.of(kept.profiles, kept.passages, kept.documents, kept.contacts, kept.hidden)
        self.pipeline = Pipeline(
            understander=Understander(self.reading, is_word=WORDS.__contains__),
            retriever=HybridRetriever(lambda: shelf, _Stemmed(4096)),  # type: ignore[arg-type, return-value]
            answerer=ExtractiveAnswerer(self.reading, Told(likely) if likely is not None else None),
            verifier=ExactVerifier(profile.name for profile in profiles),
            suggester=Starters(self.reading),
        )

    def ask(self, text: str, profile: str | None = None, *history: str) -> Answer:
        return self.pipeline.ask(Question(text=text, profile_id=profile, history=history))

    def says(self, text: str, profile: str | None = None, *history: str) -> str:
        """The answer's text; empty for an abstention."""
        answer = self.ask(text, profile, *history)
        return answer.text if answer.status is Status.ANSWERED else ""

    def events(self, text: str, profile: str | None = None) -> list[Event]:
        return list(self.pipeline.stream(Question(text=text, profile_id=profile)))


def faults(answer: Answer) -> list[str]:
    """What breaks the promises that every answer makes."""
    cited = [citation for claim in answer.claims for citation in claim.citations]
    found = [
        f"{citation.source}[{citation.start}:{citation.end}] is not {citation.quote!r}"
        for citation in (*cited, *answer.nearest)
        if citation.document.text[citation.start : citation.end] != citation.quote
    ]
    found += [f"not joined: {claim.text!r}" for claim in answer.claims if not _joined(claim)]
    found += [f"{answer.withheld} withheld"] if answer.withheld else []
    found += [f"{len(answer.text)} characters"] if len(answer.text) > 2100 else []
    return found


def _joined(claim: Claim) -> bool:
    return "".join(piece.text for piece in claim.pieces) == claim.text and all(
        claim.citations[piece.citation].document.text[piece.start :].startswith(piece.text)
        for piece in claim.pieces
        if isinstance(piece, Quoted)
    )
