"""Models of the Hugging Face hub: from its cache on this machine, or downloaded once.

Asked first and with a deadline, because sentence-transformers retries a name for over a minute without a network.
"""

from __future__ import annotations

from pathlib import Path

from askme.errors import ModelError

DEADLINE = 5.0
"""Seconds until the hub counts as out of reach."""

_WANTED = ["*.json", "*.txt", "*.model", "*.safetensors", "pytorch_model*.bin", "*/pytorch_model*.bin"]
_UNWANTED = ["onnx/*", "openvino/*"]


def fetch(name: str) -> Path:
    """The folder of the hub's model `name`, downloading it when the cache does not hold it.

    :raises ModelError: the hub does not know it, or cannot be reached.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    names = [name] if "/" in name else [f"sentence-transformers/{name}", name]
    for candidate in names:
        try:
            return Path(snapshot_download(candidate, local_files_only=True))
        except LocalEntryNotFoundError:
            continue
        except HFValidationError as error:
            raise ModelError(f"model {name!r} is no name that the Hugging Face hub could know.") from error
    return _download(name, names)


def _download(name: str, candidates: list[str]) -> Path:
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import RepositoryNotFoundError

    for candidate in candidates:
        try:
            HfApi().model_info(candidate, timeout=DEADLINE)
            return Path(snapshot_download(candidate, allow_patterns=_WANTED, ignore_patterns=_UNWANTED))
        except RepositoryNotFoundError:
            continue
        except Exception as error:  # the hub's client lets its HTTP library's own errors through
            raise ModelError(
                f"model {name!r} is not on this machine, and the Hugging Face hub gave no answer "
                f"({type(error).__name__}). Check the network, give a folder, or set model = default."
            ) from error
    raise ModelError(f"the Hugging Face hub has no model {name!r}. Check the name, or set model = default.")
