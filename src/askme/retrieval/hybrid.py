"""Dense search and BM25, fused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from askme.embedding import Embedder
from askme.index import Index, View
from askme.retrieval.adapter import Adapter, shipped
from askme.schema import Hit, Passage
from askme.text import tokens

_DENSE, _ADAPTED = 0.6, 0.75
"""What the cosine counts, as it is and adapted; BM25 counts the rest. Chosen on the dev split of the evals."""
_NEIGHBOUR = 0.8
"""What a sentence inherits from a better one of its line: "It was put on hold" is found by what "it" is."""
Scores = NDArray[np.float32]


def fuse(dense: Scores, lexical: Scores, share: float = _DENSE) -> Scores:
    """A convex combination of both scores, each scaled to 0 .. 1 over these rows (Bruch, Gai and Ingber, 2023, "An
    analysis of fusion functions for hybrid retrieval"). A score of 0 or less counts nothing.

    :param dense: cosines `[n]`
    :param lexical: BM25 `[n]`
    :param share: what the cosines count, 0 .. 1
    :returns: fused scores `[n]`, 0 .. 1
    """
    return (share * _scaled(dense) + (1 - share) * _scaled(lexical)).astype(np.float32)


def _scaled(scores: Scores) -> Scores:
    kept: Scores = np.maximum(scores, 0)
    most = kept.max(initial=0)
    return (kept / most).astype(np.float32) if most > 0 else kept


def with_neighbours(scores: Scores, passages: Sequence[Passage]) -> Scores:
    """The scores, those of sentences raised to a share of the best score of their line.

    :param passages: `[n]`, in their documents' order
    """
    if not passages:
        return scores
    return _raised(scores, _lines(passages))


def _lines(passages: Sequence[Passage]) -> NDArray[np.int64]:
    """Which line each sentence belongs to, `[n]`: they are numbered from 0."""
    return np.cumsum([not _same_line(before, here) for before, here in pairwise((None, *passages))]) - 1


def _raised(scores: Scores, lines: NDArray[np.int64]) -> Scores:
    best = np.zeros(lines[-1] + 1, dtype=np.float32)
    np.maximum.at(best, lines, scores)
    raised: Scores = np.maximum(scores, _NEIGHBOUR * best[lines])
    return raised


def _same_line(before: Passage | None, here: Passage | None) -> bool:
    """Whether two sentences follow one another with at most two characters between them."""
    if before is None or here is None or before.document_id != here.document_id:
        return False
    return before.trail == here.trail and 0 <= here.start - before.end <= 2


class HybridRetriever:
    """Finds passages of the profiles asked about; others are not in the view that it searches.

    :param index: gives the index to search, so that a server can switch to a new one
    """

    def __init__(self, index: Callable[[], Index], embedder: Embedder, limit: int = 120) -> None:
        self._index = index
        self._embedder = embedder
        self._limit = limit
        self._lines: WeakKeyDictionary[View, NDArray[np.int64]] = WeakKeyDictionary()
        self._lengths: WeakKeyDictionary[View, Scores] = WeakKeyDictionary()

    def retrieve(self, query: str, profile_ids: Sequence[str], expansions: Sequence[str] = ()) -> tuple[Hit, ...]:
        """The best passages, best first; at most `limit` for each profile, none that both rankings score 0.

        :param expansions: further words to look for, such as other names of the same thing
        :raises ProfileNotFound: nobody has one of the ids
        """
        view = self._index().view(profile_ids)
        if not view.passages:
            return ()
        vector = self._embedder.embed([query])[0]
        dense = view.dense(vector)
        adapted, share = self._adapted(vector, view, dense)
        lexical = view.bm25([*tokens(query), *expansions])
        fused = _raised(fuse(adapted, lexical, share), self._lines_of(view))
        taken: dict[str, int] = {}
        hits = []
        order = np.argsort(-fused, kind="stable")
        scores = np.stack([fused, dense, lexical, adapted])[:, order].tolist()
        for at, score, cosine, bm25, near in zip(order.tolist(), *scores, strict=True):
            passage = view.passages[at]
            count = taken.get(passage.profile_id, 0)
            if score > 0 and count < self._limit:
                taken[passage.profile_id] = count + 1
                hits.append(Hit(passage=passage, score=score, dense=cosine, lexical=bm25, adapted=near))
        return tuple(hits)

    @cached_property
    def _adapter(self) -> Adapter | None:
        """None where it was learned for another embedding model."""
        return shipped() if shipped().fingerprint == self._embedder.fingerprint else None

    def _adapted(self, question: Scores, view: View, dense: Scores) -> tuple[Scores, float]:
        """The adapted cosines, and what they count; what a vector store did not count among the nearest stays out."""
        adapter = self._adapter
        if adapter is None:
            return dense, _DENSE
        lengths = self._lengths.get(view)
        if lengths is None:  # made once for each view, too
            lengths = self._lengths[view] = adapter.lengths(view.vectors)
        return np.where(dense <= -1, dense, adapter.cosines(question, view.vectors, lengths)), _ADAPTED

    def _lines_of(self, view: View) -> NDArray[np.int64]:
        """Made once for each view: they depend on no question."""
        found = self._lines.get(view)
        if found is None:
            found = self._lines[view] = _lines(view.passages)
        return found
