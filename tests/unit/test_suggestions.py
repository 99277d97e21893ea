"""Questions to ask next: each is one that the profiles answer."""

from __future__ import annotations

from askme.corpus import split
from askme.reading import Reading
from askme.schema import Document, Profile, Question
from askme.suggestions import Starters
from askme.understanding.request import Kind, Request

ADA = """# Ada Byron

## Experience

### Engines Ltd — Analyst (2018 – 2020)

- Ran Redis.

### Mills & Co — Lead Analyst (2021 – Present)

- Ran Kafka.

## Awards

- Harbour Prize, 2022
"""
BOB = "# Bob\n\nBob bakes, and once ran Redis.\n"
EVE = "# Eve\n\nEve sings.\n"


def starters(**texts: str) -> Starters:
    profiles = [Profile(id=one, name=one.title()) for one in texts]
    documents = [Document(id=one, profile_id=one, source=f"{one}.md", text=text) for one, text in texts.items()]
    return Starters(Reading.of(profiles, [p for d in documents for p in split(d)], documents))


def request(text: str, *scope: str, kind: Kind = Kind.FACT, history: tuple[str, ...] = ()) -> Request:
    asked = Question(text=text, history=history)
    return Request(question=asked, standalone=text, plain=text, search=text, kind=kind, scope=scope)


def test_a_person_is_introduced_by_their_latest_job_and_their_sections():
    assert starters(ada=ADA).starters("ada") == (
        "Who is Ada?",
        "What did Ada do at Mills & Co?",
        "Which awards has Ada received?",
    )


def test_a_person_without_jobs_or_sections_can_still_be_asked_about():
    assert starters(bob=BOB).starters("bob") == ("Who is Bob?",)


def test_several_people_begin_with_what_most_of_them_but_not_all_share():
    assert starters(ada=ADA, bob=BOB, eve=EVE).starters(None)[0] == "Who has used Redis?"


def test_several_people_take_turns():
    assert starters(ada=ADA, bob=BOB).starters(None)[1:3] == ("What did Ada do at Mills & Co?", "Who is Bob?")


def test_people_who_share_nothing_are_compared():
    assert starters(eve=EVE, bob="# Bob\n\nBakes.\n").starters(None)[0] == "Compare their experience"


def test_nobody_has_no_starters():
    assert starters().starters(None) == ()


def test_the_question_just_asked_is_not_suggested_again():
    asked = request("who is ada?", "ada")
    assert "Who is Ada?" not in starters(ada=ADA).suggestions(asked, answered=True)


def test_a_greeting_is_followed_by_the_starters():
    found = starters(ada=ADA, bob=BOB)
    assert found.suggestions(request("Hi", "ada", "bob", kind=Kind.GREETING), answered=True) == found.starters(None)


def test_what_was_asked_earlier_is_not_suggested_again():
    asked = request("What did she run?", "ada", history=("Who is Ada?",))
    assert "Who is Ada?" not in starters(ada=ADA).suggestions(asked, answered=True)


def test_after_a_question_about_one_person_they_are_what_is_suggested():
    suggested = starters(ada=ADA, bob=BOB).suggestions(request("What did she run?", "ada"), answered=False)
    assert suggested and all("Ada" in text for text in suggested)
