"""The deterministic parts: each objects to what it is for, and to nothing else."""

import pytest

from askme.schema import Support
from evals.judge.pair import paired
from evals.judge.parts import findings

PEOPLE = ("Ada Byron", "Bob Stone")

OBJECTIONS = {
    "figures": [
        ("Served 40 teams", "Served 30 teams"),
        ("Cut costs by 40%", "Cut costs by 40 euro"),
        ("Handles 10 EVM networks", "Has 10 schedulers and 17 EVM networks"),
        ("Led eight people", "Led nine people"),
    ],
    "dates": [
        ("Worked there in 2021", "Worked there in 2020"),
        ("Worked there (Nov 2024 – Jan 2025)", "Worked there (Nov 2024 – Feb 2025)"),
        ("Started in May 2019", "Started in 2019"),
        ("Left in 2020 (2018 – 2020)", "Left in 2020"),
    ],
    "names": [
        ("Built it with Kafka", "Built it with Redis"),
        ("Worked at Mode Network", "Worked at zkAGI"),
        ("Reviews code (Staff Engineer)", "Reviews code"),
        ("Reviews code (Lead Software Engineer)", "Leads reviews of code; a software house; engineer"),
    ],
    "negation": [
        ("Did not finish the thesis", "Finished the thesis"),
        ("The work has begun", "The work has not begun"),
        ("Never used Redis", "Used Redis for caching"),
        ("He dives", "He no longer dives"),
    ],
    "scope": [
        ("Led the migration", "Contributed to the migration"),
        ("Single-handedly built the API", "Built the API"),
        ("Is an expert in Go", "Has used Go"),
        ("All of the sites were visited", "Some of the sites were visited"),
        ("More than 60 people use it", "60 people use it"),
    ],
    "status": [
        ("Is currently head of the unit", "Was head of the unit until 2019"),
        ("The paper was published", "The paper was submitted"),
        ("Formerly a nurse", "Is a nurse"),
    ],
    "opposites": [
        ("Raised the retention of users", "Lowered the retention of users"),
        ("A centralized exchange engine", "A decentralized exchange engine"),
    ],
}


@pytest.mark.parametrize(("part", "claim", "evidence"), [(p, *c) for p, cases in OBJECTIONS.items() for c in cases])
def test_a_part_objects(part: str, claim: str, evidence: str) -> None:
    assert part in findings(paired(claim, [evidence]))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Served 2,000 users", "Served 2K users"),
        ("Cut costs by 40 percent", "Cut costs by 40%"),
        ("Led eight people", "Led 8 people"),
        ("A treasury of $8 million", "An $8M+ treasury"),
        ("Worked there from November 2024", "Worked there (Nov 2024 – Jan 2025)"),
        ("Worked there in 2024", "Worked there (Nov 2024 – Jan 2025)"),
        ("Built ML pipelines", "Built machine learning pipelines"),
        ("Did natural language processing", "Did NLP"),
        ("Built the API with Redis and Go", "With Go and Redis, built the API"),
        ("Has not begun the work", "The work has not begun"),
        ("Led the team", "Led the team"),
        ("Headed the team", "Leads the team"),
        ("He let the licence lapse", "He no longer dives, and let the licence lapse"),
        ("Reads not only Go but Rust", "Reads Go and Rust"),
        ("May have been there", "Was there"),
    ],
)
def test_what_is_said_otherwise_is_no_objection(claim: str, evidence: str) -> None:
    assert findings(paired(claim, [evidence])) == {}


def test_the_wrong_person_is_contradicted() -> None:
    found = findings(paired("Ada Byron: wrote it", ["Wrote it"], "Bob Stone", PEOPLE))
    assert found["person"].support is Support.CONTRADICTED


@pytest.mark.parametrize("claim", ["Ada Byron wrote it", "Ada wrote it", "As Byron did, Bob Stone wrote it"])
def test_another_person_must_stand_in_the_evidence(claim: str) -> None:
    assert "person" in findings(paired(claim, ["Wrote it"], "Bob Stone", PEOPLE))


def test_the_person_may_be_named() -> None:
    assert findings(paired("Yes: Bob Stone: Bob wrote it", ["Wrote it"], "Bob Stone", PEOPLE)) == {}
    assert findings(paired("Wrote it with Ada Byron", ["Wrote it with Ada Byron"], "Bob Stone", PEOPLE)) == {}


@pytest.mark.parametrize(
    "text", ["", " ", "…", "???", "\u0000", "İ" * 500, "1" * 500, "- " * 500, "not " * 500, "(" * 500]
)
def test_any_text_can_be_read(text: str) -> None:
    findings(paired(text, [text, "Wrote it in 2020"], text, [text, "Ada"]))
    findings(paired("Wrote 3 things in May 2020", [text]))
