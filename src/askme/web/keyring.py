"""API keys: which of the owner's keys a request brings."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from askme.policy import key_hash
from askme.settings import Settings
from askme.web.problems import Kind, Problem

ANONYMOUS = "anonymous"
"""Counts as no key: some clients must send one."""
_REMEDY = "Send 'Authorization: Bearer askme_...', or no key to ask about public profiles."


class Keyring:
    """The keys that the owner gave out, as hashes."""

    def __init__(self, settings: Settings) -> None:
        self._hashes = {name: policy.hash for name, policy in settings.keys.items()}

    def name(self, given: Sequence[str]) -> str:
        """The name of the key in the `Authorization` header; empty without one.

        `Basic` is for a proxy that stands before the server, never a key of ours.

        :raises Problem: it is no key that was given out
        """
        if not given or (len(given) == 1 and given[0].lower().startswith("basic ")):
            return ""
        scheme, _, key = given[0].strip().partition(" ")
        key = key.strip()
        if len(given) > 1 or scheme.lower() != "bearer" or not key:
            raise Problem(Kind.UNKNOWN_KEY, f"The Authorization header holds no key. {_REMEDY}")
        return "" if key == ANONYMOUS else self._known(key)

    def _known(self, key: str) -> str:
        hashed = key_hash(key)
        found = [name for name, known in self._hashes.items() if secrets.compare_digest(known, hashed)]
        if not found:
            raise Problem(Kind.UNKNOWN_KEY, f"No such key was given out, or it was taken back. {_REMEDY}")
        return found[0]
