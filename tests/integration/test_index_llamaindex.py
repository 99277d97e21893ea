"""Askme's index through LlamaIndex's own classes, and LlamaIndex's stores in askme's index."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import outside_stores
import pytest
from index_support import built, change, corpus
from llama_index.core.schema import MetadataMode, QueryBundle, TextNode
from llama_index.core.vector_stores.types import MetadataFilter, MetadataFilters, VectorStoreQuery
from llama_index.core.vector_stores.utils import node_to_metadata_dict

from askme.embedding.hashing import HashEmbedder
from askme.errors import IndexError_, IndexMissing, SettingsError
from askme.index import check, chroma, open_index, state
from askme.index.layout import Layout
from askme.llamaindex import AskmeEmbedding, AskmeRetriever, chroma_vector_store, load_store, passage_node
from askme.schema import Hit


@pytest.fixture
def settings(tmp_path):
    return corpus(tmp_path)


def test_chroma_rows_have_the_form_of_llamaindex(settings):
    for passage in built(settings).passages:
        expected = node_to_metadata_dict(passage_node(passage), remove_text=True, flat_metadata=True)
        assert chroma.node_metadata(passage) == expected


def test_many_people_who_say_the_same_are_indexed_all_the_same(settings, caplog):
    """Regression: equal vectors cut Chroma's graph in pieces, and the build took that for a loss."""
    for number in range(30):
        lines = "".join(f"- Statement {number}/{line} about subject {line % 7}.\n" for line in range(20))
        (settings.corpus / f"person-{number}.md").write_text(
            f"# Person {number}\n\n## Work\n{lines}- Python\n", "utf-8"
        )
    assert len(built(settings).passages) > 600
    assert check(settings) == []


def test_llamaindex_reads_the_index(settings):
    index = built(settings)
    store = chroma_vector_store(settings)
    nodes = {node.node_id: node for node in store.get_nodes(node_ids=[passage.id for passage in index.passages])}
    for passage in index.passages:
        node = nodes[passage.id]
        assert isinstance(node, TextNode)
        assert node == passage_node(passage)
        assert index.documents[node.ref_doc_id].text[node.start_char_idx : node.end_char_idx] == node.text


def test_llamaindex_searches_one_profile(settings):
    index = built(settings)
    row = next(at for at, passage in enumerate(index.passages) if passage.profile_id == "bob")
    asked = VectorStoreQuery(
        query_embedding=index.vectors[row].tolist(),
        similarity_top_k=100,
        filters=MetadataFilters(filters=[MetadataFilter(key="profile", value="bob")]),
    )
    found = chroma_vector_store(settings).query(asked)
    assert found.ids[0] == index.passages[row].id
    assert {node.metadata["profile"] for node in found.nodes} == {"bob"}
    assert len(found.nodes) == len(index.view(["bob"]))


def test_the_index_is_only_read_through_llamaindex(settings):
    built(settings)
    store = chroma_vector_store(settings)
    for change_it in (lambda: store.add([]), lambda: store.delete("ada.md"), store.delete_nodes, store.clear):
        with pytest.raises(IndexError_, match="only read"):
            change_it()


def test_no_index_no_store(settings):
    with pytest.raises(IndexMissing):
        chroma_vector_store(settings)


def test_a_language_model_sees_the_trail_and_the_words(settings):
    passage = next(p for p in built(settings).passages if "steel" in p.text)
    assert passage_node(passage).get_content(MetadataMode.LLM) == (
        "trail: Projects › Bridge\n\nBuilt a bridge of steel over the river."
    )


def test_the_embedding_model_serves_llamaindex():
    model, plain = AskmeEmbedding(HashEmbedder()), HashEmbedder()
    assert model.get_query_embedding("Redis") == pytest.approx(plain.embed(["Redis"])[0].tolist())
    np.testing.assert_allclose(model.get_text_embedding_batch(["a", "b"]), plain.embed(["a", "b"]), rtol=1e-6)


async def _ask(model):
    return await model.aget_query_embedding("Redis")


def test_the_embedding_model_serves_asynchronously():
    """In a thread of its own: a browser test in the same run leaves an event loop in this one."""
    with ThreadPoolExecutor() as pool:
        found = pool.submit(asyncio.run, _ask(AskmeEmbedding(HashEmbedder()))).result()
    assert len(found) == 64


def test_the_retriever_serves_llamaindex(settings):
    passage = built(settings).passages[0]

    class One:
        def retrieve(self, query, profile_ids, /):
            assert (query, profile_ids) == ("who?", ("ada",))
            return [Hit(passage=passage, score=0.5, dense=0.4, lexical=1.0, adapted=0.4)]

    (found,) = AskmeRetriever(One(), ["ada"]).retrieve(QueryBundle("who?"))
    assert found.score == 0.5
    assert found.node == passage_node(passage)


@pytest.mark.parametrize("name", ["lasting", "forgetful", "chroma_in_memory"])
def test_another_vector_store_answers(settings, name):
    settings = settings.model_copy(update={"vector_store": f"outside_stores:{name}"})
    built(settings)
    index = open_index(settings)
    everyone, bob = index.view(["ada", "bob"]), index.view(["bob"])
    for at, passage in enumerate(bob.passages):
        scores = bob.dense(bob.vectors[at])
        assert scores[at] == pytest.approx(1)
        assert scores.max() == scores[at], passage
    assert everyone.dense(everyone.vectors[0]).argmax() == 0
    assert check(settings) == []
    assert not (Layout(settings.index).folder(index.generation) / "chroma").exists()
    assert state(settings, weights="hash-1").fresh
    chroma_setting = settings.model_copy(update={"vector_store": "chroma"})
    assert "vector_store" in state(chroma_setting, weights="hash-1").reason
    with pytest.raises(IndexError_, match="vector_store"):
        chroma_vector_store(settings)


def test_rows_of_old_generations_leave_the_other_store(settings):
    settings = settings.model_copy(update={"vector_store": "outside_stores:lasting"})
    outside_stores.LASTING.clear()
    for number in range(4):
        change(settings, "people", f"people {number}")
        index = built(settings)
    assert len(outside_stores.LASTING.data.embedding_dict) == 2 * len(index.passages)
    assert check(settings) == []


def test_the_store_decides_what_is_near(settings, monkeypatch):
    from askme.index.nodes import OutsideStore

    settings = settings.model_copy(update={"vector_store": "outside_stores:lasting"})
    index = built(settings)
    whole = OutsideStore.nearest
    monkeypatch.setattr(
        OutsideStore, "nearest", lambda *arguments: [*whole(*arguments)[:2], "a row of another generation"]
    )
    scores = index.view(["ada", "bob"]).dense(index.vectors[3])
    assert np.count_nonzero(scores > -1) == 2
    assert scores[3] == pytest.approx(1)


def test_a_store_that_fails_while_it_is_filled_changes_nothing(settings):
    first = built(settings)
    with pytest.raises(IndexError_, match="no server"):
        built(settings.model_copy(update={"vector_store": "outside_stores:refusing"}))
    assert open_index(settings) == first


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("nonsense", "nonsense"),
        ("no_such_module:store", "No module named"),
        ("outside_stores:nothing", "nothing"),
        ("outside_stores:no_store", "returned str"),
        ("outside_stores:failing", "no server"),
    ],
)
def test_a_store_that_cannot_be_had_is_said_plainly(path, told):
    with pytest.raises(SettingsError, match=told):
        load_store(path)


def test_a_store_beside_the_settings_file_is_found(tmp_path, monkeypatch):
    (tmp_path / "my_own_store.py").write_text("from outside_stores import forgetful\n")
    monkeypatch.chdir(tmp_path)
    assert load_store("my_own_store:forgetful")
