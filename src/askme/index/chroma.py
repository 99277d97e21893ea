"""The passages in Chroma, in the form that LlamaIndex's ChromaVectorStore reads.

Written through `chromadb` alone: importing LlamaIndex would double the time of an update. A test keeps the form equal
to LlamaIndex's own.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from askme.index.context import trail_text
from askme.index.graph import clear_unused
from askme.schema import Passage

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

log = logging.getLogger("askme.index")

FOLDER = "chroma"
COLLECTION = "passages"
HIDDEN = ["profile", "document", "start", "end"]
"""Metadata that LlamaIndex shows neither to an embedding model nor to a language model."""
GRAPH = {"space": "cosine", "max_neighbors": 32, "ef_construction": 200, "ef_search": 200, "sync_threshold": 1}
"""Twice Chroma's defaults: with those it missed 354 of 5,000 rows when a hundred people listed the same skills, with
these 9. The threshold has the graph written with its rows: one that is not, for want of a thousand rows, is made anew
by everybody who opens it, and written with what is in their memory."""

_AT_ONCE = 5000  # Chroma takes 5,461 rows at most
_NEAR = 1e-3
"""Greatest distance of a vector to itself, for rounding; rows that repeat each other's words are as near."""


def opened(folder: Path, *, create: bool = False) -> tuple[Client, Collection]:
    """A client of the Chroma in `folder`, to be closed, and the passages' collection."""
    import chromadb
    from chromadb.config import Settings

    client: Any = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    if create:
        graph: Any = {"hnsw": GRAPH}
        return client, client.create_collection(COLLECTION, configuration=graph, embedding_function=None)
    return client, client.get_collection(COLLECTION, embedding_function=None)


@contextmanager
def collection(folder: Path, *, create: bool = False) -> Iterator[Collection]:
    """The passages' collection in `folder`, let go of afterwards."""
    client, found = opened(folder, create=create)
    try:
        yield found
    finally:
        client.close()


def write(folder: Path, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
    """Store every passage with its vector, and on the disk nothing else."""
    with collection(folder, create=True) as rows:
        for start in range(0, len(passages), _AT_ONCE):
            some = passages[start : start + _AT_ONCE]
            rows.add(
                ids=[passage.id for passage in some],
                embeddings=vectors[start : start + _AT_ONCE],
                documents=[passage.text for passage in some],
                metadatas=[node_metadata(passage) for passage in some],
            )
    if passages:
        clear_unused(folder, len(passages))


def faults(folder: Path, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> list[str]:
    """What is wrong with the rows in `folder`, read from the disk: empty when each is there with its words and vector.

    Each is also searched by its own vector. One that is not found is reported and no more: hundreds of rows with equal
    vectors cut Chroma's approximate graph in pieces, however whole it is; askme's own search is exact.
    """
    with collection(folder) as rows:
        if rows.count() != len(passages):
            return [f"Chroma holds {rows.count()} rows instead of {len(passages)}"]
        found, missed = [], 0
        for start in range(0, len(passages), _AT_ONCE):
            some = vectors[start : start + _AT_ONCE]
            found += _row_faults(rows, passages[start : start + _AT_ONCE], some)
            missed += _missed(rows, some)
    if missed:
        log.warning(
            "Chroma's approximate search misses %d of %d passages; askme's own finds them", missed, len(passages)
        )
    return found


def _row_faults(rows: Collection, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> list[str]:
    ids = [passage.id for passage in passages]
    stored = rows.get(ids=ids, include=["embeddings", "documents"])
    texts = dict(zip(stored["ids"], stored["documents"] or [], strict=True))
    kept = dict(zip(stored["ids"], np.asarray(stored["embeddings"]), strict=True))
    found = []
    for at, passage in enumerate(passages):
        if texts.get(passage.id) != passage.text:
            found.append(f"Chroma lacks the passage {passage.id}, or has other words for it")
        elif not np.allclose(kept[passage.id], vectors[at], atol=1e-5):
            found.append(f"Chroma has another vector for the passage {passage.id}")
    return found


def _missed(rows: Collection, vectors: NDArray[np.float32]) -> int:
    """How many vectors do not find themselves, or another as near."""
    nearest = rows.query(query_embeddings=vectors, n_results=1, include=["distances"])
    return sum(not found or found[0] > _NEAR for found in nearest["distances"] or [[]] * len(vectors))


def node_metadata(passage: Passage) -> dict[str, str | int | float | bool | None]:
    """What LlamaIndex's `node_to_metadata_dict` gives for the passage's TextNode."""
    plain = plain_metadata(passage)
    source: dict[str, object] = {"node_id": passage.document_id, "node_type": None, "metadata": {}, "hash": None}
    node = {
        "id_": passage.id,
        "embedding": None,
        "metadata": plain,
        "excluded_embed_metadata_keys": HIDDEN,
        "excluded_llm_metadata_keys": HIDDEN,
        "relationships": {"1": source | {"class_name": "RelatedNodeInfo"}},
        "metadata_template": "{key}: {value}",
        "metadata_separator": "\n",
        "text": "",
        "mimetype": "text/plain",
        "start_char_idx": passage.start,
        "end_char_idx": passage.end,
        "text_template": "{metadata_str}\n\n{content}",
        "class_name": "TextNode",
    }
    origin = dict.fromkeys(("document_id", "doc_id", "ref_doc_id"), passage.document_id)
    return {**plain, "_node_content": json.dumps(node, ensure_ascii=False), "_node_type": "TextNode", **origin}


def plain_metadata(passage: Passage) -> dict[str, str | int]:
    """What a node says of where its passage stands."""
    return {
        "profile": passage.profile_id,
        "document": passage.document_id,
        "start": passage.start,
        "end": passage.end,
        "trail": trail_text(passage),
    }
