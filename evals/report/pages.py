"""Templates to pages. Whatever comes from profiles, cases or answers is hostile: it is escaped, without control
characters or overrides of direction, and the page's own policy forbids every other script and every load."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from askme.cli.terminal import plain
from evals import figures
from evals.report import charts

TEMPLATES = Path(__file__).parent / "templates"


def page(template: str, **values: object) -> str:
    """A whole page.

    :param template: its name in `templates`
    """
    style, script = _asset("page.css"), _asset("page.js")
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}"
    return (
        _environment()
        .get_template(template)
        .render(
            policy=policy,
            style=Markup(style),  # noqa: S704, our own file
            script=Markup(script),  # noqa: S704, our own file
            figures=figures,
            charts=charts,
            **values,
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=_harmless,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def _harmless(value: object) -> object:
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """As a content security policy names what it allows."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
