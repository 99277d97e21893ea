"""A question whose people are known, made into a `Request`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from askme.corpus.vocabulary import ROLE_NOUNS
from askme.lexicon import Attribute, word_stems
from askme.reading import ProfileReading
from askme.schema import Question
from askme.text import STOPWORDS, Atom, atoms, fold
from askme.understanding import guards, kinds
from askme.understanding.people import PersonMention, without
from askme.understanding.phrases import asked_category, form_of
from askme.understanding.request import Kind, Request, Term
from askme.understanding.sides import sided
from askme.understanding.terms import terms_of
from askme.understanding.times import when_of
from askme.understanding.vocabulary import Vocabulary
from askme.understanding.weighing import is_telling
from askme.understanding.wording import Wording


@dataclass(frozen=True)
class Draft:
    """What is known of a question before its kind and terms are."""

    question: Question
    text: str
    """Standing alone."""
    asked: str
    """The question's own part of it, at its front: the rest says what it is about."""
    scope: tuple[str, ...]
    named: tuple[str, ...]
    mentions: tuple[PersonMention, ...]
    """People's names in the text."""
    profiles: Mapping[str, ProfileReading]
    wording: Wording
    rewritten: bool = False
    """Whether it is an earlier question with another person or thing in it."""

    def request(self) -> Request:
        """The question, understood."""
        kind, category = self._kind_and_category()
        when, period = (None, None) if self._is_about_somebody_else() else when_of(self._plain)
        return Request(
            question=self.question,
            standalone=self.text,
            plain=self._plain,
            search=without(self.text, self.mentions, "").strip() or self.text,
            asked=without(self.asked, self._asked_mentions, "").strip() or self.asked,
            kind=kind,
            scope=self.scope,
            named=self.named,
            terms=sided(self.text, self._terms, self.mentions) if kind is Kind.COMPARE else self._terms,
            attributes=self._wanted,
            category=category,
            when=when,
            period=period,
            each=any(item.others for item in self.mentions),
            doubt=guards.doubt(self._plain_asked),
            rewritten=self.rewritten,
        )

    def _kind_and_category(self) -> tuple[Kind, str | None]:
        content = sum(map(self._has_to_be_there, self._terms))
        kind = kinds.kind_of(self._plain_asked, self._wanted, self._people(), len(self.scope), content)
        category = asked_category(self._plain_asked) if kind in (Kind.LIST, Kind.FACT) else None
        return (Kind.LIST if category else kind), category

    def _people(self) -> int:
        """How many people the question is about; one whom only the conversation names counts, too."""
        mentioned = {item.profile_id for item in self.mentions if item.profile_id in self.scope}
        return len(mentioned) or len(self.named)

    @cached_property
    def _plain(self) -> str:
        return without(self.text, self.mentions)

    @cached_property
    def _plain_asked(self) -> str:
        return without(self.asked, self._asked_mentions)

    @cached_property
    def _asked_mentions(self) -> tuple[PersonMention, ...]:
        return tuple(item for item in self.mentions if item.end <= len(self.asked))

    @cached_property
    def _wanted(self) -> tuple[Attribute, ...]:
        return kinds.asked(self._plain)

    @cached_property
    def _is_portrait(self) -> bool:
        return kinds.asks_for_portrait(self._plain)

    @cached_property
    def _words(self) -> tuple[Atom, ...]:
        return atoms(self.text)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary([self.profiles[profile_id] for profile_id in self.scope], self.wording.is_word, self.wording)

    @cached_property
    def _terms(self) -> tuple[Term, ...]:
        brands = [(item.first, item.last + 1) for item in self.mentions if self._is_brand(item)]
        skip = {at for item in self.mentions for at in range(item.first, item.last)}
        skip -= {at for brand in brands for at in range(*brand)}
        if len(self.scope) == 1:
            skip |= self._this_somebody()
        return terms_of(self.text, self._vocabulary, frozenset(skip), brands)

    def _is_brand(self, mention: PersonMention) -> bool:
        """Whether a person's name is the first word of another name in the profile ("Acme" in "Acme Labs")."""
        if mention.last >= len(self._words) or not self._words[mention.last].text[:1].isupper():
            return False
        return self.profiles[mention.profile_id].has(form_of(self._words[mention.first : mention.last + 1]))

    def _is_about_somebody_else(self) -> bool:
        """Whether the question's subject has a name, and not that of a profile: "What is Zoe Falk doing now?"."""
        people = {at for item in self.mentions for at in range(item.first, item.last)}
        return any(
            fold(verb.text) in _AUXILIARIES and at not in people and _is_capitalised(subject)
            for at, (verb, subject) in enumerate(pairwise(self._words), start=1)
        )

    def _this_somebody(self) -> set[int]:
        """Atoms that mean the one person asked about: "this nurse", "the engineer", but not "the founder of"."""
        row = [fold(word.text) for word in self._words]
        portrait = kinds.asks_for_portrait(self.text)
        return {
            at
            for at in range(1, len(row))
            if (row[at] in ROLE_NOUNS and row[at - 1] in _ARTICLES and row[at + 1 : at + 2] not in _OFFICE)
            or (row[at - 1] == "this" and portrait)
        }

    def _has_to_be_there(self, term: Term) -> bool:
        """Whether an answer has to account for a term; for an overview, figures and what nobody has need not be."""
        if term.hard:
            return not (self._is_portrait and term.figure)
        if not is_telling(term) or _asks_for_portrait(term):
            return False
        return not self._is_portrait or any(map(self._vocabulary.has, term.forms))


def _is_capitalised(word: Atom) -> bool:
    return word.text[:1].isupper() and not word.text.isupper() and word.stem not in STOPWORDS


_AUXILIARIES = ("is", "was", "are", "were", "does", "did", "has", "have")
_ARTICLES = ("this", "that", "the")
_OFFICE = (["of"], ["at"], ["for"], ["in"])
"""After a role: it is one that somebody holds, not a word for the person."""


def _asks_for_portrait(term: Term) -> bool:
    """Words that ask for an overview without saying of what ("a short bio for my manager")."""
    return bool(term.forms) and all(len(form) == 1 and form[0] in word_stems("portrait_words") for form in term.forms)
