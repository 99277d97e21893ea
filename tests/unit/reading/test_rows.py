"""A row of a table in words: each cell behind the name of its column."""

from __future__ import annotations

import pytest

from askme.corpus import Format, split
from askme.reading.rows import by_column, in_words
from askme.schema import Document

TABLE = "# Ada\n\n| **Tour** | Days | Price |\n|---|---|---|\n{}\n"


def row(line: str, table: str = TABLE):
    text = table.format(line)
    return split(Document(id="a", profile_id="a", source="a", text=text), Format.MARKDOWN)[-1]


def test_each_cell_stands_behind_its_column():
    passage = row("| Alpine *walk* | 2 | [240](a.b) |")
    assert by_column(passage) == (("Tour", "Alpine walk"), ("Days", "2"), ("Price", "240"))
    assert in_words(passage) == "Alpine walk: Days 2, Price 240"


def test_a_long_cell_says_by_itself_what_it_is():
    passage = row("| Alpine walk | two | with ropes, and a night in the hut |")
    assert in_words(passage) == "Alpine walk: Days two, with ropes, and a night in the hut"
    long = row("| Walk | with ropes, and a night in the hut | as much as you like to give |")
    assert in_words(long) == long.shown


@pytest.mark.parametrize("line", ["| Night walk | | 35 |", "| Night walk | 2 |"])
def test_a_row_that_leaves_cells_out_is_told_as_it_stands(line):
    assert by_column(row(line)) == ()
    assert in_words(row(line)) == row(line).shown


@pytest.mark.parametrize("table", ["# Ada\n\n- {}\n", "# Ada\n\nPrices: {}\n"])
def test_what_is_no_row_is_told_as_it_stands(table):
    passage = row("two days", table)
    assert by_column(passage) == () and in_words(passage) == passage.shown
