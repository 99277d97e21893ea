"""Reads the statements that come first by their words, and says how likely each one answers."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from cachetools import LRUCache

from askme.answering.evidence import OWN, Evidence, Scored
from askme.answering.judgement import ANYWAY, LIKELY
from askme.answering.relevance.alignment import AskedWords, ReadStatement, nearest
from askme.answering.relevance.features import Candidate, features
from askme.answering.relevance.reader import Matrix, Reader
from askme.answering.relevance.trees import Trees
from askme.embedding import Embedder
from askme.index.context import trail_text
from askme.lexicon import names as known_names
from askme.lexicon import topics
from askme.reading import Heading
from askme.reading.rows import by_column, in_words
from askme.schema import Passage, StepKind
from askme.understanding.request import Kind, Request

TREES = Path(__file__).with_name("trees.npz")
READER = Path(__file__).with_name("reader.onnx")
READ = 16
"""How many statements of a person are looked at for a question, and their words measured."""
_NEARNESS, _ADAPTED = 2.0, 4.0
"""What cosines count beside the score in choosing them: words in common say less about where the answer stands than
about whether it is one."""
READ_TOGETHER = 3
"""How many of them are read together with the question at a time, those that seem likeliest so far first."""
_FIRST = 6.0
"""What the adapted cosine counts beside the trees' log-odds in choosing them."""
_ROUNDS = 2
"""How often, if nothing answers well enough; more take too long. For a list each that answers counts."""
_LIKELY, _ENOUGH = (float(np.log(chance / (1 - chance))) for chance in (LIKELY, ANYWAY))
STATING = 6
"""How many more are read, last of all, since they state in so many words what is asked for ("lives in")."""
_UNREAD = -4.0
"""Log-odds of the others in the network's place; most statements have less."""
HEADINGS = 6
"""How many headings are read together with the question, where it is asked what they tell."""
_HEADING = -2.0
"""Log-odds of a heading in the trees' place."""
_KEPT = 1600
"""Statements whose reading is kept; one takes about 45 kB."""


class Relevance:
    """Safe to share between threads."""

    def __init__(self, embedder: Embedder, trees: Path = TREES, reader: Path = READER) -> None:
        self._embedder = embedder
        self._trees_file, self._reader_file = trees, reader
        self._asked: LRUCache[str, AskedWords] = LRUCache(64)
        self._kept: OrderedDict[str, ReadStatement] = OrderedDict()
        self._lock = threading.Lock()

    def probabilities(self, evidence: Evidence, ranked: Sequence[Scored]) -> dict[int, float]:
        """By position, how likely each of the first `READ` statements answers, 0 .. 1."""
        best = to_read(evidence, ranked)
        if not best:
            return {}
        signs = _signs(evidence.request)
        stating = frozenset(at for at, scored in enumerate(best) if _has(signs, scored.words.folded))
        asked, candidates = self.asked(evidence), self.candidates(evidence, best)
        names, rows = features(evidence, asked, candidates, self.thread(evidence))
        if names != self._trees.names:
            raise ValueError(f"{self._trees_file.name} was made for other features; run scripts/train_relevance.py")
        listed = evidence.request.kind is Kind.LIST
        odds = self._read_together(
            self._in_thread(evidence), candidates, self._trees.odds(rows), listed=listed, anyway=stating
        )
        found = 1.0 / (1.0 + np.exp(-odds))
        return {scored.at: float(probability) for scored, probability in zip(best, found, strict=True)}

    def headings(self, evidence: Evidence) -> dict[int, float]:
        """By place among the profile's headings, how likely each of the nearest answers by itself, 0 .. 1."""
        asked, reader = self._in_thread(evidence), self._reader
        over = evidence.reading.headings
        if reader is None or asked.inside is None or not over:
            return {}
        read = self._statements([(_heading_as_read(one), one.shown) for one in over])
        nearness = nearest(asked, read)[0].sum(axis=1)
        places = [int(at) for at in np.argsort(-nearness, kind="stable")[:HEADINGS]]
        logits = reader.logits(asked.inside, [read[at] for at in places])
        chances = 1.0 / (1.0 + np.exp(-reader.blended(np.full_like(logits, _HEADING), logits)))
        return dict(zip(places, map(float, chances), strict=True))

    def asked(self, evidence: Evidence) -> AskedWords:
        """The question, read by itself."""
        return self._read(_as_asked(evidence))

    def thread(self, evidence: Evidence) -> AskedWords | None:
        """The question before it, if there was any."""
        thread = evidence.request.thread
        return self._read(thread.asked) if thread else None

    def _in_thread(self, evidence: Evidence) -> AskedWords:
        """The question, read with the conversation before it."""
        return self._read(asked_in_thread(evidence))

    def _read(self, text: str) -> AskedWords:
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
        own = [in_words(scored.words.passage) for scored in ranked]
        read = self._statements(list(zip(texts, own, strict=True)))
        return [Candidate(scored, one, text) for scored, one, text in zip(ranked, read, texts, strict=True)]

    def _statements(self, texts: Sequence[tuple[str, str]]) -> list[ReadStatement]:
        """:param texts: each with what it ends in, the statement itself"""
        known = self._known([text for text, _ in texts])
        new = [(text, own) for text, own in texts if text not in known]
        for (text, own), tokens in zip(new, self._embedder.tokens([text for text, _ in new]), strict=True):
            known[text] = ReadStatement.of(tokens, len(text) - len(own))
        self._keep(known)
        return [known[text] for text, _ in texts]

    def _read_together(
        self, asked: AskedWords, candidates: Sequence[Candidate], odds: Matrix, *, listed: bool, anyway: Collection[int]
    ) -> Matrix:
        """:param odds: log-odds by the trees, `[candidates]`
        :param listed: whether all that answer are wanted
        :param anyway: places of candidates that are worth reading however unlikely they seem
        :returns: log-odds by both `[candidates]`; those that were not read together come behind those that were"""
        reader = self._reader
        if reader is None or asked.inside is None:
            return odds
        inside = asked.inside

        def read(places: Sequence[int]) -> Matrix:
            logits = reader.logits(inside, [candidates[at].read for at in places])
            return reader.blended(odds[list(places)], logits)

        adapted = np.array([one.scored.adapted for one in candidates], dtype=np.float32)
        together = in_rounds(odds + _FIRST * adapted, read, listed=listed, anyway=anyway)
        unread: Matrix = reader.blended(odds, np.full_like(odds, _UNREAD))
        found: Matrix = np.minimum(unread, min(together.values()))
        for at, value in together.items():
            found[at] = value
        return found

    def _known(self, texts: Sequence[str]) -> dict[str, ReadStatement]:
        with self._lock:
            return {text: self._kept[text] for text in texts if text in self._kept}

    def _keep(self, read: Mapping[str, ReadStatement]) -> None:
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


def to_read(evidence: Evidence, ranked: Sequence[Scored]) -> list[Scored]:
    """:param ranked: a person's statements, best first by their words
    :returns: those that are worth reading: the best first, the best of those that have a name of the question, those
        that state what is asked for in so many words, and what stands near to what the conversation came from"""
    best = sorted(ranked, key=_worth)[:READ]
    best += _naming(evidence, ranked, beside=best)
    if signs := _signs(evidence.request):
        best += _stating(evidence, ranked, signs, beside=best)
    known = {scored.at for scored in best}
    return best + [evidence.score(at) for at in evidence.told.near() if at not in known]


def _worth(scored: Scored) -> float:
    return -(scored.score + _NEARNESS * scored.dense + _ADAPTED * scored.adapted)


def _naming(evidence: Evidence, ranked: Sequence[Scored], beside: Sequence[Scored]) -> list[Scored]:
    """The first statement with each name or figure of the question that no other one looked at has ("Who used RabbitMQ,
    and who used Kafka?")."""
    found: list[Scored] = []
    for at, term in enumerate(evidence.terms):
        if term.hard and not any(one.parts[at] >= OWN for one in (*beside, *found)):
            found += [one for one in ranked if one.parts[at] >= OWN][:1]
    return found


def _stating(
    evidence: Evidence, ranked: Sequence[Scored], signs: Sequence[re.Pattern[str]], beside: Sequence[Scored]
) -> list[Scored]:
    """Other statements that have one of the signs, be they retrieved or not: those may have nothing in common with the
    question."""
    known = {scored.at: scored for scored in ranked}
    taken = {scored.at for scored in beside}
    found = (at for at, words in enumerate(evidence.reading.words) if at not in taken and _has(signs, words.folded))
    return sorted((known.get(at) or evidence.score(at) for at in found), key=_worth)[:STATING]


def _signs(request: Request) -> list[re.Pattern[str]]:
    """What may tell that a statement answers, though none of the question's words are in it."""
    stated = [item.evidence for item in request.attributes if item.evidence is not None]
    return stated + [topic.signs for topic in topics() if topic.cues.search(request.closing)]


def _has(signs: Sequence[re.Pattern[str]], folded: str) -> bool:
    return any(sign.search(folded) for sign in signs)


def in_rounds(
    promise: Matrix, read: Callable[[Sequence[int]], Matrix], *, listed: bool, anyway: Collection[int] = ()
) -> dict[int, float]:
    """Read a few at a time, the likeliest first, until one answers well enough; for a list, as long as any answers.

    :param promise: what to read first, by what is known so far `[candidates]`
    :param read: gives the log-odds of the candidates at some places
    :param anyway: places of candidates of which the likeliest are read, too, if none answers well enough
    :returns: the log-odds of those that were read, by their places
    """
    order = [int(at) for at in np.argsort(-promise, kind="stable")]
    found: dict[int, float] = {}
    for begin in range(0, len(order), READ_TOGETHER):
        some = order[begin : begin + READ_TOGETHER]
        values = [float(value) for value in read(some)]
        found |= zip(some, values, strict=True)
        last = begin + READ_TOGETHER >= _ROUNDS * READ_TOGETHER
        if (last and max(values) < _LIKELY) if listed else (last or max(values) >= _ENOUGH):
            break
    left = [at for at in order if at in anyway and at not in found][:STATING]
    if left and max(found.values()) < _ENOUGH:
        found |= zip(left, (float(value) for value in read(left)), strict=True)
    return found


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


def asked_in_thread(evidence: Evidence) -> str:
    """The question as it is read together with a statement: behind it, what was asked before and what was told."""
    request = evidence.request
    if request.thread is None:
        return _as_asked(evidence)
    before = f"{request.thread.asked} {request.thread.told}".strip()
    return f"{request.asked} ({before})"


def _heading_as_read(heading: Heading) -> str:
    """A heading after what it stands in, as a statement stands after its trail."""
    return f"{heading.section}: {heading.shown}" if heading.section else heading.shown


def as_read(passage: Passage, before: Passage | None) -> str:
    """A statement after its trail and the sentence before it."""
    told = in_words(passage)
    place = trail_text(passage, without=StepKind.COLUMNS if by_column(passage) else None)
    above = (f"{place}:" if place else "", before.shown if before else "", told)
    return " ".join(part for part in above if part)
