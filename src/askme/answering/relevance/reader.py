"""A question read together with a statement, by a small trained network.

Each text has gone through the embedding model's first layers by itself. Through its last ones both go together, and in
each of them the question looks at the statement and the statement at the question (MacAvaney et al., 2020, "Efficient
document re-ranking for transformers by precomputing term representations"). Either has layers of its own, which start
as the model's and are trained for whether the statement answers.

It reads what goes into the layers of one embedding model and means nothing for another's.
`scripts/train_relevance.py` trains it and writes it as an ONNX graph with weights of seven bits. What goes into a
product is rounded to eight bits by the largest value among all statements that are read at once, so that a statement's
log-odds depend a little on those beside it: by .1 or so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from askme.answering.relevance.alignment import ReadStatement
from askme.embedding.base import Half

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Matrix = NDArray[np.float32]

QUESTION, STATEMENT = 60, 70
"""Pieces that are read, beside the mark before and the one behind: the first of a question, the last of a statement,
before which stand its headings."""
INPUTS = ("question", "stated", "own", "real")
"""Of the graph: what goes into the layers of the question, `[1, tokens, dimension]`, and of the statements,
`[statements, tokens, dimension]`; which of their tokens are the statement itself, and which hold anything,
`[statements, tokens]`."""
BLEND, FINGERPRINT = "blend", "fingerprint"
"""Kept beside the graph: see `Reader`."""


@dataclass(frozen=True)
class Reader:
    """Log-odds that a statement answers a question. Safe to share between threads."""

    session: InferenceSession
    blend: tuple[float, ...]
    """What the log-odds of the trees count, what its own do, and what is added."""
    fingerprint: str
    """Of the embedding model that it goes on from."""

    @classmethod
    def read(cls, file: Path) -> Self:
        """:param file: as `scripts/train_relevance.py` writes it"""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # The stored graph is optimised already.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        held = session.get_modelmeta().custom_metadata_map
        return cls(session, tuple(map(float, held[BLEND].split())), held[FINGERPRINT])

    def blended(self, trees: Matrix, logits: Matrix) -> Matrix:
        """:param trees: log-odds of the trees `[statements]`
        :param logits: its own `[statements]`
        :returns: log-odds of both together `[statements]`"""
        told, own, added = (np.float32(part) for part in self.blend)
        found: Matrix = told * trees + own * logits + added
        return found

    def logits(self, asked: Half, statements: Sequence[ReadStatement]) -> Matrix:
        """:param asked: the question inside the embedding model, `[tokens, dimension]`
        :param statements: read by the same model
        :returns: log-odds `[statements]`"""
        question = asked[None, first(len(asked))].astype(np.float32)
        found: Matrix = self.session.run(None, dict(zip(INPUTS, (question, *_padded(statements)), strict=True)))[0]
        return found


def first(tokens: int) -> NDArray[np.int64]:
    """The places of a question's tokens that are read: both marks, and the first pieces."""
    return np.array([*range(min(tokens - 1, QUESTION + 1)), tokens - 1])


def last(tokens: int) -> NDArray[np.int64]:
    """The places of a statement's tokens that are read: both marks, and the last pieces."""
    return np.array([0, *range(max(1, tokens - 1 - STATEMENT), tokens)])


def begins(starts: Sequence[int]) -> NDArray[np.int64]:
    """Where each token begins, given where the pieces do: the marks count as the text's first character."""
    return np.array([0, *starts, 0])


def _padded(statements: Sequence[ReadStatement]) -> tuple[Matrix, NDArray[np.int64], NDArray[np.bool_]]:
    """The statements as `INPUTS` has them."""
    kept = [last(len(one.starts) + 2) for one in statements]
    shape = (len(statements), max(map(len, kept)))
    stated = np.zeros((*shape, _inside(statements[0]).shape[1]), dtype=np.float32)
    own, real = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.bool_)
    for at, (one, places) in enumerate(zip(statements, kept, strict=True)):
        stated[at, : len(places)] = _inside(one)[places]
        own[at, : len(places)] = begins(one.starts)[places] >= one.own_from
        real[at, : len(places)] = True
    return stated, own, real


def _inside(statement: ReadStatement) -> Half:
    assert statement.inside is not None  # the same model has shown the question's
    return statement.inside
