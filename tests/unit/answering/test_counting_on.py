""" "And before that?", where no job was told."""

from __future__ import annotations

import pytest
from desk import Desk

from askme.schema import Abstention

PAGE = """\
# Ada Lindqvist

## Experience

### Rook Ltd
**Baker** | 2021 - now

- Bakes rye bread

## Education

- PhD in Fermentation, University of Hull, 2018 – 2021
- MSc Brewing, Heriot College, 2016 – 2018
- BSc Botany, University of Ghent, 2012 – 2015
"""


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        (("Where did she do her MSc in brewing?", "and before that?"), "BSc Botany, University of Ghent, 2012 – 2015"),
        (
            ("Where did she do her MSc in brewing?", "And after that?"),
            "PhD in Fermentation, University of Hull, 2018 – 2021",
        ),
    ],
)
def test_what_was_studied_before(questions, told):
    *before, last = questions
    assert Desk(ada=PAGE).says(last, "ada", *before) == told


def test_nothing_was_studied_before_the_first():
    answer = Desk(ada=PAGE).ask("and before that?", "ada", "Where did she do her BSc in botany?")
    assert answer.reason is Abstention.NOT_STATED


def test_of_a_job_it_counts_among_jobs():
    assert "MSc" not in Desk(ada=PAGE).says("and before that?", "ada", "Where does she work now?")
