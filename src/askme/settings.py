"""Settings, read once: options beat environment (`ASKME_...`), which beats `askme.toml`, which beats defaults."""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, EnvSettingsSource, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableVariable

from askme.errors import SettingsError
from askme.policy import KeyPolicy, ProfilePolicy, Table
from askme.policy import Origin as SiteOrigin

FILE = Path("askme.toml")
PREFIX = "ASKME_"

MASK = "********"
"""What stands for a secret."""

_NOT_SETTINGS = {"ASKME_TEST_DATA"}
"""Variables of the same kind that are read elsewhere."""


def _listed(value: Any) -> Any:
    """A list as one writes it into a variable: `ask.example, www.ask.example`."""
    return re.split(r"[,\s]+", value.strip()) if isinstance(value, str) else value


def _host(name: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\]", name) is None:
        raise ValueError(f"{name[:100]!r} is no host name; write it without scheme and port: ask.example")
    return name.lower()


def _network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text, strict=False))
    except ValueError:
        raise ValueError(f"{text[:100]!r} is no address or network; write 10.0.0.1 or 10.0.0.0/8") from None


def _rate(text: str) -> str:
    from limits import parse_many  # only where a rate is set: it takes a tenth of a second

    try:
        items = parse_many(text)
    except ValueError:
        raise ValueError("write it as 60/minute or 5/second;60/minute") from None
    if any(not 0 < item.amount <= 1_000_000 for item in items):
        raise ValueError("the number must be from 1 to 1000000")
    return text


Rate = Annotated[str, AfterValidator(_rate)]
Hosts = Annotated[tuple[Annotated[str, AfterValidator(_host)], ...], NoDecode, BeforeValidator(_listed)]
Networks = Annotated[tuple[Annotated[str, AfterValidator(_network)], ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseSettings):
    """Everything that can be set. Environment variables are the names in capitals with `ASKME_` before them."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    corpus: Path = Field(Path("corpus"), description="Folder of profiles: a file or a folder for each person.")
    index: Path = Field(Path("index"), description="Folder of the built index.")
    model: str = Field(
        "default",
        min_length=1,
        description="Embedding model: `default` (all-MiniLM-L6-v2, installed with askme), or the name or folder of "
        "any sentence-transformers model.",
    )
    cache: Path | None = Field(None, description="Folder for exported models; empty: the user's cache folder.")
    vector_store: str = Field(
        "chroma",
        min_length=1,
        description="`chroma`, or `package.module:function` returning any LlamaIndex vector store.",
    )
    threads: int = Field(1, ge=1, le=64, description="Threads of the embedding model while answering.")
    max_file_mb: float = Field(
        10.0, gt=0, allow_inf_nan=False, description="A profile file above this size (MB) is reported and left out."
    )
    max_question_chars: int = Field(2000, ge=20, description="A longer question is refused.")
    host: str = Field("127.0.0.1", description="Address that `askme serve` listens on.")
    port: int = Field(7860, ge=0, le=65535, description="Port that `askme serve` listens on; 0 takes a free one.")

    public_url: SiteOrigin | None = Field(
        None, description="Address under which visitors reach the server, when a proxy stands before it: https://host."
    )
    hosts: Hosts = Field(
        (),
        description="Host names that the server answers to, besides that of `public_url` and `localhost`; empty: no "
        "others while it listens on loopback or has a `public_url`, any name otherwise.",
    )
    trusted_proxies: Networks = Field(
        (),
        description="Addresses or networks of proxies whose X-Forwarded-For, -Proto and -Host are believed; empty: "
        "nobody's.",
    )
    rate_per_address: Rate = Field(
        "60/minute", description="Questions that one address may ask; several limits are separated by `;`."
    )
    rate_per_profile: Rate = Field("1200/minute", description="Questions that may be asked about one profile.")
    at_once: int = Field(256, ge=1, description="Questions answered at the same time; a further one is sent away.")
    answer_seconds: float = Field(
        30.0, gt=0, allow_inf_nan=False, description="An answer that takes longer is given up."
    )
    conversation_minutes: float = Field(
        60.0, gt=0, allow_inf_nan=False, description="A conversation that rests for longer is forgotten."
    )
    log_requests: bool = Field(False, description="Whether each request gets a line in the log, without its text.")
    log_questions: bool = Field(False, description="Whether the log may hold the text of questions.")
    metrics: Literal["local", "public", "off"] = Field(
        "local", description="Who may read /metrics: this machine (or a key), anybody, nobody."
    )
    profiles: dict[str, ProfilePolicy] = Field(
        {}, description="A table for each person: `visibility`, `origins`, `show`."
    )
    keys: dict[str, KeyPolicy] = Field(
        {}, description="A table for each program that asks with a key: `hash`, `profiles`."
    )

    def policy(self, profile_id: str) -> ProfilePolicy:
        """What was decided about a profile."""
        return self.profiles.get(profile_id, ProfilePolicy())

    @field_validator("corpus", "index", "cache", mode="before")
    @classmethod
    def _path(cls, value: Any) -> Any:
        """An empty path would be the current folder; `~` is the home folder, as in a shell."""
        if not isinstance(value, str | Path):
            return value
        if not str(value).strip() or "\0" in str(value):
            raise ValueError("it names no folder")
        try:
            return Path(value).expanduser()
        except RuntimeError as error:
            raise ValueError(str(error)) from None

    @field_validator(
        "threads", "max_file_mb", "max_question_chars", "port", "at_once", "answer_seconds", "conversation_minutes",
        mode="before",
    )  # fmt: skip
    @classmethod
    def _number(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError("true and false are no numbers")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` hands over: it merges the sources itself, to know where each value is from."""
        return (init_settings,)


class Origin(str):
    """Where a setting's value is from, in words for `askme settings`."""


def load(options: Mapping[str, Any] | None = None, file: Path = FILE) -> tuple[Settings, dict[str, Origin]]:
    """The settings in force and where each is from. Options that are None count as not given.

    :raises SettingsError: a file that is no TOML, an unknown key, or a value that cannot be used.
    """
    values: dict[str, Any] = {}
    origins = {name: Origin("default") for name in Settings.model_fields}
    given = {name: value for name, value in (options or {}).items() if value is not None}
    for origin, layer in ((str(file), _from_file(file)), (PREFIX, _from_environment()), ("--", given)):
        for name, value in layer.items():
            if name not in Settings.model_fields:
                known = ", ".join(Settings.model_fields)
                raise SettingsError(f"{origin}: there is no setting {name!r}. Settings: {known}.")
            values[name] = value
            origins[name] = Origin({PREFIX: variable(name), "--": f"--{name}"}.get(origin, origin))
    try:
        return Settings(**values), origins
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SettingsError(f"{origins[name]}: {_complaint(first, values)}. It is: {meaning(name)}") from None


def _complaint(error: ErrorDetails, values: Mapping[str, Any]) -> str:
    """What is the matter with a value and where it stands; what may be a key or a hash is not repeated."""
    place = [str(step) for step in error["loc"]]
    where, reason = ".".join(place)[:200], error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        tables: dict[str, type[Table]] = {"profiles": ProfilePolicy, "keys": KeyPolicy}
        known = ", ".join(tables[place[0]].model_fields)
        return f"there is no setting {where}: {'.'.join(place[:2])} takes {known}"
    if error["type"] == "missing":
        return f"setting {where} is missing"
    value = error["input"] if len(place) > 1 else values[place[0]]
    return f"setting {where} = {_masked(place[0], value)} cannot be used: {reason}"


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"


def meaning(name: str) -> str:
    """What a setting is for."""
    return Settings.model_fields[name].description or ""


def strangers() -> list[str]:
    """Environment variables that look like settings and are none: misspelt, most likely."""
    known = {variable(name) for name in Settings.model_fields} | _NOT_SETTINGS
    return sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}. Mend or remove it.") from None


def _from_environment() -> dict[str, Any]:
    try:
        found = EnvSettingsSource(Settings)()
    except UnreadableVariable as error:
        raise SettingsError(f"The environment cannot be read: {error}. Mend or unset that variable.") from None
    return {name: value for name, value in found.items() if value != ""}


def _masked(name: str, value: object) -> str:
    """A value for a message; a secret stays one, even where it is wrong."""
    secret = name == "keys" or "Secret" in str(Settings.model_fields[name].annotation)
    return MASK if secret else repr(value)[:200]


def unknown_profiles(settings: Settings, ids: Collection[str]) -> list[str]:
    """Where the settings name a profile that nobody has: such a line protects no one. One line each."""
    named = [(f"profiles.{one}", one) for one in settings.profiles]
    named += [(f"keys.{key}.profiles", one) for key, policy in settings.keys.items() for one in policy.profiles or ()]
    known = ", ".join(sorted(ids)) or "none"
    return [
        f"setting {place} names the profile {one[:80]!r}, which nobody has. Profiles: {known}."
        for place, one in sorted(named)
        if one not in ids
    ]


def shown(settings: Settings) -> dict[str, str]:
    """Every value as text, secrets masked, empty where there is none."""
    values = {name: getattr(settings, name) for name in type(settings).model_fields}
    return {name: _text(value) for name, value in values.items()}


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case SecretStr():
            return MASK
        case Mapping():
            return "; ".join(f"{name}: {_text(one)}" for name, one in value.items())
        case ProfilePolicy() | KeyPolicy():
            return _row(value)
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _row(policy: ProfilePolicy | KeyPolicy) -> str:
    """A table on one line."""
    if isinstance(policy, KeyPolicy):
        return f"{'all profiles' if policy.profiles is None else ' '.join(sorted(policy.profiles))}, hash {MASK}"
    told = [policy.visibility.value]
    told += [f"from {' '.join(policy.origins)}"] if policy.origins else []
    told += [f"shows {' '.join(sorted(policy.show))}"] if policy.show else []
    return ", ".join(told)
