"""How much may be asked: by one address or key, and about one profile (the `limits` package, kept in memory)."""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from limits import RateLimitItem, parse_many
from limits.strategies import MovingWindowRateLimiter

from askme.settings import Settings
from askme.web.callers import Caller
from askme.web.problems import Kind, Problem
from askme.web.recent import Recent

LOOKS = 10
"""Searches and reads that may be made for each question that may be asked."""


class Limits:
    """Counts questions, and apart from them searches and reads. Called from several threads."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._window = MovingWindowRateLimiter(Recent(clock=clock))
        self._by_caller = parse_many(settings.rate_per_address)
        self._by_profile = parse_many(settings.rate_per_profile)
        self._lock = threading.Lock()
        self._looks = [type(item)(item.amount * LOOKS, item.multiples, "LOOKS") for item in self._by_caller]

    def take(self, caller: Caller, profile_id: str | None) -> None:
        """Count one question.

        :raises Problem: it is one too many; says when to ask again
        """
        counted = [_Counted(item, _whose(caller), f"from one {_kind(caller)}") for item in self._by_caller]
        if profile_id is not None:
            counted += [_Counted(item, f"profile {profile_id}", "about one profile") for item in self._by_profile]
        self._take(counted, "questions")

    def look(self, caller: Caller) -> None:
        """Count one search or one document read: cheaper than a question, so more of them are let in.

        :raises Problem: it is one too many
        """
        self._take([_Counted(item, _whose(caller), f"from one {_kind(caller)}") for item in self._looks], "requests")

    def _take(self, counted: Sequence[_Counted], what: str) -> None:
        """Count under all limits, or under none: then the one that holds for longest is told."""
        with self._lock:
            full = [one for one in counted if not self._window.test(one.item, one.whose)]
            if not full:
                for one in counted:
                    self._window.hit(one.item, one.whose)
                return
            wait, one = max(((self._wait(one), one) for one in full), key=lambda pair: pair[0])
        line = f"{one.item.amount} {what} {_period(one.item)} are the most {one.told}."
        raise Problem(Kind.TOO_MANY, f"{line} Ask again in {wait} seconds.", retry_after=wait)

    def _wait(self, one: _Counted) -> int:
        return max(1, math.ceil(self._window.get_window_stats(one.item, one.whose).reset_time - self._clock()))


@dataclass(frozen=True)
class _Counted:
    """One limit that a request falls under."""

    item: RateLimitItem
    whose: str
    told: str


def _whose(caller: Caller) -> str:
    return f"key {caller.key}" if caller.key else f"address {network(caller.address)}"


def _kind(caller: Caller) -> str:
    return "key" if caller.key else "address"


def _period(item: RateLimitItem) -> str:
    """In words: `a minute`, `in 5 minutes`."""
    name = item.GRANULARITY.name
    article = "an" if name == "hour" else "a"
    return f"{article} {name}" if item.multiples == 1 else f"in {item.multiples} {name}s"


def network(address: str) -> str:
    """What is counted as one address: of IPv6 the network of 64 bits, which is what one household gets.

    >>> network("2001:db8::17"), network("::ffff:10.0.0.1"), network("10.0.0.1")
    ('2001:db8::/64', '10.0.0.1', '10.0.0.1')
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
