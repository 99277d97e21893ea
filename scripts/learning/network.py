"""The network of `askme.answering.relevance.comparison` as PyTorch trains it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from tqdm import tqdm

from askme.answering.relevance.comparison import COSINE, HEADS, QUESTION, STATEMENT
from askme.embedding import Embedder
from learning.questions import Asked

WIDTH, WITHIN = 96, 128
EPOCHS, BATCH, RATE, DECAY, DROPOUT = 4, 24, 1e-3, 0.05, 0.2
"""Passes over the questions, questions a step, the highest learning rate, AdamW's weight decay, and dropout."""
_FAR = -1e4

Batch = tuple[torch.Tensor, ...]


class Pieces:
    """The vectors of all texts, one after another."""

    def __init__(self, embedder: Embedder, asked: Sequence[Asked]) -> None:
        every = {text for one in asked for text in (one.question, *(text for text, _ in one.statements))}
        texts = sorted(every, key=lambda text: (len(text), text))  # those of a length are read together: less padding
        vectors, starts = [], []
        for at in tqdm(range(0, len(texts), 64), desc="reading", unit=" texts", unit_scale=64):
            for tokens in embedder.tokens(texts[at : at + 64]):
                vectors.append(tokens.vectors.astype(np.float16).astype(np.float32))
                starts.append(tokens.starts)
        self._number = {text: at for at, text in enumerate(texts)}
        self._lengths = np.array([len(one) for one in vectors])
        self._from = np.concatenate([[0], np.cumsum(self._lengths)])
        self._vectors = torch.from_numpy(np.concatenate(vectors))
        self._starts = np.concatenate(starts)

    def batch(self, asked: Sequence[Asked]) -> Batch:
        """Questions, which of their pieces are some; statements, the same, and which pieces are their own; and which
        question each statement is a candidate of."""
        questions, real, _ = self._padded([one.question for one in asked], QUESTION, last=False)
        pairs = [pair for one in asked for pair in one.statements]
        statements, stated, places = self._padded([text for text, _ in pairs], STATEMENT, last=True)
        begin = np.array([len(text) - own for text, own in pairs])
        own = torch.from_numpy(self._starts[places] >= begin[:, None]) & stated
        ends = stated.sum(1) - 1
        own[torch.arange(len(own)), ends] = True
        which = torch.from_numpy(np.repeat(np.arange(len(asked)), [len(one.statements) for one in asked]))
        return questions, real, statements, stated, own, which

    def _padded(self, texts: Sequence[str], most: int, *, last: bool) -> tuple[torch.Tensor, torch.Tensor, np.ndarray]:
        rows = np.array([self._number[text] for text in texts])
        kept = np.minimum(self._lengths[rows], most)
        first = self._from[rows] + (self._lengths[rows] - kept if last else 0)
        steps = np.arange(max(1, kept.max()))[None]
        real = steps < kept[:, None]
        places = np.where(real, first[:, None] + steps, 0)
        vectors = self._vectors[torch.from_numpy(places)] * torch.from_numpy(real)[..., None]
        real[:, 0] = True
        return vectors, torch.from_numpy(real), places


class Network(nn.Module):
    """The twin of `Comparison`, whose names its layers have."""

    def __init__(self, dimension: int) -> None:
        super().__init__()
        self.query, self.asked = nn.Linear(dimension, WIDTH), nn.Linear(dimension, WIDTH)
        self.key, self.stated = nn.Linear(dimension, WIDTH), nn.Linear(dimension, WIDTH)
        self.place = nn.Embedding(2, WIDTH)
        self.gate = nn.Linear(dimension, 1)
        self.compare, self.compared = nn.Linear(4 * WIDTH + 2, WITHIN), nn.Linear(WITHIN, WIDTH)
        self.tell, self.told = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(WIDTH, 1)
        self.drop = nn.Dropout(DROPOUT)

    def forward(
        self,
        questions: torch.Tensor,
        real: torch.Tensor,
        statements: torch.Tensor,
        stated: torch.Tensor,
        own: torch.Tensor,
        which: torch.Tensor,
    ) -> torch.Tensor:
        """:returns: log-odds `[statements]`"""
        cosines = torch.bmm(questions[which], statements.transpose(1, 2))
        near = [cosines.masked_fill(~kept[:, None], -1.0).max(-1).values for kept in (stated, own)]
        place = self.place(own.long())
        queries, keys = _by_head(self.query(questions)[which]), _by_head(self.key(statements) + place)
        looks = queries @ keys.transpose(-1, -2) / math.sqrt(WIDTH / HEADS) + COSINE * cosines[:, None]
        found = looks.masked_fill(~stated[:, None, None], _FAR).softmax(-1) @ _by_head(self.stated(statements) + place)
        found = found.transpose(1, 2).flatten(2)
        meant = self.asked(questions)[which]
        pairs = torch.cat([meant, found, meant * found, (meant - found).abs(), torch.stack(near, -1)], -1)
        compared = self.compared(self.drop(self.compare(pairs).relu())).relu()
        real = real[which]
        weights = self.gate(questions)[which].masked_fill(~real[..., None], _FAR).softmax(1)
        most = compared.masked_fill(~real[..., None], _FAR).max(1).values
        told = self.drop(torch.cat([(compared * weights).sum(1), most], -1))
        return self.told(self.drop(self.tell(told).relu())).squeeze(-1)


def _by_head(values: torch.Tensor) -> torch.Tensor:
    return values.view(*values.shape[:2], HEADS, -1).transpose(1, 2)


def trained(asked: Sequence[Asked], pieces: Pieces, dimension: int) -> Network:
    """Train on each pair of a question and a candidate, for whether it answers."""
    torch.manual_seed(0)
    order = np.random.default_rng(0)
    network = Network(dimension)
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    steps = math.ceil(len(asked) / BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * steps, pct_start=0.15)
    network.train()
    for epoch in range(EPOCHS):
        shuffled = order.permutation(len(asked))
        for at in tqdm(range(0, len(asked), BATCH), desc=f"epoch {epoch + 1} of {EPOCHS}"):
            some = [asked[place] for place in shuffled[at : at + BATCH]]
            labels = torch.from_numpy(np.concatenate([one.labels for one in some]))
            loss = nn.functional.binary_cross_entropy_with_logits(network(*pieces.batch(some)), labels)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return network.eval()


@torch.no_grad()
def odds(network: Network, asked: Sequence[Asked], pieces: Pieces) -> list[np.ndarray]:
    """For each question the log-odds of its candidates."""
    return [network(*pieces.batch([one])).numpy() for one in asked]


def write(file: Path, network: Network, fingerprint: str, blend: Sequence[float]) -> None:
    """:param blend: what the trees' log-odds count, what the network's do, and what is added"""
    held = {name: values.numpy().astype(np.float16) for name, values in network.state_dict().items()}
    held["place"] = held.pop("place.weight")
    np.savez_compressed(file, fingerprint=np.array(fingerprint), blend=np.array(blend, dtype=np.float32), **held)
