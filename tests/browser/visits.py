"""Visitors of the page: they open it, ask, and note what it did."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect

from askme.settings import Settings
from askme.web.assistant import Assistant
from askme.web.server import serve

PATIENCE = 15_000
"""Milliseconds; the machine may be busy."""


def running(assistant: Assistant, settings: Settings | None = None) -> str:
    """The address of a page over an assistant; the server ends with the tests."""
    settings = settings or Settings(port=0, rate_per_address="100000/minute")
    announced: list[str] = []
    up = threading.Event()

    def announce(url: str) -> None:
        announced.append(url)
        up.set()

    threading.Thread(target=serve, args=(assistant, settings, announce), daemon=True).start()
    assert up.wait(60), "the server did not announce itself"
    return announced[0]


@dataclass
class Log:
    """What a page did."""

    hosts: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


@dataclass
class Visit:
    """Opens the page as a new visitor: `visit(width=380, dark=True)`."""

    browser: Browser
    site: str
    log: Log = field(default_factory=Log)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, width: int = 1440, height: int = 900, dark: bool = False, query: str = "") -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.log.hosts.add(urlsplit(request.url).hostname or "127.0.0.1"))
        page.on("pageerror", lambda error: self.log.problems.append(str(error)))
        page.on("console", lambda said: said.type == "error" and self.log.problems.append(said.text))
        page.goto(f"{self.site}/{query}")
        page.wait_for_selector("html.ready")
        return page


def ask(page: Page, question: str) -> None:
    """Ask by keyboard and wait until the answer is finished."""
    page.fill("#askme-question", question)
    page.press("#askme-question", "Enter")
    turn = page.locator("#askme-current .turn", has=page.get_by_role("heading", name=question, exact=True, level=2))
    expect(turn).to_have_attribute("data-state", re.compile("done|error|stopped"))
