"""Askme's parts by LlamaIndex's interfaces, for programs that are built with it.

The other direction, a vector store of LlamaIndex's for askme, is the setting `vector_store`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle
from llama_index.vector_stores.chroma import ChromaVectorStore

from askme.embedding import Embedder
from askme.errors import IndexError_
from askme.index import chroma
from askme.index.layout import Layout
from askme.index.nodes import load_store, passage_node
from askme.schema import Hit
from askme.settings import Settings

__all__ = ["AskmeEmbedding", "AskmeRetriever", "PassageRetriever", "chroma_vector_store", "load_store", "passage_node"]


class AskmeEmbedding(BaseEmbedding):
    """Askme's embedding model, for LlamaIndex programs."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=f"askme-{embedder.fingerprint[:12]}")
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        return "AskmeEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return await asyncio.to_thread(self._get_query_embedding, query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [[float(number) for number in vector] for vector in self._embedder.embed(texts)]


class PassageRetriever(Protocol):
    """Finds passages of some profiles; `askme.retrieval.HybridRetriever` is one."""

    def retrieve(self, query: str, profile_ids: Sequence[str], /) -> Sequence[Hit]: ...


class AskmeRetriever(BaseRetriever):
    """Askme's retriever, restricted to some profiles, for LlamaIndex programs."""

    def __init__(self, retriever: PassageRetriever, profile_ids: Sequence[str]) -> None:
        self._retriever = retriever
        self._profile_ids = tuple(profile_ids)
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._retriever.retrieve(query_bundle.query_str, self._profile_ids)
        return [NodeWithScore(node=passage_node(hit.passage), score=hit.score) for hit in hits]


class _ReadOnlyChroma(ChromaVectorStore):
    """A generation of the index never changes; another is built by `askme index`."""

    def add(self, nodes: Any, **_: Any) -> list[str]:
        raise self._refusal()

    def delete(self, ref_doc_id: str, **_: Any) -> None:
        raise self._refusal()

    def delete_nodes(self, node_ids: Any = None, filters: Any = None, **_: Any) -> None:
        raise self._refusal()

    def clear(self) -> None:
        raise self._refusal()

    @staticmethod
    def _refusal() -> IndexError_:
        return IndexError_("askme's index is only read through LlamaIndex: change the corpus and run `askme index`.")


def chroma_vector_store(settings: Settings) -> ChromaVectorStore:
    """The index that answers now, as LlamaIndex's Chroma store; only for reading.

    :raises IndexMissing: there is no index.
    :raises IndexError_: it lies in another vector store.
    """
    layout = Layout(settings.index)
    folder = layout.folder(layout.pointed()) / chroma.FOLDER
    if not folder.is_dir():
        raise IndexError_(f"{folder.parent} keeps its vectors in another store: see the setting vector_store.")
    return _ReadOnlyChroma.from_collection(chroma.opened(folder)[1])
