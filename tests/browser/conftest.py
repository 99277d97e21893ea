"""A real Chromium against a real server, over a scripted assistant; nothing but 127.0.0.1 can be reached."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from elsewhere import Elsewhere, elsewhere
from playwright.sync_api import Browser, expect, sync_playwright
from scripted import Scripted
from visits import PATIENCE, Visit, running

CHROMIUM = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.fixture(scope="session")
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture(scope="session")
def site(scripted: Scripted) -> str:
    """The address of a page over the scripted assistant."""
    return running(scripted)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole session: Playwright keeps an event loop running, and tests of other modules run their own."""
    found = shutil.which("chromium")
    if not found:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, site: str, scripted: Scripted) -> Iterator[Visit]:
    """Fails a test whose page asked any other host or logged an error."""
    scripted.asked.clear()
    visits = Visit(browser, site)
    yield visits
    for context in visits.contexts:
        context.close()
    assert visits.log.hosts <= {"127.0.0.1"}
    assert visits.log.problems == []


@pytest.fixture(scope="module")
def away() -> Iterator[Elsewhere]:
    """Another site, which is not askme's."""
    with elsewhere() as site:
        yield site


@pytest.fixture(scope="module")
def script() -> Scripted:
    """The assistant of a module that serves it by its own settings."""
    return Scripted()


@pytest.fixture(autouse=True, scope="session")
def _patience() -> None:
    expect.set_options(timeout=PATIENCE)
