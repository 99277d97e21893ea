import logging

import numpy as np
import pytest

from askme.index.vectorcache import VectorCache, missing

ONE = np.array([1, 0], dtype=np.float32)
TWO = np.array([0, 1], dtype=np.float32)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "cache" / "embeddings.sqlite"


def test_vectors_are_known_again_by_model_and_text(file):
    with VectorCache(file) as cache:
        cache.store("m", {"a": ONE, "b": TWO})
    with VectorCache(file) as cache:
        found = cache.known("m", ["a", "b", "c"])
        assert {text: vector.tolist() for text, vector in found.items()} == {"a": [1, 0], "b": [0, 1]}
        assert cache.known("another", ["a"]) == {}


def test_more_texts_than_one_query_takes(file):
    texts = {f"text {number}": ONE for number in range(2300)}
    with VectorCache(file) as cache:
        cache.store("m", texts)
        assert len(cache.known("m", texts)) == 2300


def test_what_is_no_longer_said_is_forgotten(file):
    with VectorCache(file) as cache:
        cache.store("m", {"kept": ONE, "removed": TWO})
        cache.store("another", {"removed": TWO})
        cache.keep_only(["kept"])
        assert list(cache.known("m", ["kept", "removed"])) == ["kept"]
        assert cache.known("another", ["removed"]) == {}


@pytest.mark.parametrize("damage", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_damaged_file_is_set_aside_and_begun_anew(file, damage, caplog):
    file.parent.mkdir()
    file.write_bytes(damage)
    with caplog.at_level(logging.WARNING), VectorCache(file) as cache:
        cache.store("m", {"a": ONE})
        assert list(cache.known("m", ["a"])) == ["a"]
    assert file.with_suffix(".damaged").read_bytes() == damage
    assert "set aside" in caplog.text


def test_a_page_overwritten_in_the_middle_loses_no_more_than_the_cache(file):
    with VectorCache(file) as cache:
        cache.store("m", {f"text {number}": ONE for number in range(2000)})
    data = bytearray(file.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 5000] = b"\xee" * 5000
    file.write_bytes(data)
    with VectorCache(file) as cache:
        found = cache.known("m", ["text 1"])
        cache.store("m", {"text 1": ONE})
        assert all(vector.tolist() == [1, 0] for vector in found.values())


def test_a_vector_that_is_none_is_not_believed(file):
    with VectorCache(file) as cache:
        cache.store("m", {"zero": np.zeros(2, dtype=np.float32), "cut": ONE[:0]})
        assert cache.known("m", ["zero", "cut"]) == {}


def test_what_is_missing_is_asked_for_once_shortest_first():
    assert missing(["ccc", "a", "ccc", "bb"], {"a": ONE}) == ["bb", "ccc"]
