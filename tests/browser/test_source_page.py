"""The page of a source in a browser: scrolled to the quote, readable, harmless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from guests import Guests, guests, serious
from playwright.sync_api import Browser, Page, expect
from scripted import HOSTILE, LEDGER, Scripted
from visits import running

from askme.schema import Citation, Document
from askme.settings import Settings
from askme.web.links import source_url

pytestmark = pytest.mark.browser

LINES = 12_000
BIG = Document(
    id="big.md",
    profile_id="marta",
    source="big.md",
    text="\n".join(
        f"- Line {number} of a long profile, with words about ledgers and rotas." for number in range(LINES)
    ),
)
"""About 0.8 MB."""
FAR = Citation.of(BIG, BIG.text.index("- Line 9000") + 2, BIG.text.index("- Line 9002") - 1)
TURNED = Document(
    id="turned.md",
    profile_id="marta",
    source="turned.md",
    text="He led \u202enoitcurtsnoc\u202c.\nשלום עולם\nA plain line.\n" + "x" * 500,
)


@dataclass
class Long(Scripted):
    """Marta has two more documents."""

    def document(self, document_id: str) -> Document | None:
        return next((one for one in (BIG, TURNED) if one.id == document_id), None) or super().document(document_id)


@pytest.fixture(scope="module")
def host() -> str:
    return running(Long(), Settings(port=0))


@pytest.fixture
def guest(browser: Browser, host: str) -> Iterator[Guests]:
    with guests(browser, host) as visitors:
        yield visitors


def in_sight(page: Page) -> bool:
    return page.locator("mark").first.evaluate(
        "mark => { const { top, bottom } = mark.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; }"
    )


@pytest.mark.parametrize("width", [1200, 380])
def test_the_quote_is_marked_and_in_sight(guest: Guests, host: str, width: int) -> None:
    page = guest(host + source_url(LEDGER), width=width, height=500)
    expect(page.locator("mark")).to_have_text(LEDGER.quote)
    assert in_sight(page)
    expect(page.locator("h1")).to_have_text("Marta Lindqvist")
    expect(page.locator(".file")).to_have_text("marta.md")
    expect(page.locator("li", has=page.locator("mark"))).to_have_attribute("data-line", "13")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator(".back").click()
    expect(page).to_have_url(f"{host}/")


def test_far_down_in_a_large_document(guest: Guests, host: str) -> None:
    page = guest(host + source_url(FAR))
    assert page.locator("mark").all_text_contents() == FAR.quote.split("\n")
    assert in_sight(page)
    page.get_by_role("link", name="To these words, in line 9001").click()
    assert in_sight(page)
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    print(f"loaded after {took} ms")
    assert took < 5000


def test_without_scripts_a_link_leads_to_the_quote(guest: Guests, host: str) -> None:
    page = guest(host + source_url(FAR), java_script_enabled=False)
    expect(page.locator(".quoted")).to_contain_text("Line 9000 of a long profile")
    page.get_by_role("link", name="To these words, in line 9001").click()
    box = page.locator("mark").first.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800


def test_a_turned_text_turns_nothing_around_it(guest: Guests, host: str) -> None:
    page = guest(f"{host}/sources/turned.md?start=0&end=7")
    expect(page.locator(".odd")).to_have_attribute("data-code", "U+202E")
    left, odd, after = page.evaluate("""() => {
      const line = document.querySelector("li span");
      const at = (node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
      };
      return [at(line.querySelector("mark")).right, at(line.querySelector(".odd")).left, at(line.lastChild).left];
    }""")
    assert left <= odd < after
    assert page.locator("li").nth(1).locator("span").evaluate("span => getComputedStyle(span).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") == 1200


def test_hostile_texts_are_only_shown(guest: Guests, host: str) -> None:
    page = guest(f"{host}/sources/mallory.md?start=0&end=90")
    expect(page.locator("h1")).to_have_text(HOSTILE[0])
    for text in HOSTILE:
        expect(page.locator("li").filter(has_text=text).last).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert page.locator("main :is(img, iframe, script, svg, [onerror], [onload], [onmouseover])").count() == 0


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious(guest: Guests, host: str, dark: bool) -> None:
    page = guest(host + source_url(LEDGER), dark=dark)
    assert serious(page) == []
    page.goto(f"{host}/sources/marta.md?start=x")
    assert serious(page) == []
    page.goto(f"{host}/sources/turned.md")
    assert serious(page) == []
    page.goto(f"{host}/sources/none.md")
    assert serious(page) == []
    guest.problems[:] = [one for one in guest.problems if "404" not in one]
