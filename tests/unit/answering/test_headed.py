"""What only a heading tells; how likely each answers is given here."""

import pytest

from askme.schema import Abstention, ClaimForm
from tests.unit.answering.desk import Desk

PAGE = """# Ada

## Studies

### MSc Physics, Graz, with honours (2017 – 2019)

- Thesis on foam.

## Work

### Ferry Line (night boats), Mate (2019 – 2021)

- Led the refit.

### Harbour Tugs, Clerk (2016 – 2017)

- Kept the books.
"""
TUGS, FERRIES = "Harbour Tugs, Clerk, 2016 – 2017", "Ferry Line (night boats), Mate, 2019 – 2021"


def desk(**likely: float) -> Desk:
    return Desk(likely={words.replace("_", " "): chance for words, chance in likely.items()}, ada=PAGE)


def test_a_heading_is_told_where_no_statement_answers():
    assert desk(honours=0.6).says("How well did she do?", "ada") == "MSc Physics, Graz, with honours, 2017 – 2019"


def test_a_statement_that_answers_comes_before_any_heading():
    assert desk(honours=0.9, foam=0.6).says("What was her thesis on?", "ada").startswith("Thesis on foam.")


@pytest.mark.parametrize("chance", [0.1, 0.3])
def test_an_unlikely_heading_is_not_told(chance):
    assert desk(honours=chance).ask("How well did she do?", "ada").reason is Abstention.NOT_STATED


def test_a_heading_without_a_name_of_the_question_has_to_be_sure():
    question = "How well did she do in the GMAT?"
    assert desk(honours=0.6).ask(question, "ada").reason is Abstention.NOT_STATED
    assert desk(honours=0.8).says(question, "ada").startswith("MSc Physics")


def test_a_list_has_all_headings_that_answer_in_the_order_of_the_page():
    answer = desk(Tugs=0.8, Ferry=0.6).ask("Which boats was she on?", "ada")
    assert [claim.text for claim in answer.claims] == [FERRIES, TUGS]
    assert {claim.form for claim in answer.claims} == {ClaimForm.ITEM}


def test_a_list_leaves_out_what_is_much_less_likely():
    assert desk(Tugs=0.9, Ferry=0.4).says("Which boats was she on?", "ada") == TUGS


def test_what_another_job_is_called_does_not_answer():
    assert desk(Tugs=0.6).ask("What did she dislike at Ferry Line?", "ada").reason is Abstention.NOT_STATED


def test_a_heading_is_a_slice_of_the_page():
    [claim] = desk(honours=0.6).ask("How well did she do?", "ada").claims
    [citation] = claim.citations
    assert PAGE[citation.start : citation.end] == citation.quote == "MSc Physics, Graz, with honours (2017 – 2019)"


def test_a_question_of_the_page_is_answered_by_what_stands_below_it():
    page = "# Ada\n\n## FAQ\n\n### Do you take trainees?\n\nOne a year, in August.\n\n### Rush jobs?\n\nYes, +40%.\n"
    told = Desk(likely={"trainees": 0.6}, ada=page).says("Are there internships?", "ada")
    assert told == "One a year, in August. (Do you take trainees?)"
