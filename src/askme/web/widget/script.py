"""`/embed.js`, as it is sent."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from fastapi.responses import Response
from starlette.requests import Request

FILE = Path(__file__).parent / "embed.js"
MINUTES = 10
"""For how long a browser may use its copy without asking."""


@dataclass(frozen=True)
class Script:
    """The widget's script, whole and compressed."""

    text: bytes
    packed: bytes
    tag: str
    """Changes with the text (ETag)."""

    @classmethod
    def read(cls) -> Script:
        text = FILE.read_bytes()
        return cls(text, gzip.compress(text, 9, mtime=0), f'"{hashlib.sha256(text).hexdigest()[:32]}"')

    def response(self, request: Request) -> Response:
        """The script, in the way that the browser takes it, or 304 when it has this one already."""
        headers = {
            "cache-control": f"public, max-age={MINUTES * 60}",
            "etag": self.tag,
            "vary": "accept-encoding",
        }
        if self.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        packs = "gzip" in request.headers.get("accept-encoding", "")
        if packs:
            headers["content-encoding"] = "gzip"
        return Response(self.packed if packs else self.text, headers=headers, media_type="text/javascript")
