"""What a profile's passages contain, made ready for matching once when an index is opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from askme.index import Contact
from askme.policy import Private
from askme.reading.entries import Entry
from askme.reading.headings import Heading, headings
from askme.reading.outline import Outline, Section, outline
from askme.reading.periods import Period, period
from askme.reading.words import Measure, Mention, PassageWords
from askme.reading.work import tells_how
from askme.schema import Document, Passage, Profile
from askme.text import STOPWORDS, atoms, fold

__all__ = [
    "Entry",
    "Heading",
    "Measure",
    "Mention",
    "Outline",
    "PassageWords",
    "Period",
    "ProfileReading",
    "Reading",
    "Section",
    "period",
    "tells_how",
]


@dataclass(frozen=True)
class ProfileReading:
    """One person's passages with their structure and vocabulary."""

    profile: Profile
    passages: tuple[Passage, ...]
    contacts: tuple[Contact, ...] = ()
    """Statements that tell how to reach the person: for who asks that, and for nothing else."""
    hidden: frozenset[Private] = frozenset()
    """Private data that the profile holds and shows to nobody."""

    @cached_property
    def words(self) -> tuple[PassageWords, ...]:
        return tuple(PassageWords(passage) for passage in self.passages)

    @cached_property
    def outline(self) -> Outline:
        return outline(self.passages)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        return headings(self.passages)

    @cached_property
    def frequency(self) -> Counter[str]:
        """In how many passages (with their headings) each stem stands."""
        counted: Counter[str] = Counter()
        for words in self.words:
            counted.update(words.own | set(words.entry_stems) | set(words.section_stems) | set(words.lead_stems))
        return counted

    @cached_property
    def surface(self) -> frozenset[str]:
        """The folded words as they are written, for spelling."""
        texts = [passage.shown for passage in self.passages]
        texts += [step.shown for passage in self.passages for step in passage.trail]
        return frozenset(word for text in texts for atom in atoms(text) if (word := fold(atom.text)) not in STOPWORDS)

    def has(self, form: tuple[str, ...]) -> bool:
        """Whether the stems of `form` stand one after another anywhere in the profile."""
        if not all(word in self.frequency for word in form):
            return False
        if len(form) == 1:
            return True
        rows = ((words.stems, words.entry_stems, words.lead_stems, words.section_stems) for words in self.words)
        return any(_in(form, row) for group in rows for row in group)


def _in(form: tuple[str, ...], row: tuple[str, ...]) -> bool:
    if form and form[0] not in row:
        return False
    return any(row[at : at + len(form)] == form for at in range(len(row) - len(form) + 1))


@dataclass(frozen=True)
class Reading:
    """Everybody in an index."""

    profiles: Mapping[str, ProfileReading]
    documents: Mapping[str, Document]

    @classmethod
    def of(
        cls,
        profiles: Iterable[Profile],
        passages: Iterable[Passage],
        documents: Iterable[Document],
        contacts: Iterable[Contact] = (),
        hidden: Mapping[str, frozenset[Private]] | None = None,
    ) -> Reading:
        """Read all of an index; the views of a profile are made when it is first asked about."""
        ways: dict[str, list[Contact]] = {}
        for contact in contacts:
            ways.setdefault(contact.passage.profile_id, []).append(contact)
        kept = tuple(profiles)
        rows: dict[str, list[Passage]] = {profile.id: [] for profile in kept}
        for passage in passages:
            rows[passage.profile_id].append(passage)
        return cls(
            profiles={
                profile.id: ProfileReading(
                    profile,
                    tuple(rows[profile.id]),
                    tuple(ways.get(profile.id, ())),
                    (hidden or {}).get(profile.id, frozenset()),
                )
                for profile in kept
            },
            documents={document.id: document for document in documents},
        )
