"""What a visitor sees and does on the chat page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from scripted import HOSTILE, Scripted
from visits import Visit, ask

pytestmark = pytest.mark.browser

WORK = "What does Marta do at Northwind Pay?"
WHO = "Who has worked with market data?"


def claims(page: Page) -> list[str]:
    return page.locator("#askme-current .claim").all_inner_texts()


def test_an_answer_comes_with_numbered_citations(visit: Visit) -> None:
    page = visit()
    ask(page, WORK)
    assert claims(page)[1] == (
        "She has also Built the ledger service, which sustains 2,400 transactions a second at 99.98% uptime.\u2060[2]"
    )
    assert page.locator("#askme-current .cite").all_text_contents() == ["[1]", "[2]", "[3]"]
    expect(page.locator("#askme-live")).to_contain_text("Built the ledger service")


def test_headings_and_items_are_grouped_lists(visit: Visit) -> None:
    page = visit()
    ask(page, WHO)
    shape = page.eval_on_selector_all("#askme-current .claims > :not([hidden])", "all => all.map(e => e.tagName)")
    assert shape == ["P", "H3", "UL", "H3", "UL"]
    assert page.locator("#askme-current .claims ul >> nth=0").locator("li").count() == 2


def test_claims_appear_one_after_another(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    page.fill("#askme-question", f"wait: {WORK}")
    page.press("#askme-question", "Enter")
    expect(page.locator(".note.doing")).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    for number in (1, 2, 3):
        scripted.go.release()
        expect(page.locator("#askme-current .claim")).to_have_count(number)
    expect(page.locator("#askme-current .turn")).to_have_attribute("data-state", "done")
    expect(page.get_by_role("button", name="Send")).to_be_visible()


def test_streaming_keeps_the_focus_and_the_open_source(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    page.fill("#askme-question", f"wait: {WORK}")
    page.press("#askme-question", "Enter")
    scripted.go.release()
    first = page.locator("#askme-current .cite").first
    first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    scripted.go.release(2)
    expect(page.locator("#askme-current .claim")).to_have_count(3)
    expect(page.locator("#askme-source .excerpt mark")).to_have_text(
        "Leads a team of eight that runs the settlement platform."
    )
    expect(first).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(first).to_be_focused()


def test_the_focus_goes_along_when_its_answer_moves_up(visit: Visit) -> None:
    page = visit()
    ask(page, WORK)
    page.fill("#askme-question", "What did Marta study?")
    page.evaluate("""() => {
      document.querySelector(".composer").requestSubmit();
      document.querySelectorAll("#askme-current .cite")[1].focus();
    }""")
    expect(page.locator("#askme-current h2").first).to_have_text("What did Marta study?")
    expect(page.locator("#askme-past .cite").nth(1)).to_be_focused()


def test_stop_ends_an_answer_and_the_next_question_is_answered(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    page.fill("#askme-question", f"wait: {WORK}")
    page.press("#askme-question", "Enter")
    scripted.go.release()
    expect(page.locator("#askme-current .claim")).to_have_count(1)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#askme-current .turn")).to_have_attribute("data-state", "stopped")
    scripted.go.release(2)
    ask(page, "What did Marta study?")
    expect(page.locator("#askme-current .claim")).to_have_count(1)
    assert scripted.asked[-1].history == ()
    while scripted.go.acquire(blocking=False):
        pass


def test_a_stopped_answer_stays_stopped_when_its_work_ends_later(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    page.fill("#askme-question", f"wait: {WORK}")
    page.press("#askme-question", "Enter")
    scripted.go.release()
    expect(page.locator("#askme-current .claim")).to_have_count(1)
    page.get_by_role("button", name="Stop").click()
    turn = page.locator("#askme-current .turn")
    expect(turn).to_have_attribute("data-state", "stopped")
    scripted.go.release(2)
    page.wait_for_timeout(700)
    expect(turn).to_have_attribute("data-state", "stopped")
    expect(page.locator("#askme-live")).to_have_text("Stopped.")
    while scripted.go.acquire(blocking=False):
        pass


def test_a_follow_up_brings_the_earlier_questions(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    ask(page, WORK)
    ask(page, "And does she speak Finnish?")
    assert scripted.asked[-1].history == (WORK,)
    expect(page.locator("#askme-current .understood")).to_have_text(
        "Understood as “About Marta Lindqvist: does she speak Finnish?”"
    )
    expect(page.locator("#askme-past h2")).to_have_text(WORK)


def test_two_visitors_do_not_share_a_conversation(visit: Visit, scripted: Scripted) -> None:
    one, other = visit(), visit()
    ask(one, WORK)
    ask(other, WHO)
    assert scripted.asked[-1].history == ()
    assert other.locator("#askme-past .turn").count() == 0


def test_a_source_opens_by_click_with_its_words_marked_in_context(visit: Visit) -> None:
    page = visit()
    expect(page.locator("#askme-source")).to_contain_text("Choose a number")
    ask(page, WORK)
    page.locator("#askme-current .cite").nth(1).click()
    source = page.locator("#askme-source")
    expect(source.locator(".excerpt mark")).to_have_text(
        "Built the ledger service, which sustains 2,400 transactions a second at 99.98% uptime."
    )
    expect(source).to_contain_text("Introduced property-based tests")
    assert source.locator(".trail li").all_text_contents() == [
        "Experience",
        "Northwind Pay",
        "Staff Engineer",
        "2021 – Present",
    ]
    expect(source.locator(".file")).to_have_text("marta.md")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_source_opens_by_keyboard_and_escape_goes_back(visit: Visit, key: str) -> None:
    page = visit()
    ask(page, WORK)
    marker = page.locator("#askme-current .cite").nth(2)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if marker.evaluate("one => one === document.activeElement"):
            break
    expect(marker).to_be_focused()
    assert marker.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press(key)
    expect(page.locator("#askme-source .excerpt mark")).to_contain_text("property-based tests")
    expect(page.get_by_role("heading", name="Source 3 of 3")).to_be_focused()
    page.keyboard.press("Escape")
    expect(marker).to_be_focused()
    expect(page.locator("#askme-source .panel-intro")).to_be_visible()


def test_next_and_previous_walk_through_the_sources(visit: Visit) -> None:
    page = visit()
    ask(page, WORK)
    page.locator("#askme-current .cite").first.click()
    page.get_by_role("button", name="Next source").click()
    expect(page.get_by_role("heading", name="Source 2 of 3")).to_be_visible()
    page.get_by_role("button", name="Previous source").click()
    page.get_by_role("button", name="Previous source").click()
    expect(page.get_by_role("heading", name="Source 3 of 3")).to_be_visible()


def test_an_abstention_is_a_quiet_note_with_the_nearest_words(visit: Visit) -> None:
    page = visit()
    ask(page, "Does she speak Finnish?")
    expect(page.locator("#askme-current .note.abstained")).to_contain_text("The profile does not say")
    expect(page.get_by_role("heading", name="Closest in the profile")).to_be_visible()
    expect(page.locator("#askme-current .nearest li")).to_have_count(3)
    page.locator("#askme-current .nearest .cite").nth(1).click()
    expect(page.locator("#askme-source .excerpt mark")).to_contain_text("runbooks")


def test_a_suggestion_is_asked_when_chosen(visit: Visit) -> None:
    page = visit()
    ask(page, WORK)
    page.get_by_role("button", name="What did Marta study?").click()
    expect(page.locator("#askme-current h2").first).to_have_text("What did Marta study?")
    expect(page.locator("#askme-current .claim")).to_contain_text("Uppsala")


def test_an_error_is_one_clear_line(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    ask(page, "error please")
    expect(page.locator(".note.trouble")).to_contain_text("The index is being rebuilt. Ask again in a minute.")
    ask(page, WORK)
    assert scripted.asked[-1].history == ()


def test_an_unforeseen_error_tells_nothing_of_the_inside(visit: Visit) -> None:
    page = visit()
    ask(page, "broken please")
    expect(page.locator(".note.trouble")).to_contain_text("Something went wrong on our side.")
    assert "secret" not in page.content()


def test_an_empty_and_a_too_long_question_are_refused_with_a_line(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    page.press("#askme-question", "Enter")
    expect(page.locator(".complaint")).to_have_text("The question is empty. Write a few words first.")
    page.fill("#askme-question", "x" * 2001)
    expect(page.locator(".complaint")).to_be_hidden()
    page.press("#askme-question", "Enter")
    expect(page.locator(".complaint")).to_contain_text("2001 characters; 2000 is the most")
    assert scripted.asked == []


def test_a_lost_connection_is_told_and_asking_again_works(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    ask(page, WORK)
    page.route("**/gradio_api/queue/join*", lambda route: route.abort())
    page.fill("#askme-question", WORK)
    page.press("#askme-question", "Enter")
    expect(page.locator(".complaint")).to_contain_text("The connection to the server was lost")
    expect(page.locator(".toast-body")).to_be_hidden()
    page.unroute("**/gradio_api/queue/join*")
    expect(page.locator(".complaint")).to_contain_text("This is a new conversation")
    ask(page, WORK)
    expect(page.locator("#askme-current .claim")).to_have_count(3)
    assert [question.history for question in scripted.asked] == [(), ()]
    visit.log.problems.clear()


def test_a_new_conversation_forgets_the_old_one(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    ask(page, WORK)
    ask(page, WHO)
    page.locator("#askme-current .cite").first.click()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#askme-source .panel-intro")).to_be_visible()
    ask(page, WORK)
    assert scripted.asked[-1].history == ()


def test_a_new_conversation_while_an_answer_is_made(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    page.fill("#askme-question", f"wait: {WORK}")
    page.press("#askme-question", "Enter")
    expect(page.locator(".note.doing")).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    scripted.go.release(3)
    ask(page, WHO)
    assert page.locator(".turn").count() == 1
    while scripted.go.acquire(blocking=False):
        pass


def test_picking_a_person_asks_about_them(visit: Visit, scripted: Scripted) -> None:
    page = visit()
    page.get_by_label("Ask about").select_option("idris")
    expect(page.locator(".welcome h2")).to_have_text("Ask about Idris Okafor")
    page.locator(".starter").first.click()
    expect(page.locator("#askme-current .turn")).to_have_attribute("data-state", "done")
    expect(page.locator("#askme-current .about")).to_have_text("About Idris Okafor")
    assert scripted.asked[-1].profile_id == "idris"


# --- looks --------------------------------------------------------------------------------------------------------


def brightness(page: Page, selector: str = "body") -> float:
    channels = page.eval_on_selector(selector, "e => getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number)")
    return sum(channels[:3]) / 3


@pytest.mark.parametrize(
    ("dark", "query", "is_dark"), [(False, "", False), (True, "", True), (False, "?__theme=dark", True)]
)
def test_light_and_dark_follow_the_system_and_gradio(visit: Visit, dark: bool, query: str, is_dark: bool) -> None:
    page = visit(dark=dark, query=query)
    page.wait_for_function(
        "want => document.documentElement.dataset.scheme === want", arg="dark" if is_dark else "light"
    )
    assert (brightness(page) < 60) is is_dark
    assert (brightness(page, ".panel") < 60) is is_dark


def test_a_phone_needs_no_sideways_scrolling_and_shows_the_source_as_a_sheet(visit: Visit) -> None:
    page = visit(width=380, height=780)
    page.get_by_label("Ask about").select_option("mallory")
    ask(page, "What does Mallory say?")
    page.locator("#askme-current .cite").first.click()
    sheet = page.locator("#askme-source")
    expect(sheet.locator(".excerpt mark")).to_be_visible()
    box = sheet.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 380, 780)
    assert page.evaluate("document.documentElement.scrollWidth") == 380
    page.locator(".backdrop").click(position={"x": 20, "y": 20})
    expect(sheet).to_be_hidden()


def test_nothing_of_gradio_shows(visit: Visit) -> None:
    page = visit()
    expect(page).to_have_title("askme")
    assert "gradio" not in page.inner_text("body").casefold()
    assert page.locator("footer:visible").count() == 0


# --- hostile texts ------------------------------------------------------------------------------------------------


def harmless(page: Page) -> None:
    """Nothing ran, and no element came out of a text."""
    assert page.evaluate("window.hacked") is None
    elements = "img, iframe, script, svg, object, a:not([href^='sources/']), link"
    strays = f"#askme-main :is({elements}), [onerror], [onload], [onmouseover]"
    assert page.locator(strays).count() == 0


def test_hostile_texts_from_profiles_are_only_shown(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Ask about").select_option("mallory")
    expect(page.locator(".welcome h2")).to_have_text(f"Ask about {HOSTILE[0]}")
    harmless(page)
    ask(page, "What does Mallory say?")
    for number, text in enumerate(HOSTILE):
        page.locator("#askme-current .cite").nth(number).click()
        expect(page.locator("#askme-source .excerpt mark").first).to_contain_text(text[:30])
    harmless(page)


def test_hostile_questions_are_only_shown(visit: Visit) -> None:
    page = visit()
    for question in HOSTILE:
        ask(page, question)
    ask(page, f"error {HOSTILE[0]}")
    harmless(page)
    assert page.locator("#askme-past h2").all_text_contents() == list(HOSTILE)
