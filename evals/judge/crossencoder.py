"""Meaning by a cross-encoder: any NLI model in sentence-transformers or transformers form that a user has on disk.

None is shipped (docs/judge.md says why). The deterministic parts come first, as in `Judge`; the model reads evidence
and claim together in place of token similarities (natural language inference as a test of consistency: Falke et al.
2019, Laban et al. 2022).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from askme.errors import AskmeError
from askme.schema import Support
from evals.judge.judge import objected
from evals.judge.pair import paired
from evals.judge.parts import findings
from evals.outcomes import Judgement

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_ENTAILS: Final = re.compile(r"entail\w*|support\w*|true|consistent|faithful", re.IGNORECASE)
_CONTRADICTS: Final = re.compile(r"contradict\w*|refut\w*|false", re.IGNORECASE)
_NEITHER: Final = re.compile(
    r"neutral|not.?entail\w*|not.?enough.?info\w*|unsupport\w*|inconsistent|unfaithful", re.IGNORECASE
)


class CrossEncoderError(AskmeError):
    """A model cannot serve as a judge."""


@dataclass(frozen=True)
class Labels:
    """Where the outcomes stand among a model's outputs."""

    entails: int
    contradicts: int | None
    outputs: int

    @classmethod
    def read(cls, folder: Path) -> Labels:
        """From the model's config.json. A model with one output gives the logit of being supported.

        :raises CrossEncoderError: there is no config, or its labels do not say which one is entailment
        """
        try:
            config = json.loads((folder / "config.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise CrossEncoderError(f"{folder} holds no model ({error}): give the folder of an NLI model") from error
        return cls.of({int(at): str(name) for at, name in config.get("id2label", {}).items()}, str(folder))

    @classmethod
    def of(cls, names: Mapping[int, str], model: str = "the model") -> Labels:
        """
        >>> Labels.of({0: "CONTRADICTION", 1: "NEUTRAL", 2: "ENTAILMENT"})
        Labels(entails=2, contradicts=0, outputs=3)
        """
        if len(names) == 1:
            return cls(0, None, 1)
        entails = [at for at, name in names.items() if _ENTAILS.fullmatch(name)]
        against = [at for at, name in names.items() if _CONTRADICTS.fullmatch(name)]
        known = len(entails) + len(against) + sum(bool(_NEITHER.fullmatch(name)) for name in names.values())
        if len(entails) != 1 or len(against) > 1 or known != len(names):
            raise CrossEncoderError(
                f"{model}: its labels {sorted(names.values())} do not say which is entailment. "
                "Set id2label in its config.json to entailment, neutral, contradiction."
            )
        return cls(entails[0], against[0] if against else None, len(names))


class CrossEncoderJudge:
    """Judges by the model in `folder`, on the CPU and without a network.

    :raises CrossEncoderError: it is no NLI model
    """

    def __init__(self, folder: Path, threshold: float = 0.5) -> None:
        self._folder = folder
        self._labels = Labels.read(folder)
        self._threshold = threshold

    @cached_property
    def fingerprint(self) -> str:
        total = hashlib.sha256()
        for file in sorted(self._folder.glob("*")):
            if file.suffix in {".json", ".safetensors", ".bin", ".txt", ".model"}:
                total.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
        return f"cross-encoder:{total.hexdigest()[:16]}"

    def judge(
        self, claim: str, evidence: Sequence[str], *, person: str | None = None, people: Sequence[str] = ()
    ) -> Judgement:
        """As `Judge.judge`."""
        pair = paired(claim, evidence, person, people)
        if not pair.words:
            return Judgement(support=Support.UNCHECKED, reason="the claim has no words to check")
        if not pair.evidence:
            return Judgement(support=Support.UNSUPPORTED, probability=0.0, reason="it cites no words")
        chances = self._chances(pair.text, pair.claim)
        found, probability = findings(pair), float(chances[self._labels.entails])
        if found:
            return objected(found, probability)
        if probability >= self._threshold:
            return Judgement(support=Support.SUPPORTED, probability=probability)
        against = self._labels.contradicts
        contradicted = against is not None and int(np.argmax(chances)) == against
        support = Support.CONTRADICTED if contradicted else Support.UNSUPPORTED
        return Judgement(
            support=support, probability=probability, reason="the model finds no support in the words cited"
        )

    def _chances(self, evidence: str, claim: str) -> np.ndarray:
        logits = np.atleast_1d(np.asarray(self._model.predict([(evidence, claim)], show_progress_bar=False)[0], float))
        if self._labels.outputs == 1:
            return np.asarray([float(logits[0]) if 0 <= logits[0] <= 1 else 1 / (1 + np.exp(-logits[0]))])
        shifted = np.exp(logits - logits.max())
        return np.asarray(shifted / shifted.sum())

    @cached_property
    def _model(self) -> CrossEncoder:
        import torch
        from sentence_transformers import CrossEncoder

        torch.set_num_threads(1)
        try:
            model: CrossEncoder = CrossEncoder(str(self._folder), device="cpu", local_files_only=True)
            return model
        except Exception as error:  # whatever a stranger's model makes its libraries raise
            reason = str(error).strip().splitlines() or [type(error).__name__]
            raise CrossEncoderError(f"the model in {self._folder} cannot be loaded: {reason[0]}") from error
