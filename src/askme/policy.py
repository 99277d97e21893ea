"""What an owner decides about each profile and each program that asks: tables of `askme.toml`."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator


class Table(BaseModel):
    """A table of the settings file: never changed, no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Visibility(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"
    """Only the command line and callers with a key that names the profile see it."""


class Private(StrEnum):
    """What counts as private data when it is found in a profile."""

    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    """Street and house number; a town alone is none."""
    IDENTITY = "identity"
    """Numbers that states and banks give to a person: passport, tax, social security, account."""


_PORTS = {"http": 80, "https": 443}
_ORIGIN = re.compile(
    r"(https?)://([a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?", re.IGNORECASE | re.ASCII
)


def origin(text: str) -> str:
    """The origin in the one spelling that is compared: scheme, host in lower case, a port unless it is the usual one.

    >>> origin("HTTPS://Ada.Example:443")
    'https://ada.example'
    >>> origin("https://ada.example/page")
    Traceback (most recent call last):
    ...
    ValueError: 'https://ada.example/page' is no origin; write https://host or https://host:port

    :raises ValueError: it is no origin of http or https
    """
    found = _ORIGIN.fullmatch(text)
    host = _host(found[2].lower()) if found else ""
    if found is None or not host or int(found[3] or 0) > 65535:
        letters = "" if text.isascii() else " (a name with other letters as punycode: xn--...)"
        raise ValueError(f"{text[:100]!r} is no origin; write https://host or https://host:port{letters}")
    scheme, port = found[1].lower(), found[3]
    return f"{scheme}://{host}" + ("" if port is None or int(port) == _PORTS[scheme] else f":{int(port)}")


def _host(text: str) -> str:
    """A host name as it is; an address of IPv6 in its one short spelling, empty if it is none."""
    if not text.startswith("["):
        return text
    try:
        return f"[{ipaddress.IPv6Address(text[1:-1])}]"
    except ValueError:
        return ""


Origin = Annotated[str, AfterValidator(origin)]


class ProfilePolicy(Table):
    """`[profiles.ID]`: who may ask about a person, from where, and what of their private data may be quoted."""

    visibility: Visibility = Visibility.PUBLIC
    origins: tuple[Origin, ...] = ()
    """Sites whose pages may hold the widget; the own host always may."""
    show: frozenset[Private] = frozenset()
    """Private data that may be quoted anywhere. What stands as contact is given to who asks for contact regardless."""


KEY_PREFIX = "askme_"
_KEY_BYTES = 32
_HASH = "sha256:"


def new_key() -> str:
    """A new API key: 256 random bits, so that its hash needs no salt and no slow function."""
    return KEY_PREFIX + secrets.token_urlsafe(_KEY_BYTES)


def key_hash(key: str) -> str:
    """What is kept of a key.

    >>> key_hash("askme_x")[:15]
    'sha256:3d7b738c'
    """
    return _HASH + hashlib.sha256(key.encode()).hexdigest()


def _is_hash(text: str) -> str:
    if re.fullmatch(r"sha256:[0-9a-f]{64}", text) is None:
        raise ValueError("it is no hash of a key; `askme key NAME` makes a key and prints the line to write here")
    return text


class KeyPolicy(Table):
    """`[keys.NAME]`: a program that asks server to server; made by `askme key NAME`, which shows the key once."""

    hash: Annotated[str, AfterValidator(_is_hash)]
    profiles: frozenset[str] | None = None
    """The profiles that it may ask about; without, all, private ones too."""

    @model_validator(mode="after")
    def _names_some(self) -> Self:
        if self.profiles is not None and not self.profiles:
            raise ValueError("profiles is empty: leave it out for all, or name some")
        return self
