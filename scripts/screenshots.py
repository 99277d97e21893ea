"""Make the README's pictures: a real page over `corpus/`, driven in Chromium that can reach nothing but this machine.

Needs the test extra and Chromium: `python scripts/screenshots.py`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@contextmanager
def served() -> Iterator[str]:
    """The address of `askme serve` on a free port, over a temporary index."""
    with tempfile.TemporaryDirectory(prefix="askme-screenshots-") as folder:
        settings = {"ASKME_CORPUS": str(ROOT / "corpus"), "ASKME_INDEX": str(Path(folder) / "index")}
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
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        for shot in SHOTS:
            take(browser, address, shot)
            print(IMAGES.joinpath(f"{shot.name}.png").relative_to(ROOT))
        browser.close()


if __name__ == "__main__":
    main()
