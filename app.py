"""The web app for hosts that expect this file: `python app.py`, or any ASGI server with `app:app`."""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """Build `app` when an ASGI server asks for it; importing this file costs nothing."""
    if name != "app":
        raise AttributeError(name)
    from askme.assembly import assemble
    from askme.settings import load
    from askme.web.app import create_app

    settings, _ = load()
    return globals().setdefault("app", create_app(assemble(settings), settings))


if __name__ == "__main__":
    from askme.cli import main

    main(["serve"])
