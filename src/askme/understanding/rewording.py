"""Plain questions in other words: "On whose payroll is she?" asks where she works now.

A logistic regression over the embedding model's vector of the question tells which of ten plain questions it is, or
none; `scripts/train_rewording.py` learns it from wordings that people wrote for each, and from near misses. It is only
believed where it knows every word of the question: one more ("in Oslo", "as a nurse") asks for something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from askme import arrays
from askme.text import stems
from askme.understanding.people import PLACEHOLDER

WORDINGS = Path(__file__).with_name("wordings.npz")
NONE = "other"
"""What stands for none of the plain questions."""
LIKELY = 0.6
"""From this probability on a question is taken for a plain one."""
_LONGEST = 20
"""Words; a longer question says more than a plain one."""
PLAIN: Mapping[str, str] = {
    "now": f"Where does {PLACEHOLDER} work now?",
    "title": f"What is {PLACEHOLDER}'s current job title?",
    "before": f"What was {PLACEHOLDER}'s previous job?",
    "first": f"What was {PLACEHOLDER}'s first job?",
    "study": f"Where did {PLACEHOLDER} study?",
    "since": f"How long has {PLACEHOLDER} been in the current job?",
    "jobs": f"Which jobs has {PLACEHOLDER} had?",
    "years": f"How many years of experience does {PLACEHOLDER} have?",
    "lives": f"Where does {PLACEHOLDER} live?",
    "languages": f"Which languages does {PLACEHOLDER} speak?",
}


class Embeds(Protocol):
    @property
    def fingerprint(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True)
class Wordings:
    """Which plain question a vector asks. Safe to share between threads."""

    intents: tuple[str, ...]
    weights: NDArray[np.float16]
    """`[intents, dimension]`"""
    bias: NDArray[np.float32]
    """`[intents]`"""
    words: tuple[frozenset[str], ...]
    """Of each, the stems of all its wordings."""
    fingerprint: str
    """Of the embedding model whose vectors it reads."""

    @classmethod
    def read(cls, file: Path) -> Self:
        held = arrays.load_all(file)
        words = tuple(frozenset(str(row).split()) for row in held["words"])
        intents = tuple(map(str, held["intents"]))
        return cls(intents, held["weights"], held["bias"], words, str(held["fingerprint"]))

    def write(self, file: Path) -> None:
        rows = np.array([" ".join(sorted(row)) for row in self.words])
        named = {"intents": np.array(self.intents), "weights": self.weights, "bias": self.bias, "words": rows}
        np.savez_compressed(file, fingerprint=np.array(self.fingerprint), **named)  # type: ignore[arg-type]  # of NumPy's stubs

    def known(self, text: str) -> list[str]:
        """The plain questions that every word of a text has been seen in."""
        found = frozenset(stems(text))
        pairs = zip(self.intents, self.words, strict=True)
        return [intent for intent, words in pairs if intent != NONE and found <= words]

    def intent(self, vector: NDArray[np.float32]) -> tuple[str, float]:
        """The likeliest, and how likely it is.

        :param vector: of the question, `[dimension]`
        """
        chances = self.chances(vector)
        best = int(chances.argmax())
        return self.intents[best], float(chances[best])

    def chances(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """How likely each is, `[intents]`; they add up to 1."""
        odds = self._weights @ vector + self.bias
        raised = np.exp(odds - odds.max())
        found: NDArray[np.float32] = raised / raised.sum()
        return found

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        return self.weights.astype(np.float32)


class Rewording:
    """Finds the plain question for one in other words. Safe to share between threads.

    :param embedder: another model than the one that the weights were learned for knows no wordings
    """

    def __init__(self, embedder: Embeds, file: Path = WORDINGS) -> None:
        self._embedder = embedder
        self._file = file

    def __call__(self, text: str) -> str | None:
        """What it asks (a key of `PLAIN`), or None.

        :param text: a question with "person" for every name of one
        """
        wordings = self._wordings
        if wordings is None or len(text.split()) > _LONGEST or not (known := wordings.known(text)):
            return None
        intent, chance = wordings.intent(self._embedder.embed([text])[0])
        return intent if intent in known and chance >= LIKELY else None

    @cached_property
    def _wordings(self) -> Wordings | None:
        read = Wordings.read(self._file)
        return read if read.fingerprint == self._embedder.fingerprint else None
