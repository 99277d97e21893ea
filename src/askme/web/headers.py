"""Headers of responses: content security policies, one for each kind of response, and what all of them say.

The guard adds `DATA` where a response names no policy.
"""

from __future__ import annotations

from collections.abc import Sequence

PROBLEM = "askme.problem"
"""Where in a request's scope the name of the problem stands that it was refused with."""

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "cross-origin-opener-policy": "same-origin",
}
"""What every response says, whatever the app says of it."""

FRAMED = "/embed/"
"""Pages that other sites may frame: their content security policy names those, which `x-frame-options` cannot."""
FOR_EVERYBODY = frozenset({"/embed.js"})
"""What pages of any site may load: the same for everybody."""

_NOTHING = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


def _text(rules: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())


DATA = _text(_NOTHING | {"frame-ancestors": "'none'"})
"""For what is no page: JSON, events, metrics, scripts."""


def page(ancestors: Sequence[str] = ()) -> str:
    """For our own plain pages: scripts, styles and requests of the own host alone, nothing inline.

    :param ancestors: origins that may show the page in a frame, besides the own host
    """
    own = dict.fromkeys(("script-src", "style-src", "connect-src"), "'self'")
    rules = _NOTHING | own | {"img-src": "'self' data:", "frame-src": "'self'"}
    return _text(rules | {"frame-ancestors": " ".join(("'self'", *ancestors))})


def chat(nonce: str) -> str:
    """For the chat page: nothing from elsewhere, and no inline script but the page's own.

    Gradio compiles component templates in the browser ('unsafe-eval') and sets inline styles ('unsafe-inline').
    """
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' 'nonce-{nonce}' 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "media-src": "'none'",
        "object-src": "'none'",
        "frame-src": "'none'",
        "worker-src": "'none'",
        "form-action": "'self'",
        "base-uri": "'self'",
        "frame-ancestors": "'self'",
    }
    return _text(rules)


def around(path: str, foreign: str) -> dict[str, str]:
    """The headers that depend on what is asked for, and from where.

    :param foreign: the foreign site that may read the response; empty without
    """
    everybodys = bool(foreign) or path in FOR_EVERYBODY
    given = EVERYWHERE | {"cross-origin-resource-policy": "cross-origin" if everybodys else "same-origin"}
    if not path.startswith(FRAMED):
        given["x-frame-options"] = "SAMEORIGIN"
    if foreign:
        given["access-control-allow-origin"] = foreign
        given["access-control-expose-headers"] = "retry-after"
    return given
