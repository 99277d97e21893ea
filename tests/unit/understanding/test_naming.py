"""People are recognised by all that they are called."""

from __future__ import annotations

import pytest
from fictional import PEOPLE, understood

from askme.schema import Profile
from askme.understanding.people import People, without

ALL = People(PEOPLE)


def named(text: str, people: People = ALL) -> list[str]:
    return [mention.profile_id for mention in people.mentions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "What does ada-lindqvist do?",
        "What does Ada Lindqvist do?",
        "what does ada do?",
        "what does ADA do?",
        "Ada Lindqvist, MSc: what does she do?",
        "What does railgirl do?",
        "What is Ada's job?",
        "What is Ada’s job?",
        "What is adas job?",
        "What does @railgirl do?",
    ],
)
def test_id_name_handle_and_possessive(text: str) -> None:
    assert named(text) == ["ada-lindqvist"]


@pytest.mark.parametrize("text", ["What does Tomas Okorro do?", "Where is okoro?", "Does Railgrl know Rust?"])
def test_a_slip_of_spelling(text: str) -> None:
    assert len(set(named(text))) == 1


def test_accents_do_not_matter() -> None:
    assert named("Was macht Tomás?") == ["tomas-okoro"]


def test_a_name_that_two_share_names_both() -> None:
    twins = People([Profile(id="ada-falk", name="Ada Falk"), Profile(id="ada-moor", name="Ada Moor")])
    assert [mention.people for mention in twins.mentions("What does Ada do?")] == [("ada-falk", "ada-moor")]
    assert named("What does Ada Moor do?", twins) == ["ada-moor"]


def test_on_a_page_a_name_that_two_share_is_that_of_the_page() -> None:
    people = People([Profile(id="ada-lund", name="Ada Lund"), Profile(id="ada-moss", name="Ada Moss")])
    assert named("Where did Ada study?", people.on("ada-moss")) == ["ada-moss"]
    assert named("Where did Ada Lund study?", people.on("ada-moss")) == ["ada-lund"]
    assert people.on(None).mentions("Where did Ada study?")[0].people == ("ada-lund", "ada-moss")


def test_credentials_after_a_comma_are_no_name() -> None:
    nurse = People([Profile(id="nia", name="Nia Boateng, MSN, RN")])
    assert named("Does an MSN or RN help?", nurse) == []
    assert named("Is Nia Boateng an RN?", nurse) == ["nia"]


def test_titles_are_no_names() -> None:
    professor = People([Profile(id="prof-okafor", name="Prof. Chidi Okafor")])
    assert named("Which prof is it?", professor) == []
    assert named("What does Chidi teach?", professor) == ["prof-okafor"]


@pytest.mark.parametrize("text", ["Which thomas painted it?", "Is there a lindt shop?", "an adage", "Kafka or Redis?"])
def test_other_words_are_no_slips(text: str) -> None:
    assert "ada-lindqvist" not in named(text)


def test_an_honorific_belongs_to_the_name() -> None:
    text = "Does Prof. Okoro still dive, Madam?"
    assert without(text, ALL.mentions(text)) == "Does person still dive, Madam?"


def test_the_order_of_mentions_and_what_stands_for_them() -> None:
    text = "Compare Tomas Okoro's work with Ada's."
    assert named(text) == ["tomas-okoro", "ada-lindqvist"]
    assert without(text, ALL.mentions(text)) == "Compare person work with person."


def test_nobody_at_all() -> None:
    assert People([]).mentions("Who is Ada?") == ()


def test_a_profile_asked_about_another_person_has_no_answer() -> None:
    assert understood("Where does Tomas work?", profile="ada-lindqvist").refusal == "not_stated"


def test_letters_are_nobody_s_name() -> None:
    assert understood("do NGOs get a discount?", profile="ada-lindqvist").refusal is None


def test_the_named_person_is_the_scope() -> None:
    request = understood("Where does Tomas work?")
    assert (request.scope, request.named) == (("tomas-okoro",), ("tomas-okoro",))
    assert request.search == "Where does  work?"


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("The engineer who worked at Harbour Ferries - what did she build there?", "ada-lindqvist"),
        ("What does the person who introduced QuietNight teach?", "tomas-okoro"),
        ("The one behind Driftwood: which language does she use?", "bea-lindqvist"),
    ],
)
def test_somebody_is_described(text: str, person: str) -> None:
    assert understood(text).named == (person,)


@pytest.mark.parametrize(
    "text", ["What does the engineer who worked at Acme build?", "The one with patients and Kafka: who?"]
)
def test_a_description_that_fits_nobody(text: str) -> None:
    assert understood(text).named == ()
