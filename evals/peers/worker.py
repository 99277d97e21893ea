"""One peer in its own process: reads pages and questions, writes what was retrieved and in how many seconds.

python -m evals.peers.worker MODULE:CLASS JOB.json RESULT.json
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from evals.peers.base import Page, Peer

NOT_INSTALLED = 3
"""Exit status: the peer's package is not there."""


def run(peer: str, job: dict[str, Any]) -> dict[str, Any]:
    """What the peer finds.

    :param peer: `module:class`
    :param job: `{"budget": n, "corpora": {name: [pages]}, "questions": [{"id", "corpus", "question", "profile"}]}`
    :returns: `{"built": seconds, "found": {id: {"seconds": s, "texts": [[source, text], ...]}}}`
    """
    module, _, made = peer.partition(":")
    kind = getattr(import_module(module), made)
    built, found = 0.0, {}
    for corpus, pages in job["corpora"].items():
        instance: Peer = kind()
        began = time.perf_counter()
        instance.build([Page(**page) for page in pages])
        built += time.perf_counter() - began
        instance.retrieve("What does this person work on now?", None, job["budget"])  # the first one loads things
        for row in job["questions"]:
            if row["corpus"] == corpus:
                began = time.perf_counter()
                hits = instance.retrieve(row["question"], row["profile"], job["budget"])
                seconds = time.perf_counter() - began
                found[row["id"]] = {"seconds": seconds, "texts": [[hit.source, hit.text] for hit in hits]}
    return {"built": built, "found": found}


def _versions(packages: list[str]) -> dict[str, str]:
    found = {}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def main(arguments: list[str]) -> int:
    peer, job_file, result_file = arguments
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    try:
        result = run(peer, job)
    except ModuleNotFoundError as error:
        print(f"{error.name} is not installed", file=sys.stderr)  # noqa: T201
        return NOT_INSTALLED
    result["versions"] = _versions(job["packages"])
    Path(result_file).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
