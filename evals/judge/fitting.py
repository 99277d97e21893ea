"""Fits the calibration: `python -m evals.judge.fitting`, with ASKME_TEST_DATA set.

Reads support_train, and perturbed claims about the profiles in corpus/; nothing that `validating` reports on.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_curve

from evals.judge.calibration import FILE, Coefficients, Provenance, terms
from evals.judge.datasets import TRAIN, Labelled, Missing, digest, file_of, pairs
from evals.judge.exportedtokens import ExportedTokens
from evals.judge.features import NAMES, read
from evals.judge.pair import paired
from evals.judge.parts import findings
from evals.judge.profileclaims import DEV, profile_claims
from evals.judge.tokens import Array, TokenModel

SEED: Final = 20_261_121
EACH: Final = 700
"""Pairs of one source at most: the large ones would decide alone."""
PROFILES: Final = 3
"""The weight of the claims about profiles, which is what the judge is for; each other source weighs 1."""
STRENGTH: Final = 0.1
"""Inverse strength of the penalty, as scikit-learn has it."""


def sample(found: Sequence[Labelled], each: int = EACH) -> list[Labelled]:
    """At most `each` pairs of each source, chosen by the seed."""
    sources: dict[str, list[Labelled]] = defaultdict(list)
    for pair in found:
        sources[pair.source].append(pair)
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    return [pair for name in sorted(sources) for pair in chance.sample(sources[name], min(each, len(sources[name])))]


def own() -> list[Labelled]:
    """The perturbed claims about the profiles that the judge was developed with, as one source."""
    return [replace(pair, source=DEV) for pair in profile_claims(DEV).pairs]


def rows(found: Sequence[Labelled], model: TokenModel) -> Array:
    """What each pair looks like: `[pairs, features]`."""
    made = []
    for labelled in found:
        pair = paired(labelled.claim, labelled.evidence, labelled.person, labelled.people)
        made.append(read(pair, findings(pair), model).row)
    return np.stack(made)


def fit(table: Array, found: Sequence[Labelled], provenance: Provenance) -> Coefficients:
    """Fit; each source has its weight, half of it for either label."""
    centre, scale = table.mean(axis=0), table.std(axis=0)
    labels = np.asarray([pair.supported for pair in found])
    cells = [(pair.source, pair.supported) for pair in found]
    sizes = Counter(cells)
    weights = np.asarray([(PROFILES if cell[0] == DEV else 1) / sizes[cell] for cell in cells])
    start = Coefficients(
        provenance=provenance, features=NAMES, centre=tuple(map(float, centre)),
        scale=tuple(float(value) or 1.0 for value in scale), weights=(0.0,) * (2 * len(NAMES)), intercept=0,
        threshold=0.5,
    )  # fmt: skip
    seen = terms(start, table)
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(seen, labels, weights * len(labels) / weights.sum())
    chances = model.predict_proba(seen)[:, 1]
    false_alarms, hits, limits = roc_curve(labels, chances, sample_weight=weights)
    return start.model_copy(
        update={
            "weights": tuple(round(float(value), 6) for value in model.coef_[0]),
            "intercept": round(float(model.intercept_[0]), 6),
            "threshold": round(float(limits[1:][np.argmax((hits - false_alarms)[1:])]), 6),
        }
    )


def main() -> None:
    """Fit and write the coefficients beside this file."""
    file, found = file_of(TRAIN), pairs(TRAIN)
    if isinstance(file, Missing) or isinstance(found, Missing):
        sys.exit(f"The calibration needs {TRAIN}: {file.reason if isinstance(file, Missing) else ''}")
    model, chosen = ExportedTokens(), [*sample(found), *own()]
    provenance = Provenance(
        data=f"{TRAIN}, at most {EACH} pairs of each source; perturbed claims about {DEV}, weight {PROFILES}",
        sha256=digest(file), seed=SEED, pairs=len(chosen),
        date=datetime.now(UTC).date().isoformat(), command="python -m evals.judge.fitting", model=model.fingerprint,
    )  # fmt: skip
    made = fit(rows(chosen, model), chosen, provenance)
    FILE.write_text(made.model_dump_json(indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
