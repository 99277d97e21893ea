"""The page over the real index of `corpus/`: what a visitor reads is what the profiles say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from visits import Visit, ask, running

from askme.assembly import Assistant, assemble
from askme.schema import Citation, Question
from askme.settings import load

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
WORK = "What did Tushar do at Mode Network?"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assemble(load({"corpus": ROOT / "corpus", "index": tmp_path_factory.mktemp("real")})[0])


@pytest.fixture(scope="module")
def address(real: Assistant) -> str:
    return running(real)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Fails a test whose page asked any other host or logged an error."""
    visit = Visit(browser, address)
    yield visit()
    visit.contexts[0].close()
    assert visit.log.hosts <= {"127.0.0.1"}
    assert visit.log.problems == []


def cited(real: Assistant, question: str, *history: str) -> list[Citation]:
    """The citations of an answer, each place once, in the order of their numbers."""
    answer = real.ask(Question(text=question, history=history))
    found = [citation for claim in answer.claims for citation in claim.citations]
    return list({(one.source, one.start, one.end): one for one in found}.values())


def marked(page: Page) -> str:
    return "\n".join(page.locator("#askme-source .excerpt mark").all_text_contents())


def test_claims_arrive_until_the_answer_is_whole(page: Page, real: Assistant) -> None:
    page.fill("#askme-question", WORK)
    page.press("#askme-question", "Enter")
    expect(page.locator("#askme-current .claim").first).to_contain_text("Mode Network")
    expect(page.locator("#askme-current .turn")).to_have_attribute("data-state", "done")
    expect(page.locator("#askme-current .claim")).to_have_count(len(real.ask(Question(text=WORK)).claims))


def test_every_citation_opens_with_exactly_its_words_marked(page: Page, real: Assistant) -> None:
    ask(page, WORK)
    citations = cited(real, WORK)
    assert len(citations) >= 4
    for number, citation in enumerate(citations):
        page.locator("#askme-current .cite").nth(number).click()
        expect(page.get_by_role("heading", name=f"Source {number + 1} of {len(citations)}")).to_be_visible()
        assert marked(page) == citation.quote
        text = (ROOT / "corpus" / citation.source).read_text("utf-8")
        assert text[citation.start : citation.end] == marked(page)


def test_a_follow_up_by_pronoun_is_answered_about_the_same_person(page: Page) -> None:
    ask(page, "Who is Tushar?")
    ask(page, "When did he work at zkAGI?")
    expect(page.locator("#askme-current .claim").first).to_contain_text("May 2023 – Jul 2024")
    page.locator("#askme-current .cite").first.click()
    expect(page.locator("#askme-source .person")).to_have_text("Tushar")


def test_what_no_profile_says_is_a_note_without_claims(page: Page) -> None:
    ask(page, "What is Tushar's salary?")
    expect(page.locator("#askme-current .note.abstained")).to_contain_text("The profile does not say")
    expect(page.locator("#askme-current .claim")).to_have_count(0)


def test_picking_a_person_restricts_the_answers_to_them(page: Page) -> None:
    page.get_by_label("Ask about").select_option("vayux")
    ask(page, "What did Tushar do at Mode Network?")
    expect(page.locator("#askme-current .note.abstained")).to_be_visible()
