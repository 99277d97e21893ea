""" "And before that?", where no job was told."""

from __future__ import annotations

import pytest
from desk import Desk

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
        (("Where did she do her BSc in botany?", "and before that?"), "The profile does not say."),
    ],
)
def test_what_was_studied_before(questions, told):
    *before, last = questions
    assert Desk(ada=PAGE).says(last, "ada", *before) == told


def test_of_a_job_it_counts_among_jobs():
    assert "MSc" not in Desk(ada=PAGE).says("and before that?", "ada", "Where does she work now?")
