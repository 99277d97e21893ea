"""Whether the answer says what it should."""

from __future__ import annotations

import pytest
from making import BABBAGE, BOB, NAMES, PROGRAM, abstained, case, claim, fact, failed, outcome, place

from evals.cases import Answerable
from evals.metrics.facts import correct, fact_recall, forbidden

TWO = case(fact("program", PROGRAM, aliases=("software",)), fact("Babbage", BABBAGE), forbidden=("Turing",))
FORBIDS = case(forbidden=("Turing",))


@pytest.mark.parametrize(
    ("text", "share"),
    [("The program, with Babbage.", 1), ("software and BABBAGE", 1), ("The program.", 0.5), ("Programs.", 0), ("", 0)],
)
def test_the_share_of_facts_that_is_said(text, share):
    assert fact_recall(TWO, outcome(text), NAMES).value == share


@pytest.mark.parametrize("one", [abstained(), failed(), abstained(text="The program? Babbage? It does not say.")])
def test_who_does_not_answer_says_nothing(one):
    one = one.model_copy(update={"case": "one"})
    assert fact_recall(TWO, one, NAMES).value == 0
    assert correct(TWO, one, NAMES).value == 0
    assert forbidden(TWO, one, NAMES).value == 0


def test_names_of_people_cited_count_as_said():
    who = case(fact("Lovelace", PROGRAM))
    assert correct(who, outcome("She did.", claims=(claim("She did.", place(PROGRAM)),)), NAMES).value == 1
    assert correct(who, outcome("She did.", claims=(claim("She did."),)), NAMES).value == 0


def test_a_cited_name_may_be_forbidden():
    who = case(fact("Lovelace", PROGRAM), forbidden=("Bob Tyre",))
    claims = (claim("She did.", place(PROGRAM)), claim("And he.", place(BOB.strip(), "bob.md")))
    assert forbidden(who, outcome("Both.", claims=claims), NAMES).value == 1
    assert correct(who, outcome("Both.", claims=claims), NAMES).value == 0


def test_a_wording_does_not_reach_from_the_text_into_a_name():
    across = case(fact("knew Ada", PROGRAM))
    assert correct(across, outcome("He knew", claims=(claim("He knew", place(PROGRAM)),)), NAMES).value == 0


def test_a_person_without_a_name_adds_nothing():
    assert fact_recall(TWO, outcome("So.", claims=(claim("So.", place(PROGRAM)),)), {}).value == 0


def test_one_forbidden_wording_spoils_all_facts():
    assert fact_recall(TWO, outcome("program, Babbage, Turing"), NAMES).value == 1
    assert correct(TWO, outcome("program, Babbage, Turing"), NAMES).value == 0


def test_a_case_answered_in_part_needs_its_facts():
    partly = case(fact("program", PROGRAM), answerable=Answerable.PARTLY)
    assert correct(partly, outcome("The program."), NAMES).value == 1
    assert correct(partly, abstained(), NAMES).value == 0


def test_a_case_to_be_declined_has_no_facts_to_score():
    assert fact_recall(FORBIDS, abstained(), NAMES).value is None
    assert correct(FORBIDS, abstained(), NAMES).value is None


def test_what_is_forbidden_is_so_where_nothing_can_be_answered():
    assert forbidden(FORBIDS, outcome("Turing."), NAMES).value == 1


def test_a_case_that_forbids_nothing_is_not_scored():
    assert forbidden(case(), outcome("So."), NAMES).reason == "the case forbids nothing"
