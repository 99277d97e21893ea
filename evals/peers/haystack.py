"""Haystack: BM25 and embeddings over its in-memory store, joined by reciprocal rank, as its hybrid tutorial does.

Defaults: `DocumentSplitter()` cuts pages into 200 words; each retriever gives ten. Lines: each a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from evals.peers.base import SHORT, Found, Line, Page, lines, model_folder


class Defaults:
    """Chunks of 200 words."""

    fields: tuple[str, ...] = ()
    """Of the metadata: embedded with a document's text."""

    def build(self, pages: Sequence[Page]) -> None:
        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        cpu = ComponentDevice.from_str("cpu")
        embedder = SentenceTransformersDocumentEmbedder(
            model=model_folder(), device=cpu, progress_bar=False, meta_fields_to_embed=list(self.fields)
        )
        embedder.warm_up()
        store.write_documents(embedder.run(documents=self._documents(pages))["documents"])
        self._pipeline = Pipeline()
        asker = SentenceTransformersTextEmbedder(model=model_folder(), device=cpu, progress_bar=False)
        self._pipeline.add_component("question", asker)
        self._pipeline.add_component("words", InMemoryBM25Retriever(document_store=store))
        self._pipeline.add_component("vectors", InMemoryEmbeddingRetriever(document_store=store))
        self._pipeline.add_component("joined", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        self._pipeline.connect("question.embedding", "vectors.query_embedding")
        self._pipeline.connect("words", "joined")
        self._pipeline.connect("vectors", "joined")

    def _documents(self, pages: Sequence[Page]) -> list[Document]:
        whole = [Document(content=page.text, meta=_meta(page.profile, page.source)) for page in pages]
        splitter = DocumentSplitter()
        splitter.warm_up()
        found: list[Document] = splitter.run(documents=whole)["documents"]
        return found

    def _top(self, budget: int) -> dict[str, int]:
        return {}

    def retrieve(self, question: str, profile: str | None, budget: int) -> list[Found]:
        asked: dict[str, Any] = {"filters": _only(profile), **self._top(budget)}
        given = self._pipeline.run(
            {"question": {"text": question}, "words": {"query": question, **asked}, "vectors": asked}
        )
        return [Found(hit.meta["source"], hit.content or "") for hit in given["joined"]["documents"]]


class Lines(Defaults):
    """Lines as documents."""

    def _documents(self, pages: Sequence[Page]) -> list[Document]:
        made = [self._document(line) for page in pages for line in lines(page)]
        return [replace(document, id=f"{number}") for number, document in enumerate(made)]  # lines may stand twice

    def _document(self, line: Line) -> Document:
        return Document(content=line.text, meta=_meta(line.profile, line.source))

    def _top(self, budget: int) -> dict[str, int]:
        return {"top_k": max(budget // SHORT, 1)}


class HeadedLines(Lines):
    """Lines with their headings as metadata, embedded with the line (`meta_fields_to_embed`)."""

    fields = ("headings",)

    def _document(self, line: Line) -> Document:
        return Document(content=line.text, meta={**_meta(line.profile, line.source), "headings": line.headings})


def _meta(profile: str, source: str) -> dict[str, str]:
    return {"profile": profile, "source": source}


def _only(profile: str | None) -> dict[str, str] | None:
    return {"field": "meta.profile", "operator": "==", "value": profile} if profile else None
