"""Items -> passages and headings: a table of rules, the first that applies takes the item."""

from __future__ import annotations

from collections.abc import Callable

from askme.corpus import entries, forms, groups, headings, statements
from askme.corpus.items import Item
from askme.corpus.outline import Outline
from askme.corpus.reading import Reading

Rule = Callable[[Reading, Item], int]
"""Takes the item at hand, and those after it that belong to it; returns how many, 0 when the rule does not apply."""

RULES: tuple[Rule, ...] = (
    headings.marked,
    headings.furniture,
    headings.doubled,
    headings.picture,
    headings.beside_name,
    headings.asked,
    statements.table,
    statements.code,
    statements.bullet,
    statements.quote,
    statements.contact_line,
    statements.issued,
    headings.menu,
    headings.opening,
    statements.figure,
    statements.glued_rows,
    statements.columns,
    groups.employer,
    forms.job,
    entries.closing,
    entries.late_dates,
    entries.entry,
    entries.next_dated,
    entries.beside,
    headings.section,
    headings.lead_in,
    headings.listed_lines,
    headings.bare,
    statements.aside,
    statements.stack,
    statements.label,
    statements.paragraph,
)


def read(reading: Reading) -> Outline:
    """Apply the rules from the first item to the last."""
    while (item := reading.ahead(0)) is not None:
        reading.at += next(taken for rule in RULES if (taken := rule(reading, item)))
    reading.outline.close(0)
    return reading.outline
