"""Embedding models: any of sentence-transformers, served without it where that gives the same vectors."""

from askme.embedding.base import Embedder, Tokens, Vectors
from askme.embedding.load import load_embedder, model_fingerprint

__all__ = ["Embedder", "Tokens", "Vectors", "load_embedder", "model_fingerprint"]
