"""A follow-up made to stand alone, from the earlier questions of the conversation.

Four cases: "And Tushar?" (another person, same question), "And to revm?" (another thing in the same place of the same
question), "And the database?" (another question about the same thing), "When was that?" (a word that points back).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from askme.text import STOPWORDS, atoms, fold, stem
from askme.understanding.people import People, PersonMention, without

_OPENER = re.compile(
    r"^\W*(and|what about|how about|also|or|then|same for|but|plus|ok(ay)? and|so)\b[\s,:]*", re.IGNORECASE
)
_POINTER = re.compile(
    r"\b(it|its|that|this|there|those|these|they|them|their|the same|such|one|ones|then|"
    r"(the|that|this) (company|project|job|role|position|team|paper|system|platform|tool|award|employer|product|engine|protocol|work|fix|place|firm))\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(to|at|in|for|with|on|of|from|about|by|using|into)\s+(?!what\b|which\b|how\b)", re.IGNORECASE
)
_VERB = re.compile(
    r"\b(is|are|was|were|does|do|did|has|have|had|can|could|will|would|use[ds]?|work(s|ed)?|buil[dt]|made?|make|led|lead|list|tell|show|"
    r"give|name|compare|summari[sz]e|describe)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"\b(he|she|his|her|hers|him|they|their|them|person)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Resolved:
    """A question that stands alone."""

    text: str
    people: tuple[str, ...]
    """Ids of the people that the conversation is about, empty when it has named nobody."""
    pointed: bool = False
    """Whether it points back at something ("it", "there")."""


def resolve(text: str, history: Sequence[str], people: People, is_name: Callable[[str], bool]) -> Resolved:
    """The question with what it refers to put in.

    :param is_name: whether a folded word names something in the profiles (an employer, a project, a technology)
    """
    earlier = Resolved("", ())
    for question in (*history, text):
        earlier = _one(question, earlier, people, is_name)
    return earlier


def _one(text: str, earlier: Resolved, people: People, is_name: Callable[[str], bool]) -> Resolved:
    mentions = people.mentions(text)
    named = tuple(dict.fromkeys(mention.profile_id for mention in mentions))
    if not earlier.text:
        return Resolved(text, named)
    opener = _OPENER.match(text)
    rest = text[opener.end() :] if opener else text
    if named and not _content(without(rest, people.mentions(rest), "")):
        return Resolved(_other_person(text, earlier, people, mentions), named)
    who = named or earlier.people
    if opener and not named and (swapped := _swapped(rest, earlier, people, is_name)):
        return Resolved(swapped, who)
    pointed = _POINTER.search(_impersonal(text, bool(named))) is not None
    if pointed or _incomplete(rest, opener is not None, people, is_name):
        return Resolved(_with_topic(text, earlier, people, is_name), who, pointed=True)
    return Resolved(text, who)


def _other_person(text: str, earlier: Resolved, people: People, mentions: tuple[PersonMention, ...]) -> str:
    """ "And Tushar?": the earlier question with the other person in it."""
    name = text[mentions[0].start : mentions[-1].end]
    before = people.mentions(earlier.text)
    if before:
        return without(earlier.text, before, name)
    changed, count = _PERSONAL.subn(name, earlier.text, count=1)
    return changed if count else f"{earlier.text.rstrip('?. ')} — {name}?"


def _swapped(rest: str, earlier: Resolved, people: People, is_name: Callable[[str], bool]) -> str | None:
    """ "And to revm?": the earlier question with the other thing in the place of the old one."""
    new = rest.strip(" ?.!")
    if not new or _VERB.search(new) or _POINTER.search(new):
        return None
    preposition = _PREPOSITION.match(new)
    thing = new[preposition.end() :] if preposition else new
    if not any(is_name(fold(atom.text)) for atom in atoms(thing)) and not (preposition and thing[:1].isupper()):
        return None
    old = _old_thing(earlier.text, preposition.group().strip() if preposition else None, people, is_name)
    if old is None:
        return None
    return f"{earlier.text[: old[0]]}{thing}{earlier.text[old[1] :]}"


def _old_thing(
    text: str, preposition: str | None, people: People, is_name: Callable[[str], bool]
) -> tuple[int, int] | None:
    """Where the last named thing stands in a text: after the preposition if one is given and there is such a place."""
    taken = {at for mention in people.mentions(text) for at in range(mention.first, mention.last)}
    words = atoms(text)
    spans: list[tuple[int, int]] = []
    for at, word in enumerate(words):
        if at in taken or fold(word.text) in STOPWORDS:
            continue
        if is_name(fold(word.text)) or (at > 0 and word.text[:1].isupper()):
            glued = spans and not text[spans[-1][1] : word.start].strip(" -./")
            spans = [*spans[:-1], (spans[-1][0], word.end)] if glued else [*spans, (word.start, word.end)]
    if preposition:
        after = [span for span in spans if re.search(rf"\b{preposition}\s+(the\s+)?$", text[: span[0]], re.IGNORECASE)]
        spans = after or spans
    return spans[-1] if spans else None


def _incomplete(rest: str, opened: bool, people: People, is_name: Callable[[str], bool]) -> bool:
    """Whether a question names nothing of its own and is too short to stand alone."""
    content = _content(without(rest, people.mentions(rest), ""))
    if not content:
        return True
    if any(is_name(word) for word in content):
        return False
    return opened or not _VERB.search(rest)


def _with_topic(text: str, earlier: Resolved, people: People, is_name: Callable[[str], bool]) -> str:
    topic = _topic(earlier.text, people, is_name)
    return f"{text.rstrip()} ({topic})" if topic else text


def _topic(text: str, people: People, is_name: Callable[[str], bool]) -> str:
    """What a question was about: the things it names, or all its content where it names none."""
    taken = {at for mention in people.mentions(text) for at in range(mention.first, mention.last)}
    words = [word for at, word in enumerate(atoms(text)) if at not in taken]
    content = [word for word in words if stem(fold(word.text)) not in _EMPTY and fold(word.text) not in STOPWORDS]
    things = [word for word in content if is_name(fold(word.text)) or (word.start > 0 and word.text[:1].isupper())]
    return " ".join(dict.fromkeys(word.text for word in things or content))


_EMPTY = frozenset(
    stem(word)
    for word in "many much tell know person work do make use long year years kind list name give show".split()
)


def _content(text: str) -> list[str]:
    return [
        word
        for atom in atoms(text)
        if (word := fold(atom.text)) not in STOPWORDS and stem(word) not in _EMPTY and len(word) > 1
    ]


def _impersonal(text: str, named: bool) -> str:
    """Without "that" as a conjunction or "one" in "which one", which point at nothing; nor does "that one" after a name."""
    if named:
        text = re.sub(r"\b(that|this) (one|person|guy)\b|\bthe(y|m|ir)\b", "", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\b(engineer|person|candidate|guy|one|someone|project|company)\s+(that|who)\b",
        r"\1",
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(
        r"\b(which|any|the) one\b|\bis there\b|\bare there\b|\bthere (is|are)\b|\bof (them|these|those)\b",
        "",
        text,
        flags=re.IGNORECASE,
    )
