"""Whether what is said stands in the words that it cites, whatever was asked."""

from __future__ import annotations

from evals.metrics.citations import checkable, supported, unscorable
from evals.metrics.sample import share, unscored, yes
from evals.outcomes import Judged, Outcome, Score

NOTHING_CHECKABLE = "the answer has no checkable claim"


def faithfulness(outcome: Outcome, judged: Judged | None) -> Score:
    """Supported claims / checkable claims, 0 .. 1 (as in RAGAS, Es et al. 2023, against the cited words instead of all
    that was retrieved). A claim without citations is not supported. Not scored for abstentions, nor for answers without
    a checkable claim: they say nothing that could be false."""
    if reason := unscorable(outcome, judged):
        return unscored(reason)
    claims = checkable(judged) if judged else ()
    return share(sum(map(supported, claims)), len(claims)) if claims else unscored(NOTHING_CHECKABLE)


def strict_faithfulness(outcome: Outcome, judged: Judged | None) -> Score:
    """1 when every checkable claim is supported, else 0: one false sentence spoils an answer. Not scored where
    faithfulness is not."""
    whole = faithfulness(outcome, judged)
    return whole if whole.value is None else yes(whole.value == 1)
