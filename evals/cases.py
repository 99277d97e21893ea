"""Cases: a question, what a right answer says, and where that stands. One JSON object a line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from askme.errors import AskmeError
from askme.schema import Document

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases"


class CaseError(AskmeError):
    """A file of cases cannot be used."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Answerable(StrEnum):
    """Whether the profiles answer the question."""

    YES = "yes"
    PARTLY = "partly"
    """One part of the question is answered, another is not: what is said must be said, the rest must not be made up."""
    NO = "no"
    FALSE_PREMISE = "false_premise"
    """The question takes for granted what the profile does not say."""
    OFF_TOPIC = "off_topic"
    """It is no question about the people: chat, tasks, instructions, other subjects."""

    @property
    def declines(self) -> bool:
        """Whether a right answer is an abstention."""
        return self not in {Answerable.YES, Answerable.PARTLY}


class Split(StrEnum):
    DEV = "dev"
    """To learn from."""
    LOCKED = "locked"
    """To report on; never looked at while something is changed."""


class Evidence(Frozen):
    """Words of a profile that support a fact."""

    source: str
    """The file, relative to the corpus folder."""
    quote: str = Field(min_length=1)
    """An exact slice of the document's canonical text."""
    digest: str = ""
    """`digest_of(quote)`: a quote edited together with the profile, unnoticed, does not go unnoticed here."""


class Fact(Frozen):
    """One thing that a right answer says."""

    says: str = Field(min_length=1)
    """Shortest wording that states it; the answer contains this or one of the aliases."""
    aliases: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """Alternatives: any one of them supports the fact."""

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.says, *self.aliases)


class Case(Frozen):
    """One question with what a right answer says."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    corpus: str = "corpus"
    """The corpus folder, relative to the repository."""
    question: str = Field(min_length=1)
    history: tuple[str, ...] = ()
    """Earlier questions, oldest first."""
    profile: str | None = None
    """Who is asked about, by the page that the question is asked on; None: all."""
    kind: str
    """What is asked for: fact, number, date, list, yes_no, who, compare, overview, none."""
    answerable: Answerable
    facts: tuple[Fact, ...] = ()
    forbidden: tuple[str, ...] = ()
    """Wordings that make an answer wrong."""
    group: str | None = None
    """The paraphrase group: cases that ask the same in other words."""
    split: Split
    tags: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.answerable.declines and self.facts:
            raise ValueError(f"{self.id}: a question to be declined ({self.answerable}) has no facts")
        if not self.answerable.declines and not self.facts:
            raise ValueError(f"{self.id}: an answerable question needs facts")
        if any(not fact.evidence for fact in self.facts):
            raise ValueError(f"{self.id}: each fact needs evidence")
        return self

    @property
    def cluster(self) -> str:
        """What is resampled together: a paraphrase group, or the case alone."""
        return self.group or self.id


def digest_of(quote: str) -> str:
    """The first 12 hexadecimal digits of the quote's SHA-256."""
    return hashlib.sha256(quote.encode()).hexdigest()[:12]


def read(paths: Iterable[Path]) -> tuple[Case, ...]:
    """The cases of these files, in order.

    :raises CaseError: a file cannot be read, a line is no case, or an id stands twice
    """
    cases: dict[str, Case] = {}
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise CaseError(f"cases {path} cannot be read ({error}); give a file of JSON lines") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                case = _case(line, f"{path.name}:{number}")
                if case.id in cases:
                    raise CaseError(f"{path.name}:{number}: the id {case.id} stands twice; rename one")
                cases[case.id] = case
    return tuple(cases.values())


def _case(line: str, place: str) -> Case:
    try:
        return Case.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise CaseError(f"{place}: {where + ': ' if where else ''}{first['msg']}") from error


def faults(case: Case, documents: Mapping[str, Document]) -> list[str]:
    """What no longer stands: a source that is not there, a quote or its digest that is not the document's.

    :param documents: by source
    """
    found = []
    for fact in case.facts:
        for evidence in fact.evidence:
            document = documents.get(evidence.source)
            if document is None:
                found.append(f"{case.id}: {evidence.source} is not in {case.corpus}")
            elif evidence.quote not in document.text:
                found.append(f"{case.id}: {evidence.source} does not contain {evidence.quote!r}")
            elif evidence.digest != digest_of(evidence.quote):
                found.append(f"{case.id}: {evidence.quote!r} has the digest {digest_of(evidence.quote)}")
    return found


def selected(cases: Sequence[Case], split: Split | None) -> tuple[Case, ...]:
    """The cases of one split; None: all."""
    return tuple(case for case in cases if split is None or case.split is split)
