"""Vectors moved to one another: by the matrices, kept in a file, and for one embedding model alone."""

from __future__ import annotations

import numpy as np
import pytest

from askme.embedding.base import unit
from askme.embedding.hashing import HashEmbedder
from askme.retrieval import hybrid
from askme.retrieval.adapter import ADAPTER, Adapter, shipped
from tests.unit.retrieval.test_hybrid import Index

DIMENSION = 32


@pytest.fixture
def random():
    return np.random.default_rng(0)


def made(random, fingerprint="a model", scale=0.3) -> Adapter:
    sides = (random.normal(0, scale, (DIMENSION, DIMENSION)).astype(np.float16) for _ in range(2))
    return Adapter(*sides, fingerprint)


def vectors(random, count):
    return unit(random.normal(size=(count, DIMENSION)).astype(np.float32))


def test_both_sides_are_moved_and_compared_by_their_cosine(random):
    adapter, question, statements = made(random), vectors(random, 1), vectors(random, 5)
    asked = unit(question + question @ adapter.questions.astype(np.float32))
    stated = unit(statements + statements @ adapter.statements.astype(np.float32))
    found = adapter.cosines(question[0], statements, adapter.lengths(statements))
    np.testing.assert_allclose(found, stated @ asked[0], atol=1e-5)


def test_matrices_of_zeros_leave_the_cosine_as_it_is(random):
    adapter, question, statements = made(random, scale=0), vectors(random, 1), vectors(random, 5)
    found = adapter.cosines(question[0], statements, adapter.lengths(statements))
    np.testing.assert_allclose(found, statements @ question[0], atol=1e-6)


def test_many_statements_are_measured_in_parts(random, monkeypatch):
    adapter, statements = made(random), vectors(random, 10)
    whole = adapter.lengths(statements)
    monkeypatch.setattr("askme.retrieval.adapter._AT_ONCE", 3)
    np.testing.assert_allclose(adapter.lengths(statements), whole, rtol=1e-6)


def test_an_empty_statement_is_near_to_nothing(random):
    adapter, nothing = made(random), np.zeros((1, DIMENSION), dtype=np.float32)
    assert adapter.cosines(vectors(random, 1)[0], nothing, adapter.lengths(nothing)).tolist() == [0]


def test_it_is_written_and_read(random, tmp_path):
    written = made(random)
    written.write(tmp_path / "adapter.npz")
    read = Adapter.read(tmp_path / "adapter.npz")
    np.testing.assert_array_equal(read.questions, written.questions)
    np.testing.assert_array_equal(read.statements, written.statements)
    assert read.fingerprint == "a model"


def test_the_one_that_ships_is_small_and_whole():
    adapter = shipped()
    assert adapter.questions.shape == adapter.statements.shape == (384, 384)
    assert np.isfinite(adapter.questions).all() and np.isfinite(adapter.statements).all()
    assert ADAPTER.stat().st_size < 1_000_000


# --- retrieving with it ---------------------------------------------------------------------------------------------

PEOPLE = {"ada": ("Baked bread.", "Ran Redis.")}


class Turning:
    """In the place of an adapter: the last statement is the nearest."""

    fingerprint = "hash"

    @staticmethod
    def lengths(statements):
        return np.ones(len(statements), dtype=np.float32)

    @staticmethod
    def cosines(question, statements, lengths):
        return np.linspace(0.1, 0.9, len(statements), dtype=np.float32)


def hits(monkeypatch, embedder):
    monkeypatch.setattr(hybrid, "shipped", lambda: Turning)
    index = Index(PEOPLE)
    return hybrid.HybridRetriever(lambda: index, embedder).retrieve("bread", ["ada"])


def test_what_lies_near_once_it_is_moved_comes_first(monkeypatch):
    first, second = hits(monkeypatch, HashEmbedder(512, fingerprint="hash"))
    assert (first.passage.text, first.adapted, first.dense) == ("Ran Redis.", pytest.approx(0.9), 0)
    assert (second.adapted, second.dense) == (pytest.approx(0.1), pytest.approx(0.7, abs=0.1))


def test_another_model_keeps_its_own_cosine(monkeypatch):
    (only,) = hits(monkeypatch, HashEmbedder(512, fingerprint="another"))
    assert only.passage.text == "Baked bread." and only.adapted == only.dense
