"""Scripts in texts: as question, name, file name, quote, suggestion; in the widget and on source pages. None runs.

A control page, where the same strings do run, shows that the tests could tell.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from elsewhere import Elsewhere, elsewhere
from guests import Guests, ask, guests, opened
from playwright.sync_api import Browser, Page, expect
from scripted import Scripted
from visits import running

from askme.policy import ProfilePolicy
from askme.schema import (
    Answer,
    Citation,
    Claim,
    Claimed,
    Document,
    Event,
    Finished,
    Profile,
    Question,
    Quoted,
    Status,
    StepKind,
    TrailStep,
    Understood,
)
from askme.settings import Settings
from askme.web.links import document_url

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

BATCH = 100
OURS = set("div button dialog h2 h3 h4 p ul li span article figure blockquote figcaption mark a form textarea".split())
STRAYS = """(one, ours) => [...one.shadowRoot.querySelectorAll("*")].filter((node) =>
  !ours.includes(node.localName) || [...node.attributes].some((given) => given.name.startsWith("on"))
).map((node) => node.outerHTML)"""


@pytest.fixture(scope="module")
def attacks() -> tuple[str, ...]:
    root = os.environ.get("ASKME_TEST_DATA")
    if not root:
        pytest.skip("ASKME_TEST_DATA is not set: the folder that has data/security/xss/xss.jsonl")
    lines = (Path(root) / "data" / "security" / "xss" / "xss.jsonl").read_text("utf-8").split("\n")
    return tuple(text for line in lines if line and (text := json.loads(line)["text"]).strip())


@cache
def _people(attacks: tuple[str, ...]) -> tuple[Profile, ...]:
    return tuple(Profile(id=f"m{n}", name=text, headline=text) for n, text in enumerate(attacks))


@dataclass
class Attacker(Scripted):
    """Everybody's name, headline, file name and words are an attack."""

    attacks: tuple[str, ...] = ()

    def profiles(self) -> tuple[Profile, ...]:
        return tuple(one for one in _people(self.attacks) if self._sees(one.id))

    def starters(self, profile_id: str | None) -> tuple[str, ...]:
        return self.attacks if profile_id is None else self.attacks[:3]

    def document(self, document_id: str) -> Document | None:
        return self.written(self.attacks.index(document_id)) if document_id in self.attacks else None

    def written(self, number: int) -> Document:
        text = self.attacks[number]
        return Document(id=text, profile_id=f"m{number}", source=text, text=f"{text}\n{text}")

    def claim(self, number: int) -> Claim:
        document, text = self.written(number), self.attacks[number]
        trail = tuple(
            TrailStep(kind=kind, text=text, start=0, end=len(text)) for kind in (StepKind.SECTION, StepKind.DATES)
        )
        cited = Citation.of(document, 0, len(text), trail)
        return Claim(text=text, citations=(cited,), pieces=(Quoted(text=text, citation=0, start=0),))

    def stream(self, question: Question) -> Iterator[Event]:
        yield Understood(kind="fact", standalone=f"{question.text}?", profiles=())
        begun = int(question.text.removeprefix("from ")) if question.text.startswith("from ") else 0
        count = BATCH if question.text.startswith("from ") else 1
        claims = tuple(self.claim(number) for number in range(begun, min(begun + count, len(self.attacks))))
        for one in claims:
            yield Claimed(claim=one)
        yield Finished(
            answer=Answer(
                question=question.text,
                standalone=question.text,
                status=Status.ANSWERED,
                text="\n".join(one.text for one in claims),
                claims=claims,
                suggestions=self.attacks[begun : begun + count],
            )
        )


@pytest.fixture(scope="module")
def away() -> Iterator[Elsewhere]:
    with elsewhere() as site:
        yield site


@pytest.fixture(scope="module")
def host(attacks: tuple[str, ...], away: Elsewhere) -> str:
    allowed = {f"m{number}": ProfilePolicy(origins=(away.origin,)) for number in range(len(attacks))}
    settings = Settings(port=0, rate_per_address="1000000/minute", rate_per_profile="1000000/minute", profiles=allowed)
    return running(Attacker(attacks=attacks), settings)


@pytest.fixture
def guest(browser: Browser, host: str, away: Elsewhere) -> Iterator[Guests]:
    with guests(browser, host, away.origin) as visitors:
        yield visitors


def listening(page: Page) -> list[str]:
    """What scripts have had to say so far (dialogs); grows."""
    said: list[str] = []

    def hear(dialog) -> None:  # type: ignore[no-untyped-def]
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear)
    return said


def test_none_runs_in_what_the_widget_is_told(
    guest: Guests, host: str, away: Elsewhere, attacks: tuple[str, ...]
) -> None:
    page = guest(away.page(f'<body><script src="{host}/embed.js" async></script></body>'))
    said = listening(page)
    opened(page)
    expect(page.locator(".welcome button")).to_have_count(len(attacks))
    for begun in range(0, len(attacks), BATCH):
        ask(page, f"from {begun}")
        count = min(BATCH, len(attacks) - begun)
        expect(page.locator(".claims p")).to_have_count(count)
        page.evaluate(
            "document.querySelector('askme-widget').shadowRoot.querySelectorAll('.cite').forEach((one) => one.click())"
        )
        shown = page.locator(".source:not([hidden]) mark").all_text_contents()
        assert shown == list(attacks[begun : begun + count])
        assert page.locator("askme-widget").evaluate(STRAYS, list(OURS)) == []
        page.get_by_role("button", name="New conversation").click()
    assert said == []


def test_none_runs_that_is_asked(guest: Guests, host: str, away: Elsewhere, attacks: tuple[str, ...]) -> None:
    page = guest(away.page(f'<body><script src="{host}/embed.js" data-profile="m0" async></script></body>'))
    said = listening(page)
    opened(page)
    page.evaluate(
        """async (attacks) => {
      const root = document.querySelector("askme-widget").shadowRoot;
      const field = root.querySelector("textarea");
      for (const text of attacks) {
        field.value = text;
        field.form.requestSubmit();
        while (root.querySelector("[aria-busy]")) await new Promise(requestAnimationFrame);
        const wanted = text.replace(/\\r\\n?/g, "\\n").trim(); // as a text field has it
        if (root.querySelector(".question").textContent !== wanted) throw new Error(`not shown: ${text}`);
        root.querySelector("[aria-label='New conversation']").click();
      }
    }""",
        [text for text in attacks if len(text) <= 2000],
    )
    assert page.locator("askme-widget").evaluate(STRAYS, list(OURS)) == []
    assert said == []


LOADED = """async (addresses) => {
  const strays = "main :not(header, h1, p, a, blockquote, div, ol, li, span, mark), main [onload], main [onerror]";
  const told = { shown: 0, strays: [] };
  const load = (address) => new Promise((done) => {
    const frame = document.createElement("iframe");
    frame.onload = () => {
      const page = frame.contentDocument ?? new Document(); // none where a problem may not be framed
      told.shown += Boolean(page.querySelector("mark"));
      told.strays.push(...[...page.querySelectorAll(strays)].map((one) => one.outerHTML));
      frame.remove();
      done();
    };
    frame.src = address;
    document.body.append(frame);
  });
  const work = async () => { while (addresses.length) await load(addresses.pop()); };
  await Promise.all([work(), work(), work(), work()]);
  return told;
}"""


def test_none_runs_on_source_pages(guest: Guests, host: str, attacks: tuple[str, ...]) -> None:
    page = guest(f"{host}{document_url(attacks[0])}")
    said = listening(page)
    for begun in range(0, len(attacks), BATCH):
        batch = attacks[begun : begun + BATCH]
        told = page.evaluate(LOADED, [f"{document_url(text)}?start=0&end={len(text)}" for text in batch])
        assert told["strays"] == []
        assert told["shown"] > 0.8 * len(batch)
    assert said == []
    guest.problems[:] = [one for one in guest.problems if "status of 4" not in one and "frame-ancestors" not in one]


def test_the_same_strings_run_on_a_page_that_lets_them(
    browser: Browser, away: Elsewhere, attacks: tuple[str, ...]
) -> None:
    page = Guests(browser)(away.page("<body></body>"))
    said = listening(page)
    page.evaluate(
        """attacks => attacks.forEach((text) => {
      const frame = document.createElement("iframe");
      frame.srcdoc = text;
      document.body.append(frame);
    })""",
        attacks[:100],
    )
    for _ in range(100):
        page.wait_for_timeout(200)
        if len(said) >= 10:
            break
    page.context.close()
    assert len(said) >= 10
