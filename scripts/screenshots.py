"""Make the README's pictures: a real page over `corpus/`, driven in Chromium that can reach nothing but this machine.

Needs the test extra and Chromium: `python scripts/screenshots.py`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
CHROMIUM = ("--no-sandbox", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")


@dataclass(frozen=True)
class Shot:
    """A picture: a page of some size with a conversation on it, and the source that is open."""

    name: str
    width: int
    height: int
    dark: bool
    questions: tuple[str, ...]
    source: int | None = None
    """Place of the marker to open among those of the last answer, from 0; None leaves the panel closed."""


SHOTS = (
    Shot("chat", 1440, 900, False, ("What did pjdurden build at Visa?",), source=3),
    Shot("chat-phone", 380, 780, True, ("What did Tushar do at Mode Network?",)),
)
WHO, ASKED = "vayux", "Which migration saved money?"
"""Whose page holds the widget in the picture of it, and what its visitor asks."""
HOST_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>VayuX</title><style>
body { margin: 0; font: 17px/1.6 Georgia, serif; color: #222; background: #fff }
main { max-width: 620px; margin: 72px 0 0 90px } h1 { font-size: 44px; margin: 0 0 28px }
p { height: 13px; margin: 0 0 13px; border-radius: 3px; background: #ececec }
p:nth-of-type(4n) { width: 60%; margin-bottom: 34px }
</style><main><h1>VayuX</h1><p><p><p><p><p><p><p><p><p><p><p><p></main>
<script src="SITE/embed.js" data-profile="ID" data-name="VayuX" async></script></html>"""


@contextmanager
def served(site: str) -> Iterator[str]:
    """The address of `askme serve` on a free port, over a temporary index; `site` may hold the widget."""
    with tempfile.TemporaryDirectory(prefix="askme-screenshots-") as folder:
        settings = {"ASKME_CORPUS": str(ROOT / "corpus"), "ASKME_INDEX": str(Path(folder) / "index")}
        settings["ASKME_PROFILES"] = json.dumps({WHO: {"origins": [site]}})
        command = [sys.executable, "-m", "askme", "serve", "--port", "0"]
        server = subprocess.Popen(command, cwd=folder, env=os.environ | settings, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            if not said:
                raise SystemExit("askme serve ended before it was ready")
            yield said.split()[-1]
        finally:
            server.terminate()
            server.wait(20)


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Ask the questions, open the source, save the picture."""
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
        device_scale_factor=2 if shot.width < 600 else 1,
    )
    page.goto(address)
    page.wait_for_selector("html.ready")
    for question in shot.questions:
        ask(page, question)
    if shot.source is not None:
        page.locator("#askme-current .cite").nth(shot.source).click()
        expect(page.locator("#askme-source .excerpt mark").first).to_be_visible()
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / f"{shot.name}.png")
    page.close()


@contextmanager
def another_site() -> Iterator[ThreadingHTTPServer]:
    """Somebody's own page on another port; what it shows is its server's `page`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(self.server.page)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.page = b""
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def take_widget(browser: Browser, site: str) -> None:
    """Open the widget on somebody's page, ask, unfold a quote, save the picture."""
    page = browser.new_page(viewport={"width": 1200, "height": 760}, reduced_motion="reduce")
    page.goto(site)
    page.get_by_role("button", name="Ask about VayuX").click()
    page.get_by_role("textbox").fill(ASKED)
    page.keyboard.press("Enter")
    page.locator("askme-widget .cite").first.click(timeout=30_000)
    page.wait_for_timeout(400)
    page.screenshot(path=IMAGES / "widget.png")
    page.close()


def ask(page: Page, question: str) -> None:
    page.fill("#askme-question", question)
    page.press("#askme-question", "Enter")
    turn = page.locator("#askme-current .turn", has=page.get_by_role("heading", name=question, exact=True, level=2))
    expect(turn).to_have_attribute("data-state", re.compile("done"), timeout=30_000)


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("There is no Chromium on this machine.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with another_site() as site, served(own := f"http://127.0.0.1:{site.server_port}") as address:
        site.page = HOST_PAGE.replace("SITE", address).replace("ID", WHO).encode()
        shoot(chromium, address, own)


def shoot(chromium: str, address: str, site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        for shot in SHOTS:
            take(browser, address, shot)
        take_widget(browser, site)
        browser.close()


if __name__ == "__main__":
    main()
