"""What an answerer hands on: claims to be verified, or an abstention."""

from __future__ import annotations

from dataclasses import dataclass

from askme.schema import Abstention, Citation, Claim


@dataclass(frozen=True)
class Draft:
    """An answer before verification. Without claims and without a reason it is a notice of ours (a greeting)."""

    claims: tuple[Claim, ...] = ()
    reason: Abstention | None = None
    nearest: tuple[Citation, ...] = ()
    notice: str = ""
    profile: str | None = None
