"""What of a generation may be known: what its owners hide is taken out before anything reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from askme.index.contents import Contents
from askme.index.private import Page, PrivateData, Shows, without_steps
from askme.policy import Private
from askme.privacy import blotted
from askme.privacy.found import Marked
from askme.schema import Document, Passage, Profile, Span


@dataclass(frozen=True)
class Contact:
    """A statement that tells how to reach somebody, for who asks that."""

    passage: Passage
    kinds: frozenset[Private]
    """What it gives: an e-mail address, a telephone number, a street address; empty for anything else."""


@dataclass
class Screened:
    """The contents of a generation without what is hidden."""

    profiles: tuple[Profile, ...]
    documents: tuple[Document, ...]
    passages: list[Passage] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    """Which passages are left."""
    contacts: list[Contact] = field(default_factory=list)
    hidden: dict[str, frozenset[Private]] = field(default_factory=dict)
    """By profile, what is there and is shown to nobody."""


def screen(held: Contents, data: PrivateData, shows: Shows) -> Screened:
    """Take out what the owners do not show.

    In documents it is blotted out, character for character; statements with any of it are gone, and so are trail steps
    and a profile's fields. What is published as contact stays in the document and in `contacts`, nowhere else.
    """
    owners = {page.id: page.profile_id for page in held.documents}
    pages = {name: _Page(page, shows(owners[name])) for name, page in data.pages.items()}
    screened = Screened(
        profiles=tuple(_profile(one, data.fields.get(one.id, {}), shows(one.id)) for one in held.profiles),
        documents=tuple(pages[one.id].document(one) if one.id in pages else one for one in held.documents),
    )
    for row, passage in enumerate(held.passages):
        page = pages.get(passage.document_id)
        if page is None or page.allows(passage, screened.contacts):
            screened.rows.append(row)
            screened.passages.append(passage if page is None else without_steps(passage, page.unsaid))
    for name, page in pages.items():
        kinds = frozenset(secret.kind for secret in page.masked)
        screened.hidden[owners[name]] = screened.hidden.get(owners[name], frozenset()) | kinds
    return screened


class _Page:
    """One document with private data, by what its owner shows."""

    def __init__(self, page: Page, shown: frozenset[Private]) -> None:
        unsaid = [secret for secret in page.secrets if secret.kind not in shown]
        self.masked = [secret for secret in unsaid if not secret.published]
        self._ways = [s for s in page.secrets if (s.published or s.kind in shown) and s.kind is not Private.IDENTITY]
        self._hidden, self.unsaid, self._contact = _marked(self.masked), _marked(unsaid), _marked(page.contact)

    def document(self, document: Document) -> Document:
        return document.model_copy(update={"text": blotted(document.text, self.masked)}) if self.masked else document

    def allows(self, passage: Passage, contacts: list[Contact]) -> bool:
        """Whether a statement may be found by anybody; one that tells how to reach the person is noted as that too."""
        if self._hidden.touches(passage.start, passage.end):
            return False
        kinds = frozenset(s.kind for s in self._ways if s.start < passage.end and passage.start < s.end)
        only_contact = self._contact.touches(passage.start, passage.end)
        if kinds or only_contact:
            contacts.append(Contact(without_steps(passage, self.unsaid), kinds))
        return not only_contact and not self.unsaid.touches(passage.start, passage.end)


def _marked(spans: Sequence[Span]) -> Marked:
    return Marked(max((span.end for span in spans), default=0), ((span.start, span.end) for span in spans))


def _profile(profile: Profile, fields: Mapping[str, tuple[Private, ...]], shown: frozenset[Private]) -> Profile:
    hidden = {text for text, kinds in fields.items() if not shown.issuperset(kinds)}
    if not hidden:
        return profile
    return profile.model_copy(
        update={
            "name": profile.id if profile.name in hidden else profile.name,
            "headline": "" if profile.headline in hidden else profile.headline,
            "aliases": tuple(alias for alias in profile.aliases if alias not in hidden),
            "links": tuple(link for link in profile.links if link not in hidden),
        }
    )
