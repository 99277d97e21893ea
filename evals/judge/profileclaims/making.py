"""Makes the claims: each statement as supported claims in several wordings, and as false ones of each kind."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from askme.corpus.loading import Corpus, load_corpus
from askme.schema import Passage, StepKind, TrailStep
from evals.cases import ROOT
from evals.judge.datasets import Labelled
from evals.judge.profileclaims.perturbing import KINDS, Ground
from evals.judge.profileclaims.rephrasing import STYLES, framed
from evals.judge.profileclaims.values import Values, values

SEED: Final = 20_261_121
DEV: Final = "corpus"
"""The profiles that the judge was developed with."""
TEST: Final = "evals/corpora"
"""Those that it was not: fictional people of other professions."""
_TRUE: Final = 4
"""Supported claims of one statement, in different wordings."""
_FALSE: Final = {"person": 1, "detail": 1, "negation": 1, "title": 3, "date": 3}
"""False claims of one statement at most, by kind; of others two."""


@dataclass(frozen=True)
class Claims:
    """The claims about one folder of profiles."""

    folder: str
    pairs: tuple[Labelled, ...]
    """`source` is the kind of perturbation, or the style of a supported claim."""


def profile_claims(folder: str = TEST, seed: int = SEED, root: Path = ROOT) -> Claims:
    """All claims of one folder, the same for the same files and seed.

    :raises CorpusError: the folder holds no profile
    """
    corpus = load_corpus(root / folder, max_file_mb=10)
    known = values(corpus.passages)
    names = {profile.id: profile.name for profile in corpus.profiles}
    fitting = [passage for passage in corpus.passages if len(passage.shown.split()) >= 4]
    made: list[Labelled] = []
    for passage in fitting:
        chance = Random(seed ^ zlib.crc32(f"{passage.document_id}:{passage.start}".encode()))  # noqa: S311
        made += _of(passage, corpus, names, known, chance)
    return Claims(folder, tuple(_unique(made)))


def _of(passage: Passage, corpus: Corpus, names: dict[str, str], known: Values, chance: Random) -> Iterator[Labelled]:
    name = names[passage.profile_id]
    others = tuple(other for other in names.values() if other != name)

    def labelled(ground: Ground, claim: str, source: str, supported: bool) -> Labelled:
        group = f"{passage.document_id}:{passage.start}"
        return Labelled(claim, ground.evidence, supported, source, group, person=name, people=tuple(names.values()))

    grounds = [_ground(passage, corpus.passages, style, name, others, chance) for style in _styles(chance)]
    for ground, style in grounds[:_TRUE]:
        yield labelled(ground, ground.claim, style, True)
    for kind, perturb in KINDS.items():
        made = 0
        for ground, _ in chance.sample(grounds, len(grounds)):
            claim = perturb(ground, known, chance)
            if claim and claim != ground.claim and made < _FALSE.get(kind, 2):
                made += 1
                yield labelled(ground, claim, kind, False)


def _styles(chance: Random) -> list[str]:
    return chance.sample(list(STYLES), len(STYLES))


def _ground(
    passage: Passage, all_passages: Sequence[Passage], style: str, name: str, others: tuple[str, ...], chance: Random
) -> tuple[Ground, str]:
    """A supported claim: the statement in a style and a frame, at times with a step of its trail in brackets, and at
    times with another statement of the same person among the evidence."""
    claim, evidence = STYLES[style](passage.shown, chance), [passage.text]
    step = _step(passage, chance)
    if step:
        claim, evidence = f"{claim.rstrip(' .')} ({step.text})", [*evidence, step.text]
    if chance.random() < 0.3:
        beside = [
            other.text for other in all_passages if other.profile_id == passage.profile_id and other is not passage
        ]
        evidence.insert(chance.randrange(2), chance.choice(beside))
    return Ground(framed(claim, name, chance), tuple(evidence), name, others), style


def _step(passage: Passage, chance: Random) -> TrailStep | None:
    steps = [step for kind in (StepKind.ENTRY, StepKind.ROLE, StepKind.DATES) for step in passage.steps(kind)]
    return chance.choice(steps) if steps and chance.random() < 0.5 else None


def _unique(made: Sequence[Labelled]) -> Iterator[Labelled]:
    """Without claims made twice, or made both true and false."""
    true = {(pair.claim, pair.evidence) for pair in made if pair.supported}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for pair in made:
        key = (pair.claim, pair.evidence)
        if key not in seen and (pair.supported or key not in true):
            seen.add(key)
            yield pair
