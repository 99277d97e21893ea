"""Which databases, which languages: every name of a kind that the profile mentions, picked out of its statements."""

from __future__ import annotations

import re
from collections.abc import Sequence

from askme.answering.compose import Composer
from askme.answering.entries import focused, names_entry
from askme.answering.evidence import Evidence
from askme.lexicon import names
from askme.reading import Mention
from askme.schema import Claim, Passage, Span
from askme.text import stems


def names_of_kind(evidence: Evidence, composer: Composer, before: str) -> tuple[Claim, ...]:
    """ "Which databases": every name of that kind, once, where it stands first; within the entry asked about."""
    category = evidence.request.category
    if category is None:
        return ()
    entries = focused(evidence)
    residue = [term for term in evidence.request.residue if term.category != category]
    if any((term.hard or not entries) and not names_entry(term, entries) for term in residue):
        return ()
    places = [at for entry in entries for at in entry.passages] if entries else range(len(evidence.reading.passages))
    wider = names().category((stems(category)[-1],)) or category  # "relational database": failing that, a database
    found = _mentioned(evidence, places, category) or _mentioned(evidence, places, wider)
    return (composer.names(found.values(), before=before),) if found else ()


def _mentioned(evidence: Evidence, places: Sequence[int], category: str) -> dict[str, tuple[Passage, Span]]:
    """Each name of the kind where it stands first."""
    found: dict[str, tuple[Passage, Span]] = {}
    for at in places:
        words = evidence.reading.words[at]
        for mention in words.mentions:
            name = _of_kind(mention, category)
            span = _span_of(words.passage, mention.text) if name else None
            if name and span and name not in found:
                found[name] = (words.passage, span)
    return found


def _of_kind(mention: Mention, category: str) -> str | None:
    return next(
        (item.name for item in mention.names if item.kind == "technology" and category in item.categories), None
    )


def _span_of(passage: Passage, text: str) -> Span | None:
    """Where a mention stands in the document: inside one visible piece."""
    for piece in passage.pieces:
        inside = passage.text[piece.start - passage.start : piece.end - passage.start]
        match = re.search(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])", inside) or re.search(re.escape(text), inside)
        if match:
            return Span(start=piece.start + match.start(), end=piece.start + match.end())
    return None
