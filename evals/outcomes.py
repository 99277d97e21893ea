"""Outcomes: what the product did with a case, how the judge saw it, and the scores. Values only."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, FiniteFloat, model_validator

from evals.cases import Frozen

# --- what the product did ------------------------------------------------------------------------------------------


class Place(Frozen):
    """Words of a profile, and where they stand; as the product claims it, not yet checked."""

    profile: str
    source: str
    start: int
    end: int
    quote: str


class ClaimMade(Frozen):
    """One sentence of the answer."""

    text: str
    form: Literal["sentence", "heading", "item"]
    citations: tuple[Place, ...]
    support: str
    """The product's own verdict."""
    reason: str = ""


class HitFound(Frozen):
    """A passage that was retrieved; `hits` of an outcome are in rank order, best first."""

    profile: str
    source: str
    start: int
    end: int
    text: str
    score: FiniteFloat
    dense: FiniteFloat
    lexical: FiniteFloat


class Outcome(Frozen):
    """What came of one case."""

    case: str
    """The case's id."""
    status: Literal["answered", "abstained", "failed"]
    reason: str = ""
    """Why it abstained, or the error's line."""
    text: str
    claims: tuple[ClaimMade, ...]
    nearest: tuple[Place, ...]
    hits: tuple[HitFound, ...]
    scope: tuple[str, ...]
    """The profiles searched."""
    understood: str
    """The kind of question, as understood."""
    confidence: FiniteFloat | None
    """Ranks answers: higher is surer; on no particular scale."""
    withheld: int
    """How many drafted claims did not pass verification."""


# --- what was found by looking at it -------------------------------------------------------------------------------


class Invalid(Frozen):
    """A citation that does not hold, found by reading the documents."""

    claim: int = Field(ge=0)
    citation: int = Field(ge=0)
    why: str


class Judgement(Frozen):
    """The judge's verdict on a claim against given words."""

    support: str
    """One of askme's `Support`: supported, contradicted, unsupported, unchecked."""
    probability: FiniteFloat | None = None
    """Of being supported, 0 .. 1; None when the judge gives none."""
    reason: str = ""


class ClaimJudged(Frozen):
    """A claim against its citations together, against each alone, and against all but each."""

    whole: Judgement
    alone: tuple[str, ...]
    """The support that each citation gives by itself, in the claim's order."""
    without: tuple[str | None, ...]
    """The support that is left when this citation is taken away; None when it was the only one."""

    @model_validator(mode="after")
    def _paired(self) -> Self:
        if len(self.alone) != len(self.without):
            raise ValueError(f"alone has {len(self.alone)} citations, without has {len(self.without)}")
        return self


class Judged(Frozen):
    """The judge's view of an outcome's claims, in their order."""

    case: str
    claims: tuple[ClaimJudged | None, ...]
    """None: not checkable, a framing heading without citations."""


# --- scores --------------------------------------------------------------------------------------------------------


class Score(Frozen):
    """A metric's value for one case, or the reason why there is none. Never NaN, never infinite.

    >>> Score(value=0.5).value
    0.5
    >>> Score(value=None, reason="the case is to be declined").value is None
    True
    """

    value: FiniteFloat | None
    reason: str = ""
    """Why there is no value; required then."""

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.value is None and not self.reason:
            raise ValueError("a score without a value says why")
        return self


class Scored(Frozen):
    """All scores of one case, by the metric's name."""

    case: str
    scores: dict[str, Score]
