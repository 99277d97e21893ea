"""How a request reached the server: who sent it, and under which name. Only trusted proxies are believed.

Each proxy writes at the right end of `X-Forwarded-For` whom it heard from; everything further left is what a visitor
may have made up. So the address is the first from the right that is no trusted proxy's.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

from askme.settings import Settings
from askme.web.asgi import Scope, every

_HOPS = 20
"""Entries of X-Forwarded-For that are looked at."""
_FORWARDING = ("forwarded", "x-real-ip")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Arrival:
    """How one request reached the server."""

    address: str
    """Where it was sent from."""
    scheme: str
    host: str
    """Name and port as the visitor's browser knows them."""
    local: bool
    """It was sent on this machine, and through no proxy."""


class Proxies:
    """Those that stand before the server, as the owner says."""

    def __init__(self, settings: Settings) -> None:
        self._networks = [ipaddress.ip_network(one) for one in settings.trusted_proxies]
        self._public = tuple((settings.public_url or "").split("://"))
        self._hosts = frozenset(settings.hosts)

    def arrival(self, scope: Scope) -> Arrival:
        """How this request reached the server; what nobody trusted says of that counts for nothing."""
        peer = str((scope.get("client") or ("",))[0])
        trusted = self._trusts(_parsed(peer))
        host = self._host(scope, trusted)
        told = _last(scope, "x-forwarded-proto").lower() if trusted else ""
        scheme = told if told in ("http", "https") else self._scheme(host, str(scope.get("scheme", "http")))
        address = self._sender(peer, _last_hops(scope)) if trusted else peer
        return Arrival(address, scheme, host, self._is_local(peer, host, scope))

    def _is_local(self, peer: str, host: str, scope: Scope) -> bool:
        found, named = _parsed(peer), _parsed(host)
        here = without_port(host) == "localhost" or (named is not None and named.is_loopback)
        return found is not None and found.is_loopback and here and not forwarding(scope)

    def _host(self, scope: Scope, trusted: bool) -> str:
        given = (every(scope, "host") or [""])[-1]
        if not trusted:
            return given
        if told := _last(scope, "x-forwarded-host"):
            return told
        hidden = bool(forwarding(scope)) and without_port(given) not in self._hosts
        return self._public[1] if hidden and len(self._public) == 2 else given

    def _scheme(self, host: str, given: str) -> str:
        return self._public[0] if len(self._public) == 2 and host.lower() == self._public[1] else given

    def _sender(self, peer: str, hops: Iterable[str]) -> str:
        address = peer
        for hop in hops:
            found = _parsed(hop)
            if found is None:
                break
            address = str(found)
            if not self._trusts(found):
                break
        return address

    def _trusts(self, address: _Address | None) -> bool:
        return address is not None and any(address in network for network in self._networks)


def forwarding(scope: Scope) -> list[str]:
    """Names of the headers by which proxies (or whoever plays one) say whom they speak for."""
    names = [name.decode("latin-1").lower() for name, _ in scope["headers"]]
    return [name for name in names if name.startswith("x-forwarded-") or name in _FORWARDING]


def without_port(host: str) -> str:
    """The name in a `Host` header, in lower case.

    >>> without_port("Ask.Example:8080"), without_port("[::1]:80")
    ('ask.example', '[::1]')
    """
    return re.sub(r":\d{0,5}$", "", host, flags=re.ASCII).lower()


def _last(scope: Scope, name: str) -> str:
    return ",".join(every(scope, name)).rpartition(",")[2].strip()


def _last_hops(scope: Scope) -> list[str]:
    hops = ",".join(every(scope, "x-forwarded-for")).rsplit(",", _HOPS)[-_HOPS:]
    return [hop.strip() for hop in reversed(hops)]


def _parsed(text: str) -> _Address | None:
    """An address as peers, proxies and `Host` headers write it, with or without a port."""
    bare = re.sub(r"^\[(.*)\](:\d+)?$|^([\d.]+):\d+$", r"\1\3", text.strip()).partition("%")[0]
    try:
        found = ipaddress.ip_address(bare)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, ipaddress.IPv6Address) else found
