"""Each peer asked in a process of the peers' environment; one that is not there is skipped, and said to be."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.cases import ROOT, Case
from evals.documents import read_people
from evals.peers.base import Found
from evals.peers.questions import asked, asked_about
from evals.peers.scoring import BUDGETS, Given
from evals.peers.worker import NOT_INSTALLED


@dataclass(frozen=True)
class Entry:
    """A peer in one of its setups."""

    name: str
    """As the table calls it."""
    made: str
    """`module:class`."""
    package: str
    """Whose version is reported."""


ENTRIES = (
    Entry("LlamaIndex, defaults", "evals.peers.llamaindex:Defaults", "llama-index-core"),
    Entry("LlamaIndex, lines", "evals.peers.llamaindex:Lines", "llama-index-core"),
    Entry("LlamaIndex, lines with headings", "evals.peers.llamaindex:HeadedLines", "llama-index-core"),
    Entry("Haystack, 200 words", "evals.peers.haystack:Defaults", "haystack-ai"),
    Entry("Haystack, lines", "evals.peers.haystack:Lines", "haystack-ai"),
    Entry("Haystack, lines with headings", "evals.peers.haystack:HeadedLines", "haystack-ai"),
    Entry("txtai, whole pages", "evals.peers.txtai:Defaults", "txtai"),
    Entry("txtai, lines", "evals.peers.txtai:Lines", "txtai"),
    Entry("txtai, lines with headings", "evals.peers.txtai:HeadedLines", "txtai"),
)


@dataclass(frozen=True)
class Result:
    """What a peer gave, or why it gave nothing."""

    entry: Entry
    given: tuple[Given, ...] = ()
    version: str = ""
    built: float = 0.0
    """Seconds to index all corpora."""
    skipped: str = ""
    """Why it could not be asked; empty when it was."""


def ask(entry: Entry, job: dict[str, Any], python: Path, threads: int = 1) -> Result:
    """Ask one peer.

    :param job: as `job_of` makes it
    :param python: the interpreter of the peers' environment
    """
    if not python.is_file():
        return Result(
            entry, skipped=f"no environment for peers at {python}; evals/peers/__init__.py says how to make it"
        )
    with TemporaryDirectory() as folder:
        asked_in, told_in = Path(folder, "job.json"), Path(folder, "result.json")
        asked_in.write_text(json.dumps({**job, "packages": [entry.package]}), encoding="utf-8")
        command = [str(python), "-m", "evals.peers.worker", entry.made, str(asked_in), str(told_in)]
        ended = subprocess.run(
            command, cwd=ROOT, env=_environment(threads), capture_output=True, text=True, check=False
        )
        if ended.returncode:
            last = (ended.stderr.strip().splitlines() or ["no message"])[-1]
            missing = ended.returncode == NOT_INSTALLED
            return Result(entry, skipped=last if missing else f"failed with status {ended.returncode}: {last}")
        return _result(entry, json.loads(told_in.read_text(encoding="utf-8")))


def _result(entry: Entry, told: dict[str, Any]) -> Result:
    given = tuple(
        Given(case, item["seconds"], tuple(Found(source, text) for source, text in item["texts"]))
        for case, item in told["found"].items()
    )
    return Result(entry, given, told["versions"][entry.package], told["built"])


def job_of(cases: Sequence[Case]) -> dict[str, Any]:
    """The pages and questions for the peers, and the most characters that are looked at."""
    people = {corpus: read_people(ROOT / corpus) for corpus in dict.fromkeys(case.corpus for case in cases)}
    return {
        "budget": max(BUDGETS),
        "corpora": {
            corpus: [
                {"profile": page.profile_id, "source": page.source, "text": page.text}
                for page in found.documents.values()
            ]
            for corpus, found in people.items()
        },
        "questions": [
            {
                "id": case.id,
                "corpus": case.corpus,
                "question": asked(case),
                "profile": asked_about(case, people[case.corpus].names),
            }
            for case in cases
        ],
    }


def _environment(threads: int) -> dict[str, str]:
    """No network, no telemetry, and as many threads as askme has."""
    return {
        **os.environ,
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "HAYSTACK_TELEMETRY_ENABLED": "False",
        "TOKENIZERS_PARALLELISM": "false",
        "OMP_NUM_THREADS": str(threads),
        "MKL_NUM_THREADS": str(threads),
    }
