"""The network of `askme.answering.relevance.reader` as PyTorch trains it; `learning.graphs` makes it what ships."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, gelu, scaled_dot_product_attention
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from askme.answering.relevance.reader import begins, first, last
from askme.embedding import Embedder
from askme.embedding.base import LAYERS
from learning.questions import Asked

EPOCHS, BATCH, RATE, HEAD_RATE, DECAY = 2, 32, 2e-4, 1e-3, 0.01
"""Passes over the questions, questions a step, the highest learning rates of the layers and of what reads them off, and
AdamW's weight decay. No dropout: the network does as well on profiles that it learned from as on others."""
CANDIDATES, ANSWERS = 4, 2
"""Statements that are learned from a question each time, and how many of them may answer."""
ONWARD = 1.5e-4
"""The highest learning rate where a trained network goes on, in one pass; three times that for what reads it off."""
MEAN = 0.999
"""How much of the moving mean of the weights stays in each step; the mean is what comes out (Polyak and Juditsky, 1992,
"Acceleration of stochastic approximation by averaging")."""
NEIGHBOURS = 100
"""Batches among whose questions those of a length come together: little is padded then."""
HEADS, NORM, WITHIN = 12, 1e-12, 128
"""Heads of the embedding model's attention, what it adds to a variance before it divides, and how wide what reads the
layers off is."""

Flat = tuple[torch.Tensor, torch.Tensor, torch.Tensor]
"""All tokens of all texts `[tokens, layers, dimension]`, their places where texts are padded, and which places hold
some `[texts, longest]`."""


class Texts:
    """What the embedding model makes of texts within, one text after another."""

    def __init__(self, embedder: Embedder, texts: set[str], layers: int, kept: Callable[[int], np.ndarray]) -> None:
        ordered = sorted(texts, key=lambda text: (len(text), text))  # those of a length are read together: less padding
        self._number = {text: at for at, text in enumerate(ordered)}
        inside: list[np.ndarray] = []
        self.starts: list[np.ndarray] = []
        for at in tqdm(range(0, len(ordered), 64), desc="reading", unit=" texts", unit_scale=64):
            for tokens in embedder.tokens(ordered[at : at + 64]):
                places = kept(tokens.inside.shape[1])
                inside.append(tokens.inside[:layers, places].transpose(1, 0, 2))
                self.starts.append(begins(tokens.starts)[places])
        self._lengths = np.array([len(one) for one in inside])
        self._from = np.concatenate([[0], np.cumsum(self._lengths)])
        self._inside = np.concatenate(inside)

    def rows(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([self._number[text] for text in texts])

    def flat(self, rows: np.ndarray) -> Flat:
        lengths = self._lengths[rows]
        steps = np.arange(lengths.max())[None]
        real = steps < lengths[:, None]
        found = self._inside[(self._from[rows][:, None] + steps)[real]].astype(np.float32)
        return torch.from_numpy(found), torch.from_numpy(np.flatnonzero(real)), torch.from_numpy(real)


class Pieces:
    """Questions and statements as they go into the network."""

    def __init__(self, embedder: Embedder, asked: Sequence[Asked]) -> None:
        self._questions = Texts(embedder, {one.question for one in asked}, 1, first)
        self._statements = Texts(embedder, {text for one in asked for text, _ in one.statements}, LAYERS, last)

    def batch(self, asked: Sequence[Asked], taken: Sequence[Sequence[int]]) -> tuple[Flat, Flat, torch.Tensor]:
        """Each question as often as it has candidates, these, and which of their tokens are their own.

        :param taken: for each question the candidates that are read
        """
        pairs = [one.statements[at] for one, places in zip(asked, taken, strict=True) for at in places]
        questions = self._questions.rows([one.question for one in asked])
        statements = self._statements.rows([text for text, _ in pairs])
        own = [
            self._statements.starts[row] >= len(text) - length
            for row, (text, length) in zip(statements, pairs, strict=True)
        ]
        return (
            self._questions.flat(np.repeat(questions, [len(places) for places in taken])),
            self._statements.flat(statements),
            torch.from_numpy(np.concatenate(own)),
        )


class Layer(nn.Module):
    """A layer of the embedding model in which the question looks at the statement, too."""

    def __init__(self, dimension: int, wide: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(dimension, dimension) for _ in range(3))
        self.seen, self.seen_norm = nn.Linear(dimension, dimension), nn.LayerNorm(dimension, NORM)
        self.wide, self.out = nn.Linear(dimension, wide), nn.Linear(wide, dimension)
        self.out_norm = nn.LayerNorm(dimension, NORM)
        self.place, self.placed = (nn.Parameter(torch.zeros(2, dimension)) for _ in range(2))

    def forward(self, asked: Flat, stated: Flat, own: torch.Tensor) -> torch.Tensor:
        """:returns: the question's tokens as they go into the next layer, flat"""
        (x, places, real), (y, others, there) = asked, stated
        keys = [_by_head(self.key(x), places, real), _by_head(self.key(y) + self.place[own], others, there)]
        values = [_by_head(self.value(x), places, real), _by_head(self.value(y) + self.placed[own], others, there)]
        seen = scaled_dot_product_attention(
            _by_head(self.query(x), places, real), torch.cat(keys, 2), torch.cat(values, 2),
            attn_mask=torch.cat([real, there], 1)[:, None, None],
        )  # fmt: skip
        x = self.seen_norm(x + self.seen(seen.transpose(1, 2).reshape(real.numel(), -1)[places]))
        return self.out_norm(x + self.out(gelu(self.wide(x), approximate="tanh")))


class Network(nn.Module):
    """What `Reader` reads with."""

    def __init__(self, dimension: int, wide: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(dimension, wide) for _ in range(LAYERS))
        self.tell, self.told = nn.Linear(3 * dimension, WITHIN), nn.Linear(WITHIN, 1)

    def forward(self, asked: Flat, stated: Flat, own: torch.Tensor) -> torch.Tensor:
        """:returns: log-odds `[statements]`"""
        (x, places, real), (y, others, there) = asked, stated
        x, own = x[:, 0], own.long()
        for at, layer in enumerate(self.layers):
            x = layer((x, places, real), (y[:, at], others, there), own)
        x = _padded(x, places, real)
        mean = x.sum(1) / real.sum(1, keepdim=True)
        most = x.masked_fill(~real[..., None], -1e4).max(1).values
        told = torch.cat([x[:, 0], mean, most], -1)
        return self.told(self.tell(told).relu()).squeeze(-1)


def begun(layers: Sequence[nn.Module]) -> Network:
    """:param layers: the embedding model's last ones, as BERT has them, with which the network begins"""
    torch.manual_seed(0)
    network = Network(*layers[0].intermediate.dense.weight.shape[::-1])
    for mine, its in zip(network.layers, copy.deepcopy(list(layers)), strict=True):
        mine.query, mine.key, mine.value = (getattr(its.attention.self, part) for part in ("query", "key", "value"))
        mine.seen, mine.seen_norm = its.attention.output.dense, its.attention.output.LayerNorm
        mine.wide, mine.out, mine.out_norm = its.intermediate.dense, its.output.dense, its.output.LayerNorm
    return network


def trained(
    network: Network, asked: Sequence[Asked], pieces: Pieces, likely: Sequence[np.ndarray], *, onward: bool = False
) -> Network:
    """Train on pairs of a question and a candidate, for whether it answers.

    :param likely: for each question how likely its candidates seem so far: what does not answer is learned from the
        more often, the likelier it seems
    :param onward: whether the network has learned before
    """
    epochs, rates = (1, [ONWARD, 3 * ONWARD]) if onward else (EPOCHS, [RATE, HEAD_RATE])
    torch.manual_seed(0)
    order = np.random.default_rng(0)
    head = [*network.tell.parameters(), *network.told.parameters()]
    groups = [{"params": network.layers.parameters()}, {"params": head}]
    optimizer = torch.optim.AdamW(groups, rates[0], weight_decay=DECAY)
    steps = epochs * math.ceil(len(asked) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rates, total_steps=steps, pct_start=0.06, anneal_strategy="linear"
    )
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(MEAN))
    network.train()
    for epoch in range(epochs):
        for some in tqdm(_batches(asked, order), desc=f"epoch {epoch + 1} of {epochs}"):
            taken = [_taken(asked[place].labels, likely[place], order) for place in some]
            labels = torch.from_numpy(
                np.concatenate([asked[place].labels[kept] for place, kept in zip(some, taken, strict=True)])
            )
            found = network(*pieces.batch([asked[place] for place in some], taken))
            loss = binary_cross_entropy_with_logits(found, labels)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            mean.update_parameters(network)
    return mean.module.eval()


def _batches(asked: Sequence[Asked], order: np.random.Generator) -> list[np.ndarray]:
    """Places of questions in random order, those of about a length together."""
    shuffled = order.permutation(len(asked))
    found: list[np.ndarray] = []
    for begin in range(0, len(asked), NEIGHBOURS * BATCH):
        near = shuffled[begin : begin + NEIGHBOURS * BATCH]
        near = near[np.argsort([len(asked[place].question) for place in near], kind="stable")]
        batches = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        found += [batches[at] for at in order.permutation(len(batches))]
    return found


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
    return [network(*pieces.batch([one], [range(len(one.labels))])).numpy() for one in asked]


def _padded(flat: torch.Tensor, places: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """`[texts, longest, dimension]`"""
    empty = flat.new_zeros(real.numel(), flat.shape[1])
    return empty.index_copy(0, places, flat).view(*real.shape, -1)


def _by_head(flat: torch.Tensor, places: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """`[texts, heads, longest, dimension / heads]`"""
    return _padded(flat, places, real).view(*real.shape, HEADS, -1).transpose(1, 2)
