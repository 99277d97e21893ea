"""The judge of support, used by the evals and by nothing else: a gate inside the product cannot judge itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from askme.schema import Support
from askme.text import atoms, contains
from evals.judge.calibration import FILE, Coefficients, coefficients
from evals.judge.exportedtokens import ExportedTokens
from evals.judge.features import read
from evals.judge.pair import Pair, paired
from evals.judge.parts import Finding, findings
from evals.judge.tokens import TokenModel
from evals.outcomes import Judgement

DISCOUNT: Final = 0.5
"""What is left of the probability of a claim to which a part objects: below the threshold, so that verdict and
probability agree, and no less, because parts object to half of the true claims of some sources of support_train."""
VERBATIM: Final = 0.97
"""Probability of a claim that the evidence has word by word."""


class Judge:
    """Says whether evidence supports a claim.

    >>> from evals.judge.testing import WordTokens
    >>> judge = Judge(WordTokens())
    >>> judge.judge("Ran Redis (2020)", ["Ran Redis", "2020"]).support
    'supported'
    >>> judge.judge("Ran Redis (2020)", ["Ran Redis"]).reason
    "the date '2020' is not in the words cited"
    """

    def __init__(self, model: TokenModel | None = None, calibration: Coefficients | None = None) -> None:
        self._model = model or ExportedTokens()
        self._calibration = calibration or coefficients()

    @cached_property
    def fingerprint(self) -> str:
        """Changes with the code, the calibration and the model."""
        folder = Path(__file__).parent
        files = sorted([*folder.glob("*.py"), *folder.glob("parts/*.py"), FILE])
        total = hashlib.sha256(self._model.fingerprint.encode())
        for file in files:
            total.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
        return f"judge:{total.hexdigest()[:16]}"

    def judge(
        self, claim: str, evidence: Sequence[str], *, person: str | None = None, people: Sequence[str] = ()
    ) -> Judgement:
        """One claim against all its evidence together.

        A claim without words is unchecked; a claim without evidence is unsupported.

        :param evidence: the words cited, and those of the trail that are cited with them
        :param person: display name of the person whose profile the evidence is from
        :param people: display names of everybody in the corpus
        """
        pair = paired(claim, evidence, person, people)
        if not pair.words:
            return Judgement(support=Support.UNCHECKED, reason="the claim has no words to check")
        if not pair.evidence:
            return Judgement(support=Support.UNSUPPORTED, probability=0.0, reason="it cites no words")
        found = findings(pair)
        if not found and _verbatim(pair):
            return Judgement(support=Support.SUPPORTED, probability=VERBATIM)
        reading = read(pair, found, self._model)
        probability = self._calibration.probability(reading.row)
        if found:
            return objected(found, probability)
        if probability < self._calibration.threshold:
            return Judgement(
                support=Support.UNSUPPORTED,
                probability=probability,
                reason=f"the words cited do not bear it; least of all {reading.weakest!r} ({reading.least:.2f})",
            )
        return Judgement(support=Support.SUPPORTED, probability=probability)


def objected(found: Mapping[str, Finding], probability: float) -> Judgement:
    """The judgement when parts object: a contradiction is told before what is merely missing."""
    first = next((one for one in found.values() if one.support is Support.CONTRADICTED), next(iter(found.values())))
    return Judgement(support=first.support, probability=probability * DISCOUNT, reason=first.reason)


def _verbatim(pair: Pair) -> bool:
    """Whether each part of the claim stands in one text of the evidence, word after word."""
    texts = [[word.stem for word in atoms(text)] for text in pair.evidence]
    parts = [tuple(word.stem for word in atoms(part)) for part in pair.parts]
    return all(any(contains(text, part) for text in texts) for part in parts if part)
