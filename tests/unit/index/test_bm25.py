import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askme.index import bm25

ROWS = [["redis", "cache", "redis"], ["kafka", "queue"], [], ["redis", "queue", "cache", "go"]]
TOKENS = st.lists(st.sampled_from(["redis", "cache", "kafka", "queue", "go", "unknown", ""]), max_size=6)


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bm25")
    bm25.write(folder, ROWS)
    return bm25.read(folder, len(ROWS))


@given(tokens=TOKENS)
def test_scores_are_those_of_bm25s(scores, tokens):
    expected = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    expected.index(ROWS, show_progress=False)
    known = [token for token in tokens if token and token != "unknown"]
    wanted = expected.get_scores(known) if known else np.zeros(len(ROWS))
    np.testing.assert_allclose(scores.scores(tokens), wanted, rtol=1e-5)


@given(tokens=TOKENS, rows=st.lists(st.integers(0, 3), unique=True).map(sorted))
def test_restricted_scores_are_the_same_rows_scores(scores, tokens, rows):
    part = scores.restricted(np.array(rows, dtype=np.intp))
    np.testing.assert_array_equal(part.scores(tokens), scores.scores(tokens)[rows])
    assert len(part.data) == sum(len(set(ROWS[row])) for row in rows), "no cell of another row is left"


def test_a_passage_without_words_counts_as_such(scores):
    assert scores.worded() == 3


def test_a_corpus_without_words_scores_nothing(tmp_path):
    bm25.write(tmp_path, [[], []])
    assert bm25.read(tmp_path, 2).scores(["redis", ""]).tolist() == [0, 0]
