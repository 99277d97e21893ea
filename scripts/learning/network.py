"""The network of `askme.answering.relevance.reader` as PyTorch trains it; `learning.graphs` makes it what ships."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, gelu
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from askme.answering.relevance.reader import begins, first, last
from askme.embedding import Embedder
from askme.embedding.base import LAYERS
from learning.questions import Asked

EPOCHS, RATE, HEAD, DECAY = 2, 2e-4, 3, 0.01
"""Passes over the questions, the highest learning rate of the layers, how much higher that of what reads them off is,
and AdamW's weight decay."""
DROPPED, HIDDEN = 0.05, 0.05
"""Of what each layer adds, and of the tokens, how much is left out at random while it learns."""
ONWARD = 1.2e-4
"""The highest learning rate where a trained network goes on, in one pass."""
TOKENS = 8192
"""How many tokens a step takes, with what fills short ones up: some 140 pairs of a question and a statement."""
WARM = 0.03
"""Of all steps, while the learning rate rises; then it falls."""
CANDIDATES, ANSWERS = 4, 2
"""Statements that are learned from a question each time, and how many of them may answer."""
MEAN = 0.999
"""How much of the moving mean of the weights stays in each step; the mean is what comes out (Polyak and Juditsky, 1992,
"Acceleration of stochastic approximation by averaging")."""
NEIGHBOURS, ABOUT = 6400, 6
"""Questions among whose pairs those of a length come together, so that little is padded, and how many tokens more or
less are about the same length of a statement."""
_FAR = -1e4
HEADS, NORM, WITHIN = 12, 1e-12, 128
"""Heads of the embedding model's attention, what it adds to a variance before it divides, and how wide what reads the
layers off is."""


class Pair(NamedTuple):
    """A question and a statement."""

    question: int
    statement: int
    """Their rows among the texts."""
    own_from: int
    """Where the statement begins in its text, after what stands above it."""


class Padded(NamedTuple):
    """Texts as they go into the network."""

    tokens: torch.Tensor
    """`[texts, longest, dimension]`"""
    real: torch.Tensor
    """Which places hold anything, `[texts, longest]`."""

    @property
    def far(self) -> torch.Tensor:
        """What is added to what looks there, `[texts, 1, 1, longest]`."""
        return torch.where(self.real, 0.0, _FAR)[:, None, None]


class Batch(NamedTuple):
    """Pairs as they go into the network."""

    asked: Padded
    stated: Padded
    own: torch.Tensor
    """1 for each of a statement's tokens that is its own, 0 for what stands above it, `[pairs, longest]`."""


class Texts:
    """What the embedding model makes of texts within, one text after another."""

    def __init__(self, embedder: Embedder, texts: set[str], kept: Callable[[int], np.ndarray]) -> None:
        ordered = sorted(texts, key=lambda text: (len(text), text))  # those of a length are read together: less padding
        self._number = {text: at for at, text in enumerate(ordered)}
        inside: list[np.ndarray] = []
        self.starts: list[np.ndarray] = []
        for at in tqdm(range(0, len(ordered), 64), desc="reading", unit=" texts", unit_scale=64):
            for tokens in embedder.tokens(ordered[at : at + 64]):
                places = kept(len(tokens.inside))
                inside.append(tokens.inside[places])
                self.starts.append(begins(tokens.starts)[places])
        self.lengths = np.array([len(one) for one in inside])
        self._from = np.concatenate([[0], np.cumsum(self.lengths)])
        self._inside = np.concatenate(inside)

    def row(self, text: str) -> int:
        return self._number[text]

    def padded(self, rows: Sequence[int]) -> Padded:
        lengths = self.lengths[rows]
        real = np.arange(lengths.max())[None] < lengths[:, None]
        tokens = np.zeros((*real.shape, self._inside.shape[1]), dtype=np.float16)
        for at, row in enumerate(rows):
            tokens[at, : lengths[at]] = self._inside[self._from[row] : self._from[row + 1]]
        return Padded(torch.from_numpy(tokens).float(), torch.from_numpy(real))


class Pieces:
    """Questions and statements as they go into the network."""

    def __init__(self, embedder: Embedder, asked: Sequence[Asked]) -> None:
        self._questions = Texts(embedder, {one.question for one in asked}, first)
        self._statements = Texts(embedder, {text for one in asked for text, _ in one.statements}, last)

    def pairs(self, asked: Asked) -> list[Pair]:
        """A question with each of its candidates."""
        question = self._questions.row(asked.question)
        return [Pair(question, self._statements.row(text), len(text) - own) for text, own in asked.statements]

    def lengths(self, pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
        """How many tokens the question and the statement of each have."""
        asked = self._questions.lengths[[pair.question for pair in pairs]]
        return asked, self._statements.lengths[[pair.statement for pair in pairs]]

    def batch(self, pairs: Sequence[Pair]) -> Batch:
        asked = self._questions.padded([pair.question for pair in pairs])
        stated = self._statements.padded([pair.statement for pair in pairs])
        own = torch.zeros(stated.real.shape, dtype=torch.long)
        for at, (_, statement, own_from) in enumerate(pairs):
            starts = self._statements.starts[statement]
            own[at, : len(starts)] = torch.from_numpy(starts >= own_from)
        return Batch(asked, stated, own)


class Layer(nn.Module):
    """A layer of the embedding model."""

    def __init__(self, dimension: int, wide: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(dimension, dimension) for _ in range(3))
        self.seen, self.seen_norm = nn.Linear(dimension, dimension), nn.LayerNorm(dimension, NORM)
        self.wide, self.out = nn.Linear(dimension, wide), nn.Linear(wide, dimension)
        self.out_norm = nn.LayerNorm(dimension, NORM)
        self.dropped = nn.Dropout(DROPPED)

    def told(self, x: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        """:param seen: what its tokens have seen"""
        x = self.seen_norm(x + self.dropped(seen))
        return self.out_norm(x + self.dropped(self.out(gelu(self.wide(x), approximate="tanh"))))


class Asking(Layer):
    """A layer of the question, in which it looks at the statement, too."""

    def __init__(self, dimension: int, wide: int) -> None:
        super().__init__(dimension, wide)
        self.place, self.placed = (nn.Parameter(torch.zeros(2, dimension)) for _ in range(2))
        """What a statement's own tokens, and what those above it, are told apart by, as keys and as values."""

    def forward(self, asked: Padded, stated: Padded, own: torch.Tensor) -> Padded:
        x, y = asked.tokens, stated.tokens
        keys = [_by_head(self.key(x)), _by_head(self.key(y) + self.place[own])]
        values = [_by_head(self.value(x)), _by_head(self.value(y) + self.placed[own])]
        seen = _seen(self.query(x), torch.cat(keys, 2), torch.cat(values, 2), torch.cat([asked.far, stated.far], -1))
        return Padded(self.told(x, self.seen(seen)), asked.real)


class Stating(Layer):
    """A layer of the statement, in which it looks at the question, too: not at all in the beginning."""

    def __init__(self, dimension: int, wide: int) -> None:
        super().__init__(dimension, wide)
        self.asked_key, self.asked_value, self.asked_seen = (nn.Linear(dimension, dimension) for _ in range(3))
        nn.init.zeros_(self.asked_seen.weight)
        nn.init.zeros_(self.asked_seen.bias)

    def forward(self, asked: Padded, stated: Padded) -> Padded:
        x, y = asked.tokens, stated.tokens
        query = self.query(y)
        seen = self.seen(_seen(query, _by_head(self.key(y)), _by_head(self.value(y)), stated.far))
        across = _seen(query, _by_head(self.asked_key(x)), _by_head(self.asked_value(x)), asked.far)
        return Padded(self.told(y, seen + self.asked_seen(across)), stated.real)


class Network(nn.Module):
    """What `Reader` reads with."""

    def __init__(self, dimension: int, wide: int) -> None:
        super().__init__()
        self.asking = nn.ModuleList(Asking(dimension, wide) for _ in range(LAYERS))
        self.stating = nn.ModuleList(Stating(dimension, wide) for _ in range(LAYERS - 1))
        """One less: what the last one would tell of the statement nobody reads."""
        self.tell, self.told = nn.Linear(3 * dimension, WITHIN), nn.Linear(WITHIN, 1)

    def forward(self, batch: Batch) -> torch.Tensor:
        """:returns: log-odds `[pairs]`"""
        asked, stated, own = batch
        for at, asking in enumerate(self.asking):
            further = asking(asked, stated, own)
            if at < len(self.stating):
                stated = self.stating[at](asked, stated)
            asked = further
        x, real = asked.tokens, asked.real[..., None]
        mean = (x * real).sum(1) / real.sum(1)
        most = x.masked_fill(~real, _FAR).max(1).values
        told = torch.cat([x[:, 0], mean, most], -1)
        return self.told(self.tell(told).relu()).squeeze(-1)


def _by_head(x: torch.Tensor) -> torch.Tensor:
    """`[texts, heads, tokens, dimension / heads]`"""
    return x.view(*x.shape[:2], HEADS, -1).transpose(1, 2)


def _seen(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, far: torch.Tensor) -> torch.Tensor:
    """What the tokens see of those looked at, `[texts, tokens, dimension]`; here faster than PyTorch's own function."""
    looks = _by_head(query) @ key.transpose(2, 3) * key.shape[-1] ** -0.5 + far
    return (looks.softmax(-1) @ value).transpose(1, 2).flatten(2)


def begun(layers: Sequence[nn.Module]) -> Network:
    """:param layers: the embedding model's last ones, as BERT has them, with which the network begins"""
    torch.manual_seed(0)
    network = Network(*layers[0].intermediate.dense.weight.shape[::-1])
    # Copied apart: a layer that both streams begin with goes different ways.
    asking, stating = copy.deepcopy(list(layers)), copy.deepcopy(list(layers[:-1]))
    for mine, its in zip([*network.asking, *network.stating], [*asking, *stating], strict=True):
        mine.query, mine.key, mine.value = (getattr(its.attention.self, part) for part in ("query", "key", "value"))
        mine.seen, mine.seen_norm = its.attention.output.dense, its.attention.output.LayerNorm
        mine.wide, mine.out, mine.out_norm = its.intermediate.dense, its.output.dense, its.output.LayerNorm
    for mine in network.stating:
        mine.asked_key, mine.asked_value = copy.deepcopy(mine.key), copy.deepcopy(mine.value)
    return network


def trained(
    network: Network, asked: Sequence[Asked], pieces: Pieces, likely: Sequence[np.ndarray], *, onward: bool = False
) -> Network:
    """Train on pairs of a question and a candidate, for whether it answers.

    :param likely: for each question how likely its candidates seem so far: what does not answer is learned from the
        more often, the likelier it seems
    :param onward: whether the network has learned before
    """
    epochs, rate = (1, ONWARD) if onward else (EPOCHS, RATE)
    told = [at for at, one in enumerate(asked) if one.labels.any() or not one.answerable]  # others a heading answers
    asked, likely = [asked[at] for at in told], [likely[at] for at in told]
    torch.manual_seed(0)
    order = np.random.default_rng(0)
    steps = [some for _ in range(epochs) for some in _batches(asked, pieces, likely, order)]
    layers = [*network.asking.parameters(), *network.stating.parameters()]
    head = [*network.tell.parameters(), *network.told.parameters()]
    groups = [{"params": layers}, {"params": head}]
    optimizer = torch.optim.AdamW(groups, rate, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [rate, HEAD * rate], total_steps=len(steps), pct_start=WARM, anneal_strategy="linear"
    )
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(MEAN))
    network.train()
    for pairs, labels in tqdm(steps, desc="learning", unit=" steps"):
        with _halved():
            found = network(_hiding(pieces.batch(pairs)))
        loss = binary_cross_entropy_with_logits(found.float(), torch.from_numpy(labels))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        mean.update_parameters(network)
    return mean.module.eval()


def _hiding(batch: Batch) -> Batch:
    """Without some tokens of each text, never the first."""

    def some(texts: Padded) -> Padded:
        kept = torch.rand(texts.real.shape) >= HIDDEN
        kept[:, 0] = True
        return Padded(texts.tokens, texts.real & kept)

    return Batch(some(batch.asked), some(batch.stated), batch.own)


def _halved() -> torch.autocast:
    """Products in bfloat16 where the processor has them, which is several times faster and learns as well."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported())


def _batches(
    asked: Sequence[Asked], pieces: Pieces, likely: Sequence[np.ndarray], order: np.random.Generator
) -> Iterator[tuple[list[Pair], np.ndarray]]:
    """A pass over the questions: pairs in random order, those of about a length together, and what is to be found."""
    shuffled = order.permutation(len(asked))
    for begin in range(0, len(asked), NEIGHBOURS):
        pairs, labels = [], []
        for place in shuffled[begin : begin + NEIGHBOURS]:
            every, taken = pieces.pairs(asked[place]), _taken(asked[place].labels, likely[place], order)
            pairs += [every[at] for at in taken]
            labels += [asked[place].labels[at] for at in taken]
        some = [*_filled(*pieces.lengths(pairs))]
        for at in order.permutation(len(some)):
            yield [pairs[place] for place in some[at]], np.array([labels[place] for place in some[at]], np.float32)


def _filled(asked: np.ndarray, stated: np.ndarray) -> Iterator[list[int]]:
    """Places of pairs of about a length, as many at a time as come to `TOKENS`.

    :param asked, stated: how many tokens they have"""
    some: list[int] = []
    longest = np.zeros(2, dtype=int)
    for place in np.lexsort((asked, stated // ABOUT)):
        longer = np.maximum(longest, (asked[place], stated[place]))
        if some and (len(some) + 1) * longer.sum() > TOKENS:
            yield some
            some, longer = [], np.array((asked[place], stated[place]))
        some.append(int(place))
        longest = longer
    yield some


def _taken(labels: np.ndarray, likely: np.ndarray, order: np.random.Generator) -> list[int]:
    answers = order.permutation(np.flatnonzero(labels > 0))[:ANSWERS]
    others = np.flatnonzero(labels == 0)
    rank = np.argsort(np.argsort(-likely))[others]
    count = min(CANDIDATES - len(answers), len(others))
    chances = 1 / (1.5 + rank)
    drawn = order.choice(others, count, replace=False, p=chances / chances.sum()) if count > 0 else others[:0]
    return [*answers, *drawn]


@torch.no_grad()
def odds(network: Network, asked: Sequence[Asked], pieces: Pieces) -> list[np.ndarray]:
    """For each question the log-odds of its candidates."""
    network.eval()
    return [network(pieces.batch(pieces.pairs(one))).numpy() for one in asked]
