"""Reads the statements that come first by their words, and says how likely each one answers."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from cachetools import LRUCache

from askme.answering.evidence import Evidence, Scored
from askme.answering.relevance.alignment import AskedWords, ReadStatement
from askme.answering.relevance.features import Candidate, features
from askme.answering.relevance.reader import Reader, StatedPieces
from askme.answering.relevance.trees import Trees
from askme.embedding import Embedder, Tokens
from askme.index.context import trail_text
from askme.lexicon import names as known_names
from askme.schema import Passage

TREES = Path(__file__).with_name("trees.npz")
READER = Path(__file__).with_name("reader.npz")
READ = 12
"""How many statements of a person are read for a question."""
_KEPT = 800
"""Statements whose reading is kept; one takes about 150 kB."""

_Read = tuple[ReadStatement, StatedPieces | None]


class Relevance:
    """Safe to share between threads."""

    def __init__(self, embedder: Embedder, trees: Path = TREES, reader: Path = READER) -> None:
        self._embedder = embedder
        self._trees_file, self._reader_file = trees, reader
        self._asked: LRUCache[str, AskedWords] = LRUCache(64)
        self._kept: OrderedDict[str, _Read] = OrderedDict()
        self._lock = threading.Lock()

    def probabilities(self, evidence: Evidence, ranked: Sequence[Scored]) -> dict[int, float]:
        """By position, how likely each of the first `READ` statements answers, 0 .. 1."""
        best = ranked[:READ]
        if not best:
            return {}
        asked, candidates = self.asked(evidence), self.candidates(evidence, best)
        names, rows = features(evidence, asked, candidates)
        if names != self._trees.names:
            raise ValueError(f"{self._trees_file.name} was made for other features; run scripts/train_relevance.py")
        odds = self._trees.odds(rows)
        if self._reader is not None and asked.inside is not None:
            stated = [item.pieces for item in candidates if item.pieces is not None]
            odds = self._reader.blended(odds, asked.inside, stated)
        found = 1.0 / (1.0 + np.exp(-odds))
        return {scored.at: float(probability) for scored, probability in zip(best, found, strict=True)}

    def asked(self, evidence: Evidence) -> AskedWords:
        """The question, read."""
        text = _as_asked(evidence)
        with self._lock:
            known = self._asked.get(text)
        if known is None:
            known = AskedWords.of(text, self._embedder.tokens([text])[0])
            with self._lock:
                self._asked[text] = known
        return known

    def candidates(self, evidence: Evidence, ranked: Sequence[Scored]) -> list[Candidate]:
        """The statements, read; those that were read before are remembered."""
        texts = [as_read(scored.words.passage, evidence.before(scored.at)) for scored in ranked]
        known = self._known(texts)
        new = [(text, scored) for text, scored in zip(texts, ranked, strict=True) if text not in known]
        for (text, scored), tokens in zip(new, self._embedder.tokens([text for text, _ in new]), strict=True):
            known[text] = self._of(tokens, len(text) - len(scored.words.passage.shown))
        self._keep(known)
        return [Candidate(scored, *known[text]) for text, scored in zip(texts, ranked, strict=True)]

    def _of(self, tokens: Tokens, begin: int) -> _Read:
        read = ReadStatement.of(tokens, begin)
        if self._reader is None or tokens.inside is None:
            return read, None
        return read, self._reader.stated(tokens.inside, tokens.starts, begin)

    def _known(self, texts: Sequence[str]) -> dict[str, _Read]:
        with self._lock:
            return {text: self._kept[text] for text in texts if text in self._kept}

    def _keep(self, read: Mapping[str, _Read]) -> None:
        """The last used stay longest."""
        with self._lock:
            for text, statement in read.items():
                self._kept[text] = statement
                self._kept.move_to_end(text)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)

    @cached_property
    def _trees(self) -> Trees:
        return Trees.read(self._trees_file)

    @cached_property
    def _reader(self) -> Reader | None:
        """None where the embedding model is not the one that it goes on from."""
        reader = Reader.read(self._reader_file)
        return reader if reader.fingerprint == self._embedder.fingerprint else None


def _as_asked(evidence: Evidence) -> str:
    """The question, with the names that the profile has in another form ("k8s") as the profile has them."""
    text = evidence.request.search
    for term in evidence.request.terms:
        if not term.forms or evidence.reading.has(term.forms[0]):
            continue
        known = {name.name for form in term.forms[1:] if evidence.reading.has(form) for name in known_names().get(form)}
        if len(known) == 1:
            text = re.sub(rf"(?i)(?<!\w){re.escape(term.folded)}(?!\w)", known.pop().replace("\\", ""), text)
    return text


def as_read(passage: Passage, before: Passage | None) -> str:
    """A statement after its trail and the sentence before it."""
    place = trail_text(passage)
    above = (f"{place}:" if place else "", before.shown if before else "", passage.shown)
    return " ".join(part for part in above if part)
