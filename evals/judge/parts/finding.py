"""What a part objects to."""

from __future__ import annotations

from dataclasses import dataclass

from askme.schema import Support


@dataclass(frozen=True)
class Finding:
    """One objection."""

    support: Support
    """Contradicted: the evidence says otherwise. Unsupported: it does not say."""
    reason: str


def contradicted(reason: str) -> Finding:
    return Finding(Support.CONTRADICTED, reason)


def unsupported(reason: str) -> Finding:
    return Finding(Support.UNSUPPORTED, reason)
