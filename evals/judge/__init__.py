"""The judge of support, for evals alone: whether the words that a claim cites bear it out.

`Judge` decides; `validating` says how well it does that; `docs/judge.md` has the figures.
"""

from evals.judge.judge import Judge

__all__ = ["Judge"]
