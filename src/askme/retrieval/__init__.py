"""Step 2 of the journey: dense and lexical search over passages, fused, for the profiles asked about."""

from askme.retrieval.hybrid import HybridRetriever, fuse

__all__ = ["HybridRetriever", "fuse"]
