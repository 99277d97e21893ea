"""How many whole answers a second: questions arrive on schedule, whether or not the server keeps up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass

from loading.client import Client, Failed
from loading.figures import percentile
from loading.server import Server

MOST_MS = 250.0
"""A rate holds while 95 of 100 answers have come within this time of when they were due to be asked for."""


@dataclass(frozen=True)
class Run:
    """One rate, tried for a while."""

    rate: float
    seconds: float
    latencies: tuple[float, ...]
    """Of each answer, in ms, from the moment at which its question was due, not from when it could be sent."""
    errors: int
    server_cpu: float
    """Seconds of one core."""
    client_cpu: float
    wall: float
    """Seconds until the last answer."""

    @property
    def p95(self) -> float:
        return percentile(self.latencies, 95)

    @property
    def holds(self) -> bool:
        """95 of 100 in time, and at the end no queue: the last answers come as early as the first."""
        half = len(self.latencies) // 2
        grown = percentile(self.latencies[half:], 50) > 3 * max(20.0, percentile(self.latencies[:half], 50))
        return not self.errors and self.p95 <= MOST_MS and not grown


async def at_rate(server: Server, rate: float, seconds: float, questions: Iterator[str]) -> Run:
    """Ask `rate` questions a second, evenly spaced, for so long; wait for all answers."""
    client, latencies, errors = Client(server.port), [0.0] * int(rate * seconds), 0

    async def one(number: int, due: float, question: str) -> None:
        nonlocal errors
        try:
            await client.ask(question)
        except Failed:
            errors += 1
        latencies[number] = (time.perf_counter() - due) * 1000

    cpu, own, began = server.cpu_seconds(), time.process_time(), time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for number in range(len(latencies)):
            due = began + number / rate
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            tasks.create_task(one(number, due, next(questions)))
    client.close()
    used, own_used, wall = server.cpu_seconds() - cpu, time.process_time() - own, time.perf_counter() - began
    return Run(rate, seconds, tuple(latencies), errors, used, own_used, wall)


async def in_turn(server: Server, count: int, questions: Iterator[str], clients: int = 8) -> float:
    """Ask `count` questions, each client its next when its last is answered; questions a second.

    :raises Failed: one was not answered
    """
    client, left, began = Client(server.port), iter(range(count)), time.perf_counter()

    async def visitor() -> None:
        for _ in left:
            await client.ask(next(questions))

    async with asyncio.TaskGroup() as tasks:
        for _ in range(clients):
            tasks.create_task(visitor())
    client.close()
    return count / (time.perf_counter() - began)


async def highest(server: Server, target: float, questions: Iterator[str], seconds: float, trial: float) -> Run:
    """The highest rate that holds for `seconds`, at most `target`; when none does, the lowest that was tried.

    Visitors who wait for their answers show what there can be at most; below that the rate is bisected with runs of
    `trial` seconds, each repeated once when it fails. What they say is tried for `seconds`: lower and lower until it
    holds, or higher and higher until it does not.
    """
    most = await in_turn(server, 400, questions)
    print(f"8 visitors who wait for each answer: {most:.1f}/s")
    low, high = (target, target) if most > target else (most / 3, most)
    while high - low > 0.06 * high:
        rate = (low + high) / 2
        tried = await _tried(server, rate, questions, trial)
        if not tried.holds:
            tried = await _tried(server, rate, questions, trial)
        low, high = (rate, high) if tried.holds else (low, rate)
    run = await _tried(server, low, questions, seconds)
    while not run.holds and run.rate > 1:
        run = await _tried(server, run.rate * 0.94, questions, seconds)
    while run.holds and run.rate < target:
        higher = await _tried(server, min(target, run.rate * 1.08), questions, seconds)
        if not higher.holds:
            break
        run = higher
    return run


async def _tried(server: Server, rate: float, questions: Iterator[str], seconds: float) -> Run:
    run = await at_rate(server, rate, seconds, questions)
    verdict = "holds" if run.holds else "does not hold"
    print(
        f"{rate:.1f}/s for {seconds:g} s: p50 {percentile(run.latencies, 50):.0f} ms, p95 {run.p95:.0f} ms, {verdict}"
    )
    return run
