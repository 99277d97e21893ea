"""From what a pair looks like to the probability that the evidence supports the claim.

Logistic regression (Cox 1958) on standardised numbers and their squares: few enough coefficients to read, and
its probabilities are calibrated on the data that it was fitted to. They are stored beside this file as JSON with their
provenance; `python -m evals.judge.fitting` makes them anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from pydantic import FiniteFloat

from evals.cases import Frozen
from evals.judge.features import NAMES
from evals.judge.tokens import Array

FILE: Final = Path(__file__).parent / "coefficients.json"


class Provenance(Frozen):
    """What the coefficients were made from."""

    data: str
    sha256: str
    """Of the file of pairs."""
    seed: int
    pairs: int
    date: str
    command: str
    model: str
    """Fingerprint of the token model."""


class Coefficients(Frozen):
    """A fitted calibration."""

    provenance: Provenance
    features: tuple[str, ...]
    centre: tuple[FiniteFloat, ...]
    scale: tuple[FiniteFloat, ...]
    weights: tuple[FiniteFloat, ...]
    """Of each number, then of each number's square."""
    intercept: FiniteFloat
    threshold: FiniteFloat
    """From this probability on a claim counts as supported: the best balanced accuracy on the pairs fitted to."""

    def probability(self, row: Array) -> float:
        """Of being supported, 0 .. 1."""
        return float(1 / (1 + np.exp(-np.clip(terms(self, row) @ np.asarray(self.weights) + self.intercept, -30, 30))))


def terms(coefficients: Coefficients, row: Array) -> Array:
    """What is weighed: standardised numbers and their squares, one row or many."""
    known = (np.asarray(row, dtype=np.float64) - np.asarray(coefficients.centre)) / np.asarray(coefficients.scale)
    both: Array = np.concatenate([known, known**2], axis=-1)
    return both


@cache
def coefficients(file: Path = FILE) -> Coefficients:
    """The committed calibration.

    :raises ValueError: it was made for other features; fit it anew
    """
    found = Coefficients.model_validate_json(file.read_text("utf-8"))
    if found.features != NAMES:
        raise ValueError(f"{file.name} was made for other features: run `python -m evals.judge.fitting`")
    return found
