"""Places of the world: a statement that names another one than the question says nothing of that one."""

from __future__ import annotations

from askme.answering.evidence import PRESENT, Evidence, Scored
from askme.lexicon import names
from askme.text import atoms
from askme.understanding.request import Kind, Term


def elsewhere_in_the_world(evidence: Evidence, best: Scored) -> bool:
    """Whether "has she worked in Japan?" would be answered from a statement that names other places alone.

    It may be right all the same (Trondheim for Norway), which is why a statement that surely answers outweighs it.
    """
    if evidence.request.kind is not Kind.YES_NO:
        return False
    pairs = zip(evidence.terms, best.parts, strict=True)
    missing = any(term.hard and part < PRESENT and _is_place(term) for term, part in pairs)
    return missing and _names_a_place(best)


def _is_place(term: Term) -> bool:
    found = [name for form in term.forms for name in names().get(form)]
    return bool(found) and all(name.kind == "place" for name in found)


def _names_a_place(best: Scored) -> bool:
    """In its own words or in the headings above it."""
    above = names().find(atoms(" › ".join(step.shown for step in best.words.passage.trail)))
    mentioned = [*(mention.names for mention in best.words.mentions), *(entries for _, _, entries in above)]
    return any(name.kind == "place" for entries in mentioned for name in entries)
