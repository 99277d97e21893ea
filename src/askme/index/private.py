"""The private data of a corpus: found when an index is built, kept in its generation, screened when it is opened.

So what an owner shows is changed by a setting and a restart, without building anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from askme.corpus import frontmatter
from askme.index import layout
from askme.index.contents import Contents
from askme.policy import Private
from askme.privacy import Found, find, is_contact_heading, stands_as_contact
from askme.privacy.found import Marked
from askme.schema import Document, Frozen, Passage, Profile, Span, StepKind

FILE = "private.json"
_HEADS = (StepKind.SECTION, StepKind.ENTRY)


class Secret(Found):
    """Private data in a document."""

    published: bool = False
    """Whether it stands there as contact; a number of a state or a bank never does."""


class Page(Frozen):
    """What is private in one document."""

    secrets: tuple[Secret, ...] = ()
    contact: tuple[Span, ...] = ()
    """The texts under `contact` in its front matter."""


class PrivateData(Frozen):
    """What is private in a corpus."""

    pages: Mapping[str, Page] = {}
    """By document; those without any are left out."""
    fields: Mapping[str, Mapping[str, tuple[Private, ...]]] = {}
    """By profile, the texts of its name, headline, aliases and links that hold private data, with its kinds."""

    @classmethod
    def of(cls, held: Contents) -> PrivateData:
        """Look through all documents of a corpus."""
        passages: dict[str, list[Passage]] = {}
        for passage in held.passages:
            passages.setdefault(passage.document_id, []).append(passage)
        pages = {page.id: _page(page, passages.get(page.id, ())) for page in held.documents}
        pages = {name: page for name, page in pages.items() if page.secrets or page.contact}
        said = _said(held.documents, pages)
        fields = {profile.id: dict(_fields(profile, said.get(profile.id, {}))) for profile in held.profiles}
        return cls(pages=pages, fields={name: texts for name, texts in fields.items() if texts})

    def searched(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages as they are searched: without the steps of their trails that hold private data."""
        marks = self._marks()
        return [without_steps(passage, marks.get(passage.document_id)) for passage in passages]

    def storable(self, passages: Sequence[Passage]) -> tuple[list[int], list[Passage]]:
        """The rows that a vector store is given, which may be somebody else's service: nothing private is in them."""
        marks = self._marks()
        rows = [
            row
            for row, passage in enumerate(passages)
            if passage.document_id not in marks or not marks[passage.document_id].touches(passage.start, passage.end)
        ]
        return rows, [without_steps(passages[row], marks.get(passages[row].document_id)) for row in rows]

    def _marks(self) -> dict[str, Marked]:
        """By document, where private data stands."""
        return {name: Marked(_length(page), _ranges(page.secrets)) for name, page in self.pages.items()}


def without_steps(passage: Passage, marks: Marked | None) -> Passage:
    """The passage without the steps of its trail that are marked."""
    if marks is None or not any(marks.touches(step.start, step.end) for step in passage.trail):
        return passage
    kept = tuple(step for step in passage.trail if not marks.touches(step.start, step.end))
    return passage.model_copy(update={"trail": kept})


def write(folder: Path, data: PrivateData) -> None:
    layout.write(folder / FILE, data.model_dump_json().encode())


def read(folder: Path) -> PrivateData:
    """:raises OSError, ValueError: it cannot be read."""
    return PrivateData.model_validate_json((folder / FILE).read_bytes())


def _page(document: Document, passages: Sequence[Passage]) -> Page:
    contact = frontmatter.parse(document.text).contact
    published = Marked(len(document.text), _ranges(contact))
    for passage in passages:
        if any(step.kind in _HEADS and is_contact_heading(step.text) for step in passage.trail):
            published.mark(passage.start, passage.end)
    return Page(
        secrets=tuple(_secret(found, document.text, published) for found in find(document.text)), contact=contact
    )


def _secret(found: Found, text: str, published: Marked) -> Secret:
    said = published.touches(found.start, found.end) or stands_as_contact(text, found.start)
    return Secret(
        start=found.start, end=found.end, kind=found.kind, published=said and found.kind is not Private.IDENTITY
    )


def _said(documents: Iterable[Document], pages: Mapping[str, Page]) -> dict[str, dict[str, Private]]:
    """By profile, the words that are private in its documents."""
    said: dict[str, dict[str, Private]] = {}
    for page in documents:
        for secret in pages[page.id].secrets if page.id in pages else ():
            said.setdefault(page.profile_id, {})[page.text[secret.start : secret.end]] = secret.kind
    return said


def _fields(profile: Profile, said: Mapping[str, Private]) -> Iterator[tuple[str, tuple[Private, ...]]]:
    for text in (profile.name, profile.headline, *profile.aliases, *profile.links):
        kinds = {found.kind for found in find(text)} | {kind for words, kind in said.items() if words in text}
        if kinds:
            yield text, tuple(sorted(kinds))


def _ranges(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def _length(page: Page) -> int:
    return max((span.end for span in (*page.secrets, *page.contact)), default=0)


Shows = Callable[[str], frozenset[Private]]
"""What of a profile's private data its owner shows."""
