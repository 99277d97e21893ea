"""Under which names the server answers, and from which sites it may be asked."""

from __future__ import annotations

import ipaddress
import re

from askme.policy import origin
from askme.settings import Settings
from askme.web.problems import Kind, Problem
from askme.web.proxies import without_port

_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?", re.ASCII)
_OWN = ("localhost", "127.0.0.1", "[::1]")


class Hosts:
    """The names that the server answers to.

    A page elsewhere can make a browser ask this machine by letting its own name point here (DNS rebinding); then the
    `Host` header still holds that name.
    """

    def __init__(self, settings: Settings) -> None:
        public = () if settings.public_url is None else (without_port(settings.public_url.partition("://")[2]),)
        listening = f"[{settings.host}]" if ":" in settings.host else settings.host.lower()
        self._any = not (settings.hosts or public or _is_loopback(settings.host))
        self._known = frozenset((*settings.hosts, *public, listening, *_OWN))

    def check(self, host: str) -> None:
        """:raises Problem: the server does not answer to this name"""
        if _WELL_FORMED.fullmatch(host) and (self._any or without_port(host) in self._known):
            return
        line = f"This server does not answer to {host[:100]!r}. Its owner can add the name to the setting hosts."
        raise Problem(Kind.HOST, line)


class Origins:
    """The sites on whose pages somebody may be asked about."""

    def __init__(self, settings: Settings) -> None:
        self._public = settings.public_url
        self._named = frozenset(site for policy in settings.profiles.values() for site in policy.origins)

    def foreign(self, given: list[str], host: str) -> str:
        """The foreign site that a request comes from; empty for the server's own pages and for programs.

        A browser writes an origin in one way alone (lower case, no usual port), so any other spelling is a forgery.

        :param given: values of the `Origin` header
        :param host: name and port under which the server was asked
        :raises Problem: no profile allows the site
        """
        if not given:
            return ""
        site = given[0]
        if len(given) == 1 and site in {self._public, _serialized(f"http://{host}"), _serialized(f"https://{host}")}:
            return ""
        if len(given) == 1 and site in self._named:
            return site
        told = site if len(given) == 1 and _serialized(site) == site else "This origin"
        raise Problem(
            Kind.ORIGIN,
            f"{told[:200]} may not ask here. The owner of a profile can allow a site in its setting origins.",
        )


def _serialized(text: str) -> str | None:
    try:
        return origin(text)
    except ValueError:
        return None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host.lower() == "localhost"
