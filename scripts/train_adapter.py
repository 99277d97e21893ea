"""Learn to move the vectors of questions and statements to one another: a quarter of an hour, mostly to embed them.

Each question of `training/relevance/*.jsonl` that stands alone is put beside all statements of its person; a softmax
over these is trained to choose the ones that answer. What comes out is `src/askme/retrieval/adapter.npz`. The people of
98.jsonl and the last ones of 99.jsonl are held out: on their questions it is measured how often an answer is among the
nearest few. Needs torch, which sentence-transformers brings.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from learning.adapting import COUNTED, Asked, found_among, trained
from learning.questions import DATA, asked_alone, people

from askme.embedding import load_embedder
from askme.retrieval.adapter import ADAPTER, Adapter
from askme.settings import load

HELD_OUT = "98.jsonl"
LAST = 24
"""People at the end of the data who are held out, too."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--asked", type=Path, help="keep the vectors in this file, or take them from there (pickle)")
    options.add_argument("--measure", action="store_true", help="write no weights")
    given = options.parse_args()
    learned, held_out = _asked(given.asked)
    torch.manual_seed(0)
    bridge = trained(learned)
    embedder = load_embedder(load({})[0])
    adapter = Adapter(*(side.astype(np.float16) for side in bridge.matrices()), embedder.fingerprint)
    for name, used in (("as they are", None), ("moved", adapter)):
        shares = found_among(held_out, used)
        print(f"{name}:", *(f"among {count} {share:.3f}" for count, share in zip(COUNTED, shares, strict=True)))
    if not given.measure:
        adapter.write(ADAPTER)
        print(f"wrote {ADAPTER} ({ADAPTER.stat().st_size:,} bytes)")


def _asked(kept: Path | None) -> tuple[Sequence[Asked], Sequence[Asked]]:
    if kept and kept.exists():
        return pickle.loads(kept.read_bytes())
    learned, held_out = _sides()
    found = (list(_vectors(learned)), list(_vectors(held_out)))
    if kept:
        kept.write_bytes(pickle.dumps(found))
    return found


def _sides() -> tuple[list[dict], list[dict]]:
    """Those to learn from, and those held out."""
    everybody = people()
    apart = people(DATA / HELD_OUT)
    held_out = [*apart, *everybody[-LAST:]]
    return [person for person in everybody[:-LAST] if person not in apart], held_out


def _vectors(everybody: list[dict]) -> Iterator[Asked]:
    for statements, questions, answers in asked_alone(everybody):
        yield Asked(statements.astype(np.float16), questions.astype(np.float16), answers)


if __name__ == "__main__":
    main()
