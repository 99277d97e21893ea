"""Learn to know plain questions again in other words: half a minute, mostly to embed them.

`training/wordings/*.jsonl` has wordings of ten plain questions, and near misses that ask for something else; the last
file, by an author of its own, is held out. Questions of `training/relevance/*.jsonl` in the same words are near misses,
too, except those that the wordings alone may take for a plain question. What comes out is
`src/askme/understanding/wordings.npz`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from learning.questions import DATA
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from askme.embedding import Embedder, load_embedder
from askme.settings import load
from askme.text import stems
from askme.understanding.people import PLACEHOLDER
from askme.understanding.rewording import LIKELY, NONE, PLAIN, WORDINGS, Wordings

TRAINING = DATA.parent / "wordings"
_DOUBTFUL = 0.3
"""From this probability on the wordings alone take such a question for a plain one."""
_STRENGTH = 100.0
"""Inverse of the regularisation (scikit-learn's `C`)."""
_NAME = re.compile(r"(?<=\s)(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?(?!(?:I|CV|HR|UK|US|USA|English|French)\b)[A-Z][a-z]+\b")
"""A name, but not at the beginning of a question."""
_AT_ONCE = 256
Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, default=WORDINGS, help="file that is written")
    given = options.parse_args()
    embedder = load_embedder(load({})[0])
    *learned, held_out = (_rows(file) for file in sorted(TRAINING.glob("*.jsonl")))
    wordings = _learned([row for rows in learned for row in rows], embedder)
    print(measured(wordings, held_out, embedder))
    wordings.write(given.out)
    print(f"wrote {given.out} ({given.out.stat().st_size:,} bytes)")


def _learned(rows: Sequence[tuple[str, str]], embedder: Embedder) -> Wordings:
    intents = (NONE, *PLAIN)
    rows = [*rows, *((intent, _NAME.sub(PLACEHOLDER, text)) for intent, text in rows if _NAME.search(text))]
    words = tuple(
        frozenset(stem for told, text in rows if told == intent for stem in stems(text)) | {PLACEHOLDER}
        for intent in intents
    )
    vectors = _embedded(embedder, [text for _, text in rows])
    labels = np.array([intents.index(intent) for intent, _ in rows])
    first = _fitted(intents, words, vectors, labels, embedder)
    beside = _embedded(embedder, [text for text in _questions() if first.known(text)])
    beside = beside[[first.chances(vector)[0] > 1 - _DOUBTFUL for vector in beside]]
    none = np.zeros(len(beside), dtype=int)
    return _fitted(intents, words, np.concatenate([vectors, beside]), np.concatenate([labels, none]), embedder)


def _fitted(
    intents: tuple[str, ...], words: tuple[frozenset[str], ...], vectors: Vectors, labels: Labels, embedder: Embedder
) -> Wordings:
    fitted = LogisticRegression(C=_STRENGTH, max_iter=3000).fit(vectors, labels)
    weights, bias = fitted.coef_.astype(np.float16), fitted.intercept_.astype(np.float32)
    return Wordings(intents, weights, bias, words, embedder.fingerprint)


def measured(wordings: Wordings, rows: Sequence[tuple[str, str]], embedder: Embedder) -> str:
    """How many wordings are known again, and how many near misses are taken for a plain question."""
    texts = [_NAME.sub(PLACEHOLDER, text) for _, text in rows]
    found = []
    for text, vector in zip(texts, _embedded(embedder, texts), strict=True):
        intent, chance = wordings.intent(vector)
        found.append(intent if chance >= LIKELY and intent in wordings.known(text) else NONE)
    plain = [told == got for (told, _), got in zip(rows, found, strict=True) if told != NONE]
    wrong = [got not in (NONE, told) for (told, _), got in zip(rows, found, strict=True) if told != NONE]
    missed = [got != NONE for (told, _), got in zip(rows, found, strict=True) if told == NONE]
    return (
        f"of {len(plain)} wordings {np.mean(plain):.1%} are known, {np.mean(wrong):.1%} taken for another; "
        f"of {len(missed)} near misses {np.mean(missed):.1%} are taken for one"
    )


def _rows(file: Path) -> list[tuple[str, str]]:
    told = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(row["intent"], row["q"]) for row in told]


def _questions() -> list[str]:
    """Those that stand alone."""
    people = (json.loads(line) for file in sorted(DATA.glob("*.jsonl")) for line in file.open(encoding="utf-8"))
    asked = {row["q"] for person in people for row in person["questions"] if not row.get("history")}
    return sorted(asked)


def _embedded(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    return np.concatenate([embedder.embed(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)])


if __name__ == "__main__":
    main()
