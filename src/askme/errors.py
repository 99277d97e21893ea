"""What can go wrong, as one tree; every message names the thing, the value and the remedy.

AskmeError
├── SettingsError            a setting has a value that cannot be used
├── CorpusError              the corpus folder, or all that is in it, cannot be used
│   └── UnreadableFile       one file cannot be read (reported; the others go on)
├── ProfileNotFound          nobody with that id
├── QuestionError            the question is empty or too long
├── ModelError               the embedding model is missing, altered or cannot be run
├── IndexError_              the index cannot be read, built or switched
│   ├── IndexMissing         there is none yet
│   ├── IndexStale           it was built from something else
│   └── IndexLocked          somebody else is building it
├── CitationError            a quote is not the slice of its document that it claims to be
└── ServeError               the server cannot start (port in use, ...)
"""

from __future__ import annotations


class AskmeError(Exception):
    """The root: the edges (command line, HTTP, chat page) turn it into one line for the user."""


class SettingsError(AskmeError):
    """A setting has a value that cannot be used."""


class CorpusError(AskmeError):
    """The corpus folder, or all that is in it, cannot be used."""


class UnreadableFile(CorpusError):
    """One file cannot be read; the others are indexed all the same."""


class ProfileNotFound(AskmeError):
    """Nobody in the corpus has this id."""

    def __init__(self, profile_id: str, nearest: tuple[str, ...] = ()) -> None:
        hint = f"Nearest: {', '.join(nearest)}." if nearest else "The corpus holds no profile."
        super().__init__(f"No profile has the id {profile_id[:80]!r}. {hint}")
        self.profile_id = profile_id
        self.nearest = nearest


class QuestionError(AskmeError):
    """The question is empty or too long."""


class ModelError(AskmeError):
    """The embedding model is missing, altered or cannot be run."""


class IndexError_(AskmeError):
    """The index cannot be read, built or switched. (The underscore keeps Python's own IndexError visible.)"""


class IndexMissing(IndexError_):
    """There is no index yet."""


class IndexStale(IndexError_):
    """The index was built from another corpus, model or version."""


class IndexLocked(IndexError_):
    """Another process is building the index."""


class CitationError(AskmeError, ValueError):
    """A quote is not the slice of its document that it claims to be."""


class ServeError(AskmeError):
    """The server cannot start."""
