"""The chat page for people who see little, or use no mouse: what axe finds, and a whole conversation by keyboard."""

from __future__ import annotations

import pytest
from guests import serious
from playwright.sync_api import Page, expect
from scripted import Scripted
from visits import Visit, ask

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORK = "What does Marta do at Northwind Pay?"
LOOKS = pytest.mark.parametrize(
    ("width", "dark"),
    [(1440, False), (1440, True), (380, False), (380, True)],
    ids=["wide", "dark", "phone", "phone-dark"],
)


# --- axe ----------------------------------------------------------------------------------------------------------


@LOOKS
def test_axe_finds_nothing_serious_before_a_question(visit: Visit, width: int, dark: bool) -> None:
    page = visit(width=width, dark=dark)
    assert serious(page) == []
    page.get_by_label("Ask about").select_option("marta")
    expect(page.locator(".welcome h2")).to_have_text("Ask about Marta Lindqvist")
    assert serious(page) == []


@LOOKS
def test_axe_finds_nothing_serious_in_an_answer_and_its_source(visit: Visit, width: int, dark: bool) -> None:
    page = visit(width=width, dark=dark)
    ask(page, WORK)
    assert serious(page) == []
    page.locator("#askme-current .cite").nth(1).click()
    expect(page.locator("#askme-source .excerpt mark")).to_be_visible()
    assert serious(page) == []


@LOOKS
def test_axe_finds_nothing_serious_where_there_is_no_answer(
    visit: Visit, scripted: Scripted, width: int, dark: bool
) -> None:
    page = visit(width=width, dark=dark)
    ask(page, "Who has worked with market data?")
    ask(page, "And does she speak Finnish?")
    assert serious(page) == []
    ask(page, "error please")
    page.locator("#askme-question").press("Enter")
    expect(page.locator(".complaint")).to_be_visible()
    assert serious(page) == []
    page.fill("#askme-question", f"wait: {WORK}")
    page.press("#askme-question", "Enter")
    expect(page.locator(".note.doing")).to_be_visible()
    assert serious(page) == []
    scripted.go.release(3)
    expect(page.locator("#askme-current .turn")).to_have_attribute("data-state", "done")


def test_each_button_is_large_enough_to_be_touched(visit: Visit) -> None:
    """WCAG 2.2: 24 px each way, or as much room around it."""
    page = visit(width=380, height=780)
    ask(page, WORK)
    page.locator("#askme-current .cite").first.click()
    small = page.evaluate("""() => [...document.querySelectorAll("button, select, textarea, a")]
      .filter((one) => one.checkVisibility() && !one.closest("[inert]"))
      .map((one) => [one.getAttribute("aria-label") || one.textContent, one.getBoundingClientRect(), one.className])
      .filter(([, box, kind]) => kind !== "cite" && (box.width < 24 || box.height < 24))
      .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)""")
    assert small == []


# --- by keyboard alone --------------------------------------------------------------------------------------------

FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return "";
  const label = at.labels?.[0]?.textContent ?? at.getAttribute("aria-label") ?? at.innerText;
  return label.replace(/\\s+/g, " ").replace(/^\\+ /, "").trim();
}"""


def focused(page: Page) -> str:
    return str(page.evaluate(FOCUSED))


def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Go to what is called `name` by Tab; at each stop the focus can be seen."""
    for _ in range(90):
        if focused(page) == name:
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
        assert not focused(page) or page.evaluate(
            """() => {
              for (let one = document.activeElement, n = 0; one && n < 3; one = one.parentElement, n += 1) {
                const { outlineStyle, boxShadow } = getComputedStyle(one);
                if (outlineStyle !== "none" || boxShadow !== "none") return true;
              }
              return false;
            }"""
        ), focused(page)
    raise AssertionError(f"{name!r} is not reached by Tab; the focus is on {focused(page)!r}")


@pytest.mark.parametrize("width", [1440, 380])
def test_a_whole_conversation_by_keyboard_alone(visit: Visit, scripted: Scripted, width: int) -> None:
    page = visit(width=width, height=800)
    tab_to(page, "Ask about")
    page.keyboard.type("Marta")
    expect(page.locator(".welcome h2")).to_have_text("Ask about Marta Lindqvist")
    tab_to(page, "Your question")
    page.keyboard.type(WORK)
    page.keyboard.press("Enter")
    expect(page.locator("#askme-current .turn")).to_have_attribute("data-state", "done")
    expect(page.locator("#askme-live")).to_contain_text("Leads a team of eight")

    tab_to(page, "Source 1: Marta Lindqvist, marta.md", back=True)  # read and open a source
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Source 1 of 3")).to_be_focused()
    tab_to(page, "Next source")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Source 2 of 3")).to_be_visible()
    tab_to(page, "The words in their place")
    tab_to(page, "Close source", back=True)
    page.keyboard.press("Enter")
    expect(page.locator("#askme-source .excerpt")).to_have_count(0)
    assert focused(page) == "Source 2: Marta Lindqvist, marta.md"

    tab_to(page, "What did Marta study?")  # follow a suggestion
    page.keyboard.press("Enter")
    expect(page.locator("#askme-current h2").first).to_have_text("What did Marta study?")
    expect(page.locator("#askme-current .turn")).to_have_attribute("data-state", "done")

    tab_to(page, "Your question")  # stop an answer
    page.keyboard.type(f"wait {WORK}")
    page.keyboard.press("Enter")
    expect(page.locator("#askme-current h2").first).to_have_text(f"wait {WORK}")
    scripted.go.release()
    expect(page.locator("#askme-current .claim")).to_have_count(1)
    tab_to(page, "Stop")
    page.keyboard.press("Enter")
    expect(page.locator("#askme-current .turn")).to_have_attribute("data-state", "stopped")
    expect(page.locator("#askme-live")).to_have_text("Stopped.")
    if width > 961:
        assert focused(page) == "Your question"
    else:  # there the question would call the keyboard
        expect(page.locator("#askme-current")).to_be_focused()

    tab_to(page, "New conversation" if width > 500 else "New", back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".welcome")).to_be_visible()
    tab_to(page, "Your question")
    page.keyboard.type("And does she speak Finnish?")
    page.keyboard.press("Enter")
    expect(page.locator(".note.abstained")).to_be_visible()
    assert scripted.asked[-1].history == ()
    scripted.go.release(3)
    while scripted.go.acquire(timeout=0.1):
        pass
