"""What an owner decides about each profile and each program that asks: tables of `askme.toml`."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


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
_ORIGIN = re.compile(r"(https?)://([a-z0-9-]+(?:\.[a-z0-9-]+)*\.?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?", re.IGNORECASE)


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
    if found is None:
        raise ValueError(f"{text[:100]!r} is no origin; write https://host or https://host:port")
    scheme, host, port = found[1].lower(), found[2].lower(), found[3]
    return f"{scheme}://{host}" + ("" if port is None or int(port) == _PORTS[scheme] else f":{int(port)}")


Origin = Annotated[str, AfterValidator(origin)]


class ProfilePolicy(Table):
    """`[profiles.ID]`: who may ask about a person, from where, and what of their private data may be quoted."""

    visibility: Visibility = Visibility.PUBLIC
    origins: tuple[Origin, ...] = ()
    """Sites whose pages may hold the widget; the own host always may."""
    show: frozenset[Private] = frozenset()
    """Private data that may be quoted anywhere. What stands as contact is given to who asks for contact regardless."""


class KeyPolicy(Table):
    """`[keys.NAME]`: a program that asks server to server; made by `askme key NAME`, which shows the key once."""

    hash: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    profiles: frozenset[str] | None = None
    """The profiles that it may ask about; without, all, private ones too."""

    @model_validator(mode="after")
    def _names_some(self) -> Self:
        if self.profiles is not None and not self.profiles:
            raise ValueError("profiles is empty: leave it out for all, or name some")
        return self
