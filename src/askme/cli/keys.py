"""A new API key: the key for whoever will use it, its hash for the settings file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from askme.cli.terminal import note, say
from askme.errors import AskmeError
from askme.policy import key_hash, new_key
from askme.settings import FILE, Settings

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)


def make(settings: Settings, name: str, profiles: Sequence[str]) -> None:
    """Show a new key once, on standard error, and its table for the settings file on standard output.

    :raises AskmeError: the name is none, or is taken
    """
    if _NAME.fullmatch(name) is None:
        raise AskmeError(
            f"{name[:80]!r} is no name for a key: use up to 40 lower case letters, digits and hyphens, such as crm."
        )
    if name in settings.keys:
        raise AskmeError(f"there is a key named {name} already: choose another name, or remove its table first.")
    key = new_key()
    say("\n".join(_table(name, key, profiles)))
    note(f"the key, shown this once: {key}")
    note(f"put the lines with its hash into {FILE} and start the server anew; `askme key {name} >> {FILE}` does that.")
    note(f"programs send it as a header: Authorization: Bearer {key[:9]}...")


def _table(name: str, key: str, profiles: Sequence[str]) -> list[str]:
    named = [f"profiles = [{', '.join(json.dumps(one) for one in profiles)}]"] if profiles else []
    return ["", f"[keys.{name}]", f'hash = "{key_hash(key)}"', *named]
