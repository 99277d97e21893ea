"""A folder of files -> profiles, documents and passages. A file that cannot be read is reported; the others go on."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from askme.corpus import frontmatter
from askme.corpus.frontmatter import FrontMatter
from askme.corpus.identity import known_from
from askme.corpus.splitting import FORMATS, split
from askme.errors import CorpusError, UnreadableFile
from askme.schema import Document, Passage, Profile

_README = "readme.md"
_MB = 1_000_000


@dataclass(frozen=True)
class Problem:
    """Something in the corpus that was left out, or read otherwise than it asked for."""

    source: str
    """Path relative to the corpus folder."""
    message: str
    """One line: the file, what is wrong, the remedy."""


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
    if not folder.is_dir():
        raise CorpusError(
            f"There is no corpus folder {folder}. Make it and put a .md or .txt file for each person into it."
        )
    problems: list[Problem] = []
    people: dict[str, _Person] = {}
    for path in _entries(folder, folder, problems):
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
    told = f"{source}: its id {person.profile.id!r} is that of {kept}; it was left out. Rename it or give it another id."
    return Problem(source, told)


def _entries(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    """What a folder holds, in order, without hidden files and links that lead outside."""
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        problems.append(
            _problem(folder, root, f"the folder cannot be read ({error.strerror}); give askme access to it.")
        )
        return
    for path in found:
        if path.name.startswith(".") or path.name.lower() == _README:
            continue
        if path.is_symlink() and not _inside(path, root):
            problems.append(
                _problem(path, root, "a link that leads outside the corpus folder is not followed; copy the file here.")
            )
            continue
        yield path


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _problem(path: Path, root: Path, message: str) -> Problem:
    source = _source(path, root)
    return Problem(source, f"{source}: {message}")


def _source(path: Path, root: Path) -> str:
    relative = path.relative_to(root).as_posix()
    return relative.encode("utf-8", "replace").decode("utf-8")


def _person(path: Path, root: Path, max_file_mb: float, problems: list[Problem]) -> _Person | None:
    paths = list(_walk(path, root, problems, ())) if path.is_dir() else [path]
    texts: list[tuple[Path, str]] = []
    for file in paths:
        try:
            texts.append((file, _read(file, max_file_mb)))
        except UnreadableFile as error:
            problems.append(_problem(file, root, str(error)))
    if not texts:
        return None
    fronts = [(file, frontmatter.parse(text)) for file, text in texts]
    for file, front in fronts:
        problems.extend(_problem(file, root, f"{told}.") for told in front.problems)
    profile = _profile(path, root, texts, [front for _, front in fronts], problems)
    documents = tuple(
        Document(id=_source(file, root), profile_id=profile.id, source=_source(file, root), text=text)
        for file, text in texts
    )
    return _Person(profile, documents)


def _walk(folder: Path, root: Path, problems: list[Problem], seen: tuple[Path, ...]) -> Iterator[Path]:
    """All files under a person's folder; a link into a folder that holds it is not followed round in circles."""
    real = folder.resolve()
    if real in seen or len(seen) > 20:
        return
    for path in _entries(folder, root, problems):
        if path.is_dir():
            yield from _walk(path, root, problems, (*seen, real))
        else:
            yield path


def _read(path: Path, max_file_mb: float) -> str:
    """The text of a file, its BOM and its line breaks as they are.

    :raises UnreadableFile: with what is wrong and the remedy, without the file's name.
    """
    if path.suffix.lower() not in FORMATS:
        raise UnreadableFile(f"its format is not read. Formats read: {', '.join(FORMATS)}.")
    try:
        status = path.stat()
        if not path.is_file():
            raise UnreadableFile("it is no regular file; put a text file in its place.")
        if status.st_size > max_file_mb * _MB:
            size = status.st_size / _MB
            raise UnreadableFile(
                f"{size:.1f} MB is above the limit of {max_file_mb:g} MB; shorten it or raise max_file_mb."
            )
        data = _bytes(path, int(max_file_mb * _MB))
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"it is not UTF-8 (byte {error.start}); save it as UTF-8.") from None
    except OSError as error:
        raise UnreadableFile(f"it cannot be read ({error.strerror}); give askme access to it.") from None
    if "\0" in text:
        raise UnreadableFile("it holds NUL bytes, so it is no text; save it as plain UTF-8 text.")
    if not text.strip("\ufeff \t\r\n\v\f"):
        raise UnreadableFile("it is empty; write something into it or remove it.")
    return text


def _bytes(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise UnreadableFile("it grew above the limit while it was read; shorten it or raise max_file_mb.")
    return data


def _profile(
    path: Path, root: Path, texts: list[tuple[Path, str]], fronts: list[FrontMatter], problems: list[Problem]
) -> Profile:
    """Who the files are about: the first that says a thing is believed."""
    own = slug(path.name if path.is_dir() else path.stem)
    asked = next((front.id for front in fronts if front.id), "")
    if path.is_dir():
        identity = own
    else:
        identity = slug(asked) or own
        if asked and asked != identity:
            message = (
                f"id {asked[:80]!r} has more than lower-case letters, digits and hyphens; {identity!r} is used instead."
            )
            problems.append(_problem(path, root, message))
    identity = identity or f"profile-{os.fsencode(path.name).hex()[:16]}"
    known = [known_from(file.name, text) for file, text in texts]
    names = (next((front.names for front in fronts if front.names), ""), *(page.name for page in known))
    headlines = (next((front.title for front in fronts if front.title), ""), *(page.headline for page in known))
    aliases = (alias for found in (fronts, known) for page in found for alias in page.aliases)
    return Profile(
        id=identity,
        name=next((name for name in names if name), identity),
        headline=next((line for line in headlines if line), ""),
        aliases=tuple(dict.fromkeys(aliases)),
        links=tuple(dict.fromkeys(link for front in fronts for link in front.links)),
    )


def slug(name: str) -> str:
    """Lower-case letters, digits and hyphens.

    >>> slug("Zoë O'Neil (CV)")
    'zoe-o-neil-cv'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")
