"""Visitors of other people's pages, on which the widget stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect
from visits import PATIENCE


@dataclass
class Guests:
    """Opens pages as new visitors, and notes what those do."""

    browser: Browser
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, url: str, *, width: int = 1200, height: int = 800, dark: bool = False, **more: Any) -> Page:
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            **{"reduced_motion": "reduce", **more},
        )
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("page", self._watch)
        page = context.new_page()
        page.goto(url)
        return page

    def _watch(self, page: Page) -> None:
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda said: said.type in ("error", "warning") and self.problems.append(said.text))

    def _note(self, request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https"):
            self.requests.append(request.url)


@contextmanager
def guests(browser: Browser, *origins: str) -> Iterator[Guests]:
    """Fails when a page logged an error or asked anybody but `origins`."""
    visitors = Guests(browser)
    try:
        yield visitors
    finally:
        for context in visitors.contexts:
            context.close()
    assert not visitors.problems, visitors.problems
    strangers = {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in visitors.requests} - set(origins)
    assert not strangers, strangers


def opened(page: Page) -> Page:
    """The page with its widget open."""
    page.locator(".launch").first.click()
    expect(page.locator(".panel[open]")).to_be_visible()
    return page


def ask(page: Page | Locator, question: str) -> None:
    """Ask in the open widget, and wait for the end of the answer."""
    before = page.locator(".turn").count()
    page.locator("textarea").fill(question)
    page.locator("textarea").press("Enter")
    expect(page.locator(".turn")).to_have_count(before + 1)
    expect(page.locator(".turn[aria-busy]")).to_have_count(0)


def serious(page: Page) -> list[str]:
    """What axe finds serious or critical on a page."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
