"""A small corpus and builds of it, in this process and in others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from askme.embedding.hashing import HashEmbedder
from askme.index import Index, build
from askme.settings import Settings
from askme.text import tokens

ADA = """# Ada Lovelace

## Experience

### Analytical Engines Ltd (1842 - 1843)
- Wrote the first program, for the Bernoulli numbers.
- Corresponded with Charles Babbage about Redis caching.

## Skills
- Mathematics
- French
"""
BOB = """# Bob Builder

## Projects

### Bridge
- Built a bridge of steel over the river.
- Led a team of 12 people.
"""


def corpus(root: Path) -> Settings:
    """Settings over a corpus of two people beneath `root`."""
    (root / "corpus").mkdir(parents=True)
    (root / "corpus" / "ada.md").write_text(ADA, "utf-8")
    (root / "corpus" / "bob.md").write_text(BOB, "utf-8")
    return Settings(corpus=root / "corpus", index=root / "index")


def built(settings: Settings, embedder: HashEmbedder | None = None) -> Index:
    embedder = embedder or HashEmbedder()
    return build(settings, lambda: embedder, tokens, weights=embedder.fingerprint)


def change(settings: Settings, old: str = "12 people", new: str = "13 people") -> None:
    file = settings.corpus / "bob.md"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


SCRIPT = """
import sys
from pathlib import Path
import bm25s, chromadb
from index_support import HashEmbedder, built
from askme.settings import Settings
settings = Settings(corpus=Path(sys.argv[1]), index=Path(sys.argv[2]))
print("ready", flush=True)
input()
print(built(settings).generation, flush=True)
"""


def builder(settings: Settings, **environment: str) -> subprocess.Popen[str]:
    """Another process, which builds when it gets a line on its standard input."""
    arguments = [sys.executable, "-c", SCRIPT, str(settings.corpus), str(settings.index)]
    process = subprocess.Popen(
        arguments, cwd=Path(__file__).parent, text=True, env=os.environ | environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def begin(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
