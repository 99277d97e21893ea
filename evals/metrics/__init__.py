"""Metrics: small pure functions from a case and its outcome to a score. `METRICS` is the table of them all."""

from evals.metrics.sample import Sample
from evals.metrics.table import METRICS, CaseMetric, GroupMetric, Metric, score, score_groups

__all__ = ["METRICS", "CaseMetric", "GroupMetric", "Metric", "Sample", "score", "score_groups"]
