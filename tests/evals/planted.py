"""askme itself with a fault planted in it, over an index of the tests' own."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from staged import off_by_one, other_figure

from askme.retrieval import HybridRetriever
from evals.answerers.product import Product


class Backwards(HybridRetriever):
    """Its hits in reverse."""

    def retrieve(self, query, profile_ids, expansions=()):
        return super().retrieve(query, profile_ids, expansions)[::-1]


class Reversed(Product):
    """The pipeline as it is, but for its retriever."""

    def __init__(self, corpus: Path) -> None:
        super().__init__(corpus)
        with patch("askme.assembly.HybridRetriever", Backwards):
            self._assistant.profiles()  # puts the pipeline together


class Misplaced(Product):
    """One citation in all answers is off by one character."""

    done = False

    def answer(self, case):
        outcome = super().answer(case)
        if self.done or not outcome.claims or not outcome.claims[0].citations:
            return outcome
        self.done = True
        return off_by_one(outcome)


class Miscounted(Product):
    """The first figure of each claim is changed."""

    def answer(self, case):
        return other_figure(super().answer(case))
