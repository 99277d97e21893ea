"""From a question's text and its conversation to a `Request`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from askme.characters import whole
from askme.errors import QuestionError
from askme.lexicon import cue, said
from askme.reading import Reading
from askme.schema import Abstention, Question
from askme.text import fold, stem
from askme.understanding import guards
from askme.understanding.described import described
from askme.understanding.drafting import Draft
from askme.understanding.followups import FollowUps, Resolved, points_back
from askme.understanding.parts import parts_of
from askme.understanding.people import PLACEHOLDER, People, PersonMention, without
from askme.understanding.request import Kind, Request
from askme.understanding.rewording import PLAIN
from askme.understanding.spelling import mended
from askme.understanding.strangers import is_about_a_stranger
from askme.understanding.things import Things
from askme.understanding.wording import Wording

_SHORTEST = 3
"""Words of a question that says what it asks."""
_BY_TIME = ("before", "since")
"""Plain questions that lean on what was told before, where anything was."""
_ALSO: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("now", "title", "before", "first", "jobs"), frozenset({"employers", "identity"})),
    "study": frozenset({"education"}),
    "since": frozenset({"employers", "experience_years"}),
    "years": frozenset({"experience_years"}),
    "lives": frozenset({"location"}),
    "languages": frozenset({"languages"}),
}
"""Attributes that a question may ask for which is such a plain one."""
_AS_PLAIN = ("study", "jobs", "years", "lives", "languages")
"""Of these, the attribute says as much as the plain question."""
_POSSESSIVE = re.compile(r"['’]s?$")


def _never(_: str) -> bool:
    return False


def _as_asked(_: str) -> None:
    return None


class Understander:
    """Understands questions about the people of one reading.

    :param max_chars: of a question; a longer one is not read
    :param is_word: whether a folded word is an ordinary word of the language, so never a slip of spelling
    :param reworded: which plain question (a key of `PLAIN`) one is in other words, if any
    """

    def __init__(
        self,
        reading: Reading,
        max_chars: int = 2000,
        is_word: Callable[[str], bool] = _never,
        reworded: Callable[[str], str | None] = _as_asked,
    ) -> None:
        self._profiles = reading.profiles
        self._max_chars = max_chars
        self._is_word = lru_cache(maxsize=8192)(is_word)
        self._reworded = reworded
        self._people = People(item.profile for item in reading.profiles.values())
        self._wording = Wording(reading.profiles.values(), self._is_word)

    def understand(self, question: Question) -> Request:
        """:raises QuestionError: nothing is asked, or too much"""
        question = _readable(question)
        self._check(question)
        scope = (question.profile_id,) if question.profile_id else tuple(self._profiles)
        if refused := self._not_a_question(question, scope):
            return refused
        resolved = self._resolved(question)
        mentions = self._people.on(question.profile_id).mentions(resolved.text)
        if not mentions and not resolved.people and (found := self._described(resolved.text, scope)):
            person, text = found
            return self._draft(question, Resolved(text, (person,)), (person,), (person,), ()).request()
        if self._is_about_another(question, resolved, mentions):
            return self._refused(question, resolved.text, scope, Abstention.NOT_STATED)
        named = tuple(person for person in _named(resolved, mentions) if person in scope)
        request = self._draft(question, resolved, named or scope, named, mentions).request()
        if intent := self._intent(request):
            plain = PLAIN[intent].replace(PLACEHOLDER, self._profiles[request.scope[0]].profile.name)
            mentions = self._people.on(question.profile_id).mentions(plain)
            draft = self._draft(question, Resolved(plain, resolved.people), named or scope, named, mentions)
            request = replace(draft.request(), intent=intent)
        if request.refusal is None and is_about_a_stranger(request, map(self._profiles.__getitem__, request.scope)):
            return self._refused(question, resolved.text, request.scope, Abstention.NOT_STATED)
        return request

    def parts(self, question: Question) -> tuple[Question, ...]:
        """The questions that one asks; a second leans on the first as on an earlier one."""
        first, *others = parts_of(question.text)
        if not others:
            return (question,)
        history = (*question.history, first)
        leaning = (question.model_copy(update={"text": other, "history": history}) for other in others)
        return (question.model_copy(update={"text": first}), *leaning)

    def points_back(self, question: Question) -> bool:
        """Whether a word of the question refers to something that was said before ("there", "that project")."""
        named = bool(self._people.on(question.profile_id).mentions(question.text))
        return bool(question.history) and points_back(question.text, named)

    def stands_alone(self, question: Question, request: Request) -> bool:
        """Whether it names its person and refers to nothing that was said before, whatever that was."""
        named = bool(self._people.on(question.profile_id).mentions(question.text))
        return named and not request.leans and not points_back(question.text, named)

    def _check(self, question: Question) -> None:
        if not any(letter.isalnum() for letter in question.text):
            raise QuestionError("The question is empty. Ask in words, such as: What does this person work on now?")
        if len(question.text) > self._max_chars:
            raise QuestionError(
                f"The question has {len(question.text):,} characters; at most {self._max_chars:,} are read. "
                "Ask it shorter."
            )

    def _not_a_question(self, question: Question, scope: tuple[str, ...]) -> Request | None:
        mentions = self._people.on(question.profile_id).mentions(question.text)
        plain = without(question.text, mentions, keep_possessive=True)
        if guards.is_greeting(plain):
            return Request(question, question.text, plain, plain, Kind.GREETING, scope)
        if reason := guards.refusal(plain):
            return self._refused(question, question.text, scope, reason)
        if guards.is_help(plain):
            return Request(question, question.text, plain, plain, Kind.HELP, scope)
        return None

    def _intent(self, request: Request) -> str | None:
        """Which plain question about one person is asked, unless it is understood as it is."""
        if len(request.scope) != 1 or request.leans or request.rewritten or not _may_be_plain(request):
            return None
        intent = self._reworded(request.plain)
        if intent is None or (request.question.history and intent in _BY_TIME):
            return None
        asked = {attribute.id for attribute in request.attributes}
        return None if asked - _ALSO[intent] or (asked and intent in _AS_PLAIN) else intent

    def _refused(self, question: Question, text: str, scope: tuple[str, ...], reason: Abstention) -> Request:
        return Request(question, text, text, text, Kind.REFUSED, scope, refusal=reason)

    def _resolved(self, question: Question) -> Resolved:
        earlier = (
            asked for asked in question.history if len(asked) <= self._max_chars
        )  # a longer one was not answered
        questions = map(self._without_chatter, (question.text, *earlier))
        text, *history = (mended(asked, self._is_known) for asked in questions)
        people = self._people.on(question.profile_id)
        return FollowUps(people, Things(people, self._wording), self._max_chars).resolve(text, history)

    def _without_chatter(self, text: str) -> str:
        """The question without what the questioner says of themselves, unless the rest needs it."""
        behind = cue("afterthought").search(text)
        if behind is not None and not self._people.mentions(behind.group()):
            text = text[: behind.start()]
        match = cue("chatter").match(text)
        if match is None:
            return text
        rest = text[match.end() :]
        needed = said("pointer", rest) or said("cut_short", rest) or self._people.mentions(match.group())
        return text if needed or len(rest.split()) < _SHORTEST else rest

    def _is_known(self, folded: str) -> bool:
        return self._wording.is_known(folded) or bool(self._people.mentions(folded))

    def _described(self, text: str, scope: tuple[str, ...]) -> tuple[str, str] | None:
        return described(text, [self._profiles[person] for person in scope], self._is_word) if len(scope) > 1 else None

    def _is_about_another(self, question: Question, resolved: Resolved, mentions: tuple[PersonMention, ...]) -> bool:
        """Whether a question to one profile is about another person, whose name is no word of that profile."""
        asked = question.profile_id
        if asked is None or all(person == asked for person in _named(resolved, mentions)):
            return False
        reading = self._profiles[asked]
        named = (resolved.text[item.start : item.end] for item in mentions if item.profile_id != asked)
        return not all(reading.has((stem(fold(_POSSESSIVE.sub("", word))),)) for word in named)

    def _draft(
        self,
        question: Question,
        resolved: Resolved,
        scope: tuple[str, ...],
        named: tuple[str, ...],
        mentions: tuple[PersonMention, ...],
    ) -> Draft:
        return Draft(
            question, resolved.text, resolved.own.rstrip(), scope, named, mentions, self._profiles, self._wording,
            rewritten=resolved.rewritten,
        )  # fmt: skip


def _may_be_plain(request: Request) -> bool:
    """Whether nothing but a fact is asked for, of nobody and nothing by name."""
    searched = request.refusal is None and request.kind.searches and request.kind not in (Kind.YES_NO, Kind.COMPARE)
    return searched and not any(term.hard for term in request.terms)


def _readable(question: Question) -> Question:
    """The question without halves of characters, which no encoding can write."""
    history = tuple(map(whole, question.history))
    return question.model_copy(update={"text": whole(question.text), "history": history})


def _named(resolved: Resolved, mentions: tuple[PersonMention, ...]) -> tuple[str, ...]:
    """The people a question names, or else those of the conversation."""
    return tuple(dict.fromkeys(person for item in mentions for person in item.people)) or resolved.people
