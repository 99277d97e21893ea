"""What a claim and its evidence look like to the calibration: a row of numbers with names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from askme.text import STOPWORDS, atoms
from evals.judge.pair import PART_END, Pair
from evals.judge.parts import PARTS, Finding
from evals.judge.parts.names import missing
from evals.judge.tokens import Array, TokenModel, Tokens, match

_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n+")
NEAR: Final = 0.5
"""From this cosine on a word is taken to be said in another word: MiniLM's last layer gives "created" for "built"
.56, "Kafka" for "Redis" .16."""

NAMES: Final = (
    "precision", "low", "least", "unmatched", "coverage", "sentence", "segment", "bigrams", "claim_length",
    "evidence_length", "names_missing", *PARTS,
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """The numbers of a pair, and the word that is matched least."""

    row: Array
    """By `NAMES`."""
    weakest: str
    least: float
    """How well the weakest content word is matched, 0 .. 1."""


@dataclass(frozen=True)
class _Words:
    """The claim's content words: where they stand and how well each is borne."""

    starts: Array
    borne: Array
    """1 for a word that the evidence has, else the cosine of the nearest."""
    rarity: Array
    texts: tuple[str, ...]


def read(pair: Pair, found: Mapping[str, Finding], model: TokenModel) -> Reading:
    """:param found: what the parts object to"""
    claim, evidence = model.read(pair.claim), [model.read(text) for text in pair.evidence]
    matched = match(claim, evidence)
    words = _content(pair, claim, matched.cosines)
    flags = [float(name in found) for name in PARTS]
    values = [
        matched.precision,
        float(np.quantile(matched.cosines, 0.1)) if len(matched.cosines) else 0.0,
        float(words.borne.min()) if len(words.borne) else 1.0,
        _mean((words.borne < NEAR).astype(np.float32), words.rarity),
        _mean((words.borne == 1).astype(np.float32), words.rarity),
        _best_sentence(pair),
        _worst_segment(pair, words),
        _bigrams(pair),
        float(np.log1p(len(pair.words))),
        float(np.log1p(len(pair.cited))),
        len(missing(pair)) / max(1, len(words.texts)),
        *flags,
    ]
    at = int(np.argmin(words.borne)) if len(words.borne) else -1
    return Reading(np.asarray(values, dtype=np.float32), words.texts[at] if at >= 0 else "", values[2])


def _content(pair: Pair, claim: Tokens, cosines: Array) -> _Words:
    kept = [at for at, atom in enumerate(pair.words) if atom.stem not in STOPWORDS and at < len(claim.words)]
    exact = np.asarray([pair.words[at].stem in pair.stems | pair.own for at in kept], dtype=bool)
    return _Words(
        np.asarray([pair.words[at].start for at in kept], dtype=np.float32),
        np.where(exact, 1.0, np.clip(cosines[kept], 0, 1)).astype(np.float32),
        claim.rarity[kept] + np.float32(0.05),
        tuple(pair.words[at].text for at in kept),
    )


def _mean(values: Array, weights: Array) -> float:
    return float(np.average(values, weights=weights)) if len(values) else 0.0


def _best_sentence(pair: Pair) -> float:
    """The share of the claim's content stems that one sentence of the evidence has."""
    wanted = {word.stem for word in pair.content}
    sentences = [{word.stem for word in atoms(text)} for text in _SENTENCE.split(pair.text)]
    return max((len(wanted & has) / len(wanted) for has in sentences), default=0.0) if wanted else 0.0


def _worst_segment(pair: Pair, words: _Words) -> float:
    """How well the least borne part of the claim is borne: an added detail is one part among others."""
    ends = [match.start() for match in PART_END.finditer(pair.claim)]
    if not len(words.starts):
        return 1.0
    places = np.searchsorted(np.asarray(ends, dtype=np.float32), words.starts) if ends else np.zeros(len(words.starts))
    return min(_mean(words.borne[places == place], words.rarity[places == place]) for place in np.unique(places))


def _bigrams(pair: Pair) -> float:
    """The share of the claim's pairs of neighbouring content stems that are neighbours in the evidence."""
    claim = [word.stem for word in pair.content]
    cited = [word.stem for word in pair.kept]
    wanted = set(pairwise(claim))
    return len(wanted & set(pairwise(cited))) / len(wanted) if wanted else 1.0
