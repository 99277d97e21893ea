"""Writes docs/settings.md from the settings themselves: `python scripts/document_settings.py`. A test compares both."""

from __future__ import annotations

from pathlib import Path

from askme.settings import Settings, meaning, variable

FILE = Path(__file__).parents[1] / "docs" / "settings.md"
_HEAD = """# Settings
An option of the command line beats an environment variable, which beats a line in `askme.toml` in the folder where
askme is started, which beats the default. `askme settings` shows what is in force and where from. An environment
variable that is empty counts as not set; `~` in a folder is the home folder.

```toml
# askme.toml
corpus = "people"
port = 8080
```

Written by `python scripts/document_settings.py`; do not edit the table.

| setting | environment | option | default | meaning |
| --- | --- | --- | --- | --- |
"""
_OPTIONS = {"corpus", "index", "model", "host", "port"}


def document() -> str:
    """The page."""
    return _HEAD + "".join(_row(name) for name in Settings.model_fields)


def _row(name: str) -> str:
    default = Settings.model_fields[name].default
    shown = "" if default is None else f"`{default}`"
    option = f"`--{name}`" if name in _OPTIONS else ""
    return f"| `{name}` | `{variable(name)}` | {option} | {shown} | {meaning(name).replace('|', chr(92) + '|')} |\n"


if __name__ == "__main__":
    FILE.write_text(document(), "utf-8")
