"""What kind of answer a question wants."""

from __future__ import annotations

import pytest
from fictional import understood

from askme.understanding import Kind
from askme.understanding.kinds import asks_for_figures, asks_what_was_done, polite_free

KINDS = {
    Kind.FACT: [
        "Where does Ada work?",
        "What is Ada's current title?",
        "What was the booking engine built on?",
        "Where did Tomas study?",
        "What prize did Ada win?",
        "Where did Tomas update the rota?",
        "What does Bea's database hold, and why?",
        "Which fault did Bea mend in the library for sailors?",
        "Which engine answers the passengers?",
    ],
    Kind.NUMBER: [
        "What share of sales comes from email?",
        "How many passengers does the timetable service answer?",
        "How many apprentices did Ada mentor?",
        "how much did Ada save?",
        "What percentage of patients slept?",
        "What uptime does the timetable service have?",
        "By how much did Tomas cut the noise?",
        "Could you tell me how many patients Tomas cared for?",
        "How big was Ada's team?",
        "Boarding took an hour. What did Ada bring that down to?",
    ],
    Kind.DATE: [
        "When did Ada join Norrsken Rail?",
        "Since when has Tomas been a lecturer?",
        "In which year did Ada win the prize?",
        "How long did Tomas work at the hospital?",
        "What are the dates of Ada's work at Harbour Ferries?",
        "Tomas joined the college, and when did he leave?",
        "until when was Ada at the ferries?",
        "From when to when was Ada at the ferries?",
    ],
    Kind.YES_NO: [
        "Does Ada know Kafka?",
        "Has Tomas worked with paramedics?",
        "Did Bea write Driftwood?",
        "Is Ada an engineer?",
        "Do you know if Ada has used Redis?",
        "Can you tell me whether Tomas speaks Spanish?",
        "Is it true that Ada won a prize?",
        "Ada knows Kotlin, right?",
        "Any experience with Kafka, Ada?",
        "While at the ferries, did Ada use Redis?",
        "I hear that the timetable is Ada's. Is that right?",
        "We need the night rota rewritten. Would Tomas do that?",
        "Tomas got the prize too, is it?",
    ],
    Kind.LIST: [
        "What updates did Ada send?",
        "What rules does Tomas go by?",
        "Where has Ada spoken in public?",
        "List Ada's employers",
        "What did Ada do at Norrsken Rail?",
        "Which databases has Ada used?",
        "Name all of Ada's awards",
        "What are Tomas's responsibilities?",
        "What has Bea built?",
        "When the ferries merged, what did Ada build?",
        "Which night shifts has Tomas worked?",
        "Which programming languages does Ada know?",
        "Show me every project of Bea",
        "What clubs are you in?",
    ],
    Kind.WHO: [
        "Who has worked with Kafka?",
        "Which of them knows Rust?",
        "Which person teaches paramedics?",
        "Whose system serves the most passengers?",
        "Does anyone know PostgreSQL?",
        "Is there somebody with hospital experience?",
        "I'm looking for someone who knows Kotlin",
        "Which engineer has used Redis?",
        "Find me a person who can teach",
        "Anyone here who has built something for sailors?",
        "Do all three of them know Kafka?",
        "And teaching, who of them has done that?",
    ],
    Kind.COMPARE: [
        "Compare Ada and Tomas",
        "How do Ada and Bea differ?",
        "Ada vs Tomas: who has led more people?",
        "What do Ada and Tomas have in common?",
        "Compare their experience",
    ],
    Kind.OVERVIEW: [
        "Who is Ada?",
        "Tell me about Tomas",
        "Summarize Bea's profile",
        "Give me a quick overview of Ada",
        "Ada?",
        "A two-sentence bio of Tomas for my manager, please",
        "What does Tomas do?",
        "Give me a rough idea of who Tomas is",
        "Can you sum up Ada for me?",
        "I'm introducing Ada at a meetup. Who is she, in a couple of sentences?",
    ],
    Kind.CONTACT: ["What is Ada's email?", "How can I reach Tomas?", "Ada's phone number?"],
    Kind.GREETING: ["Hello!", "hi there", "Thanks a lot"],
    Kind.HELP: ["What can I ask?", "help", "Who are you?"],
}
CASES = [(text, kind) for kind, texts in KINDS.items() for text in texts]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_kind(text: str, kind: Kind) -> None:
    assert understood(text).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Which email tools has Ada used?",
        "Did more people read the email newsletter that Ada wrote?",
        "How did Ada get in touch with the dockers?",
        "My niece records everyone on her phone. What did Ada do of that kind?",
    ],
)
def test_not_everything_with_mail_asks_how_to_reach_somebody(text: str) -> None:
    assert understood(text).kind is not Kind.CONTACT


def test_only_people_are_asked_for_their_age() -> None:
    assert understood("How old is Ada?").attribute("age")
    assert not understood("How old was the timetable when Ada came?").attribute("age")


def test_a_career_asks_for_employers() -> None:
    for text in ("Walk me through the places where Ada has worked", "A quick run-through of Ada's career, please"):
        assert understood(text).attribute("employers")


def test_what_a_follow_up_is_about_does_not_make_its_kind() -> None:
    assert understood("And how is it written?", "What is the date format of Driftwood?").kind is Kind.FACT


@pytest.mark.parametrize("text", ["What was her old hospital like?", "What does her crypto talk deal with?"])
def test_a_category_is_asked_for_only_where_the_question_asks(text: str) -> None:
    assert understood(text, profile="tomas-okoro").category is None


def test_one_profile_is_not_searched_for_who() -> None:
    assert understood("Who did she mentor?", profile="ada-lindqvist").kind is Kind.FACT


def test_a_refused_question_is_not_searched_for() -> None:
    assert not understood("Write a poem").kind.searches


@pytest.mark.parametrize("text", ["Please, could you tell me: when?", "hey, so, when?", "I'd like to know when?"])
def test_courtesies_come_off(text: str) -> None:
    assert polite_free(text) == "when?"


def test_whether_makes_it_a_yes_or_no_question() -> None:
    assert polite_free("I want to know if she left") == "is it so: she left"


def test_nothing_but_a_courtesy_is_kept() -> None:
    assert polite_free("please") == "please"


@pytest.mark.parametrize("text", ["What did she build?", "what has person been responsible for", "her duties there"])
def test_what_was_done(text: str) -> None:
    assert asks_what_was_done(text)


def test_a_comparison_of_figures() -> None:
    assert asks_for_figures("Whose service has more users?")
    assert not asks_for_figures("Whose service is written in Rust?")
