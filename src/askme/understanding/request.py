"""What a question asks for, once understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from askme.lexicon import Attribute, cue
from askme.reading import Period
from askme.schema import Abstention, Citation, Question
from askme.text import fold, numbers, stems

Stems = tuple[str, ...]
ASKED_TYPE = 0.4
"""Weight of a word that names the type of what is asked for ("which vendor")."""
LIGHT = 0.3
"""Terms that weigh less are everyday words of working lives: they tell little."""
_SHORTEST = 6
"""Words of a question that means something without the sentences before it."""


class Kind(StrEnum):
    """The kind of answer that is wanted."""

    FACT = "fact"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"
    YES_NO = "yes_no"
    WHO = "who"
    COMPARE = "compare"
    OVERVIEW = "overview"
    CONTACT = "contact"
    GREETING = "greeting"
    HELP = "help"
    REFUSED = "refused"
    """Not a question about the people here; `Request.refusal` says why."""

    @property
    def searches(self) -> bool:
        """Whether the profiles are searched for it."""
        return self not in (Kind.GREETING, Kind.HELP, Kind.REFUSED)


class When(StrEnum):
    """Which of a person's jobs is meant, by its place in time."""

    CURRENT = "current"
    FIRST = "first"
    BEFORE = "before"
    AFTER = "after"
    DURING = "during"


@dataclass(frozen=True)
class Term:
    """One word or name of the question that an answer has to account for."""

    text: str
    forms: tuple[Stems, ...]
    """The stems by which it counts as present: the word, its aliases, its spelling mended."""
    related: frozenset[Stems] = frozenset()
    """Stems that mean much the same, and count for less."""
    hard: bool = False
    """A name or a figure: without it there is no answer."""
    figure: str | None = None
    weight: float = 1.0
    category: str | None = None
    """A kind of technology that the term names ("message broker"): any of that kind stands for it."""
    counted: bool = False
    """What "how many" asks to count."""
    is_doing: bool = False
    """One of the many verbs for what people do at work: it picks nothing out."""
    person: str | None = None
    """In a comparison: the profile whose side of the question the term belongs to."""

    @cached_property
    def folded(self) -> str:
        """`text`, as it is compared."""
        return fold(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every stem of every form: a text with none of them has nothing of the term."""
        return frozenset(word for form in (*self.forms, *self.related) for word in form)


@dataclass(frozen=True)
class Thread:
    """What a conversation has come to when a question is asked."""

    asked: str
    """The question before, standing alone, without the person's name."""
    told: str = ""
    """How its answer began; empty where there was none."""
    cited: tuple[Citation, ...] = ()
    """What its answer cited."""


@dataclass(frozen=True)
class Request:
    """A question, understood."""

    question: Question
    standalone: str
    """The question with what it refers to put in."""
    plain: str
    """The same with "person" for every name of one, for telling what is asked."""
    search: str
    """The standalone text without the person's name, which would dominate the search."""
    kind: Kind
    scope: tuple[str, ...]
    """Ids of the profiles that may be searched."""
    named: tuple[str, ...] = ()
    """Ids of the people that the question is about, when it or the conversation says so."""
    each: bool = False
    """Whether several of them are called what the question calls one: each may be meant."""
    terms: tuple[Term, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    category: str | None = None
    """The kind of technology asked for ("database")."""
    when: When | None = None
    period: Period | None = None
    """With `When.DURING`: the time asked about."""
    refusal: Abstention | None = None
    doubt: Abstention | None = None
    """Why it is declined unless a statement surely answers it."""
    asked: str = ""
    """The question's own part of `search`, without what it refers to."""
    thread: Thread | None = None
    """The conversation before it, if there was any."""
    rewritten: bool = False
    """Whether it is an earlier question with another person or thing in it, whole by itself."""
    intent: str | None = None
    """Which plain question it asks (a key of `rewording.PLAIN`), where that is beyond doubt: then it is put in these
    words."""
    notes: tuple[str, ...] = field(default=())
    """What was assumed, for a curious maintainer: spelling mended, follow-up resolved."""

    @property
    def leans(self) -> bool:
        """Whether it is a follow-up that what it refers to was put behind."""
        return bool(self.asked) and self.asked != self.search

    @cached_property
    def folded(self) -> str:
        """`plain`, as it is compared."""
        return fold(self.plain)

    @cached_property
    def closing(self) -> str:
        """`folded` without what a follow-up is about, and without the sentences before it that say why it is asked."""
        own = self._own
        match = cue("situation").match(own)
        return own[match.end() :] if match else own

    @cached_property
    def itself(self) -> str:
        """The same with those sentences if it is too short to mean anything without them ("Is that so?")."""
        return self.closing if len(self.closing.split()) >= _SHORTEST else self._own

    @property
    def _own(self) -> str:
        return self.folded.rpartition(" (")[0] if self.leans else self.folded

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The figures that it asks with, and the numbers written out in it, in digits."""
        return frozenset(numbers(self.closing))

    @cached_property
    def residue(self) -> tuple[Term, ...]:
        """The telling terms that are not part of asking for an attribute or a category: what else has to be there."""
        asking = " ".join(match.group() for item in self.attributes for match in item.cues.finditer(self.folded))
        spent = set(stems(asking)) | set(stems(self.category or ""))
        return tuple(
            term
            for term in self.terms
            if (term.hard or term.weight > ASKED_TYPE)
            and not term.is_doing
            and not any(set(form) <= spent for form in term.forms)
        )

    def attribute(self, *ids: str) -> Attribute | None:
        """The first of the named attributes that is asked for."""
        return next((item for item in self.attributes if item.id in ids), None)
