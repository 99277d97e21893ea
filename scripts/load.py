"""Measure a running askme under load against its targets: `make load`.

`askme serve` runs as a process of its own over a copy of `corpus/`, with the default settings but for the limits, which
would send one address away. This process asks, over loopback, on the same cores. Measure on a quiet machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from loading.client import Client, Failed
from loading.figures import Figure, percentile, shown
from loading.questions import shuffled, unheard
from loading.server import Server
from loading.sustained import MOST_MS, Run, highest, in_turn

SEED = 4
LEFT = 'askme_questions_total{outcome="left",surface="api"}'
TARGET = 100.0
"""Questions a second."""


async def streams(server: Server, questions: Iterator[str], count: int) -> list[Figure]:
    """Many streamed answers, all asked for at once."""
    client = Client(server.port)
    done = await asyncio.gather(
        *(client.stream(question) for question in islice(questions, count)), return_exceptions=True
    )
    failed = [one for one in done if isinstance(one, BaseException)]
    for one in failed[:3]:
        print(f"a stream failed: {one!r}")
    streamed = [one for one in done if not isinstance(one, BaseException)]
    first, whole = [one.first for one in streamed], [one.whole for one in streamed]
    name = f"{count} streams at once"
    return [
        Figure(f"{name}: errors", len(failed), most=0),
        Figure(f"{name}: first event, p50", percentile(first, 50), "s"),
        Figure(f"{name}: first event, p95", percentile(first, 95), "s", most=2),
        Figure(f"{name}: whole answer, p50", percentile(whole, 50), "s"),
        Figure(f"{name}: whole answer, p95", percentile(whole, 95), "s"),
    ]


async def sustained(server: Server, questions: Iterator[str], seconds: float, trial: float) -> list[Figure]:
    """The highest rate of whole answers that holds."""
    run = await highest(server, TARGET, questions, seconds, trial)
    name = "whole answers"
    return [
        Figure(f"{name}: highest rate that holds for {seconds:g} s", run.rate if run.holds else 0, "/s", least=TARGET),
        Figure(f"{name} at that rate: p50", percentile(run.latencies, 50), "ms"),
        Figure(f"{name} at that rate: p95", run.p95, "ms", most=MOST_MS),
        Figure(f"{name} at that rate: errors", run.errors, most=0),
        *_cores(run),
    ]


def _cores(run: Run) -> list[Figure]:
    name = "whole answers at that rate"
    return [
        Figure(f"{name}: the server computes", 100 * run.server_cpu / run.wall, "%"),
        Figure(f"{name}: the server computes for each", 1000 * run.server_cpu / max(1, len(run.latencies)), "ms"),
        Figure(f"{name}: the client computes", 100 * run.client_cpu / run.wall, "%"),
    ]


async def memory(server: Server, questions: Iterator[str], warm_up: int, count: int) -> list[Figure]:
    """What the server's memory grows by, once it is warm."""
    before = server.resident_mb()
    await in_turn(server, warm_up, questions)
    warm, began = server.resident_mb(), time.monotonic()
    rate = await in_turn(server, count, questions)
    after = server.resident_mb()
    print(f"{count} questions in {time.monotonic() - began:.0f} s, {rate:.1f}/s")
    return [
        Figure("resident memory before the first of these", before, "MB"),
        Figure(f"resident memory after {warm_up:,}", warm, "MB"),
        Figure(f"resident memory after {count:,} more", after, "MB"),
        Figure(f"growth over those {count:,}", after - warm, "MB", most=50),
    ]


async def leaving(server: Server, questions: Iterator[str], count: int) -> list[Figure]:
    """Clients that hang up: before the first event, after it, after the second, in turn; and who comes after them."""
    client = Client(server.port)
    left = (client.hang_up(question, at % 3) for at, question in enumerate(islice(questions, count)))
    gone = await asyncio.gather(*left, return_exceptions=True)
    began = time.perf_counter()
    at_work = 0.0
    while time.perf_counter() - began < 30:
        if not (at_work := await asyncio.to_thread(server.metric, "askme_questions_at_work")):
            break
        await asyncio.sleep(0.1)
    quiet = time.perf_counter() - began
    asked = time.perf_counter()
    answered = True
    try:
        await client.ask(next(questions))
    except Failed as error:
        print(f"the next question failed: {error!r}")
        answered = False
    return [
        Figure(f"{count} clients hang up: refused", sum(isinstance(one, BaseException) for one in gone), most=0),
        Figure("answers given up because of that", await asyncio.to_thread(server.metric, LEFT)),
        Figure("questions still at work afterwards", at_work, most=0),
        Figure("until nothing was at work", quiet, "s"),
        Figure("the next question: not answered", int(not answered), most=0),
        Figure("the next question", 1000 * (time.perf_counter() - asked), "ms"),
    ]


async def measured(server: Server, short: bool) -> list[Figure]:
    """All four, one after the other, on one server."""
    questions, new = shuffled(SEED), unheard(SEED)
    await in_turn(server, 50, questions)  # loads the model
    figures = await streams(server, questions, 50 if short else 200)
    figures += await sustained(server, questions, 15 if short else 60, 5 if short else 12)
    figures += await leaving(server, questions, 100 if short else 500)
    figures += await memory(server, new, 200 if short else 1_000, 1_000 if short else 20_000)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a running askme under load against its targets.")
    parser.add_argument("--short", action="store_true", help="everything smaller: some two minutes, not twenty")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a target is missed")
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory(prefix="askme-load-") as folder, Server(Path(folder)) as server:
        figures = asyncio.run(measured(server, options.short))
    print(f"\n{shown(figures)}")
    print(f"\nPython {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if options.strict and any(figure.missed for figure in figures):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
