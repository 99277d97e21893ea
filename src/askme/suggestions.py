"""Questions that can be asked, made from what the profiles hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from askme.answering.entries import jobs
from askme.corpus.names import is_name
from askme.reading import ProfileReading, Reading
from askme.understanding.request import Kind, Request

_MOST = 4
_SECTIONS = (
    (("project", "portfolio"), "What projects has {name} done?"),
    (("award", "recognit"), "Which awards has {name} received?"),
    (("open", "contribut"), "What has {name} contributed to open source?"),
    (("publicat",), "What has {name} published?"),
    (("educ",), "What did {name} study?"),
    (("certif",), "Which certifications does {name} hold?"),
    (("skill",), "What are {name}'s skills?"),
)


class Starters:
    """Suggests questions that the profiles can answer."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._made: dict[str | None, tuple[str, ...]] = {}

    def starters(self, profile_id: str | None) -> tuple[str, ...]:
        """Questions to begin with, about one person or about all."""
        if profile_id not in self._made:
            self._made[profile_id] = self._starters(profile_id)
        return self._made[profile_id]

    def _starters(self, profile_id: str | None) -> tuple[str, ...]:
        if profile_id is not None:
            return tuple(_about(self._reading.profiles[profile_id]))[:_MOST]
        rows = [tuple(_about(reading))[1:] or tuple(_about(reading)) for reading in self._reading.profiles.values()]
        shared = [_shared(self._reading)] if len(rows) > 1 else []
        turns = (row[at] for at in range(_MOST) for row in rows if at < len(row))
        return (*shared, *turns)[:_MOST]

    def suggestions(self, request: Request, answered: bool) -> tuple[str, ...]:
        """Questions to go on with: about the person just asked about, none of them the one just asked."""
        asked = {text.casefold() for text in (request.question.text, *request.question.history)}
        about = request.scope[0] if len(request.scope) == 1 else request.question.profile_id
        left = tuple(text for text in self.starters(about) if text.casefold() not in asked)
        return left if request.kind in (Kind.GREETING, Kind.HELP) else left[:3]


def _about(reading: ProfileReading) -> Iterator[str]:
    name = reading.profile.name
    yield f"Who is {name}?"
    # a suggestion holds no quote, so it repeats nothing but a name
    named = [entry for entry in reversed(jobs(reading)) if entry.title and is_name(entry.title.shown)]
    for entry in named[:1]:
        yield f"What did {name} do at {entry.title.shown}?" if entry.title else ""
    headings = " ".join(section.heading.text.casefold() for section in reading.outline.sections)
    for words, text in _SECTIONS:
        if any(word in headings for word in words):
            yield text.format(name=name)


def _shared(reading: Reading) -> str:
    """Who of them has used the technology that most of them mention; rather one that not all do."""
    owners: dict[str, set[str]] = {}
    mentioned: Counter[str] = Counter()
    for profile_id, profile in reading.profiles.items():
        for name in _technologies(profile):
            owners.setdefault(name, set()).add(profile_id)
            mentioned[name] += 1
    everyone = len(reading.profiles)

    def worth(name: str) -> tuple[bool, int, int]:
        return len(owners[name]) < everyone, len(owners[name]), mentioned[name]

    best = max(sorted(owners), key=worth, default=None)
    return f"Who has used {best}?" if best else "Compare their experience"


def _technologies(profile: ProfileReading) -> Iterator[str]:
    """The technologies that the statements of a profile mention, once for each mention."""
    for words in profile.words:
        for mention in words.mentions:
            yield from (name.name for name in mention.names if name.kind == "technology")
