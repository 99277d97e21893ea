"""The seam to LlamaIndex, and the only module that imports it: askme's parts by its interfaces, its stores for askme.

Importing it takes seconds, so nothing on a question's way does, unless `vector_store` asks for one of its stores.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
)
from llama_index.vector_stores.chroma import ChromaVectorStore
from numpy.typing import NDArray

from askme.embedding import Embedder
from askme.errors import IndexError_, SettingsError
from askme.index import chroma
from askme.index.layout import Layout
from askme.schema import Hit, Passage
from askme.settings import Settings


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


def passage_node(passage: Passage) -> TextNode:
    """The passage as a node: exactly its document's slice, with where it stands as metadata."""
    return TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=chroma.plain_metadata(passage),
        excluded_embed_metadata_keys=list(chroma.HIDDEN),
        excluded_llm_metadata_keys=list(chroma.HIDDEN),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.document_id)},
    )


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


def load_store(path: str) -> BasePydanticVectorStore:
    """Call `package.module:function`, which returns a LlamaIndex vector store.

    :raises SettingsError: there is no such function, or it fails, or returns something else.
    """
    name, _, function = path.partition(":")
    try:
        store = getattr(_module(name), function)()
    except Exception as error:  # a stranger's code may raise anything
        raise SettingsError(f"vector_store = {path!r} cannot be used: {type(error).__name__}: {error}") from error
    if not isinstance(store, BasePydanticVectorStore):
        raise SettingsError(f"vector_store = {path!r} returned {type(store).__name__}, not a LlamaIndex vector store.")
    return store


def _module(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        here = str(Path.cwd())
        if here in sys.path:
            raise
        sys.path.append(here)  # a module of the user's own, beside their askme.toml
        return importlib.import_module(name)


class OutsideStore:
    """A LlamaIndex vector store as `askme.index.store` wants one: its metadata tells the generations' rows apart."""

    def __init__(self, store: BasePydanticVectorStore) -> None:
        self._store = store

    def add(
        self, generation: str, ids: Sequence[str], passages: Sequence[Passage], vectors: NDArray[np.float32]
    ) -> None:
        """Store rows of a generation."""
        nodes = []
        for row, passage, vector in zip(ids, passages, vectors, strict=True):
            node = passage_node(passage)
            node.metadata |= {"generation": generation, "passage": passage.id}
            nodes.append(node.model_copy(update={"id_": row, "embedding": [float(number) for number in vector]}))
        self._store.add(nodes)

    def nearest(self, generation: str, profile_ids: Sequence[str], query: NDArray[np.float32], limit: int) -> list[str]:
        """Ids of the generation's rows of these profiles, nearest first."""
        people = (
            MetadataFilter(key="profile", value=profile_ids[0])
            if len(profile_ids) == 1
            else MetadataFilter(key="profile", value=list(profile_ids), operator=FilterOperator.IN)
        )
        found = self._store.query(
            VectorStoreQuery(
                query_embedding=[float(number) for number in query],
                similarity_top_k=limit,
                filters=MetadataFilters(filters=[MetadataFilter(key="generation", value=generation), people]),
            )
        )
        return list(found.ids or [node.node_id for node in found.nodes or []])

    def remove(self, ids: Sequence[str]) -> None:
        """Forget rows."""
        self._store.delete_nodes(node_ids=list(ids))
