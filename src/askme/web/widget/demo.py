"""`/demo`: the widget and the iframe at work, and what to copy into a page to have them there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from fastapi.responses import HTMLResponse
from starlette.requests import Request

from askme.schema import Profile
from askme.web.plain import bar, plain, root

FILES = ("demo.css", "demo.js")


def demo(request: Request, people: Sequence[Profile], about: Profile | None, public_url: str | None) -> HTMLResponse:
    """The page about one of the people, with the way to all others."""
    host = (public_url or str(request.base_url).rstrip("/").removesuffix(root(request))) + root(request)
    shown = _about(request, host, about) if about else '<p class="lead">There are no public profiles yet.</p>'
    body = f"""<body>{bar(request)}
<main class="column"><h1>askme on your own page</h1>
<p class="lead">A button that opens a conversation, or the conversation itself as a part of the page.</p>
{_picker(people, about)}{shown}</main></body>"""
    return plain(request, "The widget · askme", body, FILES)


def _picker(people: Sequence[Profile], about: Profile | None) -> str:
    if len(people) < 2:
        return ""
    items = "".join(
        f'<li><a href="?profile={quote(one.id, safe="")}"{" aria-current=true" if one is about else ""} dir="auto">'
        f"{escape(one.name)}</a></li>"
        for one in people
    )
    return f'<nav aria-label="Profiles"><ul class="people">{items}</ul></nav>'


def _about(request: Request, host: str, about: Profile) -> str:
    name, profile_id = escape(about.name), escape(about.id)
    script, iframe = snippets(host, about)
    base = escape(root(request))
    return f"""<section><h2>A button in the corner</h2>
<p>One line anywhere in the page. The button is at work here, at the edge of the window.</p>
{_copied(script, "the script")}
<script src="{base}/embed.js" data-profile="{profile_id}" data-name="{name}" async></script></section>
<section><h2>A part of the page</h2>
<p>For pages that allow no script of others, or where the conversation should stand open.</p>
{_copied(iframe, "the frame")}
<iframe class="live" src="{base}/embed/{quote(about.id, safe="")}" title="Ask about {name}"></iframe></section>
<section class="allow"><h2>Allowing your site</h2>
<p>This host answers its own pages. It answers a page elsewhere once the profile names that site in
<code>askme.toml</code>:</p>
<pre tabindex="0"><code>[profiles.{profile_id}]
origins = ["https://your.site"]</code></pre></section>"""


def snippets(host: str, about: Profile) -> tuple[str, str]:
    """The script and the iframe to put into a page.

    >>> snippets("https://ask.example", Profile(id="ada", name="Ada"))[0]
    '<script src="https://ask.example/embed.js" data-profile="ada" async></script>'
    """
    script = f'<script src="{escape(host)}/embed.js" data-profile="{escape(about.id)}" async></script>'
    src = f"{escape(host)}/embed/{quote(about.id, safe='')}"
    iframe = f'<iframe src="{src}" title="Ask about {escape(about.name)}" width="100%" height="600"></iframe>'
    return script, iframe


def _copied(snippet: str, what: str) -> str:
    return f"""<div class="snippet"><pre tabindex="0"><code>{escape(snippet)}</code></pre>
<button type="button" class="copy" aria-label="Copy {what}" hidden>Copy</button></div>"""
