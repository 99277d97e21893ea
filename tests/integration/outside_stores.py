"""Vector stores as a user might name them in `vector_store`."""

from llama_index.core.vector_stores import SimpleVectorStore
from llama_index.core.vector_stores.types import BasePydanticVectorStore

LASTING = SimpleVectorStore()
ASKED = []


def lasting() -> BasePydanticVectorStore:
    """One that keeps its rows, as a server would."""
    return LASTING


def forgetful() -> BasePydanticVectorStore:
    """One that is empty whenever it is opened."""
    return SimpleVectorStore()


def chroma_in_memory() -> BasePydanticVectorStore:
    import chromadb
    from llama_index.vector_stores.chroma import ChromaVectorStore

    made = chromadb.EphemeralClient().get_or_create_collection(
        "outside", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
    )
    return ChromaVectorStore.from_collection(made)


def refusing() -> BasePydanticVectorStore:
    class Refusing(SimpleVectorStore):
        def add(self, *_: object, **__: object) -> list[str]:
            raise ConnectionError("no server")

    return Refusing()


def no_store() -> str:
    return "a string"


def failing() -> BasePydanticVectorStore:
    raise ConnectionError("no server")
