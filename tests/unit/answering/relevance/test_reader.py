"""The network that reads gives what PyTorch gives, for any number of pieces, and is asked only of its own model."""

import numpy as np
import pytest

from askme.answering.relevance import Relevance, reader
from askme.answering.relevance.reader import HEADS, QUESTION, STATEMENT, Reader
from askme.answering.relevance.relevance import READER
from askme.embedding import Tokens
from askme.embedding.base import LAYERS
from askme.embedding.hashing import HashEmbedder

DIMENSION = 2 * HEADS
CHANCE = np.random.default_rng(7)


class Given:
    """An embedder that gives each text chance states, a piece a character."""

    def __init__(self) -> None:
        self.made: dict[str, Tokens] = {}

    def tokens(self, texts):
        return [self.made.setdefault(text, self._tokens(len(text))) for text in texts]

    def _tokens(self, pieces: int) -> Tokens:
        inside = CHANCE.normal(size=(LAYERS, pieces + 2, DIMENSION)).astype(np.float16)
        return Tokens(tuple(range(pieces)), tuple(range(1, pieces + 1)), np.zeros((pieces, DIMENSION)), inside)


@pytest.mark.parametrize(
    ("question", "statements"),
    [
        (5, [(9, 4)]),
        (1, [(1, 1), (12, 3), (30, 30)]),
        (QUESTION + 4, [(STATEMENT + 9, 6), (STATEMENT + 9, STATEMENT + 2), (3, 2)]),
    ],
    ids=["one", "several", "too long"],
)
def test_it_gives_what_pytorch_gives(tmp_path, question, statements):
    network = pytest.importorskip("learning.network")
    questions = pytest.importorskip("learning.questions")
    import torch

    embedder = Given()
    texts = [("x" * whole, own) for whole, own in statements]
    asked = questions.Asked(0, "y" * question, texts, (), np.zeros(0), np.zeros(len(texts)), True)
    torch.manual_seed(1)
    twin = network.Network(DIMENSION, 32).eval()
    network.write(tmp_path / "reader.npz", twin, "its-own", (0.5, 2.0, -1.0))
    read = Reader.read(tmp_path / "reader.npz")
    twin.load_state_dict({name: torch.from_numpy(values) for name, values in read.weights.items()})

    (expected,) = network.odds(twin, [asked], network.Pieces(embedder, [asked]))
    (words,) = embedder.tokens([asked.question])
    told = embedder.tokens([text for text, _ in texts])
    stated = [
        read.stated(one.inside, one.starts, len(text) - own) for (text, own), one in zip(texts, told, strict=True)
    ]
    np.testing.assert_allclose(read.logits(words.inside, stated), expected, atol=2e-3)
    trees = np.arange(len(stated), dtype=np.float32)
    np.testing.assert_allclose(read.blended(trees, expected), 0.5 * trees + 2 * expected - 1, atol=1e-4)
    assert read.fingerprint == "its-own"


def test_weights_are_kept_as_whole_numbers_without_much_loss():
    weights = CHANCE.normal(size=(6, 40)).astype(np.float32)
    weights[2] = 0
    kept, scale = reader.whole(weights)
    assert kept.dtype == np.int8
    assert np.abs(kept * scale - weights).max() <= np.abs(weights).max() / 254 + 1e-6


def test_a_question_and_a_statement_are_cut_on_different_sides():
    assert reader.first(4).tolist() == [0, 1, 2, 3]
    assert reader.first(QUESTION + 9).tolist() == [*range(QUESTION + 1), QUESTION + 8]
    assert reader.last(4).tolist() == [0, 1, 2, 3]
    assert reader.last(STATEMENT + 9).tolist() == [0, *range(8, STATEMENT + 9)]


def shipped() -> Reader:
    return Reader.read(READER)


def test_texts_without_pieces_are_read_too():
    marks = np.zeros((LAYERS, 2, 384), dtype=np.float16)
    found = shipped().logits(marks, [shipped().stated(marks, (), 0)])
    assert np.isfinite(found).all()


def test_a_statement_beside_others_is_read_as_it_is_alone():
    network, inside = shipped(), CHANCE.normal(size=(LAYERS, 9, 384)).astype(np.float16)
    stated = [
        network.stated(CHANCE.normal(size=(LAYERS, tokens, 384)).astype(np.float16), range(tokens - 2), 3)
        for tokens in (5, 40, 12)
    ]
    alone = [network.logits(inside, [one])[0] for one in stated]
    np.testing.assert_allclose(network.logits(inside, stated), alone, atol=1e-3)


def test_another_models_layers_are_not_read():
    assert Relevance(HashEmbedder(384))._reader is None
    assert Relevance(HashEmbedder(384, fingerprint=shipped().fingerprint))._reader is not None
