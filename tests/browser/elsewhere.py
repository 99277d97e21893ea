"""A second site: pages from strings, on a port of its own, as somebody else's web site would have them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Elsewhere:
    """Put pages in with `page`; every path that was asked for stands in `asked`."""

    origin: str
    asked: list[str] = field(default_factory=list)
    _pages: dict[str, tuple[str, dict[str, str]]] = field(default_factory=lambda: {"/favicon.ico": ("", {})})

    def page(self, body: str, *, head: str = "", html: str = "", policy: str = "", embedder: str = "") -> str:
        """The address of a new page.

        :param html: attributes of the root element
        :param policy: its content security policy
        :param embedder: its cross-origin embedder policy
        """
        path = f"/page/{len(self._pages)}"
        text = f"<!doctype html><html lang=en {html}><head><title>Elsewhere</title>{head}</head>{body}</html>"
        headers = {"content-security-policy": policy, "cross-origin-embedder-policy": embedder}
        self._pages[path] = (text, {name: value for name, value in headers.items() if value})
        return self.origin + path

    def found(self, path: str) -> tuple[str, dict[str, str]] | None:
        self.asked.append(path)
        return self._pages.get(path)


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """A second site while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    site = Elsewhere(f"http://127.0.0.1:{server.server_port}")
    server.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.server.site.found(self.path)  # type: ignore[attr-defined]
        text, headers = found or ("", {})
        body = text.encode()
        self.send_response(200 if found else 404)
        for name, value in {"content-type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests write nothing."""
