"""Lists: whole, and nothing but what was asked for."""

from __future__ import annotations

import pytest
from desk import Desk
from people import EVERYBODY, NAMES

from askme.schema import ClaimForm

DESK = Desk(names=NAMES, **EVERYBODY)


def items(desk: Desk, question: str, profile: str) -> list[str]:
    return [claim.text for claim in desk.ask(question, profile).claims if claim.form is ClaimForm.ITEM]


def test_a_section_is_listed_under_its_heading():
    assert DESK.says("What awards has she won?", "nora") == (
        "Awards:\n- Harbour Prize for open data, 2022\n- Best Talk at Freight Days, 2023"
    )


def test_any_asks_for_the_list_where_there_is_one():
    assert items(DESK, "Has she won any awards?", "nora") == [
        "Harbour Prize for open data, 2022",
        "Best Talk at Freight Days, 2023",
    ]
    assert items(DESK, "Has she won any awards?", "pelle") == []


def test_what_is_used_is_no_project():
    desk = Desk(zed="# Zed Falk\n\n## Projects\n\n- Rye Hall\n\n## Tools\n\n- A wooden peel\n")
    assert items(desk, "What tools does he use?", "zed") == ["A wooden peel"]


def test_a_section_with_entries_names_them():
    assert items(DESK, "Which projects has she done?", "nora")[0] == "Lantern for Halcyon"


def test_a_section_that_is_not_there_is_not_made_up():
    assert DESK.says("Which certifications does she hold?", "nora") == ""


def test_the_stack_of_an_entry():
    assert items(DESK, "What is the stack at Brightwater Freight?", "nora") == [
        "Storage: PostgreSQL / ClickHouse",
        "Stream: Kafka",
        "Language: Rust",
    ]


def test_all_statements_of_an_entry():
    assert items(DESK, "What did he do at Northgate Hospital?", "pelle") == [
        "Runs a ward of 24 beds with eight nurses.",
        "Introduced bedside handovers in Kafka-free plain words.",
    ]


def test_an_entry_is_named_with_role_and_dates_above_its_statements():
    heading = DESK.ask("What did he do at Northgate Hospital?", "pelle").claims[0]
    assert (heading.form, heading.text) == (
        ClaimForm.HEADING,
        "Northgate Hospital, Charge Nurse, March 2020 – Present:",
    )


def test_the_statements_of_an_entry_that_the_question_picks():
    assert DESK.says("What did she do at Osprey Bank with interns?", "nora") == (
        "Mentored 4 interns. (Osprey Bank, 2018 – 2020)"
    )


def test_which_databases_are_all_of_them_once():
    assert DESK.says("Which databases has she used?", "nora") == "PostgreSQL, ClickHouse, Oracle, MongoDB"


def test_which_databases_at_one_place():
    assert DESK.says("Which databases did she use at Osprey Bank?", "nora") == "Oracle, MongoDB"


def test_each_name_of_a_kind_cites_the_statement_that_has_it():
    claim = DESK.ask("Which databases has she used?", "nora").claims[0]
    quotes = [citation.quote for citation in claim.citations]
    assert quotes[1:] == ["Storage: PostgreSQL / ClickHouse", "Migrated the card ledger from Oracle to MongoDB."]
    assert quotes[0].startswith("Built the parcel tracking pipeline with Kafka and PostgreSQL")


def test_a_kind_that_nobody_mentions_is_not_said():
    assert DESK.says("Which databases has he used?", "pelle") == ""


def test_a_list_is_complete():
    rows = "".join(f"- Prize number {number}\n" for number in range(30))
    assert len(items(Desk(zed=f"# Zed\n\n## Awards\n\n{rows}"), "Which awards has Zed won?", "zed")) == 30


def test_a_long_table_is_told_by_its_first_cells():
    rows = "".join(f"| Project {name} | {'It does many things. ' * 12}|\n" for name in "ABCDEFGHIJKLMNOPQRST")
    answer = Desk(zed=f"# Zed\n\n## Projects\n\n| Name | About |\n|---|---|\n{rows}").ask(
        "Which projects has Zed done?", "zed"
    )
    assert [claim.text for claim in answer.claims[1:]] == [f"Project {name}" for name in "ABCDEFGHIJKLMNOPQRST"]


def test_a_list_stays_under_2000_characters():
    rows = "".join(f"- Prize number {number} for {'very ' * 30} long lists\n" for number in range(60))
    text = Desk(zed=f"# Zed\n\n## Awards\n\n{rows}").says("Which awards has Zed won?", "zed")
    assert 1000 < len(text) < 2000


# --- what is read: probabilities, given here --------------------------------------------------------------------------

PAGE = """# Ada

## Work

### Ferries — Mate (2019 – 2021)

- Led the refit of the ferry.
- Won the harbour race.

## Talks

- Knots for beginners, Oslo, 2019
- Knots for the patient, Bergen, 2021

## About

- Ada likes tar.
- Ada likes rope.
- Ada likes salt.
- Ada likes wind.
- Ada likes rain.
- Ada likes gulls.
- Ada likes fog.
"""


def read(**likely: float) -> Desk:
    return Desk(names={"ada": "Ada"}, likely={words.replace("_", " "): p for words, p in likely.items()}, ada=PAGE)


def test_a_short_section_is_told_whole_when_one_of_it_surely_answers():
    assert items(read(Oslo=0.5), "Where has she spoken about knots?", "ada") == [
        "Knots for beginners, Oslo, 2019",
        "Knots for the patient, Bergen, 2021",
    ]


def test_a_short_section_is_not_told_where_hardly_any_of_it_answers():
    page = "# Zed\n\n## About\n\n- Two greyhounds, both pets.\n- Born in Leeds.\n- Reads maps.\n"
    assert Desk(likely={"greyhounds": 0.9}, zed=page).says("Which pets has Zed?", "zed") == "Two greyhounds, both pets."


def test_a_section_of_many_statements_is_not():
    assert read(tar=0.5).says("Which smells does she like?", "ada") == "Ada likes tar."


def test_a_job_is_no_such_section():
    assert "race" not in read(refit=0.5).says("What has she led, the refit?", "ada")


def test_a_section_is_not_told_where_another_statement_answers():
    page = (
        "# Zed\n\n## Education\n\n- BSc, Calloway, 2013.\n\n## Notes\n\n- The next doctoral student starts in 2027.\n"
    )
    assert Desk(likely={"2027": 0.8}, zed=page).says("What education is open next?", "zed").startswith("The next")


def test_statements_about_as_likely_are_listed_together():
    assert items(read(tar=0.5, rope=0.3, salt=0.1), "Which smells does she like?", "ada") == [
        "Ada likes tar.",
        "Ada likes rope.",
    ]


def test_a_section_is_told_where_its_headings_alone_say_what_is_asked():
    page = (
        "# Ada\n\n## Education\n\n### University of Tamar\nMSc Statistics · 2014 – 2016\n\n- Thesis on gaps.\n\n"
        "## Experience\n\n### Bank of Oslo\nClerk · 2016 – 2018\n\n- Counted coins.\n"
    )
    desk = Desk(ada=page, likely={"nothing": 0.9})
    assert "University of Tamar" in desk.says("Where did she study?", "ada")
    assert not desk.says("Which mark did she get for the thesis?", "ada")


JOBS = [
    "List every post she has held",
    "what jobs has she had",
    "employment history?",
    "all the roles she held",
    "career timeline",
    "Which jobs did she have?",
    "What is her experience?",
    "What professional experience does she have?",
    "tell me about her experience",
]


@pytest.mark.parametrize("question", JOBS)
def test_all_jobs_are_told_however_they_are_asked_for(question):
    """What is read never outweighs it: "in all three jobs" answered, and the jobs themselves were not told."""
    page = (
        "# Ada\n\n## Selected work\n\n### Tide Clock, 2021\n\n- A clock.\n\n"
        "## Employment\n\n### Bank of Oslo\nClerk · 2016 – 2018\n\n- Counted coins.\n\n"
        "### Marsh Mill\nBaker · 2018 – now\n\n- Bakes rye.\n\n## Tools\n\n- A brass scale, in both jobs.\n"
    )
    desk = Desk(ada=page, likely={"brass scale": 0.95})
    assert desk.says(question, "ada").startswith("Employment:\n- Bank of Oslo, Clerk, 2016 – 2018")
    assert "Tide Clock" not in desk.says(question, "ada") and "Marsh Mill, Baker" in desk.says(question, "ada")


def test_what_opens_a_job_stands_for_it_where_only_its_dates_are_told():
    page = "Ada\nI bake.\n2018 – 2021\nBaked rye at night.\n- Swept.\n2015 – 2018\nSold bread.\n- Counted.\n"
    told = items(Desk(ada=page, likely={"nothing": 0.9}), "Which jobs has she held?", "ada")
    assert told == ["Baked rye at night. (2018 – 2021)", "Sold bread. (2015 – 2018)"]


def test_roles_stand_for_jobs_whose_employers_are_not_told():
    page = (
        "# Ada\n\nI baked for the companies Oslo and Marsh.\n\n## Experience\n\n### Head Baker\n\n- Baked rye.\n\n"
        "### Baker\n\n- Swept.\n"
    )
    desk = Desk(ada=page, likely={"the companies": 0.95})
    assert items(desk, "Which jobs has she held?", "ada")[:2] == ["Head Baker", "Baked rye."]
    assert desk.says("Which companies has she worked for?", "ada") == "I baked for the companies Oslo and Marsh."


@pytest.mark.parametrize("question", JOBS)
def test_jobs_told_in_prose_are_listed(question):
    page = (
        "# Ada\n\nI bake.\n\n## How I got here\n\nMy first post was as a clerk at the tram firm Rail Oslo in Bergen. "
        "I left after a year. From 2015 to 2019 I was head baker of Marsh Mill. The guild made me Baker of the Year at "
        "Rail Oslo. I was born in Bergen.\n"
    )
    told = [claim.text for claim in Desk(ada=page, likely={"born": 0.3}).ask(question, "ada").claims]
    assert told == [
        "My first post was as a clerk at the tram firm Rail Oslo in Bergen.",
        "From 2015 to 2019 I was head baker of Marsh Mill.",
    ]


def test_what_was_done_for_customers_is_no_job_where_jobs_are_told():
    page = (
        "# Ada\n\n## Jobs I remember\n\n### Saltby Lido, 2019\n\n- Two pumps.\n\n"
        "## Before that\n\n- Apprentice at Marsh Mill, 1997–2001, on pipes.\n- Fitter at Oslo Heating, 2001–2006.\n"
    )
    told = Desk(ada=page, likely={"nothing": 0.9}).says("Which jobs has she had?", "ada")
    assert "Apprentice at Marsh Mill" in told and "Lido" not in told


YEARS = ("How many years of experience does she have?", "Years of experience?", "How experienced is she?")


@pytest.mark.parametrize("question", YEARS)
def test_years_of_experience_that_nobody_counted_are_told_by_the_dates_of_the_jobs(question):
    told = Desk(likely={"nothing": 0.9}, **EVERYBODY).says(question, "nora")
    assert told.startswith("Experience:\n- Brightwater Freight, Lead Data Engineer, 2021 – Present")
    assert "Tern Mobile, Junior Developer, 2016 – 2018" in told


@pytest.mark.parametrize(
    "question",
    ["How many years of experience with Terraform does she have?", "Does she have ten years of experience?"],
)
def test_other_years_are_not(question):
    assert Desk(likely={"nothing": 0.9}, **EVERYBODY).says(question, "nora") == ""


def test_years_that_are_stated_are_told():
    page = (
        "# Ada\n\nBaker, 8 years at the oven.\n\n## Experience\n\n### Marsh Mill\nBaker · 2018 – now\n\n- Bakes rye.\n"
    )
    assert Desk(ada=page, likely={"8 years": 0.6}).says(YEARS[0], "ada") == "Baker, 8 years at the oven."


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Which programming languages does she use?", "Python, R, MATLAB"),
        ("Which microcontrollers has she used?", "STM32, nRF52"),
    ],
)
def test_an_authors_initial_is_no_language_and_a_design_tool_no_microcontroller(question, names):
    paper = "1. Quill N., Moe R. (2024). Cracks in C. *Welds* 7, 1–9.\n"
    skills = "- Python, R\n- MATLAB\n- STM32, nRF52\n- KiCad and Zephyr RTOS\n"
    desk = Desk(nora=f"# Nora Quill\n\n## Papers\n\n{paper}\n## Skills\n\n{skills}")
    assert desk.says(question, "nora") == names
