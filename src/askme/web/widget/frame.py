"""`/embed/{profile}`: the widget's conversation as a page of its own, for an iframe on a page that allows no script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from fastapi.responses import HTMLResponse
from starlette.requests import Request

from askme.schema import Profile
from askme.web.plain import plain, root

LOOKS = {
    "theme": re.compile("light|dark"),
    "dir": re.compile("ltr|rtl"),
    "accent": re.compile("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})"),
}
"""What the frame's address may say of its looks (`?theme=dark`); anything else in it counts for nothing."""


def frame(request: Request, about: Profile, ancestors: Sequence[str]) -> HTMLResponse:
    """The page; `ancestors` are the sites that may frame it."""
    given = {name: request.query_params.get(name, "") for name in LOOKS}
    looks = "".join(f' data-{name}="{given[name]}"' for name, rule in LOOKS.items() if rule.fullmatch(given[name]))
    body = f"""<body{looks}>
<main><script src="{escape(root(request))}/embed.js" data-inline data-profile="{escape(about.id)}"
data-name="{escape(about.name)}"{looks} async></script></main>
<noscript><p>This needs JavaScript.</p></noscript>
</body>"""
    return plain(request, f"Ask about {about.name}", body, ("frame.css",), ancestors=ancestors)
