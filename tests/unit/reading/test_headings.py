"""Headings: what stands over statements, each once."""

from askme.corpus import split
from askme.reading.headings import headings
from askme.schema import Document

PAGE = """# Ada Rowe

Ferries all my life.

## Studies

### MSc Physics, Graz (2017 – 2019)

- Thesis on foam.
- Grade 1.2.

## Work

### Ferry Line

#### Mate (2019 – 2021)

- Led the refit.

#### Master (2021 – now)

- Runs the night boat.
"""


def found(page: str) -> list[tuple[str, str, int]]:
    read = headings(split(Document(id="ada.md", profile_id="ada", source="ada.md", text=page)))
    return [(heading.section, heading.shown, len(heading.places)) for heading in read]


def test_each_heading_is_there_once_with_what_it_stands_in():
    assert found(PAGE) == [
        ("Studies", "MSc Physics, Graz, 2017 – 2019", 2),
        ("Work", "Ferry Line, Mate, 2019 – 2021", 1),
        ("Work", "Ferry Line, Master, 2021 – now", 1),
    ]


def test_a_line_that_is_a_statement_itself_is_no_heading():
    assert found("# Ada\n\n## Work\n\n- Mate, Ferry Line, 2019 – 2021\n- Likes tar.\n") == []
