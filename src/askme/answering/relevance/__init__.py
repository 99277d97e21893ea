"""How likely a statement answers a question: features by name, and boosted trees over them."""

from askme.answering.relevance.features import Candidate, features
from askme.answering.relevance.relevance import Relevance
from askme.answering.relevance.trees import Trees

__all__ = ["Candidate", "Relevance", "Trees", "features"]
