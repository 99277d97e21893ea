"""Learn how likely a statement answers a question: about two hours on two idle cores.

Each line of `training/relevance/*.jsonl` is an invented profile: statements with the headings above them, or a whole
page, and questions with the statements that answer them. `training/families/` adds ways to state and to ask for facts
of many kinds, put on further pages. Trees are grown over what askme measures of a candidate, and a
small network is trained to read the question together with it, which begins as the embedding model's last layers. Each
tenth person is held out: on their questions the result is measured. The trees, and the network when it goes on, learn
from the dev cases of the evals too.
Needs scikit-learn and torch, which sentence-transformers brings.
"""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path

import numpy as np
from learning import graphs, growing, network
from learning.families import families, mixed
from learning.questions import Asked, dev_cases, invented, people
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from askme.answering.relevance.relevance import READER, TREES
from askme.embedding import load_embedder, sentence
from askme.embedding.base import LAYERS
from askme.embedding.source import locate
from askme.settings import load

HELD_OUT = 10
BLEND = (0.6, 0.8, 0.3)
"""What the trees' log-odds count, what the network's do, and what is added: that of the weights which ship. See
docs/decisions/0010-reading-statements.md."""
CASES = 3
"""How often the dev cases are learned from where the network goes on."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--asked", type=Path, help="keep what was asked in this file, or take it from there (pickle)")
    options.add_argument(
        "--onward",
        type=int,
        metavar="N",
        help="go on with the network as it is: the last N people, as many questions of others, and the dev cases",
    )
    options.add_argument("--measure", action="store_true", help="write no weights")
    given = options.parse_args()
    everything, cases = _asked(given.asked)
    learned = [one for one in everything if (one.person + 1) % HELD_OUT]
    held_out = [one for one in everything if not (one.person + 1) % HELD_OUT]
    print(f"{len(everything)} questions, {sum(len(one.rows) for one in everything)} pairs; {len(held_out)} held out")

    embedder = load_embedder(load({})[0])
    pieces = network.Pieces(embedder, [*everything, *cases])
    trees = growing.grown([*learned, *cases])
    layers = sentence.load(locate("default"))[0].auto_model.encoder.layer[-LAYERS:]
    if given.onward:
        some = [*_latest(learned, given.onward), *CASES * cases]
        reads = network.trained(graphs.known(READER), some, pieces, _odds(trees, some), onward=True)
    else:
        reads = network.trained(network.begun(layers), learned, pieces, _odds(trees, learned))

    by_trees = _odds(trees, held_out)
    by_network = network.odds(reads, held_out, pieces)
    print("fitted, they would be blended by", _blend(by_trees, by_network, held_out))
    both = [BLEND[0] * one + BLEND[1] * other + BLEND[2] for one, other in zip(by_trees, by_network, strict=True)]
    for name, found in (("trees", by_trees), ("network", by_network), ("both", both)):
        print(f"{name}: {_measured(found, held_out)}")
    _thresholds(both, held_out)
    if not given.measure:
        growing.write(TREES, trees, everything[0].names)
        graphs.write(READER, reads, embedder.fingerprint, BLEND)
        print(*(f"wrote {file} ({file.stat().st_size:,} bytes)" for file in (TREES, READER)), sep="\n")


def _asked(kept: Path | None) -> tuple[list[Asked], list[Asked]]:
    if kept and kept.exists():
        return pickle.loads(kept.read_bytes())
    everybody = people()
    found = (list(invented([*mixed(families(), everybody), *everybody])), list(dev_cases()))
    if kept:
        kept.write_bytes(pickle.dumps(found))
    return found


def _latest(asked: list[Asked], people: int) -> list[Asked]:
    """The questions about the last people, and as many of the others."""
    begin = max(one.person for one in asked) + 1 - people
    others = [one for one in asked if one.person < begin]
    latest = [one for one in asked if one.person >= begin]
    drawn = np.random.default_rng(0).permutation(len(others))[: len(latest)]
    return [*(others[at] for at in drawn), *latest]


def _odds(trees: HistGradientBoostingClassifier, asked: list[Asked]) -> list[np.ndarray]:
    every = trees.decision_function(np.concatenate([one.rows for one in asked]))
    return np.split(every, np.cumsum([len(one.rows) for one in asked])[:-1])


def _blend(trees: list[np.ndarray], reads: list[np.ndarray], asked: list[Asked]) -> tuple[float, float, float]:
    pairs = np.column_stack([np.concatenate(trees), np.concatenate(reads)])
    model = LogisticRegression().fit(pairs, np.concatenate([one.labels for one in asked]))
    return float(model.coef_[0, 0]), float(model.coef_[0, 1]), float(model.intercept_[0])


def _measured(odds: list[np.ndarray], asked: list[Asked]) -> str:
    best = [one.max() for one in odds]
    first = [item.labels[one.argmax()] for one, item in zip(odds, asked, strict=True) if item.answerable]
    area = roc_auc_score([one.answerable for one in asked], best)
    pairs = roc_auc_score(np.concatenate([one.labels for one in asked]), np.concatenate(odds))
    return f"AUROC {area:.3f} for answerable, {pairs:.3f} for pairs; the first is right {np.mean(first):.3f}"


def _thresholds(odds: list[np.ndarray], asked: list[Asked]) -> None:
    best = 1 / (1 + np.exp(-np.array([one.max() for one in odds])))
    first = np.array([item.labels[one.argmax()] for one, item in zip(odds, asked, strict=True)], dtype=bool)
    answerable = np.array([one.answerable for one in asked])
    for threshold in np.arange(0.1, 0.6, 0.05):
        right = np.mean(first[answerable] & (best[answerable] >= threshold))
        print(f"  from {threshold:.2f}: right {right:.3f}, declined {np.mean(best[~answerable] < threshold):.3f}")


if __name__ == "__main__":
    main()
