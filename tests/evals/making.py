"""Small cases and outcomes to score: two people, one fact each line."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from askme.schema import Document
from evals.cases import Answerable, Case, Evidence, Fact, Split
from evals.outcomes import ClaimJudged, ClaimMade, HitFound, Judged, Judgement, Outcome, Place

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""On a fresh checkout Hypothesis first builds its table of characters, for seconds, and calls that a slow test."""

ADA = "- Wrote the first program.\n- Knew Babbage.\n- Lived in London."
BOB = "- Repaired 40 bicycles in the winter of 1999 for the town of Arles.\n"
DOCUMENTS = {
    "ada.md": Document(id="ada.md", profile_id="ada", source="ada.md", text=ADA),
    "bob.md": Document(id="bob.md", profile_id="bob", source="bob.md", text=BOB),
}
NAMES = {"ada": "Ada Lovelace", "bob": "Bob Tyre"}

PROGRAM, BABBAGE, LONDON = "Wrote the first program", "Knew Babbage", "Lived in London"


def fact(says: str, *quotes: str, source: str = "ada.md", aliases: tuple[str, ...] = ()) -> Fact:
    """A fact; each quote is an alternative."""
    return Fact(says=says, aliases=aliases, evidence=tuple(Evidence(source=source, quote=quote) for quote in quotes))


def case(*facts: Fact, **other) -> Case:
    """An answerable case where facts are given, else one to be declined."""
    answerable = Answerable.YES if facts else Answerable.NO
    standard = {"id": "one", "question": "What?", "kind": "fact", "answerable": answerable, "split": Split.DEV}
    return Case(facts=facts, **{**standard, **other})


def place(quote: str, source: str = "ada.md", /, **other) -> Place:
    """Where a quote stands; an invalid place is made by saying otherwise."""
    document = DOCUMENTS[source]
    at = document.text.find(quote)
    standard = {"profile": document.profile_id, "source": source, "start": at, "end": at + len(quote), "quote": quote}
    return Place(**{**standard, **other})


def hit(quote: str, source: str = "ada.md", /, **other) -> HitFound:
    found = place(quote, source).model_dump(exclude={"quote"})
    return HitFound(**{**found, "text": quote, "score": 1.0, "dense": 0.5, "lexical": 0.0, **other})


def claim(text: str = "She did.", *citations: Place, form: str = "sentence") -> ClaimMade:
    return ClaimMade(text=text, form=form, citations=citations, support="supported")


def outcome(text: str = "", /, **other) -> Outcome:
    standard = {
        "case": "one", "status": "answered", "text": text, "claims": (), "nearest": (), "hits": (), "scope": (),
        "understood": "fact", "confidence": None, "withheld": 0,
    }  # fmt: skip
    return Outcome(**{**standard, **other})


def abstained(**other) -> Outcome:
    return outcome("The profile does not say.", **{"status": "abstained", "reason": "not_stated", **other})


def failed(**other) -> Outcome:
    return outcome("", **{"status": "failed", "reason": "ModelError: no model", **other})


def found(*quotes: str, **other) -> Outcome:
    """An outcome with these hits, best first; "-" is a hit that holds nothing asked for."""
    return outcome(hits=tuple(hit(BOB.strip(), "bob.md") if quote == "-" else hit(quote) for quote in quotes), **other)


YES, NO, UNCHECKED = "supported", "unsupported", "unchecked"


def verdict(whole: str, alone: str = "", without: str = "") -> ClaimJudged:
    """`alone` and `without` a letter each citation: y(es), n(o), - (None)."""
    letters = {"y": YES, "n": NO, "-": None, "u": UNCHECKED}
    return ClaimJudged(
        whole=Judgement(support=whole),
        alone=tuple(letters[letter] for letter in alone),
        without=tuple(letters[letter] for letter in without),
    )


def judged(*claims: ClaimJudged | None) -> tuple[Outcome, Judged]:
    """An answer with as many claims and citations as were judged."""
    places = [place(PROGRAM)] * 5
    made = tuple(claim("So.", *places[: len(one.alone) if one else 0]) for one in claims)
    return outcome("So.", claims=made), Judged(case="one", claims=claims)
