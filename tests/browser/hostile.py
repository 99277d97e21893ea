"""Hostile texts, an assistant all of whose words they are, and what notices when one of them is more than a text."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from askme.errors import AskmeError
from askme.schema import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Claimed,
    ClaimForm,
    Document,
    Event,
    Finished,
    Hit,
    Profile,
    Question,
    Quoted,
    Retrieved,
    Status,
    StepKind,
    Support,
    TrailStep,
    Understood,
    Verdict,
    Words,
)

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
AT_ONCE = 52
"""Texts that the assistant holds at a time."""
GROUP = 4
"""Texts in one name, where showing each person takes long."""
LONGEST = 2000
"""Characters of a question."""
HARMLESS = (
    "word",
    "two words",
    "a line\nand another",
    " ",
    "# heading\n- item",
    "a\x0bb \x7f \ufeff",
    "long " * 300,
    "1. one",
    "100% & more; <",
)
"""With these the pages have every kind of element that they ever have."""


def xss() -> list[str]:
    """The strings of the test data; the test is left out without them."""
    root = os.environ.get("ASKME_TEST_DATA")
    if not root:
        pytest.skip("ASKME_TEST_DATA is not set: the folder that has data/security/xss/xss.jsonl")
    lines = Path(root, "data/security/xss/xss.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line)["text"] for line in lines if line.strip()]


def batches(texts: list[str], size: int = AT_ONCE) -> list[list[str]]:
    return [texts[at : at + size] for at in range(0, len(texts), size)]


def packed(texts: Iterable[str], room: int) -> list[str]:
    """The texts in as few questions as hold them, each whole unless it alone is too long."""
    questions: list[str] = []
    for text in texts:
        last = questions[-1] if questions else None
        if last is not None and len(last) + 1 + len(text) <= room:
            questions[-1] = f"{last} {text}"
        else:
            questions.append(text[:LONGEST] if text.strip() else f"{text}?")
    return questions


# --- the assistant ------------------------------------------------------------------------------------------------


class Reply(Enum):
    """What the next questions get."""

    CLAIMS = "a claim with a citation for each text"
    NEAREST = "no answer, and a nearest statement for each text"
    NOTHING = "no answer"
    ERROR = "an error that says the texts"


@dataclass
class Texts:
    """What everybody who knows the assistant sees of it at this moment."""

    all: list[str] = field(default_factory=list)
    reply: Reply = Reply.CLAIMS
    extra: Document | None = None
    """One document more."""


@dataclass
class Hostile:
    """An assistant whose people, files, trails, statements and questions are nothing but the texts it holds.

    Each text is a person's name and headline, their file's name, and a part of every line in it.
    """

    now: Texts = field(default_factory=Texts)
    asked: list[Question] = field(default_factory=list)
    only: frozenset[str] | None = None

    def hold(self, texts: Collection[str]) -> None:
        self.now.all = list(texts)

    def among(self, profile_ids: Collection[str]) -> Hostile:
        return replace(self, only=frozenset(profile_ids))

    def _seen(self) -> list[tuple[str, str]]:
        named = [(f"p{n}", text) for n, text in enumerate(self.now.all)]
        return [(one, text) for one, text in named if self.only is None or one in self.only]

    def profiles(self) -> tuple[Profile, ...]:
        """A person for each text, and one for every few of them (g0, g1 and so on)."""
        groups = [(f"g{n}", " ".join(some)) for n, some in enumerate(batches(self.now.all, GROUP))]
        known = [*self._seen(), *(one for one in groups if self.only is None or one[0] in self.only)]
        return tuple(Profile(id=one, name=text, headline=text) for one, text in known)

    def starters(self, profile_id: str | None) -> tuple[str, ...]:
        if profile_id and profile_id[0] == "g":
            return tuple(batches(self.now.all, GROUP)[int(profile_id[1:])])
        return tuple(text for one, text in self._seen() if profile_id in (None, one))

    def documents(self) -> list[Document]:
        return [document(one, text) for one, text in self._seen()]

    def sources(self, profile_id: str) -> tuple[str, ...]:
        return tuple(one.id for one in self.documents() if one.profile_id == profile_id)

    def document(self, document_id: str) -> Document | None:
        extra = () if self.now.extra is None else (self.now.extra,)
        return next((one for one in (*self.documents(), *extra) if one.id == document_id), None)

    def search(self, query: str, profile_id: str | None = None, limit: int = 10) -> tuple[Hit, ...]:
        return ()

    def generation(self) -> str:
        return "hostile"

    def stream(self, question: Question) -> Iterator[Event]:
        self.asked.append(question)
        reply, texts = self.now.reply, [text for _, text in self._seen()]
        standalone = f"{question.text} \u2013 understood"
        yield Understood(kind=texts[0], standalone=standalone, profiles=("p0",))
        yield Retrieved(hits=())
        if reply is Reply.ERROR:
            raise AskmeError(" ".join(texts))
        made = claims(part(self.documents(), question.text)) if reply is Reply.CLAIMS else ()
        for number, one in enumerate(made):
            if number % 4 == 0:
                time.sleep(0.04)  # for the browser to show what has come so far
            yield Claimed(claim=one)
        answered = Status.ANSWERED if made else Status.ABSTAINED
        yield Finished(
            answer=Answer(
                question=question.text,
                standalone=standalone,
                status=answered,
                reason=None if made else Abstention.NOT_STATED,
                text=" ".join(texts),
                claims=made,
                nearest=tuple(cite(one) for one in self.documents()) if reply is Reply.NEAREST else (),
                suggestions=() if reply is Reply.NOTHING else tuple(texts),
            )
        )


def part(all_of_them: list[Any], question: str) -> list[Any]:
    """What a question asks for: "part 2 of 3"; all without."""
    found = re.search(r"part (\d+) of (\d+)", question)
    if found is None:
        return all_of_them
    number, count = int(found[1]), int(found[2])
    size = -(-len(all_of_them) // count)
    return all_of_them[(number - 1) * size : number * size]


def document(profile_id: str, text: str) -> Document:
    """A file with the text as its name, in its headings, around the words that are cited and within them.

    A path with a step `.` or `..` or a control character is never a document's, so there another id stands for it.
    """
    odd = any(char < " " for char in text) or {".", "..", ""} & set(text.split("/"))
    inside = f"# {text}\n## {text}\n### {text}\n{text}\n\nBefore {text}\n- Said {text} here\nAfter {text}\n"
    return Document(id=f"of-{profile_id}.md" if odd else text, profile_id=profile_id, source=text, text=inside)


def cite(one: Document) -> Citation:
    """The line in which the words stand, under headings that are the text again."""
    text, steps, at = one.source, [], 0
    for sigil, kind in (
        ("# ", StepKind.SECTION),
        ("## ", StepKind.ENTRY),
        ("### ", StepKind.ROLE),
        ("", StepKind.DATES),
    ):
        at += len(sigil)
        steps.append(TrailStep(kind=kind, text=text, start=at, end=at + len(text)))
        at += len(text) + 1
    quote = f"Said {text} here"
    start = one.text.rindex(quote)
    return Citation.of(one, start, start + len(quote), tuple(steps))


def claims(documents: Iterable[Document]) -> tuple[Claim, ...]:
    """A claim of each kind in turn, with a citation for each document; now and then a heading."""
    made: list[Claim] = []
    for number, one in enumerate(documents):
        text, cited = one.source, cite(one)
        said = Quoted(text=cited.quote, citation=0, start=cited.start)
        verdict = Verdict(support=Support.SUPPORTED, reason=text)
        if number % 3 == 0:
            made.append(Claim(text=f"{text}:", form=ClaimForm.HEADING, pieces=(Words(text=f"{text}:"),)))
        if number % 3 == 1:
            made.append(Claim(text=f"Generated {text}", citations=(cited,), verdict=verdict))
        else:
            form = ClaimForm.ITEM if number % 3 == 0 else ClaimForm.SENTENCE
            ours = Words(text=f"{text} told: ")
            whole = ours.text + said.text
            made.append(Claim(text=whole, citations=(cited,), form=form, pieces=(ours, said), verdict=verdict))
    return tuple(made)


# --- what notices -------------------------------------------------------------------------------------------------


@dataclass
class Watch:
    """Everything in a browser's context that only a text taken for more than a text can cause."""

    context: BrowserContext
    origins: tuple[str, ...]
    noted: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, detail, and the name of the frame where it was."""
    requests: int = 0

    def begin(self) -> None:
        self.context.expose_binding("askmeNoted", self._noted)
        self.context.add_init_script(WATCH)
        self.context.on("request", self._request)
        self.context.on("page", self._page)

    def kinds(self) -> dict[str, int]:
        return {kind: sum(one[0] == kind for one in self.noted) for kind in sorted({one[0] for one in self.noted})}

    def frames(self, *kinds: str) -> set[str]:
        """The names of the frames where something of these kinds was noted."""
        return {frame for kind, _, frame in self.noted if kind in kinds}

    def _noted(self, source: dict[str, Any], kind: str, detail: str, frame: str) -> None:
        self.noted.append((kind, detail, frame))

    def _request(self, request: Request) -> None:
        self.requests += 1
        found = urlsplit(request.url)
        if found.scheme not in ("data", "blob", "about") and f"{found.scheme}://{found.netloc}" not in self.origins:
            self.noted.append(("request", request.url[:300], request.frame.name))

    def _page(self, page: Page) -> None:
        page.on("dialog", lambda dialog: (self.noted.append(("dialog", dialog.message, "")), dialog.dismiss()))
        page.on("popup", lambda other: self.noted.append(("popup", other.url, "")))
        page.on("download", lambda file: self.noted.append(("download", file.url, "")))
        page.on("pageerror", lambda error: self.noted.append(("error", str(error)[:300], "")))
        page.on("websocket", lambda socket: self.noted.append(("request", socket.url, "")))
        page.on(
            "console",
            lambda said: said.type in ("error", "warning") and self.noted.append(("console", said.text[:300], "")),
        )


@contextmanager
def watched(browser: Browser, *origins: str) -> Iterator[Watch]:
    """A new visitor's browser; its pages may ask `origins` alone."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(60_000)
    watch = Watch(context, origins)
    watch.begin()
    yield watch
    context.close()
