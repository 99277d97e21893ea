"""The report of a run, and the page of a comparison: one HTML file each, nothing loaded from anywhere."""

from evals.report.comparison import write_comparison
from evals.report.report import write_report

__all__ = ["write_comparison", "write_report"]
