"""What people ask about a person."""

from __future__ import annotations

import pytest

from askme.lexicon import attributes
from askme.text import fold

ASKED = {
    "salary": ["What is her salary?", "How much does she earn?", "what are they paid? how much did they pay him?"],
    "age": ["How old is she?", "When was he born?"],
    "fees": ["What do you charge?", "Her prices?", "How much is a session?", "What does a day cost?"],
    "skills": ["What tools does he use?"],
    "notice": ["What is the notice period?", "Is she available now?", "Could they start in July?"],
    "location": ["Where is she based?", "where based", "Which city does he live in?"],
    "family": ["Is he married?", "Does she have kids?"],
    "hobbies": ["What are her hobbies?", "What does he do in his free time?"],
    "education": ["Which university did she attend?", "Does he have a degree?"],
    "employers": ["Which companies has she worked for?", "Where has he worked?"],
    "awards": ["Which awards has she won?"],
    "certifications": ["Is she certified?", "Which licences does he hold?"],
    "languages": ["Which languages does she speak?"],
    "publications": ["Has she published papers?"],
    "contact": ["What is her email?", "How can I reach him?", "How do I book her?"],
    "testimonial": ["Who has spoken up for her?"],
    "team_size": ["How big was her team?"],
    "strength": ["What is he best at?", "Tell me her biggest strength.", "what does she do best"],
    "open_to_work": ["Is she open to offers?", "is he looking for a new job", "What is she looking for?"],
}


@pytest.mark.parametrize(("text", "id_"), [(text, id_) for id_, texts in ASKED.items() for text in texts])
def test_asked(text: str, id_: str) -> None:
    assert id_ in [attribute.id for attribute in attributes() if attribute.asked_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "What did she build?",
        "Where can we book a boat?",
        "Who designed the timetable?",
        "Does he know Kafka?",
        "A ward for children?",
    ],
)
def test_nothing_asked(text: str) -> None:
    assert [attribute.id for attribute in attributes() if attribute.asked_in(text)] == []


def test_evidence_is_wanted_where_it_is_prescribed() -> None:
    known = {attribute.id: attribute for attribute in attributes()}
    assert known["salary"].stated_in(fold("Salary: 40,000 a year"))
    assert known["salary"].stated_in(fold("Pay: scale 12"))
    assert not known["salary"].stated_in(fold("They pay by invoice"))
    assert not known["salary"].stated_in(fold("Answers 40,000 passengers"))
    assert known["projects"].stated_in("anything")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Born in 1990 in Rome.", True),
        ("I am 34 and live in Cork.", True),
        ("She turned forty-two last year.", True),
        ("In her late thirties.", True),
        ("Raised in Killybegs from the age of four.", False),
        ("Mentor of children aged 8 to 14.", False),
        ("Camps for those aged 16 to 25.", False),
        ("Born in Rome.", False),
        ("A daughter was born in 2015.", False),
    ],
)
def test_an_age_is_said_in_figures(text: str, says: bool) -> None:
    (age,) = (attribute for attribute in attributes() if attribute.id == "age")
    assert age.literal and age.stated_in(fold(text)) is says


STATED = {
    "strength": [
        "What I do best is settlement.",
        "My strong point is old controllers.",
        "If I am good at one thing, it is listening.",
        "What people come to me for is talking a divided room round.",
        "Colleagues send him what others have given up on.",
    ],
    "open_to_work": [
        "I am not looking for a new job, but I review.",
        "She would listen to a regulator.",
        "I am happy where I am.",
        "Open to: service manager roles",
        "I do not want to go back to a permanent post.",
    ],
}


@pytest.mark.parametrize(("text", "id_"), [(text, id_) for id_, texts in STATED.items() for text in texts])
def test_what_profiles_state_in_many_words(text: str, id_: str) -> None:
    assert id_ in [attribute.id for attribute in attributes() if attribute.evidence and attribute.stated_in(fold(text))]


@pytest.mark.parametrize("text", ["Best Talk at Freight Days, 2023", "Strong coffee at the mill."])
def test_what_states_no_strength(text: str) -> None:
    (strength,) = (attribute for attribute in attributes() if attribute.id == "strength")
    assert not strength.stated_in(fold(text))


def test_what_no_section_lists_is_private() -> None:
    private = {attribute.id for attribute in attributes() if attribute.private}
    assert {"salary", "age", "family"} <= private
    assert not {"education", "projects", "awards"} & private
