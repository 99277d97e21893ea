"""From a question's text and its conversation to a `Request`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from askme.errors import QuestionError
from askme.corpus.vocabulary import ROLE_NOUNS
from askme.lexicon import names
from askme.reading import ProfileReading, Reading
from askme.schema import Abstention, Question
from askme.text import STOPWORDS, atoms, fold, stem
from askme.understanding import followups, guards, kinds
from askme.understanding.people import PLACEHOLDER, People, PersonMention, without
from askme.understanding.request import LIGHT, Kind, Request, Term
from askme.understanding.spelling import mended
from askme.understanding.terms import Vocabulary, terms_of

_PART = re.compile(r"[;,:?]|\b(?:and|versus|vs|or|against|with|while)\b", re.IGNORECASE)


def _never(_: str) -> bool:
    return False


class Understander:
    """Understands questions about the people of one reading.

    :param is_word: whether a folded word is an ordinary word of the language, so never a slip of spelling
    """

    def __init__(self, reading: Reading, max_chars: int = 2000, is_word: Callable[[str], bool] = _never) -> None:
        self._reading = reading
        self._max_chars = max_chars
        self._is_word = is_word
        self._people = People(item.profile for item in reading.profiles.values())

    def understand(self, question: Question) -> Request:
        """:raises QuestionError: nothing is asked, or too much"""
        self._check(question)
        scope = (question.profile_id,) if question.profile_id else tuple(self._reading.profiles)
        if refused := self._not_a_question(question, scope):
            return refused
        asked = Question(
            text=mended(question.text, self._is_known),
            profile_id=question.profile_id,
            history=tuple(mended(earlier, self._is_known) for earlier in question.history),
        )
        resolved = followups.resolve(asked.text, asked.history, self._people, self._is_name)
        mentions = self._people.mentions(resolved.text)
        if not mentions and not resolved.people and len(scope) > 1 and (found := self._described(resolved.text, scope)):
            return self._request(question, found[1], (found[0],), (found[0],), ())
        named = tuple(dict.fromkeys(item.profile_id for item in mentions)) or resolved.people
        outsiders = [person for person in named if person not in scope]
        if outsiders and question.profile_id and not self._also_said(resolved.text, mentions, question.profile_id):
            return self._refused(question, resolved.text, scope, Abstention.NOT_STATED)
        named = tuple(person for person in named if person in scope)
        return self._request(question, resolved.text, named or scope, named, mentions)

    def _check(self, question: Question) -> None:
        if not any(letter.isalnum() for letter in question.text):
            raise QuestionError("The question is empty. Ask in words, such as: What does this person work on now?")
        if len(question.text) > self._max_chars:
            raise QuestionError(
                f"The question has {len(question.text):,} characters; at most {self._max_chars:,} are read. Ask it shorter."
            )

    def _not_a_question(self, question: Question, scope: tuple[str, ...]) -> Request | None:
        plain = without(question.text, self._people.mentions(question.text))
        if guards.is_greeting(plain):
            return Request(question, question.text, plain, plain, Kind.GREETING, scope)
        if reason := guards.refusal(plain):
            return self._refused(question, question.text, scope, reason)
        if guards.is_help(plain):
            return Request(question, question.text, plain, plain, Kind.HELP, scope)
        return None

    def _refused(self, question: Question, text: str, scope: tuple[str, ...], reason: Abstention) -> Request:
        return Request(question, text, text, text, Kind.REFUSED, scope, refusal=reason)

    def _also_said(self, text: str, mentions: tuple[PersonMention, ...], profile_id: str) -> bool:
        """Whether what looks like another person's name is a word of the profile asked about."""
        reading = self._reading.profiles[profile_id]
        return all(
            item.profile_id == profile_id or reading.has((stem(fold(text[item.start : item.end])),))
            for item in mentions
        )

    def _request(
        self,
        question: Question,
        text: str,
        scope: tuple[str, ...],
        named: tuple[str, ...],
        mentions: tuple[PersonMention, ...],
    ) -> Request:
        vocabulary = Vocabulary(self._readings(scope), self._is_word)
        plain = without(text, mentions)
        wanted = kinds.asked(plain)
        portrait = kinds.asks_for_portrait(plain)
        brands = [(item.first, item.last + 1) for item in mentions if self._is_brand(text, item)]
        skip = frozenset(at for item in mentions for at in range(item.first, item.last))
        skip -= frozenset(at for first, last in brands for at in range(first, last))
        skip |= _this_somebody(text) if len(scope) == 1 else frozenset()
        terms = terms_of(text, vocabulary, skip, brands)
        content = sum(
            1
            for term in terms
            if (term.hard and not (portrait and term.figure))
            or (
                term.weight > LIGHT
                and not _is_scaffold_of_kind(term)
                and (not portrait or any(map(vocabulary.has, term.forms)))
            )
        )
        mentioned = len({item.profile_id for item in mentions if item.profile_id in scope}) or (
            len(named) if len(named) > 1 else 0
        )
        kind = kinds.kind_of(plain, wanted, mentioned or len(named), len(scope), content)
        category = _category(plain) if kind in (Kind.LIST, Kind.FACT) else None
        if category is not None and kind is Kind.FACT:
            kind = Kind.LIST
        when, period = kinds.when_of(plain)
        request = Request(
            question=question,
            standalone=text,
            plain=plain,
            search=without(text, mentions, "").strip() or text,
            kind=kind,
            scope=scope,
            named=named,
            terms=terms,
            attributes=wanted,
            category=category,
            when=when,
            period=period,
        )
        if kind is Kind.COMPARE:
            return replace(request, terms=_sided(text, terms, mentions))
        return request

    def _is_brand(self, text: str, mention: PersonMention) -> bool:
        """Whether a person's name is the first word of another name in the profile ("Acme" in "Acme Labs")."""
        words = atoms(text)
        if mention.last >= len(words) or not words[mention.last].text[:1].isupper():
            return False
        form = tuple(word.stem for word in words[mention.first : mention.last + 1])
        return self._reading.profiles[mention.profile_id].has(form)

    def _described(self, text: str, scope: tuple[str, ...]) -> tuple[str, str] | None:
        """Who "the engineer who worked at Visa" is, and the question without the description; None where nobody is
        described, or not just one person fits."""
        match = _DESCRIPTION.search(text)
        rest = text[: match.start()] + PLACEHOLDER + text[match.end() :] if match else ""
        if match is None or len(atoms(rest)) < 3:
            return None
        terms = terms_of(match["clause"], Vocabulary(self._readings(scope), self._is_word), frozenset())
        telling = [term for term in terms if term.hard or term.weight > LIGHT]
        fitting = [person for person in scope if telling and all(self._fits(person, term) for term in telling)]
        return (fitting[0], rest) if len(fitting) == 1 else None

    def _fits(self, profile_id: str, term: Term) -> bool:
        reading = self._reading.profiles[profile_id]
        if term.figure is not None:
            return any(term.figure in words.figures for words in reading.words)
        return any(reading.has(form) for form in (*term.forms, *term.related))

    def _readings(self, scope: tuple[str, ...]) -> tuple[ProfileReading, ...]:
        return tuple(self._reading.profiles[profile_id] for profile_id in scope)

    def _is_known(self, folded: str) -> bool:
        """Whether a word is right as it stands."""
        if self._is_word(folded) or names().get((stem(folded),)) or self._people.mentions(folded):
            return True
        return any(reading.frequency[stem(folded)] for reading in self._reading.profiles.values())

    def _is_name(self, folded: str) -> bool:
        """Whether a word names something: known to the world, or capitalised or odd in the profiles."""
        if folded in STOPWORDS:
            return False
        form = (stem(folded),)
        if any(not entry.doubtful(form) for entry in names().get(form)):
            return True
        if folded in self._names_in_profiles:
            return not (self._is_word(folded) and folded in self._lower_in_profiles)
        return folded in self._lower_in_profiles and len(folded) > 2 and not self._is_word(folded)

    @property
    def _names_in_profiles(self) -> frozenset[str]:
        return self._profile_words()[0]

    @property
    def _lower_in_profiles(self) -> frozenset[str]:
        return self._profile_words()[1]

    def _profile_words(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words that stand with a capital inside a statement, and those that stand in lower case."""
        cached = getattr(self, "_cached_words", None)
        if cached is None:
            cached = self._cached_words = _written(self._readings(tuple(self._reading.profiles)))
        return cached


_DESCRIPTION = re.compile(
    r"\b(the|that|an?)\s+((?:\w+\s+)?(?:engineer|developer|person|one|guy|candidate|nurse|designer|woman|man|applicant|researcher|manager|"
    r"professional|colleague|individual|author|founder)s?)\s+(?P<clause>(who|that|with|from|at|behind|which|\w+(ed|ing) (by|at|for|on|with|in))\b.*?)"
    r"(?=\s*[,;:?]|\s+[-–—]+\s+|\s+(did|does|has|have|is|was|study|studied|hold|know|use|used)\b(?!.*\b(the|that)\s+\w+\s+who)|$)",
    re.IGNORECASE,
)


def _written(readings: tuple[ProfileReading, ...]) -> tuple[frozenset[str], frozenset[str]]:
    upper: set[str] = set()
    lower: set[str] = set()
    for reading in readings:
        for passage in reading.passages:
            for at, atom in enumerate(atoms(passage.shown)):
                if atom.text.islower():
                    lower.add(fold(atom.text))
                elif at > 0 or any(letter.isupper() for letter in atom.text[1:]):
                    upper.add(fold(atom.text))
            for step in passage.trail:
                if step.kind.value == "entry":
                    upper |= {fold(atom.text) for atom in atoms(step.text) if atom.text[:1].isupper()}
    return frozenset(upper), frozenset(lower)


_KIND_WORDS = frozenset(
    stem(word)
    for word in """background profile overview summary intro introduction bio biography gist highlights pitch elevator
    candidate hiring manager recruiter context team colleague boss meeting call interview sentence sentences words line lines paragraph
    minute career story experience professional life hr job""".split()
)


def _this_somebody(text: str) -> frozenset[int]:
    """Atoms that mean the one person asked about: "this nurse", "the engineer"."""
    words = atoms(text)
    return frozenset(
        at
        for at in range(1, len(words))
        if (fold(words[at].text) in ROLE_NOUNS and fold(words[at - 1].text) in ("this", "that", "the"))
        or (fold(words[at - 1].text) == "this" and kinds.asks_for_portrait(text))
    )


def _is_scaffold_of_kind(term: Term) -> bool:
    """Words that ask for an overview without saying of what ("a short bio for my manager")."""
    return all(len(form) == 1 and form[0] in _KIND_WORDS for form in term.forms) and bool(term.forms)


_ASKED_FOR = re.compile(
    r"\b(which|what|any|list|name|all|every|the|his|her|their|of)\s+((?:[\w-]+\s+){0,2}?)$", re.IGNORECASE
)


def _category(plain: str) -> str | None:
    """The kind of technology that the question asks for ("which graph databases"), when a word for one stands there."""
    words = atoms(plain)
    for length in (3, 2, 1):
        for at in range(len(words) - length + 1):
            category = names().category(tuple(word.stem for word in words[at : at + length]))
            if category and words[at].text.islower() and _ASKED_FOR.search(plain[: words[at].start]):
                return category
    return None


def _sided(text: str, terms: tuple[Term, ...], mentions: tuple[PersonMention, ...]) -> tuple[Term, ...]:
    """In a comparison, each person's own words: those right after "X's" or "... by X", up to the next break."""
    sides: list[tuple[int, int, str]] = []
    for mention in mentions:
        stop = _PART.search(text, mention.end)
        end = stop.start() if stop else len(text)
        if text[mention.start : mention.end].casefold().endswith("s") and text[mention.end : end].strip():
            sides.append((mention.end, end, mention.profile_id))
        elif re.search(r"\b(by|from|of)\s+$", text[: mention.start]):
            begin = max((part.end() for part in _PART.finditer(text, 0, mention.start)), default=0)
            sides.append((begin, mention.start, mention.profile_id))
    if len({side[2] for side in sides}) < 2:
        return terms
    return tuple(replace(term, person=_side(text, term, sides)) for term in terms)


def _side(text: str, term: Term, sides: list[tuple[int, int, str]]) -> str | None:
    owners = {owner for begin, end, owner in sides if term.text in text[begin:end]}
    return owners.pop() if len(owners) == 1 else None
