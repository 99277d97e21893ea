"""LlamaIndex: `VectorStoreIndex` with its defaults, and lines with vectors and BM25 fused.

Defaults: chunks of 1,024 tokens, the two most similar. Lines: each a node, `QueryFusionRetriever` in the mode
`reciprocal_rerank` without further queries, as its documentation combines a vector index with BM25.
"""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import BaseRetriever, QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from llama_index.core.vector_stores import MetadataFilter, MetadataFilters
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever

from evals.peers.base import SHORT, Found, Line, Page, lines, model_folder


def _embedding() -> BaseEmbedding:
    made: BaseEmbedding = HuggingFaceEmbedding(model_name=model_folder(), device="cpu")
    return made


def _metadata(profile: str, source: str, **more: str) -> dict[str, str]:
    return {"profile": profile, "source": source, **more}


def _only(profile: str | None) -> MetadataFilters | None:
    return MetadataFilters(filters=[MetadataFilter(key="profile", value=profile)]) if profile else None


def _found(hits: Sequence[NodeWithScore]) -> list[Found]:
    return [Found(hit.node.metadata["source"], hit.node.get_content()) for hit in hits]


class Defaults:
    """`VectorStoreIndex.from_documents(...)` and `as_retriever()`."""

    def build(self, pages: Sequence[Page]) -> None:
        documents = [Document(text=page.text, metadata=_metadata(page.profile, page.source)) for page in pages]
        self._index = VectorStoreIndex.from_documents(documents, embed_model=_embedding(), show_progress=False)

    def retrieve(self, question: str, profile: str | None, budget: int) -> list[Found]:
        return _found(self._index.as_retriever(filters=_only(profile)).retrieve(question))


class Lines:
    """Lines as nodes; their metadata (profile, source) is embedded with them, as is the default."""

    def build(self, pages: Sequence[Page]) -> None:
        every = [line for page in pages for line in lines(page)]
        nodes = {page.profile: [self._node(line) for line in every if line.profile == page.profile] for page in pages}
        whole = [node for some in nodes.values() for node in some]
        self._index = VectorStoreIndex(whole, embed_model=_embedding(), show_progress=False)
        self._words: dict[str | None, BM25Retriever] = {
            name: BM25Retriever.from_defaults(nodes=some, similarity_top_k=len(some)) for name, some in nodes.items()
        }
        self._words[None] = BM25Retriever.from_defaults(nodes=whole, similarity_top_k=len(whole))

    def _node(self, line: Line) -> TextNode:
        return TextNode(text=line.text, metadata=_metadata(line.profile, line.source))

    def retrieve(self, question: str, profile: str | None, budget: int) -> list[Found]:
        many = max(budget // SHORT, 1)
        fused = QueryFusionRetriever(
            [
                self._index.as_retriever(similarity_top_k=many, filters=_only(profile)),
                _Matching(self._words[profile], many),
            ],
            llm=MockLLM(),
            mode=FUSION_MODES.RECIPROCAL_RANK,
            similarity_top_k=many,
            num_queries=1,
            use_async=False,
        )
        return _found(fused.retrieve(question))


class HeadedLines(Lines):
    """Lines with their headings as metadata, where `MarkdownNodeParser` would put them, embedded with the line."""

    def _node(self, line: Line) -> TextNode:
        kept_apart = ["profile", "source"]
        return TextNode(
            text=line.text,
            metadata=_metadata(line.profile, line.source, header_path=line.headings),
            excluded_embed_metadata_keys=kept_apart,
            excluded_llm_metadata_keys=kept_apart,
        )


class _Matching(BaseRetriever):
    """BM25's texts that share a word with the question: its retriever fills up with texts of score 0, in no order,
    which the fusion would reward."""

    def __init__(self, words: BM25Retriever, many: int) -> None:
        self._found_by = words
        self._many = many
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._found_by.retrieve(query_bundle)
        return [hit for hit in hits if (hit.score or 0) > 0][: self._many]
