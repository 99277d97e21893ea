"""A folder of files -> profiles, documents and passages. A file that cannot be read is reported; the others go on."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from askme.corpus import frontmatter
from askme.corpus.files import Problem, entries, is_folder, problem, read, source_of, walk
from askme.corpus.frontmatter import FrontMatter
from askme.corpus.identity import known_from
from askme.corpus.names import is_name
from askme.corpus.splitting import split
from askme.errors import CorpusError, UnreadableFile
from askme.schema import Document, Passage, Profile


@dataclass(frozen=True)
class Corpus:
    """All that is known."""

    profiles: tuple[Profile, ...]
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Person:
    """A profile while its files are read."""

    profile: Profile
    documents: tuple[Document, ...]


def load_corpus(folder: Path, *, max_file_mb: float) -> Corpus:
    """Read every profile in `folder`: each file, and each folder with all its files, is one person.

    :raises CorpusError: the folder is missing, or holds no profile that can be used.
    """
    if not is_folder(folder):
        raise CorpusError(
            f"There is no corpus folder {folder}. Make it and put a .md or .txt file for each person into it."
        )
    problems: list[Problem] = []
    people: dict[str, _Person] = {}
    for path in entries(folder, folder, problems):
        person = _person(path, folder, max_file_mb, problems)
        if person is None:
            continue
        first = people.setdefault(person.profile.id, person)
        if first is not person:
            problems.append(_twice(person, first))
    if not people:
        reasons = "".join(f" {problem.message}" for problem in problems[:3])
        raise CorpusError(f"No profile in {folder}: put a .md or .txt file for each person into it.{reasons}")
    documents = tuple(document for person in people.values() for document in person.documents)
    passages = tuple(passage for document in documents for passage in split(document))
    return Corpus(tuple(person.profile for person in people.values()), documents, passages, tuple(problems))


def _twice(person: _Person, first: _Person) -> Problem:
    source, kept = person.documents[0].source, first.documents[0].source
    told = (
        f"{source}: its id {person.profile.id!r} is that of {kept}; it was left out. Rename it or give it another id."
    )
    return Problem(source, told)


def _person(path: Path, root: Path, max_file_mb: float, problems: list[Problem]) -> _Person | None:
    paths = list(walk(path, root, problems, ())) if is_folder(path) else [path]
    texts: list[tuple[Path, str]] = []
    for file in paths:
        try:
            texts.append((file, read(file, max_file_mb)))
        except UnreadableFile as error:
            problems.append(problem(file, root, str(error)))
    if not texts:
        return None
    fronts = [(file, frontmatter.parse(text)) for file, text in texts]
    for file, front in fronts:
        problems.extend(problem(file, root, f"{told}.") for told in front.problems)
    profile = _profile(path, root, texts, [front for _, front in fronts], problems)
    documents = tuple(
        Document(id=source_of(file, root), profile_id=profile.id, source=source_of(file, root), text=text)
        for file, text in texts
    )
    return _Person(profile, documents)


def _profile(
    path: Path, root: Path, texts: list[tuple[Path, str]], fronts: list[FrontMatter], problems: list[Problem]
) -> Profile:
    """Who the files are about: the first that says a thing is believed."""
    own = slug(path.name if is_folder(path) else path.stem)
    asked = next((front.id for front in fronts if front.id), "")
    identity = slug(asked) or own
    if asked and asked != identity:
        told = f"id {asked[:80]!r} is not of lower-case letters, digits and hyphens; {identity!r} is used. Change it."
        problems.append(problem(path, root, told))
    identity = identity or f"profile-{os.fsencode(path.name).hex()[:16]}"
    known = [known_from(file.name, text) for file, text in texts]
    names = [next((front.names for front in fronts if front.names), ""), *(page.name for page in known)]
    headlines = (next((front.title for front in fronts if front.title), ""), *(page.headline for page in known))
    aliases = [alias for found in (fronts, known) for page in found for alias in page.aliases]
    for odd in (text for text in (*names, *aliases) if text and not is_name(text)):
        told = f"{odd[:80]!r} is no name, and is not used as one. Write the name alone, on one line."
        problems.append(problem(path, root, told))
    return Profile(
        id=identity,
        name=next(filter(is_name, names), identity),
        headline=next((line for line in headlines if line), ""),
        aliases=tuple(dict.fromkeys(filter(is_name, aliases))),
        links=tuple(dict.fromkeys(link for front in fronts for link in front.links)),
    )


def slug(name: str) -> str:
    """Lower-case letters, digits and hyphens.

    >>> slug("Zoë O'Neil (CV)")
    'zoe-o-neil-cv'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
