"""What is measured of a statement against a question: one row of numbers a statement, each with a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from askme.answering.evidence import PRESENT, Evidence, Scored
from askme.answering.expected import extreme, fits, undone
from askme.answering.judgement import DOUBTS, well_covered
from askme.answering.relevance.alignment import AskedWords, ReadStatement, nearest
from askme.index.context import trail_text
from askme.schema import PassageKind
from askme.understanding.request import LIGHT, Kind

Matrix = NDArray[np.float32]

_SHAPES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("how_many", r"\bhow (many|much|often|big|large|high|old|far)\b|\bnumber of\b"),
        ("how_long", r"\bhow long\b|\bduration\b"),
        ("when", r"\b(when|what year|which year|what date|since|until)\b"),
        ("who", r"\b(who|whose|whom)\b"),
        ("where", r"\b(where|which (city|country|place|town))\b"),
        ("why", r"\b(why|reason|how come|what for)\b"),
        ("which", r"\bwhich\b"),
        ("what", r"\bwhat\b"),
        ("how", r"\bhow\b"),
        ("whether", r"^\W*(and |so |but |or )?(is|was|are|were|does|did|do|has|have|had|can|could|will|would)\b"),
    )
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TURNED = re.compile(
    r"\b(not|no|never|none|without|\w+n't|cannot|declined|withdr\w+|gave up|given up|stopped|unfinished|cancel\w+|"
    r"plan(s|ned)?|scheduled|hoped?|lapsed|until|no longer|led by|by a colleague)\b"
)
_DOUBTS = tuple((f"doubt_{check.__name__.strip('_')}", check) for check in DOUBTS)
_RELATIVE = ("score", "dense", "adapted", "mean_cosine", "nearest_mean", "own_nearest_mean")


@dataclass(frozen=True)
class Candidate:
    """A statement that may answer."""

    scored: Scored
    read: ReadStatement
    text: str
    """As it was read."""


Measure = Callable[[Evidence, AskedWords, Candidate], float]


def _covered(evidence: Evidence, scored: Scored) -> list[float]:
    """Coverage of the telling terms."""
    pairs = zip(evidence.terms, scored.parts, strict=True)
    return [part for term, part in pairs if term.hard or term.weight > LIGHT]


_ALIGNED = (
    "mean_cosine", "nearest_mean", "nearest_least", "nearest_second", "nearest_third", "nearest_most",
    "own_nearest_mean", "own_nearest_least", "own_nearest_second", "own_nearest_most", "far_words", "own_far_words",
    "asked_words", "focus", "own_focus",
)  # fmt: skip


def _aligned(asked: AskedWords, candidates: Sequence[Candidate]) -> Matrix:
    """`[candidates, _ALIGNED]`"""
    read = [item.read for item in candidates]
    near, own = nearest(asked, read)
    if not near.shape[1]:
        near = own = np.ones((len(read), 1), dtype=np.float32)
    low, own_low = np.sort(near, axis=1), np.sort(own, axis=1)
    one = np.ones(len(read), dtype=np.float32)
    return np.column_stack(
        [
            np.stack([statement.mean for statement in read]) @ asked.mean,
            near.mean(axis=1),
            low[:, 0],
            low[:, :2].mean(axis=1),
            low[:, :3].mean(axis=1),
            low[:, -1],
            own.mean(axis=1),
            own_low[:, 0],
            own_low[:, :2].mean(axis=1),
            own_low[:, -1],
            (near < 0.5).sum(axis=1),
            (own < 0.5).sum(axis=1),
            one * len(asked.stems),
            one if asked.focus is None else near[:, asked.focus],
            one if asked.focus is None else own[:, asked.focus],
        ]
    ).astype(np.float32)


@lru_cache(maxsize=4096)
def _has_year(text: str) -> bool:
    return _YEAR.search(text) is not None


@lru_cache(maxsize=4096)
def _turns(folded: str) -> int:
    return len(_TURNED.findall(folded))


@lru_cache(maxsize=4096)
def _capitals(text: str) -> int:
    return sum(word[:1].isupper() for word in text.split()[1:])


def _stated(evidence: Evidence, scored: Scored) -> dict[str, float]:
    words, covered = scored.words, _covered(evidence, scored)
    passage = words.passage
    uncovered = [term.weight for term, part in zip(evidence.terms, scored.parts, strict=True) if part < PRESENT]
    return {
        "score": scored.score,
        "coverage": scored.coverage,
        "own_coverage": scored.own,
        "dense": scored.dense,
        "adapted": scored.adapted,
        "hard": float(scored.hard),
        "least_covered": min(covered, default=1.0),
        "uncovered": float(len(uncovered)),
        "uncovered_weight": max(uncovered, default=0.0),
        "terms": float(len(evidence.terms)),
        "hard_terms": float(sum(term.hard for term in evidence.terms)),
        "well_covered": float(well_covered(scored)),
        "measures": float(words.measures.value),
        "figures": float(len(words.figures)),
        "year": float(_has_year(passage.shown)),
        "dated": float(_has_year(words.folded_trail)),
        "turned": float(_turns(words.folded)),
        "length": float(len(words.stems)),
        "capitals": float(_capitals(passage.shown)),
        "sentence": float(passage.kind is PassageKind.SENTENCE),
        "row": float(passage.kind in (PassageKind.ROW, PassageKind.FIGURE)),
        "in_entry": float(evidence.entry_of(scored.at) is not None),
    } | {name: float(check(evidence, scored)) for name, check in _DOUBTS}


def _typed(evidence: Evidence, scored: Scored) -> dict[str, float]:
    """Whether the statement has the type of thing that is asked for."""
    plain, words = evidence.request.folded, scored.words
    found = fits(plain, f"{trail_text(words.passage)} {words.passage.shown}")
    taken_for_granted = evidence.request.kind is not Kind.YES_NO
    return {f"type_{name}": value for name, value in found.items()} | {
        "type_missing": float(sum(value < 0 for value in found.values())),
        "undone": float(taken_for_granted and undone(plain, words.folded)),
        "extreme": extreme(plain, words.folded),
    }


def _asked(evidence: Evidence) -> dict[str, float]:
    request = evidence.request
    plain = request.folded
    shapes = {f"asks_{name}": float(bool(shape.search(plain))) for name, shape in _SHAPES}
    kinds = {f"kind_{kind}": float(request.kind is kind) for kind in _KINDS}
    return (
        shapes
        | kinds
        | {
            "attributes": float(len(request.attributes)),
            "follow_up": float(bool(request.question.history)),
            "turned_question": float(bool(_TURNED.search(plain))),
        }
    )


_KINDS = (Kind.FACT, Kind.NUMBER, Kind.DATE, Kind.LIST, Kind.YES_NO, Kind.WHO)


_THREAD = ("thread", "told", "told_place", "told_gap", "told_next", "thread_cosine", "thread_nearest")


def _in_thread(evidence: Evidence, thread: AskedWords | None, candidates: Sequence[Candidate]) -> Matrix:
    """Where candidates stand to what the conversation came from: `[candidates, _THREAD]`; 0 where it only begins."""
    if thread is None:
        return np.zeros((len(candidates), len(_THREAD)), dtype=np.float32)
    told, read = evidence.told, [item.read for item in candidates]
    places = [item.scored.at for item in candidates]
    gaps = [told.gap(at) for at in places]
    near, _ = nearest(thread, read)
    return np.column_stack(
        [
            np.ones(len(places)),
            [at in told.positions for at in places],
            [told.shares_place(at) for at in places],
            gaps,
            [0 < gap <= 2 for gap in gaps],
            np.stack([statement.mean for statement in read]) @ thread.mean,
            near.mean(axis=1) if near.shape[1] else np.zeros(len(places)),
        ]
    ).astype(np.float32)


def features(
    evidence: Evidence, asked: AskedWords, candidates: Sequence[Candidate], thread: AskedWords | None = None
) -> tuple[tuple[str, ...], Matrix]:
    """The names of the columns, and a row for each candidate `[candidates, names]`.

    The last columns set a candidate beside the others: its rank by some measure, and how far it is from the best.

    :param thread: the question before it in the conversation
    """
    request = _asked(evidence)
    stated = [_stated(evidence, item.scored) | _typed(evidence, item.scored) for item in candidates]
    names = (*stated[0], *_ALIGNED, *request, *_THREAD)
    table = np.column_stack(
        [
            np.array([list(row.values()) for row in stated], dtype=np.float32),
            _aligned(asked, candidates),
            np.tile(np.array(list(request.values()), dtype=np.float32), (len(stated), 1)),
            _in_thread(evidence, thread, candidates),
        ]
    )
    relative = [_beside(table[:, names.index(name)]) for name in _RELATIVE]
    beside = tuple(f"{name}_{what}" for name in _RELATIVE for what in ("rank", "gap", "lead"))
    return (*names, *beside), np.column_stack([table, *relative]).astype(np.float32)


def _beside(column: Matrix) -> Matrix:
    """Rank from 0, distance from the best, and the best one's lead over the next."""
    order = np.argsort(-column, kind="stable")
    rank = np.empty(len(column), dtype=np.float32)
    rank[order] = np.arange(len(column))
    best = column[order[0]]
    lead = best - column[order[1]] if len(column) > 1 else np.float32(0)
    return np.column_stack([rank, column - best, np.where(rank == 0, lead, 0)])
