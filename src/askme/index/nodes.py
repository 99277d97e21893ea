"""Passages as LlamaIndex's nodes, and its vector stores as the index uses one.

Importing LlamaIndex takes seconds: this module is loaded only when the setting `vector_store` asks for it, or by
`askme.llamaindex`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
)
from numpy.typing import NDArray

from askme.errors import SettingsError
from askme.index import chroma
from askme.schema import Passage


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
