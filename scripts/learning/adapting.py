"""The two matrices of `askme.retrieval.adapter`, as PyTorch trains them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from tqdm import tqdm

from askme.retrieval.adapter import Adapter

EPOCHS, RATE, DECAY = 8, 1e-3, 0.01
"""Passes over the people, the learning rate at the begin (it falls to nothing), AdamW's weight decay."""
SHARPNESS = 20.0
"""What a cosine counts in the softmax at first; it is learned, too."""
COUNTED = (1, 3, 9, 20)


class Asked(NamedTuple):
    """What was asked about one person."""

    statements: np.ndarray
    """Unit vectors `[statements, dimension]`."""
    questions: np.ndarray
    """Unit vectors `[questions, dimension]`."""
    answers: Sequence[np.ndarray]
    """Of each question, which statements answer it."""


class Bridge(nn.Module):
    """Both sides begin where they are."""

    def __init__(self, dimension: int) -> None:
        super().__init__()
        self.asked, self.stated = (nn.Linear(dimension, dimension, bias=False) for _ in range(2))
        nn.init.zeros_(self.asked.weight)
        nn.init.zeros_(self.stated.weight)
        self.sharpness = nn.Parameter(torch.tensor(SHARPNESS))

    def forward(self, questions: torch.Tensor, statements: torch.Tensor) -> torch.Tensor:
        """:returns: logits `[questions, statements]`"""
        sides = (questions + self.asked(questions), statements + self.stated(statements))
        asked, stated = (nn.functional.normalize(side, dim=-1) for side in sides)
        return self.sharpness * (asked @ stated.T)

    def matrices(self) -> tuple[np.ndarray, np.ndarray]:
        """Of questions and statements, to multiply from the right."""
        return self.asked.weight.detach().numpy().T, self.stated.weight.detach().numpy().T


def trained(people: Sequence[Asked]) -> Bridge:
    """One step a person: all their questions that have an answer, each over all their statements."""
    bridge = Bridge(people[0].statements.shape[1])
    optimiser = torch.optim.AdamW(bridge.parameters(), RATE, weight_decay=DECAY)
    steps = EPOCHS * len(people)
    slower = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    order = np.concatenate([np.random.default_rng(epoch).permutation(len(people)) for epoch in range(EPOCHS)])
    for at in tqdm(order, desc="learning", unit=" people"):
        if (loss := _loss(bridge, people[at])) is not None:
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        slower.step()
    return bridge


def _loss(bridge: Bridge, person: Asked) -> torch.Tensor | None:
    """How unlikely all answers of a question together are in the softmax."""
    answered = [at for at, answers in enumerate(person.answers) if len(answers)]
    if not answered:
        return None
    statements = torch.from_numpy(person.statements.astype(np.float32))
    right = torch.zeros(len(answered), len(statements), dtype=torch.bool)
    for row, at in enumerate(answered):
        right[row, person.answers[at]] = True
    logits = bridge(torch.from_numpy(person.questions[answered].astype(np.float32)), statements)
    return (logits.logsumexp(1) - logits.masked_fill(~right, -torch.inf).logsumexp(1)).mean()


def found_among(people: Sequence[Asked], adapter: Adapter | None) -> list[float]:
    """How often an answer is among the first so many (`COUNTED`) by the cosine alone."""
    places = [place for person in people for place in _places(person, adapter)]
    return [float(np.mean(np.array(places) < count)) for count in COUNTED]


def _places(person: Asked, adapter: Adapter | None) -> list[int]:
    """Of each question that has an answer, how many statements come before its first one."""
    questions, statements = (side.astype(np.float32) for side in (person.questions, person.statements))
    cosines = questions @ statements.T
    if adapter:
        cosines = np.stack([adapter.cosines(one, statements, adapter.lengths(statements)) for one in questions])
    order = np.argsort(-cosines, axis=1, kind="stable")
    return [
        int(np.flatnonzero(np.isin(row, answers))[0])
        for row, answers in zip(order, person.answers, strict=True)
        if len(answers)
    ]
