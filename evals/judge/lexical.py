"""The lexical floor: how much of a claim's vocabulary the evidence has. Any judge has to beat it."""

from __future__ import annotations

from collections.abc import Sequence

from askme.text import stems, tokens


def overlap(claim: str, evidence: Sequence[str]) -> float:
    """The share of the claim's different content stems that stand in the evidence, 0 .. 1.

    A claim of nothing but stop words is compared by all its words; one without words has 0.

    >>> overlap("Led a team of Go developers", ["led the developers"])
    0.5
    """
    words = set(tokens(claim)) or set(stems(claim))
    known = {word for text in evidence for word in stems(text)}
    return len(words & known) / len(words) if words else 0.0
