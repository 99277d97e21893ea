"""How much may be asked: by one address or key, and about one profile (the `limits` package, kept in memory)."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Iterable

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from askme.errors import SettingsError
from askme.settings import Settings
from askme.web.callers import Caller
from askme.web.problems import Kind, Problem


class Limits:
    """Counts questions.

    :raises SettingsError: a limit in the settings cannot be read
    """

    def __init__(self, settings: Settings) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._by_caller = _parsed("rate_per_address", settings.rate_per_address)
        self._by_profile = _parsed("rate_per_profile", settings.rate_per_profile)

    def take(self, caller: Caller, profile_id: str | None) -> None:
        """Count one question.

        :raises Problem: it is one too many; says when to ask again
        """
        whose = f"key {caller.key}" if caller.key else f"address {network(caller.address)}"
        self._take(self._by_caller, whose, "from one address")
        if profile_id is not None:
            self._take(self._by_profile, f"profile {profile_id}", "about one profile")

    def _take(self, items: Iterable[RateLimitItem], whose: str, told: str) -> None:
        for item in items:
            if not self._window.hit(item, whose):
                wait = max(1, math.ceil(self._window.get_window_stats(item, whose).reset_time - time.time()))
                line = f"{item.amount} questions in {item.get_expiry()} seconds are the most {told}."
                raise Problem(Kind.TOO_MANY, f"{line} Ask again in {wait} seconds.", retry_after=wait)


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


def _parsed(name: str, text: str) -> list[RateLimitItem]:
    try:
        return parse_many(text)
    except ValueError:
        raise SettingsError(
            f"setting {name} = {text!r} cannot be used: write it as 60/minute or 5/second;60/minute."
        ) from None
