"""Cases about two people, answerers without a model for them, and the same with faults planted in them."""

from __future__ import annotations

import re
from pathlib import Path

from evals.cases import Answerable, Case, Evidence, Fact, Split, digest_of
from evals.documents import read_people
from evals.metrics.wording import fold
from evals.outcomes import ClaimMade, HitFound, Judgement, Outcome, Place

QUOTES = {"Rust": "Wrote the first program in Rust", "40%": "Cut the costs of the engine by 40%"}


def made(number: int, **other) -> Case:
    says = list(QUOTES)[number % 2]
    evidence = Evidence(source="ada.md", quote=QUOTES[says], digest=digest_of(QUOTES[says]))
    standard = {
        "id": f"case-{number}", "question": f"What is number {number}?", "profile": "ada", "kind": "fact",
        "answerable": Answerable.YES, "facts": (Fact(says=says, evidence=(evidence,)),), "split": Split.DEV,
    }  # fmt: skip
    declines = {"answerable": Answerable.NO, "facts": (), "tags": ("near-miss",)} if number % 3 == 2 else {}
    return Case(**{**standard, **declines, **other})


def write(file: Path, cases: list[Case]) -> Path:
    file.write_text("".join(f"{case.model_dump_json()}\n" for case in cases), "utf-8")
    return file


class FigureJudge:
    """Supported is what has no figure that its evidence has not."""

    fingerprint = "figures"

    def judge(self, claim, evidence, *, person=None, people=()):
        lacking = set(re.findall(r"\d+", claim)) - set(re.findall(r"\d+", " ".join(evidence)))
        reason = f"{sorted(lacking)} stands nowhere" if lacking else ""
        return Judgement(support="unsupported" if lacking else "supported", reason=reason)


class Staged:
    """Says what a right answer says, with its citation; declines what is to be declined."""

    fingerprint = {"model": "none"}  # noqa: RUF012

    def __init__(self, corpus: Path) -> None:
        self.documents = read_people(corpus).documents

    def answer(self, case: Case) -> Outcome:
        if case.answerable.declines:
            return declined(case)
        places = [self.place(fact.evidence[0]) for fact in case.facts]
        claims = tuple(claim(place.quote, place) for place in places)
        return outcome(case, "\n".join(one.text for one in claims), claims=claims, hits=tuple(map(hit, places)))

    def place(self, evidence: Evidence) -> Place:
        document = self.documents[evidence.source]
        start = document.text.index(evidence.quote)
        return Place(profile=document.profile_id, source=evidence.source, start=start,
                     end=start + len(evidence.quote), quote=evidence.quote)  # fmt: skip


class Shy(Staged):
    """Declines everything."""

    def answer(self, case):
        return declined(case)


class Broken(Staged):
    """Fails at everything."""

    def answer(self, case):
        return declined(case).model_copy(update={"status": "failed", "reason": "ModelError: \x1b[31mgone"})


class Hostile(Staged):
    """Its words attack whoever shows them."""

    WORDS = "<script>alert(1)</script> </style><img src=x onerror=alert(2)> {{ 7*7 }} \x1b[31mred \u202etxet"

    def answer(self, case):
        right = super().answer(case)
        claims = tuple(one.model_copy(update={"text": self.WORDS, "support": self.WORDS}) for one in right.claims)
        return right.model_copy(update={"text": self.WORDS, "claims": claims})


class OffByOne(Staged):
    """One citation of one case is off by one character."""

    def answer(self, case):
        right = super().answer(case)
        return off_by_one(right) if case.id == "case-3" else right


def off_by_one(right: Outcome) -> Outcome:
    """The first citation moved by a character, its quote as before."""
    first, *others = right.claims
    at, *rest = first.citations
    moved = at.model_copy(update={"start": at.start + 1, "end": at.end + 1})
    return right.model_copy(update={"claims": (first.model_copy(update={"citations": (moved, *rest)}), *others)})


def other_figure(right: Outcome) -> Outcome:
    """The first figure of each claim changed by one, with the citations as before."""

    def changed(text: str) -> str:
        return re.sub(r"\d+", lambda found: str(int(found[0]) + 1), text, count=1)

    claims = tuple(one.model_copy(update={"text": changed(one.text)}) for one in right.claims)
    return right.model_copy(update={"claims": claims, "text": "\n".join(one.text for one in claims)})


class OtherFigures(Staged):
    """Every claim's first figure is changed."""

    def answer(self, case):
        return other_figure(super().answer(case))


def declined(case: Case) -> Outcome:
    return outcome(case, "The profile does not say.", status="abstained", reason="not_stated")


def outcome(case: Case, text: str, **other) -> Outcome:
    standard = {
        "case": case.id, "status": "answered", "text": text, "claims": (), "nearest": (), "hits": (), "scope": (),
        "understood": "fact", "confidence": 0.5, "withheld": 0,
    }  # fmt: skip
    return Outcome(**{**standard, **other})


def claim(text: str, *places: Place) -> ClaimMade:
    return ClaimMade(text=fold(text).capitalize(), form="sentence", citations=places, support="supported")


def hit(place: Place) -> HitFound:
    return HitFound(**place.model_dump(exclude={"quote"}), text=place.quote, score=1.0, dense=0.5, lexical=1.0)


def worse(printed: str) -> list[str]:
    """The metrics that a gate names as worse."""
    lines = [line.strip() for line in printed.splitlines()]
    return [line.split("  ")[0] for line in lines if line.endswith("significantly worse")]
