"""Whatever can answer cases: askme itself, and simple ways to answer that it is compared with."""

from evals.answerers.base import ANSWERERS, Answerer, opened

__all__ = ["ANSWERERS", "Answerer", "opened"]
