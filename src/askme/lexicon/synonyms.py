"""Words for the same thing, so that a question need not use the profile's own."""

from __future__ import annotations

from functools import cache

from askme.lexicon.sources import lines
from askme.text import stems

Stems = tuple[str, ...]


def related(word: Stems) -> frozenset[Stems]:
    """What may stand for `word` (its stems, one after another); empty when nothing is known."""
    return _table().get(word, frozenset())


@cache
def _table() -> dict[Stems, frozenset[Stems]]:
    found: dict[Stems, set[Stems]] = {}
    for line in lines("synonyms"):
        group = {tuple(stems(word)) for word in line.split(",")}
        for word in group:
            found.setdefault(word, set()).update(group - {word})
    return {word: frozenset(others) for word, others in found.items()}
