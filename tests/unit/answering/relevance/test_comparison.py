"""The network that compares gives what PyTorch gives, for any number of pieces, and is asked only of its own model."""

import numpy as np
import pytest

from askme.answering.relevance import Relevance
from askme.answering.relevance.comparison import QUESTION, STATEMENT, AskedPieces, Comparison
from askme.answering.relevance.relevance import COMPARISON
from askme.embedding import Tokens
from askme.embedding.base import unit
from askme.embedding.hashing import HashEmbedder

DIMENSION = 24
CHANCE = np.random.default_rng(7)


def vectors(pieces: int) -> np.ndarray:
    found = unit(CHANCE.normal(size=(pieces, DIMENSION)).astype(np.float32)) if pieces else np.zeros((0, DIMENSION))
    return found.astype(np.float16).astype(np.float32)


class Given:
    """An embedder that gives each text the vectors that were made for it, a piece a character."""

    def __init__(self, **texts: int) -> None:
        self.made = {"x" * length: vectors(length) for length in texts.values()}

    def tokens(self, texts):
        places = [(tuple(range(len(text))), tuple(range(1, len(text) + 1))) for text in texts]
        return [Tokens(starts, ends, self.made[text]) for (starts, ends), text in zip(places, texts, strict=True)]


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

    lengths = {f"t{at}": length for at, length in enumerate([question, *(whole for whole, _ in statements)])}
    embedder = Given(**lengths)
    asked = questions.Asked(
        0, "x" * question, [("x" * whole, own) for whole, own in statements], (), np.zeros(0), np.zeros(0), True
    )
    torch.manual_seed(1)
    twin = network.Network(DIMENSION).eval()
    twin.load_state_dict({name: value.half().float() for name, value in twin.state_dict().items()})
    network.write(tmp_path / "comparison.npz", twin, "its-own", (0.5, 2.0, -1.0))

    comparison = Comparison.read(tmp_path / "comparison.npz")
    words = comparison.asked(embedder.made["x" * question])
    stated = [
        comparison.stated(embedder.made["x" * whole].astype(np.float16), whole - own) for whole, own in statements
    ]
    (expected,) = network.odds(twin, [asked], network.Pieces(embedder, [asked]))
    np.testing.assert_allclose(comparison.logits(words, stated), expected, atol=2e-3)
    trees = np.arange(len(stated), dtype=np.float32)
    np.testing.assert_allclose(comparison.blended(trees, words, stated), 0.5 * trees + 2 * expected - 1, atol=5e-3)
    assert comparison.fingerprint == "its-own"


def shipped() -> Comparison:
    return Comparison.read(COMPARISON)


def test_texts_without_pieces_are_compared_too():
    nothing = np.zeros((0, 384), dtype=np.float32)
    asked = shipped().asked(nothing)
    assert isinstance(asked, AskedPieces)
    found = shipped().logits(asked, [shipped().stated(nothing.astype(np.float16), 0)])
    assert np.isfinite(found).all()


def test_another_models_vectors_are_not_compared():
    assert Relevance(HashEmbedder(384))._comparison is None
    assert Relevance(HashEmbedder(384, fingerprint=shipped().fingerprint))._comparison is not None
