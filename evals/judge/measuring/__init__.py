"""How well scores tell supported claims from others, with intervals."""

from evals.judge.measuring.measures import Estimate, Measures, detection, measures, spearman

__all__ = ["Estimate", "Measures", "detection", "measures", "spearman"]
