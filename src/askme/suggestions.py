"""Questions that can be asked, made from what the profiles hold."""

from __future__ import annotations

from collections.abc import Iterator

from askme.answering.entries import jobs
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

    def starters(self, profile_id: str | None) -> tuple[str, ...]:
        """Questions to begin with, about one person or about all."""
        if profile_id is not None:
            return tuple(_about(self._reading.profiles[profile_id]))[:_MOST]
        rows = [tuple(_about(reading)) for reading in self._reading.profiles.values()]
        shared = [_shared(self._reading)] if len(rows) > 1 else []
        return tuple([*shared, *(row[at] for at in range(_MOST) for row in rows if at < len(row))])[:_MOST]

    def suggestions(self, request: Request, answered: bool) -> tuple[str, ...]:
        """Questions to go on with: about the person just asked about, none of them the one just asked."""
        if request.kind in (Kind.GREETING, Kind.HELP) or len(request.scope) != 1:
            return self.starters(request.question.profile_id)
        asked = request.question.text.casefold()
        return tuple(text for text in self.starters(request.scope[0]) if text.casefold() != asked)[:3]


def _about(reading: ProfileReading) -> Iterator[str]:
    name = reading.profile.name
    yield f"Who is {name}?"
    named = [entry for entry in reversed(jobs(reading)) if entry.title]
    for entry in named[:1]:
        yield f"What did {name} do at {entry.title.text}?" if entry.title else ""
    headings = " ".join(section.heading.text.casefold() for section in reading.outline.sections)
    for words, text in _SECTIONS:
        if any(word in headings for word in words):
            yield text.format(name=name)


def _shared(reading: Reading) -> str:
    """Who of them has used the technology that stands in most profiles, without standing in all of them."""
    counted: dict[str, set[str]] = {}
    for profile_id, profile in reading.profiles.items():
        for words in profile.words:
            for mention in words.mentions:
                for name in mention.names:
                    if name.kind == "technology":
                        counted.setdefault(name.name, set()).add(profile_id)
    best = max(sorted(counted), key=lambda name: len(counted[name]), default=None)
    return f"Who has used {best}?" if best else "Compare their experience"
