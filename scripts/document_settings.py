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
_TAIL = """
A list in a variable is separated by commas (`ASKME_HOSTS=ask.example,www.ask.example`), a table is JSON
(`ASKME_PROFILES='{"ada": {"visibility": "private"}}'`).

## Who may ask about whom
Each person may have a table in `askme.toml`, by their id; without one they are public, and only pages of the own host
may ask. `askme serve` says which tables name nobody: such a table protects no one.

```toml
[profiles.ada]
visibility = "private"                     # or "public", the default
origins = ["https://ada.example"]          # sites whose pages may hold the widget or ask the API
show = ["phone"]                           # private data that may be quoted: email, phone, address, identity

[keys.crm]                                 # made by: askme key crm >> askme.toml
hash = "sha256:..."
profiles = ["ada"]
```

- `visibility`: a private person is known to the command line, to `askme mcp`, and to keys that may ask about them.
  For everybody else, nobody has that id.
- `origins`: `https://host` or `https://host:port`, as a browser writes it. Pages of all other sites, of files on a disk
  and of sandboxed frames are refused before anything is read. An allowed site asks without a key and without cookies.
- `show`: what of the private data found in a profile may be quoted. What stands there as contact is given to whoever
  asks for contact, regardless.
- `hash`: all that is kept of a key. Programs send the key as `Authorization: Bearer askme_...` to the API, the
  OpenAI-compatible API, MCP and `/metrics`; it belongs into no page. To take it back, remove its table.
- `profiles`: whom the key may ask about; without this line, about all, private ones too.

A change takes effect when the server is started anew.

## Behind a proxy
A server that listens on this machine alone answers to `localhost` and `127.0.0.1`, so that no page elsewhere can reach
it by pointing its own name here. Behind a proxy, say what visitors see and who speaks for them:

```toml
public_url = "https://ask.example"
trusted_proxies = ["127.0.0.1"]
```

For nginx: `proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;`, the same for `X-Forwarded-Proto $scheme` and
`X-Forwarded-Host $host`, and `proxy_buffering off;`, since answers leave a sentence at a time.

Of `X-Forwarded-For`, the address furthest to the right that is no trusted proxy's counts; `X-Forwarded-Proto` and
`X-Forwarded-Host` are read from trusted proxies alone. Without `trusted_proxies`, all visitors behind a proxy count as
one address, and share its limit.

## Limits
`rate_per_address` counts the questions of one address (IPv6: of one /64 network) or of one key, `rate_per_profile`
those about one person, whoever asks. Requests of any kind may be made ten times as often. What is too much is answered
with 429, a server with `at_once` questions under way with 503; both say when to ask again. A request of more than 64 KB
is refused with 413. All of it is counted in memory, and anew after a start.

## Logs
The log holds no question and no answer. `log_requests` writes a line for each request (method, route, status,
milliseconds, surface, problem); `log_questions` writes the questions themselves. A failure is logged by its type and
the lines of code it passed, without the message, which might repeat a question. `/metrics` holds numbers alone.
"""
_OPTIONS = {"corpus", "index", "model", "host", "port"}


def document() -> str:
    """The page."""
    return _HEAD + "".join(_row(name) for name in Settings.model_fields) + _TAIL


def _row(name: str) -> str:
    default = Settings.model_fields[name].default
    shown = "" if default in (None, (), {}) else f"`{default}`"
    option = f"`--{name}`" if name in _OPTIONS else ""
    return f"| `{name}` | `{variable(name)}` | {option} | {shown} | {meaning(name).replace('|', chr(92) + '|')} |\n"


if __name__ == "__main__":
    FILE.write_text(document(), "utf-8")
