"""Words of a question set beside a statement, with vectors by hash: the same word is at 1, another at about 0."""

import numpy as np

from askme.answering.relevance.alignment import AskedWords, ReadStatement, nearest
from askme.embedding import Tokens
from askme.embedding.hashing import HashEmbedder

MODEL = HashEmbedder(4096)


def asked(text: str) -> AskedWords:
    return AskedWords.of(text, MODEL.tokens([text])[0])


def read(trail: str, own: str) -> ReadStatement:
    text = f"{trail}: {own}"
    return ReadStatement.of(MODEL.tokens([text])[0], len(text) - len(own))


def test_words_that_only_ask_are_left_out():
    assert asked("How many people did she lead in Oslo?").stems == ("peopl", "lead", "oslo")


def test_the_focus_is_the_first_telling_word_after_the_asking():
    question = asked("In Oslo, which of the wards did she lead?")
    assert question.focus is not None
    assert question.stems[question.focus] == "ward"


def test_without_an_asking_word_there_is_no_focus():
    assert asked("Did she lead a ward?").focus is None


def near(question: AskedWords, statement: ReadStatement, *, own: bool) -> list[float]:
    return [float(cosine) for cosine in nearest(question, [statement])[own][0]]


def test_a_word_is_as_near_as_its_nearest_piece():
    found = near(asked("Oslo ward boats"), read("Oslo", "Ran a ward"), own=False)
    np.testing.assert_allclose(found, [1, 1, 0], atol=1e-3)


def test_the_trail_is_not_the_statements_own():
    found = near(asked("Oslo ward"), read("Oslo", "Ran a ward"), own=True)
    np.testing.assert_allclose(found, [0, 1], atol=1e-3)


def test_pieces_of_one_word_are_averaged():
    vectors = np.eye(2, dtype=np.float32)
    question = AskedWords.of("teapot", Tokens((0, 3), (3, 6), vectors))
    assert question.stems == ("teapot",)
    np.testing.assert_allclose(near(question, ReadStatement(vectors[:1].astype(np.float16), 0), own=False), [0.5])


def test_each_statement_has_a_row_of_its_own():
    whole, own = nearest(asked("Oslo ward"), [read("Oslo", "Ran a ward"), read("Bergen", ""), read("Ward", "In Oslo")])
    np.testing.assert_allclose(whole, [[1, 1], [0, 0], [1, 1]], atol=1e-3)
    np.testing.assert_allclose(own, [[0, 1], [0, 0], [1, 0]], atol=1e-3)


def test_nothing_is_near_to_nothing():
    assert near(asked("Who was it?"), read("Oslo", "Ran a ward"), own=False) == []
    assert near(asked("ward"), read("Oslo", ""), own=True) == [0]
    assert near(asked("ward"), ReadStatement(np.zeros((0, 4096), np.float16), 0), own=False) == [0]
    assert not read("Oslo", "").mean.any()
