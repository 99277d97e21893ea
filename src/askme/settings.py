"""Settings, read once: options beat environment (`ASKME_...`), which beats `askme.toml`, which beats defaults."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from askme.errors import SettingsError

FILE = Path("askme.toml")


class Settings(BaseSettings):
    """Everything that can be set. Environment variables are the names in capitals with `ASKME_` before them."""

    model_config = SettingsConfigDict(env_prefix="ASKME_", frozen=True, extra="forbid")

    corpus: Path = Field(Path("corpus"), description="Folder of profiles: a file or a folder for each person.")
    index: Path = Field(Path("index"), description="Folder of the built index.")
    model: str = Field(
        "default",
        description="Embedding model: `default` (all-MiniLM-L6-v2, installed with askme), or the name or folder of "
        "any sentence-transformers model.",
    )
    cache: Path | None = Field(None, description="Folder for exported models; empty: the user's cache folder.")
    vector_store: str = Field(
        "chroma",
        description="`chroma`, or `package.module:function` returning any LlamaIndex vector store.",
    )
    threads: int = Field(1, ge=1, le=64, description="Threads of the embedding model while answering.")
    max_file_mb: float = Field(10.0, gt=0, description="A profile file above this size (MB) is reported and left out.")
    max_question_chars: int = Field(2000, ge=20, description="A longer question is refused.")
    host: str = Field("127.0.0.1", description="Address that `askme serve` listens on.")
    port: int = Field(7860, ge=0, le=65535, description="Port that `askme serve` listens on; 0 takes a free one.")

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
    for origin, layer in ((str(file), _from_file(file)), ("environment", _from_environment()), ("option", given)):
        for name, value in layer.items():
            if name not in Settings.model_fields:
                known = ", ".join(Settings.model_fields)
                raise SettingsError(f"{origin}: there is no setting {name!r}. Settings: {known}.")
            values[name] = value
            origins[name] = Origin(f"ASKME_{name.upper()}" if origin == "environment" else origin)
    try:
        return Settings(**values), origins
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SettingsError(
            f"{origins[name]}: setting {name} = {values[name]!r} cannot be used: {first['msg']}."
        ) from None


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}. Mend or remove it.") from None


def _from_environment() -> dict[str, Any]:
    found = EnvSettingsSource(Settings)()
    return {name: value for name, value in found.items() if value != ""}


def shown(settings: Settings) -> dict[str, str]:
    """Every value as text, secrets masked."""
    values = {name: getattr(settings, name) for name in Settings.model_fields}
    return {name: "********" if isinstance(value, SecretStr) else str(value) for name, value in values.items()}
