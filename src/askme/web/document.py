"""The HTML document around the page: Gradio's, without its adverts and with our head."""

from __future__ import annotations

import re

NAME = "askme"
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='8' fill='%231f5c4d'/%3E"
    "%3Crect x='6' y='14' width='20' height='8' rx='2' fill='%23ffe08a'/%3E"
    "%3Cpath d='M8 10h16M8 18h12' stroke='%23fff' stroke-width='0'/%3E%3C/svg%3E"
)

_ADVERTS = re.compile(r"<meta\s[^>]*?(?:property=\"og:|name=\"twitter:)[^>]*>\s*")
_SCRIPT = re.compile(r"<script(?=[\s>])")
_HEAD = f"""<title>{NAME}</title>
<meta name="description" content="Ask about the people here; every sentence shows its source.">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="{ICON}">
<link rel="stylesheet" href="askme-static/chat.css">
</head>"""


def polished(page: str, nonce: str) -> str:
    """The page with our head, and with `nonce` on the scripts that the server itself wrote.

    Texts from elsewhere stand in the page only as JSON whose `<` is escaped, so they never match a tag here.
    """
    page = _ADVERTS.sub("", page).replace("</head>", _HEAD, 1)
    page = page.replace('<link rel="manifest" href="/manifest.json" />', "")
    return _SCRIPT.sub(f'<script nonce="{nonce}"', page)
