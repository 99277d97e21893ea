"""A follow-up made to stand alone, from the earlier questions of the conversation.

Four cases: "And Ada?" (another person, same question), "And to the museum?" (another thing in the same place of the
same question), "And the database?" (another question about the same thing), "When was that?" (a word that points back).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from askme.lexicon import cue, said
from askme.text import atoms, fold
from askme.understanding.people import People, PersonMention, without
from askme.understanding.phrases import counted_things
from askme.understanding.things import Things


@dataclass(frozen=True)
class Resolved:
    """A question that stands alone."""

    text: str
    people: tuple[str, ...]
    """Ids of the people that the conversation is about, empty when it has named nobody."""
    asked: str = ""
    """The text without what was put behind it."""
    rewritten: bool = False
    """Whether it is the earlier question with another person or thing in it: then it is whole by itself."""

    @property
    def own(self) -> str:
        """The question's own words, at the front of the text."""
        return self.asked or self.text


class FollowUps:
    """Resolves follow-ups about certain people.

    :param max_chars: what is put in never makes a question longer than twice this
    """

    def __init__(self, people: People, things: Things, max_chars: int) -> None:
        self._people = people
        self._things = things
        self._longest = 2 * max_chars

    def resolve(self, text: str, history: Sequence[str]) -> Resolved:
        """The question with what it refers to put in.

        :param history: the earlier questions, oldest first
        """
        earlier = Resolved("", ())
        for question in (*history, text):
            resolved = self._next(question, earlier)
            fits = len(resolved.text) <= self._longest  # a name put in many times over may not
            earlier = resolved if fits else Resolved(question, resolved.people)
        return earlier

    def _next(self, text: str, earlier: Resolved) -> Resolved:
        mentions = self._people.mentions(text)
        named = tuple(dict.fromkeys(person for mention in mentions for person in mention.people))
        opener = cue("opener").match(text)
        rest = text[opener.end() :] if opener else text
        only_named = bool(named) and not self._things.content(rest)
        if not earlier.text or (only_named and _is_whole(rest, text[mentions[-1].end :])):
            return Resolved(text, named)
        if only_named:
            return Resolved(self._other_person(text, mentions, earlier.text), named, rewritten=True)
        who = named or earlier.people
        if opener and not named and (swapped := self._other_thing(rest, earlier.text)):
            return Resolved(swapped, who, rewritten=True)
        if self._names_its_thing(rest):
            return Resolved(text, who)
        leans = opener is not None and not said("weak_opener", text)
        several = said("pointer_at_several", text) and bool(counted_things(earlier.own))
        if several or points_back(text, bool(named)) or self._is_incomplete(rest, leans):
            return Resolved(self._with_topic(text, earlier), who, asked=text)
        return Resolved(text, who)

    def _other_person(self, text: str, mentions: tuple[PersonMention, ...], earlier: str) -> str:
        """ "And Ada?": the earlier question with the other person in it."""
        name = text[mentions[0].start : mentions[-1].end]
        if before := self._people.mentions(earlier):
            return without(earlier, before, name)
        changed, count = cue("personal").subn(lambda _: name, earlier, count=1)
        return changed if count else f"{earlier.rstrip('?. ')} — {name}?"

    def _other_thing(self, rest: str, earlier: str) -> str | None:
        """ "And to the museum?": the earlier question with the other thing in the place of the old one."""
        new = rest.strip(" ?.!")
        if not new or said("verb", new) or said("pointer", new):
            return None
        preposition = cue("preposition").match(new)
        thing = new[preposition.end() :] if preposition else new
        capital = thing[:1].isupper()
        is_name = self._things.is_name if preposition or capital else self._things.is_proper
        if not any(is_name(fold(atom.text)) for atom in atoms(thing)) and not (preposition and capital):
            return None
        old = self._things.last(earlier, preposition.group().strip() if preposition else None)
        return f"{earlier[: old[0]]}{thing}{earlier[old[1] :]}" if old else None

    def _names_its_thing(self, rest: str) -> bool:
        """Whether what the question points at stands in it: "the other ward, how large was that?"."""
        match = cue("own_thing").match(rest)
        if match is None or said("pointer", match["thing"]) or not said("pointer", match["asked"]):
            return False
        return bool(self._things.content(match["thing"]))

    def _is_incomplete(self, rest: str, leans: bool) -> bool:
        """Whether a question names nothing of its own and is too short to stand alone."""
        content = self._things.content(rest)
        if any(map(self._things.is_proper if leans else self._things.is_name, content)):
            return False
        return not content or leans or not said("verb", rest)

    def _with_topic(self, text: str, earlier: Resolved) -> str:
        topic = self._topic(text, earlier)
        return f"{text.rstrip()} ({topic})" if topic else text

    def _topic(self, text: str, earlier: Resolved) -> str:
        """What a follow-up is about: the place that "there" means, else what the conversation names or tells."""
        if said("place_pointer", text) and (place := self._things.place(earlier.own)):
            return place
        if said("another_one", text):
            return self._things.unnamed(earlier.own)
        dated = any(word.text[0].isdigit() for word in atoms(text))
        topic = self._things.topic(earlier.text, earlier.own, figures=not dated)
        several = counted_things(earlier.own) if said("pointer_at_several", text) else ()
        return " ".join([*(self._things.topic(thing) for thing in several), topic]).strip()


def _is_whole(rest: str, behind: str) -> bool:
    """Whether a question that names a person and nothing else is one of its own ("Where does Ada work now?") and not
    the one before, asked of another ("Where did Ada?").

    :param behind: what follows the name
    """
    return said("question_word", rest) and (said("goes_on_behind_name", behind) or said("who_or_where_is", rest))


def points_back(text: str, named: bool = False) -> bool:
    """Whether a word refers to something before: neither a conjunction ("the engineer that") nor an empty word ("which
    one"), nor, beside a name, the person ("that guy")."""
    if named:
        text = cue("points_at_person").sub("", text)
    text = cue("that_clause").sub(r"\g<noun>", text)
    return said("pointer", cue("no_pointer").sub("", text))
