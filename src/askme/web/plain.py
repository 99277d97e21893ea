"""The HTML around our plain pages (source, demo, frame): own files only, nothing inline."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse

from askme.web.document import ICON
from askme.web.headers import page as policy


def root(request: Request) -> str:
    """The path under which the site is mounted: "" or "/path"."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def plain(
    request: Request,
    title: str,
    body: str,
    files: Sequence[str],
    *,
    status: int = 200,
    ancestors: Sequence[str] = (),
) -> HTMLResponse:
    """A page.

    :param title: text, not yet escaped
    :param body: markup; every text in it has been escaped
    :param files: names in `static/`, each a style sheet or a script
    :param ancestors: origins that may show the page in a frame, besides the own host
    """
    links = "\n".join(_link(f"{root(request)}/askme-static/{name}") for name in ("plain.css", *files))
    html = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{escape(title)}</title>
<link rel="icon" href="{ICON}">
{links}
</head>
{body}
</html>
"""
    headers = {"content-security-policy": policy(ancestors), "cache-control": "no-cache"}
    response = HTMLResponse(status_code=status, headers=headers)
    response.body = html.encode("utf-8", "replace")
    response.headers["content-length"] = str(len(response.body))
    return response


def missing(request: Request, told: str) -> HTMLResponse:
    """A page that says what is not here, with status 404.

    :param told: one line, not yet escaped
    """
    body = f"""<body>{bar(request)}
<main class="column"><h1>Not found</h1><p class="lead">{escape(told)}</p>
<p><a href="{escape(root(request))}/">Ask a question</a></p></main></body>"""
    return plain(request, "Not found · askme", body, (), status=404)


def bar(request: Request) -> str:
    """The line at the top, with the way to the chat page."""
    return f"""<header class="bar"><a class="brand" href="{escape(root(request))}/" translate="no"
aria-label="askme: ask a question">ask<span>me</span></a></header>"""


def _link(url: str) -> str:
    if url.endswith(".js"):
        return f'<script src="{escape(url)}" defer></script>'
    return f'<link rel="stylesheet" href="{escape(url)}">'
