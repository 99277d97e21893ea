"""Dense search and BM25, fused by reciprocal rank."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from askme.embedding import Embedder
from askme.index import Index
from askme.schema import Hit
from askme.text import tokens

_RANK_CONSTANT = 60
Scores = NDArray[np.float32]


def fuse(*rankings: Scores) -> Scores:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009), k = 60. Rows that a ranking scores 0 or less get
    nothing from it.

    :param rankings: scores of the same n rows, each [n]
    :returns: fused scores [n], 0 where no ranking has a row
    """
    fused = np.zeros(len(rankings[0]) if rankings else 0, dtype=np.float32)
    for scores in rankings:
        order = np.argsort(-scores, kind="stable")
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(1, len(order) + 1)
        fused += np.where(scores > 0, 1.0 / (_RANK_CONSTANT + ranks), 0.0).astype(np.float32)
    return fused


class HybridRetriever:
    """Finds passages of the profiles asked about; others are not in the view that it searches.

    :param index: gives the index to search, so that a server can switch to a new one
    """

    def __init__(self, index: Callable[[], Index], embedder: Embedder, limit: int = 60) -> None:
        self._index = index
        self._embedder = embedder
        self._limit = limit

    def retrieve(self, query: str, profile_ids: Sequence[str], expansions: Sequence[str] = ()) -> tuple[Hit, ...]:
        """The best passages, best first; at most `limit` for each profile, none that both rankings score 0.

        :param expansions: further words to look for, such as other names of the same thing
        :raises ProfileNotFound: nobody has one of the ids
        """
        view = self._index().view(profile_ids)
        if not view.passages:
            return ()
        dense = view.dense(self._embedder.embed([query])[0])
        lexical = view.bm25([*tokens(query), *expansions])
        fused = fuse(dense, lexical)
        taken: dict[str, int] = {}
        hits = []
        for at in np.argsort(-fused, kind="stable"):
            passage = view.passages[int(at)]
            count = taken.get(passage.profile_id, 0)
            if fused[at] > 0 and count < self._limit:
                taken[passage.profile_id] = count + 1
                hits.append(
                    Hit(passage=passage, score=float(fused[at]), dense=float(dense[at]), lexical=float(lexical[at]))
                )
        return tuple(hits)
