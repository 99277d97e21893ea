"""A scripted assistant: known answers about people who do not exist, quickly, without an index."""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

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
    Passage,
    PassageKind,
    Profile,
    Question,
    Quoted,
    Retrieved,
    Span,
    Status,
    StepKind,
    Support,
    TrailStep,
    Understood,
    Verdict,
    Words,
)

HOSTILE = (
    "<img src=x onerror=\"window.hacked='img'\">",
    "<script>window.hacked='script'</script>",
    '"><svg onload="window.hacked=\'svg\'">',
    "[link](javascript:window.hacked='md') ![i](http://evil.example/pixel.png)",
    '</div></article><iframe src="http://evil.example/"></iframe>',
    "${window.hacked='template'} {{constructor.constructor('window.hacked=1')()}}",
    "' onmouseover='window.hacked=\"attr\"' x='",
)

MARTA = Document(
    id="marta.md",
    profile_id="marta",
    source="marta.md",
    text="""# Marta Lindqvist

## About

Marta builds payment systems that reconcile to the cent.
She writes about ledgers and about what goes wrong with them.

## Experience

### Northwind Pay — Staff Engineer (2021 – Present)

- Leads a team of eight that runs the settlement platform.
- Built the ledger service, which sustains 2,400 transactions a second at 99.98% uptime.
- Introduced property-based tests for money movement, which found eleven rounding errors.
- Moved the nightly reconciliation to a stream on Kafka, so that a break shows within a minute.

### Fjordbank — Backend Engineer (2016 – 2021)

- Wrote the card authorization path in Go; it answers within 40 ms.
- Designed the on-call rota and the runbooks that it still uses.

## Education

- M.Sc. Computer Science, Uppsala University, 2016
""",
)
IDRIS = Document(
    id="idris/cv.pdf",
    profile_id="idris",
    source="idris/cv.pdf",
    text="""Idris Okafor
Data engineer

Work
Tideline, data engineer, 2019 to now
Idris owns the ingestion of 3,000 market data channels and the warehouse behind it. """
    + "He has spoken at three conferences about back-pressure. " * 12
    + """Before that he cut the cost of the warehouse by a third with partition pruning and column statistics.
Earlier
Kestrel Maps, software engineer, 2015 to 2019
Kept the tile renderer running for a million users a day.
""",
)
MALLORY = Document(
    id="mallory.md",
    profile_id="mallory",
    source="mallory.md",
    text="# Mallory\n\n## " + HOSTILE[0] + "\n\n" + "\n".join(f"- {text}" for text in HOSTILE) + "\n",
)

PEOPLE = (
    Profile(id="marta", name="Marta Lindqvist", headline="Staff engineer for payments and ledgers"),
    Profile(id="idris", name="Idris Okafor", headline="Data engineer, market data and warehouses"),
    Profile(id="mallory", name=HOSTILE[0], headline=HOSTILE[1]),
)
STARTERS = (
    "What does Marta do at Northwind Pay?",
    "Who has worked with market data?",
    "Which databases does Idris know?",
    "What did Marta study?",
)


def cite(document: Document, words: str, *trail: tuple[StepKind, str]) -> Citation:
    """A citation of the first place where `words` stand, with a trail of words that stand in the document."""
    start = document.text.index(words)
    steps = tuple(
        TrailStep(kind=kind, text=text, start=document.text.index(text), end=document.text.index(text) + len(text))
        for kind, text in trail
    )
    return Citation.of(document, start, start + len(words), steps)


NORTHWIND = (
    (StepKind.SECTION, "Experience"),
    (StepKind.ENTRY, "Northwind Pay"),
    (StepKind.ROLE, "Staff Engineer"),
    (StepKind.DATES, "2021 – Present"),
)
LEDGER = cite(
    MARTA, "Built the ledger service, which sustains 2,400 transactions a second at 99.98% uptime.", *NORTHWIND
)
TEAM = cite(MARTA, "Leads a team of eight that runs the settlement platform.", *NORTHWIND)
TESTS = cite(
    MARTA, "Introduced property-based tests for money movement, which found eleven rounding errors.", *NORTHWIND
)
CHANNELS = cite(
    IDRIS,
    "Idris owns the ingestion of 3,000 market data channels",
    (StepKind.SECTION, "Work"),
    (StepKind.ENTRY, "Tideline"),
    (StepKind.DATES, "2019 to now"),
)
PRUNED = cite(
    IDRIS, "he cut the cost of the warehouse by a third", (StepKind.SECTION, "Work"), (StepKind.ENTRY, "Tideline")
)
STUDY = cite(MARTA, "M.Sc. Computer Science, Uppsala University, 2016", (StepKind.SECTION, "Education"))
RUNBOOKS = cite(
    MARTA,
    "Designed the on-call rota and the runbooks that it still uses.",
    (StepKind.SECTION, "Experience"),
    (StepKind.ENTRY, "Fjordbank"),
    (StepKind.ROLE, "Backend Engineer"),
    (StepKind.DATES, "2016 – 2021"),
)


def claim(*parts: str | Citation, form: ClaimForm = ClaimForm.SENTENCE) -> Claim:
    """A claim of our own words (str) and whole quotes (Citation)."""
    citations = tuple(part for part in parts if isinstance(part, Citation))
    pieces = tuple(
        Words(text=part)
        if isinstance(part, str)
        else Quoted(text=part.quote, citation=citations.index(part), start=part.start)
        for part in parts
    )
    text = "".join(piece.text for piece in pieces)
    return Claim(text=text, citations=citations, form=form, pieces=pieces, verdict=Verdict(support=Support.SUPPORTED))


DOCUMENTS = (MARTA, IDRIS, MALLORY)
CITED = (LEDGER, TEAM, TESTS, CHANNELS, PRUNED, STUDY, RUNBOOKS)


def _hit(found: Citation) -> Hit:
    passage = Passage(
        id=f"{found.source}:{found.start}",
        profile_id=found.profile,
        document_id=found.document.id,
        kind=PassageKind.BULLET,
        text=found.quote,
        start=found.start,
        end=found.end,
        pieces=(Span(start=found.start, end=found.end),),
        trail=found.trail,
    )
    return Hit(passage=passage, score=0.9, dense=0.8, lexical=1.5, adapted=0.8)


HEADING, ITEM = ClaimForm.HEADING, ClaimForm.ITEM
ANSWERS: dict[str, tuple[Claim, ...]] = {
    "northwind": (
        claim("At Northwind Pay, Marta Lindqvist is Staff Engineer: ", TEAM),
        claim("She has also ", LEDGER),
        claim("And she has ", TESTS),
    ),
    "market data": (
        claim("Two people have:"),
        claim("Idris Okafor:", form=HEADING),
        claim(CHANNELS, form=ITEM),
        claim(PRUNED, form=ITEM),
        claim("Marta Lindqvist:", form=HEADING),
        claim(LEDGER, form=ITEM),
    ),
    "study": (claim("Marta Lindqvist's degree: ", STUDY, "."),),
    "mallory": tuple(claim("Says: ", cite(MALLORY, f"- {text}")) for text in HOSTILE),
}


@dataclass
class Scripted:
    """Answers from the script above.

    A question with `wait` in it waits for `go` before each claim; one with `error` raises; one with `broken` fails in a
    way nobody foresaw; any that the script does not know is abstained from.
    """

    asked: list[Question] = field(default_factory=list)
    go: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    only: frozenset[str] | None = None

    def among(self, profile_ids: Collection[str]) -> Scripted:
        return replace(self, only=frozenset(profile_ids))

    def search(self, query: str, profile_id: str | None = None, limit: int = 10) -> tuple[Hit, ...]:
        """Statements that share a word with the query."""
        words = set(query.casefold().split())
        found = [one for one in CITED if words & set(one.quote.casefold().split())]
        return tuple(_hit(one) for one in found if profile_id in (None, one.profile) and self._sees(one.profile))[
            :limit
        ]

    def sources(self, profile_id: str) -> tuple[str, ...]:
        return tuple(one.id for one in DOCUMENTS if one.profile_id == profile_id and self._sees(profile_id))

    def document(self, document_id: str) -> Document | None:
        return next((one for one in DOCUMENTS if one.id == document_id and self._sees(one.profile_id)), None)

    def generation(self) -> str:
        return "scripted"

    def _sees(self, profile_id: str) -> bool:
        return self.only is None or profile_id in self.only

    def profiles(self) -> tuple[Profile, ...]:
        return tuple(one for one in PEOPLE if self._sees(one.id))

    def starters(self, profile_id: str | None) -> tuple[str, ...]:
        if profile_id is None:
            return STARTERS
        return (f"Where has {profile_id} worked?", HOSTILE[4]) if profile_id == "mallory" else STARTERS[:2]

    def stream(self, question: Question) -> Iterator[Event]:
        self.asked.append(question)
        text = question.text.casefold()
        if "broken" in text:
            raise RuntimeError("a secret detail of the inside")
        standalone = question.text
        if re.match(r"and |what about ", text) and question.history:
            standalone = re.sub(r"^\S+ (about )?", "About Marta Lindqvist: ", question.text)
        yield Understood(kind="fact", standalone=standalone, profiles=("marta",))
        if "error" in text:
            raise AskmeError("The index is being rebuilt. Ask again in a minute. " + HOSTILE[0])
        yield Retrieved(hits=())
        claims = next((found for key, found in ANSWERS.items() if key in text), ())
        for one in claims:
            if "wait" in text:
                self.go.acquire(timeout=10)
            yield Claimed(claim=one)
        yield Finished(answer=self.answer(question, standalone, claims))

    def answer(self, question: Question, standalone: str, claims: tuple[Claim, ...]) -> Answer:
        if claims:
            hostile = (HOSTILE[2],) if "mallory" in question.text.casefold() else ()
            return Answer(
                question=question.text,
                standalone=standalone,
                status=Status.ANSWERED,
                text=" ".join(one.text for one in claims),
                claims=claims,
                suggestions=("What did Marta study?", "Who has worked with market data?", *hostile),
            )
        return Answer(
            question=question.text,
            standalone=standalone,
            status=Status.ABSTAINED,
            reason=Abstention.NOT_STATED,
            text="The profile does not say.",
            nearest=(TEAM, RUNBOOKS, CHANNELS),
            suggestions=("What does Marta do at Northwind Pay?",),
        )
