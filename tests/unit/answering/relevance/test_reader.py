"""The network that reads gives what PyTorch gives, for any number of pieces, and is asked only of its own model."""

import numpy as np
import pytest

from askme.answering.relevance import Relevance, reader
from askme.answering.relevance.alignment import ReadStatement
from askme.answering.relevance.reader import QUESTION, STATEMENT, Reader
from askme.answering.relevance.relevance import READER
from askme.embedding import Tokens
from askme.embedding.hashing import HashEmbedder

DIMENSION = 96
CHANCE = np.random.default_rng(7)


class Given:
    """An embedder that gives each text chance states, a piece a character."""

    def __init__(self) -> None:
        self.made: dict[str, Tokens] = {}

    def tokens(self, texts):
        return [self.made.setdefault(text, self._tokens(len(text))) for text in texts]

    def _tokens(self, pieces: int) -> Tokens:
        inside = CHANCE.normal(size=(pieces + 2, DIMENSION)).astype(np.float16)
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
    from learning import graphs, questions

    embedder = Given()
    texts = [("x" * whole, own) for whole, own in statements]
    asked = questions.Asked(0, "y" * question, texts, (), np.zeros(0), np.zeros(len(texts)), True)
    file = tmp_path / "reader.onnx"
    graphs.write(file, by_chance(network), "its-own", (0.5, 2.0, -1.0))
    read = Reader.read(file)

    (expected,) = network.odds(graphs.known(file), [asked], network.Pieces(embedder, [asked]))
    (words,) = embedder.tokens([asked.question])
    told = embedder.tokens([text for text, _ in texts])
    found = read.logits(
        words.inside, [ReadStatement.of(one, len(text) - own) for (text, own), one in zip(texts, told, strict=True)]
    )
    np.testing.assert_allclose(found, expected, atol=0.2)
    trees = np.arange(len(found), dtype=np.float32)
    np.testing.assert_allclose(read.blended(trees, expected), 0.5 * trees + 2 * expected - 1, atol=1e-4)
    assert read.fingerprint == "its-own"


def by_chance(network):
    """A network that tells statements well apart."""
    import torch

    torch.manual_seed(1)
    made = network.Network(DIMENSION, 128)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return made.eval()


def test_what_ships_can_be_learned_from(tmp_path):
    network = pytest.importorskip("learning.network")
    from learning import graphs

    graphs.write(tmp_path / "reader.onnx", by_chance(network), "its-own", (1.0, 1.0, 0.0))
    before, after = by_chance(network).state_dict(), graphs.known(tmp_path / "reader.onnx").state_dict()
    assert after.keys() == before.keys()
    for name, values in before.items():  # seven bits of the largest of a row
        assert (after[name] - values).abs().max() <= values.abs().max() / 126 + 1e-6, name


def test_a_question_and_a_statement_are_cut_on_different_sides():
    assert reader.first(4).tolist() == [0, 1, 2, 3]
    assert reader.first(QUESTION + 9).tolist() == [*range(QUESTION + 1), QUESTION + 8]
    assert reader.last(4).tolist() == [0, 1, 2, 3]
    assert reader.last(STATEMENT + 9).tolist() == [0, *range(8, STATEMENT + 9)]


def shipped() -> Reader:
    return Reader.read(READER)


def chance(pieces: int, own_from: int = 3) -> ReadStatement:
    inside = CHANCE.normal(size=(pieces + 2, 384)).astype(np.float16)
    return ReadStatement(np.zeros((pieces, 384), np.float16), 0, own_from, tuple(range(pieces)), inside)


def test_texts_without_pieces_are_read_too():
    nothing = chance(0)
    assert np.isfinite(shipped().logits(nothing.inside, [nothing])).all()


def test_a_statement_beside_others_is_read_nearly_as_it_is_alone():
    reader, asked = shipped(), chance(7)
    statements = [chance(pieces) for pieces in (3, 38, 10)]
    alone = [reader.logits(asked.inside, [one])[0] for one in statements]
    np.testing.assert_allclose(reader.logits(asked.inside, statements), alone, atol=0.5)
    assert np.ptp(alone) > 0.5


def test_another_models_layers_are_not_read():
    assert Relevance(HashEmbedder(384))._reader is None
    assert Relevance(HashEmbedder(384, fingerprint=shipped().fingerprint))._reader is not None
