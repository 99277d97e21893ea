"""One fact, a number, a date, a yes: the asked-for thing, with proof, or nothing."""

from __future__ import annotations

import pytest
from desk import Desk
from people import EVERYBODY, NAMES

from askme.schema import Abstention

DESK = Desk(names=NAMES, **EVERYBODY)


def job(*statements: str) -> Desk:
    """A person with one job, 2019 to 2021, of which the statements are told."""
    rows = "\n".join(f"- {statement}" for statement in statements)
    return Desk(zed=f"# Zed\n\n## Work\n\n### Brightwater — Engineer (2019 – 2021)\n\n{rows}\n- Wrote the handbook.\n")


def test_one_fact_with_its_employer_and_dates():
    assert DESK.says("What did she migrate from Oracle?", "nora") == (
        "Migrated the card ledger from Oracle to MongoDB. (Osprey Bank, 2018 – 2020)"
    )


def test_markup_within_an_entrys_name_is_not_shown():
    desk = Desk(zed="# Zed\n\n## Work\n\n### Editor of *The Skylark* (2019 – 2021)\n\n- Ran a team of five writers.\n")
    answer = desk.ask("Who did Zed lead a team of?", "zed")
    assert answer.text == "Ran a team of five writers. (Editor of The Skylark, 2019 – 2021)"
    assert [one.quote for one in answer.claims[0].citations][1] == "Editor of *The Skylark* (2019 – 2021)"


def test_what_the_statement_says_itself_is_not_repeated():
    desk = job("At Brightwater, from 2019 – 2021, tuned the Redis cache.")
    assert desk.says("What about the Redis cache?", "zed") == "At Brightwater, from 2019 – 2021, tuned the Redis cache."


def test_a_fact_is_told_in_at_most_two_statements():
    answer = job(*(f"Tuned the Redis cache of plant {name}." for name in "ABCDEF")).ask("What about Redis?", "zed")
    assert len(answer.claims) <= 2


def test_a_fact_is_told_in_under_500_characters():
    answer = job(*(f"Tuned Redis in plant {name}: " + "on and on " * 30 for name in "AB")).ask(
        "What about Redis?", "zed"
    )
    assert len(answer.claims) == 1 and len(answer.text) < 500


JOBS = """# Zed

## Work

**2018– Curator, Varrenholt Archive.** Heads a studio of four.

**2013–2018 Weaver, Lindemark Mill.** Wove nine kinds of cloth.
"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Is she still at the Varrenholt Archive?", "Yes: 2018–, Curator, Varrenholt Archive"),
        ("Does she still work for Lindemark Mill?", "2013–2018, Weaver, Lindemark Mill"),
        ("Is she still teaching at the Varrenholt Archive?", ""),
    ],
)
def test_whether_a_job_goes_on_is_told_by_its_dates(question, answer):
    assert Desk(zed=JOBS).says(question, "zed") == answer


TOURS = """# Zed

## Tours

| Tour | Days | Price in euros |
|---|---|---|
| Chapel walk | 1 | 70 |
| Glacier crossing | 2 | 240 |
| Night walk | | 35 |
"""


def test_a_row_is_told_with_what_its_cells_are():
    answer = Desk(zed=TOURS).ask("What is the price of the Chapel walk?", "zed")
    assert answer.text == "Chapel walk: 1 · 70 (Tour · Days · Price in euros)"
    assert [one.quote for one in answer.claims[0].citations][1] == "Tour | Days | Price in euros"


def test_a_row_that_lacks_a_cell_is_told_alone():
    assert Desk(zed=TOURS).says("What is the price of the Night walk?", "zed") == "Night walk: 35"


ASKED = """# Zed

## People ask

**Do you move pianos?** No; ring the Garrity brothers.

**Are you insured?** Up to two million.

## Talks

I tuned in nine towns. Schools pay less. I rest in May. My van is old. Corvin does the books. Do halls like me?
"""


def test_what_a_page_asks_itself_is_told_with_its_answer():
    assert Desk(zed=ASKED).says("Do you move pianos?", "zed") == "No; ring the Garrity brothers. (Do you move pianos?)"


def test_a_question_that_a_page_leaves_open_is_no_answer():
    assert Desk(zed=ASKED).says("Do halls like Zed?", "zed") == ""


def test_a_number_needs_a_figure():
    desk = job("Cut the storage bill with columnar files.")
    assert desk.says("By how much was the storage bill cut?", "zed") == ""


def test_a_number_comes_with_its_statement():
    assert "by 35%" in DESK.says("By how much did she cut the storage bill?", "nora")


def test_how_many_x_needs_x():
    assert DESK.says("How many dashboards has she built?", "nora") == ""


def test_how_many_x_counts_x():
    assert DESK.says("How many interns did she mentor?", "nora") == "Mentored 4 interns. (Osprey Bank, 2018 – 2020)"


def test_dates_come_first():
    assert DESK.says("When did she work at Osprey Bank?", "nora") == "2018 – 2020, Osprey Bank, Backend Engineer"


def test_a_date_may_stand_in_the_statement():
    assert DESK.says("When was the Advanced Life Support renewed?", "pelle") == "Advanced Life Support, renewed in 2023"


def test_no_date_no_answer_to_when():
    assert DESK.says("When did he design the dashboards with Grafana?", "ivo") == ""


def test_a_role_comes_first():
    assert DESK.says("What was her role at Osprey Bank?", "nora") == "Backend Engineer, Osprey Bank, 2018 – 2020"


def test_which_employer_names_it():
    assert "Osprey Bank" in DESK.says("Which company did she migrate the card ledger at?", "nora")


def test_which_employer_without_a_title_is_not_said():
    assert DESK.says("Which company did he build the claims system at?", "ivo") == ""


def test_an_employer_listed_among_others_does_not_say_what_was_done_there():
    assert DESK.says("What did he actually do at Quillon?", "ivo") == ""


# --- what bears it out, or nothing ----------------------------------------------------------------------------------


def test_a_yes_is_the_evidence_for_it():
    assert DESK.says("Has she mentored interns?", "nora") == "Mentored 4 interns. (Osprey Bank, 2018 – 2020)"


NEGATED = (
    "Did not use Kafka.",
    "Never touched Kafka.",
    "The service runs without Kafka.",
    "Kafka was not used in the rewrite.",
    "Chose a table instead of Kafka.",
    "Picked a table rather than Kafka.",
    "Worked with everything except Kafka.",
    "Lacks experience with Kafka.",
    "Wants to learn Kafka next year.",
    "Wasn't part of the Kafka group.",
    "Keeps the plant Kafka-free.",
    "Kafka: none",
)


@pytest.mark.parametrize("statement", NEGATED)
def test_a_negated_statement_is_no_yes(statement):
    """Only "not", "never" and "without" before the word used to count."""
    assert job(statement).says("Has Zed used Kafka?") == ""


@pytest.mark.parametrize("statement", ["Did not use Kafka.", "Kafka was not used in the rewrite."])
def test_a_negated_statement_does_not_name_who(statement):
    """ "Who has used X?" used to name whoever wrote that they had not."""
    desk = Desk(ann=f"# Ann\n\n## Work\n\n- {statement}\n", bob="# Bob\n\n## Work\n\n- Ran Kafka for a year.\n")
    assert desk.says("Who has used Kafka?") == "Bob: Ran Kafka for a year."


def test_a_negation_of_something_else_is_told():
    assert job("Ran Kafka, which is no small thing.").says("Has Zed used Kafka?").startswith("Ran Kafka")


TURNED = {
    "Is her certificate valid?": "The certificate was valid once; expired in 2024.",
    "Does she still maintain Podgraph?": "I stopped maintaining Podgraph in 2024.",
    "Did she win the Harvest Cup?": "Harvest Cup: runner-up of nine.",
    "Does she keep bees?": "A play called Sixty Bees.",
}


@pytest.mark.parametrize(("question", "statement"), TURNED.items())
def test_no_yes_is_said(question, statement):
    """It is no quote, and nothing can prove it: "Yes" stood before what said no, or something else."""
    told = Desk(likely={statement[-12:]: 0.95}, zed=f"# Zed\n\n## About\n\n- {statement}\n").says(question, "zed")
    assert told == statement


UNPROVEN = {
    "another figure": "Does she mentor 5 interns?",
    "another number in words": "Does she mentor nine interns?",
    "another year": "Did she mentor interns in 2012?",
    "a job of another time": "Did she work at Brightwater Freight in 2019?",
    "a job that is over": "Does she currently work at Osprey Bank?",
    "another year of joining": "Did she join Osprey Bank in 2019?",
    "another year of leaving": "Did she leave Osprey Bank in 2019?",
    "an employer that is a project's title": "Did she work at Halcyon?",
    "a telling word left open": "Was she a frontend engineer at Osprey Bank?",
    "a technology that nobody mentions": "Has she used Terraform?",
}


@pytest.mark.parametrize("question", UNPROVEN.values(), ids=UNPROVEN.keys())
def test_what_is_not_borne_out_is_neither_yes_nor_no(question):
    answer = DESK.ask(question, "nora")
    assert (answer.text, answer.reason) == ("The profile does not say.", Abstention.NOT_STATED)


CRUISES = """# Zed

## Cruises

- 2019: RV Sula, 38 days at sea
- 2013: RV Auk, lost two moorings

## Grants

### Deep water, 2015 – 2020

- Paid for by the Sound Trust.
"""


@pytest.mark.parametrize(
    ("question", "history"),
    [
        ("How many days at sea was the 2016 cruise?", ()),
        ("how long was it?", ("Tell me about the 2013 cruise.",)),
        ("Who paid for the 2023 cruise?", ()),
        ("Who paid for it?", ("What happened on the cruise in 2023?",)),
    ],
)
def test_what_is_said_of_another_year_is_no_answer(question, history):
    desk = Desk(likely={"38 days": 0.9, "Paid for": 0.9}, zed=CRUISES)
    assert desk.ask(question, "zed", *history).text == "The profile does not say."


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many days at sea was the 2019 cruise?", "2019: RV Sula"),
        ("Who paid for the 2017 cruise?", "Paid for by the Sound Trust."),
        ("We lost a ship in 2003. Who paid for the cruise?", "Paid for by the Sound Trust."),
        ("How long was the cruise after 2016?", "2019: RV Sula"),
    ],
)
def test_a_year_that_a_statement_or_its_entry_covers_is_told(question, told):
    likely = {"38 days": 0.9} if "Sula" in told else {"Paid for": 0.9}
    assert Desk(likely=likely, zed=CRUISES).says(question, "zed").startswith(told)


PROVEN = {
    "the job of that year": ("Did she work at Osprey Bank in 2019?", "Yes: Osprey Bank, Backend Engineer, 2018 – 2020"),
    "something done in that year": ("Did she use MongoDB in 2019?", "Migrated the card ledger"),
    "the year of joining": ("Did she join Osprey Bank in 2018?", "Mentored 4 interns."),
    "the present job": ("Does she currently work at Brightwater Freight?", "Yes: Brightwater Freight, Lead Data"),
    "the same figure": ("Did she mentor 4 interns?", "Mentored 4 interns."),
    "the same number in words": ("Did she mentor four interns?", "Mentored 4 interns."),
}


@pytest.mark.parametrize(("question", "opening"), PROVEN.values(), ids=PROVEN.keys())
def test_what_is_borne_out_is_told(question, opening):
    assert DESK.says(question, "nora").startswith(opening)


PRIVATE = (
    "What is her salary?",
    "How old is she?",
    "Is she married?",
    "What is her religion?",
    "What is her nationality?",
    "Why did she leave Osprey Bank?",
    "What is her notice period?",
    "Where does she live?",
    "What are her hobbies?",
    "What was her GPA?",
    "Does she have a driving licence?",
)


@pytest.mark.parametrize("question", PRIVATE)
def test_what_profiles_keep_private_is_not_guessed(question):
    assert DESK.ask(question, "nora").text == "The profile does not say."


def test_what_is_published_of_it_is_told():
    assert "based in Sandwick" in job("Is based in Sandwick.").says("Where is Zed based?")


# --- the job meant by its place in time ---------------------------------------------------------------------------


TIMES = {
    "current": ("Where does she work now?", "Brightwater Freight, Lead Data Engineer, 2021 – Present"),
    "first": ("What was her first job?", "Tern Mobile, Junior Developer, 2016 – 2018"),
    "previous": ("What was her previous job?", "Osprey Bank, Backend Engineer, 2018 – 2020"),
    "before the current": ("Where did she work before her current job?", "Osprey Bank, Backend Engineer, 2018 – 2020"),
    "before a year": ("Where did she work before 2018?", "Tern Mobile, Junior Developer, 2016 – 2018"),
    "employer": ("Who employs her?", "Brightwater Freight, Lead Data Engineer, 2021 – Present"),
    "before": ("Where did she work before Brightwater Freight?", "Osprey Bank, Backend Engineer, 2018 – 2020"),
    "after": ("Where did she work after Tern Mobile?", "Osprey Bank, Backend Engineer, 2018 – 2020"),
    "during": ("Where did she work in 2017?", "Tern Mobile, Junior Developer, 2016 – 2018"),
}


@pytest.mark.parametrize(("question", "first"), TIMES.values(), ids=TIMES.keys())
def test_the_job_meant_by_its_time_comes_first(question, first):
    assert DESK.ask(question, "nora").claims[0].text == first


UNDATED = """# Zed Falk

Baker and writer.

Zed Falk is head baker at Marsh Mill.

## Works

### Rye (2019)

A book on rye.

### Crust, 2021 – 2023

A film on crusts.

### Loaf (2018)

A play.

## Prizes

- Golden Peel, 2016
- Silver Peel, 2020

## How I work

- Now a baker in town has a dog.
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is his job now?", ["Zed Falk is head baker at Marsh Mill."]),
        ("What is his latest project?", ["Crust, 2021 – 2023", "A film on crusts."]),
        ("What was the most recent award?", ["Silver Peel, 2020"]),
    ],
)
def test_what_is_the_latest_goes_by_dates_or_by_what_opens_the_profile(question, told):
    assert [claim.text for claim in Desk(zed=UNDATED).ask(question, "zed").claims] == told


def test_two_jobs_that_are_compared_in_time_are_told_with_their_dates():
    told = DESK.ask("Was she longer at Osprey Bank or at Tern Mobile?", "nora").claims
    assert [claim.text for claim in told] == [
        "Osprey Bank, Backend Engineer, 2018 – 2020",
        "Tern Mobile, Junior Developer, 2016 – 2018",
    ]


def test_where_did_she_work_does_not_tell_all_that_she_did():
    """The "did" of a question about a place was taken for one about deeds."""
    assert "Mentored" not in DESK.says("Where did she work before Brightwater Freight?", "nora")


@pytest.mark.parametrize("question", ["Where did she work before Tern Mobile?", "Where did she work in 2009?"])
def test_a_job_outside_of_the_dates_is_not_said(question):
    assert DESK.says(question, "nora") == ""


def test_the_job_before_is_not_taken_for_a_yes():
    assert DESK.says("Did she work at Osprey Bank before Brightwater Freight?", "nora") == ""


YARD = """# Zed

## Visits

The workshop is open on Thursdays. Please stay away on other days.

## Boats

### Kittiwake (2020)

- Restored a punt from 1911 with the museum.

### Linnet (2018 – 2019)

- Built a dinghy.

## Work

### Brightwater — Engineer (2019 – now)

- Leads a team.
"""


def test_where_none_is_sure_the_next_likely_statement_is_told_too():
    desk = Desk(likely={"Thursdays": 0.3, "other days": 0.4}, zed=YARD)
    told = desk.says("On what days is the workshop open?", "zed")
    assert told == "The workshop is open on Thursdays.\nPlease stay away on other days."


def test_a_statement_that_surely_answers_is_told_alone():
    desk = Desk(likely={"Thursdays": 0.9, "other days": 0.5}, zed=YARD)
    assert desk.says("On what days is the workshop open?", "zed") == "The workshop is open on Thursdays."


def test_a_lone_year_does_not_say_how_long():
    desk = Desk(likely={}, zed=YARD)
    assert desk.says("How long did the Kittiwake take?", "zed") == ""
    assert "2018 – 2019" in desk.says("How long did the Linnet take?", "zed")
    assert "2020" in desk.says("When was the Kittiwake?", "zed")


def test_a_number_asked_of_the_present_job_is_not_the_job():
    desk = Desk(likely={}, zed=YARD)
    assert desk.says("How many people does she lead now at Brightwater?", "zed") == ""
    assert "2019 – now" in desk.says("What is her current job?", "zed")


def test_what_came_before_is_no_job_where_something_likely_answers():
    desk = Desk(likely={"other days": 0.5}, zed=YARD)
    assert desk.says("Should I ring before coming to the workshop?", "zed") == "Please stay away on other days."


@pytest.mark.parametrize("question", ["Did she work at Quarrel?", "When did she join Quarrel?"])
def test_a_name_is_no_employer_however_likely_its_statement_seems(question):
    page = "# Zed\n\n## About\n\nShe codes for fun.\n\n- Quarrel Cup: second place in 2020.\n- Likes Go.\n"
    assert Desk(likely={"Quarrel": 0.95}, zed=page).says(question, "zed") == ""
    assert "second place" in Desk(likely={"Quarrel": 0.95}, zed=page).says(
        "How did she fare in the Quarrel Cup?", "zed"
    )


def test_nothing_outweighs_that_no_age_is_said():
    page = "# Zed\n\n## About\n\nRaised by the sea from the age of four. Paints boats.\n"
    desk = Desk(likely={"the age of": 0.95}, zed=page)
    assert desk.says("How old is Zed?", "zed") == ""
    assert "by the sea" in desk.says("Where was Zed raised?", "zed")


def test_what_is_told_of_oneself_need_not_be_borne_out():
    page = (
        "# Zed\n\n## Work\n\n### Brightwater — Engineer (2019 – 2021)\n\n- Moved the weekly harbour map to a script.\n"
    )
    asked = "We still do our 12 harbour maps by hand, since 1999. Has she sorted out something like that?"
    assert "a script" in Desk(likely={"harbour map": 0.6}, zed=page).says(asked, "zed")


def test_where_somebody_did_something_else_than_work_needs_no_employer():
    page = "# Zed\n\n## Education\n\n- PhD in hydrology, Galway.\n\n## Work\n\n- Built ferries for ten years.\n"
    desk = Desk(likely={"PhD": 0.9, "ferries": 0.9}, zed=page)
    assert "Galway" in desk.says("Where did Zed do her PhD in hydrology?", "zed")
    assert desk.says("Where did Zed work on ferries?", "zed") == ""
    assert "ten years" in desk.says("Where did Zed show her work on ferries?", "zed")


def test_one_thing_compared_with_another_is_told_with_it():
    page = "# Zed\n\n## Scores\n\n- Chess: rated 1890.\n- Draughts: rated 1679.\n- Bridge: no rating.\n"
    desk = Desk(likely={"Chess": 0.67, "Draughts": 0.2, "Bridge": 0.2}, zed=page)
    assert desk.says("How do her Chess and Draughts ratings compare?", "zed").splitlines() == [
        "Chess: rated 1890.",
        "Draughts: rated 1679.",
    ]


BREWERY = """# Zed

## Work

### Kaltenried — Brewer (2012 – 2018)

- Led the changeover to cans, which took seven months.

### Mossgate — Head brewer (2019 – now)

- Runs the cellar.

## About

He is now doing a book for brewers. Takes a course every spring.
"""


def test_how_long_something_within_a_job_took_is_not_how_long_the_job_lasted():
    desk = Desk(likely={"cans": 0.9}, zed=BREWERY)
    assert "seven months" in desk.says("How long did the changeover to cans take at Kaltenried?", "zed")
    unread = Desk(likely={}, zed=BREWERY)
    assert unread.says("How long was Zed at Kaltenried?", "zed").startswith("2012 – 2018")
    assert unread.says("How long does the drive to Kaltenried take?", "zed") == ""


def test_what_surely_answers_stands_beside_the_present_job():
    told = Desk(likely={"book": 0.9}, zed=BREWERY).says("What is Zed doing now as a brewer?", "zed")
    assert "Mossgate" in told and "book for brewers" in told


def test_what_was_not_read_answers_nothing_where_the_rest_was():
    rows = "".join(f"- Tuned the Redis cache of plant {number}.\n" for number in range(20))
    page = f"# Zed\n\n## Work\n\n### Brightwater — Engineer (2019 – 2021)\n\n{rows}"
    assert "Redis" in Desk(zed=page).says("What about the Redis cache?", "zed")
    assert Desk(likely={}, zed=page).says("What about the Redis cache?", "zed") == ""


def test_a_reason_is_no_number():
    desk = Desk(likely={"heavier": 0.6}, zed="# Zed\n\n## Terms\n\nNo share of the cost: it makes things heavier.\n")
    assert "heavier" in desk.says("Why does Zed not work for a percentage of the cost?", "zed")


def test_how_often_is_said_without_a_figure():
    desk = Desk(likely={"course": 0.3}, zed=BREWERY)
    assert "every spring" in desk.says("How often does Zed take a course?", "zed")
    assert desk.says("How many courses does Zed take?", "zed") == ""


def test_how_many_work_at_a_place_is_no_question_for_the_persons_employer():
    page = "# Zed\n\n## About\n\nMy firm is Low Roofs. We are four at Low Roofs.\n"
    assert "four" in Desk(likely={"four": 0.6}, zed=page).says("How many people work at Low Roofs?", "zed")


def test_a_follow_up_is_told_without_a_yes():
    ladder = "### Blue Ladder (2019)\n\n- A camera on a cable.\n- A second attempt reached the bed.\n"
    page = f"# Zed\n\n## Projects\n\n{ladder}"
    desk = Desk(likely={"attempt": 0.9}, zed=page)
    assert desk.says("Did it work the first time?", "zed", "What is Blue Ladder?").startswith("A second attempt")
    assert desk.says("Did an attempt reach the bed?", "zed", "What is Blue Ladder?").startswith("A second attempt")


@pytest.mark.parametrize(
    "question",
    [
        "Would we have to sponsor her to work in Norway?",
        "How did the night job at the Norway office go?",
        "How does the rota from Norway work?",
    ],
)
def test_a_name_beside_work_is_not_always_an_employer(question):
    page = "# Zed\n\n## About\n\n- Norway: no visa needed.\n- Likes Go.\n"
    assert "no visa" in Desk(likely={"Norway": 0.9}, zed=page).says(question, "zed")
    assert Desk(likely={"Norway": 0.9}, zed=page).says("Has she worked for Norway?", "zed") == ""


def test_where_somebody_would_work_asks_for_no_employer():
    page = "# Zed\n\n## About\n\n- Work in Oslo, Bergen or at home.\n"
    desk = Desk(likely={"Oslo": 0.6}, zed=page)
    assert "Bergen" in desk.says("Where is he willing to work?", "zed")
    assert "Bergen" in desk.says("Where does he work from?", "zed")
    assert desk.says("Where has he worked?", "zed") == ""


def test_a_number_in_the_visitors_own_story_need_not_be_borne_out():
    page = "# Zed\n\n## Terms\n\n- Teaches up to ten people a day.\n"
    desk = Desk(likely={"Teaches": 0.3}, zed=page)
    assert "up to ten" in desk.says("We are thirty people and want a day with him. Would that do?", "zed")
    assert desk.says("Would he teach thirty people?", "zed") == ""


def test_the_dates_of_a_job_do_not_tell_what_is_to_come():
    desk = Desk(likely={}, zed=BREWERY)
    assert desk.says("When could Zed join Mossgate?", "zed") == ""
    assert desk.says("When does it end at Mossgate?", "zed") == ""
    assert desk.says("When did Zed join Mossgate?", "zed").startswith("2019")


def test_what_is_told_of_another_job_than_the_one_asked_about_is_no_answer():
    page = (
        "# Zed\n\n## Work\n\n### Brightwater — Engineer (2019 – 2021)\n\n- Led a team of six.\n\n"
        "### Oxbow — Engineer (2021 – now)\n\n- Keeps the ledger.\n"
    )
    desk = Desk(likely={"six": 0.7}, zed=page)
    assert desk.says("How many people are in the team at Oxbow?", "zed") == ""
    assert "team of six" in desk.says("How many people are in the team at Brightwater?", "zed")
    assert "team of six" in desk.says("Was the other team larger than the one at Oxbow?", "zed")


def test_what_a_question_names_is_looked_for_there_unless_a_statement_likely_answers():
    page = (
        "# Zed\n\n## Work\n\n### Oxbow — Engineer (2021 – now)\n\n- Keeps the ledger.\n\n"
        "## About\n\n- Oxbow people call her the crew.\n- Walks with a crew of nine.\n"
    )
    asked = "How large is the crew at Oxbow?"
    assert Desk(likely={"nine": 0.3}, zed=page).says(asked, "zed") == ""
    assert "nine" in Desk(likely={"nine": 0.6}, zed=page).says(asked, "zed")


def test_a_position_is_asked_for_by_its_title():
    page = "# Zed\n\n## About\n\n- Spent four years at Oxbow.\n- Was head nurse at Brightwater.\n"
    desk = Desk(likely={"Oxbow": 0.7, "Brightwater": 0.6}, zed=page)
    assert "Oxbow" not in desk.says("What was her job title at Oxbow?", "zed")
    assert "head nurse" in desk.says("What was her job title at Brightwater?", "zed")


def test_the_role_of_now_is_told_where_the_job_that_has_dates_names_none():
    page = "Ada\nCurrently: Head Baker at Rye Mill.\n2018 – Present\nBaking rye at night.\n- Swept.\n"
    desk = Desk(ada=page, likely={"nothing": 0.9})
    assert "Head Baker" in desk.says("What is her job title?", "ada")
    assert desk.says("Where does she work now?", "ada").startswith("2018 – Present")


TOP = "# Ada Falk\n\nHead Baker at Rye Mill\n\nRecife, Brazil · Contact info\n\n## About\n\nI bake at night.\n"


@pytest.mark.parametrize(
    "question", ["Where is she based?", "where does ada live", "Which city is she in?", "Her location?"]
)
def test_the_place_under_the_name_tells_where_somebody_is(question):
    assert Desk(ada=TOP, likely={"nothing": 0.9}).says(question, "ada") == "Recife, Brazil"


@pytest.mark.parametrize(
    "question", ["Where is she from?", "Where was she based in 2010?", "Would she move to Lisbon?"]
)
def test_but_not_where_somebody_was_or_would_be(question):
    assert Desk(ada=TOP, likely={"nothing": 0.9}).says(question, "ada") == ""


def test_a_role_with_a_comma_is_no_place():
    page = TOP.replace("Recife, Brazil · Contact info", "Baker, Miller")
    assert Desk(ada=page, likely={"nothing": 0.9}).says("Where is she based?", "ada") == ""


def test_a_name_alone_answers_nothing():
    assert Desk(ada="Ada Falk\n" + TOP, likely={"Ada Falk": 0.3}).says("Where is she from?", "ada") == ""


PROMOTED = (
    "# Ada\n\n## Experience\n\n### Rye Mill\n\n#### Head Baker\n*Jan 2022 – Present*\n\n- Runs the night.\n\n"
    "#### Baker\n*Mar 2018 – Dec 2021*\n\n- Built the oven.\n\n### Oat House — Intern (2017)\n\n- Swept.\n"
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What did she do before her current job?", "Rye Mill, Baker, Mar 2018 – Dec 2021 Built the oven."),
        ("What was her first role at Rye Mill?", "Rye Mill, Baker, Mar 2018 – Dec 2021 Built the oven."),
        (
            "What roles did she have at Rye Mill?",
            "Head Baker, Rye Mill, Jan 2022 – Present Baker, Rye Mill, Mar 2018 – Dec 2021",
        ),
        ("When did she build the oven?", "Built the oven. (Rye Mill, Mar 2018 – Dec 2021)"),
    ],
)
def test_a_promotion_is_a_job_of_its_own(question, told):
    """What was done in the earlier position was told with the dates of the later one."""
    found = Desk(ada=PROMOTED, likely={"oven": 0.9} if "oven" in question else {"nothing": 0.9}).says(question, "ada")
    assert " ".join(found.split()) == told


def test_sentences_behind_the_line_that_names_a_job_tell_of_it():
    ward = "2017–2021  Staff Nurse, Cardiac ICU, Karolinska, Stockholm.\n           Cared for patients on ECMO.\n"
    desk = Desk(
        tobias=f"Tobias Falk\n\nExperience\n2021–now   Charge Nurse, Adult ICU, Leeds.\n{ward}\nInterests\nRunning.\n",
        suffix="txt",
    )
    assert desk.says("What did he do at Karolinska?", "tobias") == (
        "Cared for patients on ECMO. (2017–2021, Cardiac ICU, Karolinska, Stockholm.)"
    )


BAKER = """\
# Ada Lindqvist

## Experience

### Lead Baker @ Rook & Rye
*Jan 2023 → now*

- Report to Ines Carvalho, the owner

### Baker @ Rook & Rye
*2019 – Dec 2022*

- Made buns
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When did she become lead baker?", "Jan 2023 → now, Lead Baker, Rook & Rye"),
        ("How long has she been the lead baker?", "Jan 2023 → now, Lead Baker, Rook & Rye"),
        ("When was she a baker?", "2019 – Dec 2022, Baker, Rook & Rye"),
    ],
)
def test_since_when_somebody_held_a_role(question, told):
    assert Desk(ada=BAKER).says(question, "ada") == told


def test_years_of_something_else_are_no_experience():
    page = "# Ada\n\nTwelve years ago I left the trade. Our street is 40 years old.\n"
    assert (
        Desk(likely={}, ada=page).ask("How many years of experience does Ada have?", "ada").reason
        is Abstention.NOT_STATED
    )


def test_who_somebody_reports_to():
    assert "Ines Carvalho" in Desk(ada=BAKER).says("Who is her boss at Rook & Rye?", "ada")


@pytest.mark.parametrize(
    "stated",
    [
        "Over the last 9+ years, I've worked across fintech and mobility.",
        "Approved electrician, 19 years in the trade.",
        "Baker with seven years of professional experience.",
    ],
)
def test_years_of_experience_are_told_as_they_are_stated(stated):
    page = f"# Ada\n\n{stated}\n\n## Work\n\n### Rook Ltd\n**Baker** | 2019 - 2021\n\n- Rye bread\n"
    assert Desk(ada=page).says("How many years of experience does Ada have?", "ada") == stated


@pytest.mark.parametrize(
    "rest, expired",
    [
        ("2022", False),
        ("since 11/2019", False),
        ("exp. 08/2027", True),
        ("valid to March 2026", True),
        ("lapsed in 2023", True),
    ],
)
def test_a_date_is_no_expiry_unless_it_says_so(rest: str, expired: bool) -> None:
    statement = f"Safety card, {rest}"
    desk = Desk(zed=f"# Zed\n\n## Certificates\n\n- {statement}\n- Speaks Dutch\n", likely={statement: 0.9})
    for question in ("When does the safety card expire?", "until when is his card valid", "when does her card run out"):
        assert (statement in desk.says(question, "zed")) is expired


@pytest.mark.parametrize(
    "rest, graded",
    [
        ("class of 2015", False),
        ("Duluth, 2012", False),
        ("GPA 3.81/4.00", True),
        ("with distinction", True),
        ("upper second", True),
        ("final mark 1,7", True),
    ],
)
def test_a_degree_has_no_grade_unless_it_says_so(rest: str, graded: bool) -> None:
    statement = f"Diploma in Law, Lake College, {rest}"
    desk = Desk(zed=f"# Zed\n\n## Education\n\n- {statement}\n- Speaks Dutch\n", likely={statement: 0.9})
    for question in (
        "GPA at Lake College?",
        "What grade did she get in law?",
        "Which class of honours was her law diploma?",
    ):
        assert (statement in desk.says(question, "zed")) is graded


@pytest.mark.parametrize(
    "statement, told",
    [("Wake University, 2022", False), ("Wake High School, 2018", True), ("Lycée in Wake, bac 2002", True)],
)
def test_a_university_is_no_high_school(statement: str, told: bool) -> None:
    desk = Desk(zed=f"# Zed\n\n## Education\n\n- {statement}\n- Speaks Dutch\n", likely={statement: 0.9})
    assert (statement in desk.says("Which high school did he attend in Wake?", "zed")) is told


def test_an_address_is_no_telephone_number() -> None:
    for statement, told in (("Number 12, Saint Paul, MN 55104", False), ("Number of the shop: ring after four", True)):
        desk = Desk(zed=f"# Zed\n\n## Where\n\n- {statement}\n- Bakes bread\n", likely={statement: 0.9})
        assert (statement in desk.says("Phone number?", "zed")) is told
