"""Where a conversation stands in a profile, and what is read because of it."""

import pytest
from desk import Desk

from askme.answering.evidence import Evidence
from askme.answering.relevance.relevance import READ, STATING, asked_in_thread, to_read
from askme.answering.told import FAR
from askme.schema import Question

PAGE = """# Ada

## Work

### Quarry Software, engineer, 2019 - 2022

- Rebuilt the ledger in Kotlin.
- It had been written by six people.
- A clerk found the fault.

### Tallow Labs, developer, 2015 - 2018

- Wrote the refund tool.

## Other

I sing in a choir. It has forty members.
"""


@pytest.fixture(scope="module")
def desk():
    return Desk(ada=PAGE)


def evidence(desk, text, *history):
    request = desk.pipeline._understood(Question(text=text, profile_id="ada", history=history))
    return Evidence(request, desk.reading.profiles["ada"], desk.pipeline._retrieve(request))


def shown(found, positions):
    return [found.reading.passages[at].shown for at in positions]


def at(found, words):
    return next(at for at, passage in enumerate(found.reading.passages) if words in passage.shown)


def test_what_the_last_answer_cited_is_where_the_conversation_stands(desk):
    found = evidence(desk, "Who noticed?", "What was rebuilt in Kotlin?")
    assert shown(found, found.told.positions) == ["Rebuilt the ledger in Kotlin."]
    assert found.told.gap(at(found, "clerk")) == 2
    assert found.told.shares_place(at(found, "clerk")) and not found.told.shares_place(at(found, "refund"))


def test_it_is_near_what_was_told_that_the_next_answer_may_stand(desk):
    found = evidence(desk, "Who noticed?", "What was rebuilt in Kotlin?")
    near = shown(found, found.told.near())
    assert near[:3] == [
        "Rebuilt the ledger in Kotlin.",
        "It had been written by six people.",
        "A clerk found the fault.",
    ]


def test_without_a_question_before_it_stands_nowhere(desk):
    found = evidence(desk, "Who noticed?")
    assert found.request.thread is None and asked_in_thread(found) == "Who noticed?"
    assert (found.told.positions, found.told.near()) == ((), ())
    assert found.told.gap(0) == FAR and not found.told.shares_place(0)


def test_the_question_is_read_behind_it_what_was_asked_and_told(desk):
    found = evidence(desk, "Who noticed?", "What was rebuilt in Kotlin?")
    assert asked_in_thread(found).startswith("Who noticed? (What was rebuilt in Kotlin? Rebuilt the ledger in Kotlin.")


def test_a_question_that_was_not_answered_is_read_too(desk):
    found = evidence(desk, "Who noticed?", "Which whales did she tag?")
    assert asked_in_thread(found) == "Who noticed? (Which whales did she tag?)"
    assert found.told.positions == ()


def test_the_question_before_the_last_is_looked_back_to_as_well(desk):
    found = evidence(desk, "Who was that?", "What was rebuilt in Kotlin?", "Who found the fault?")
    assert found.request.thread.told.startswith("A clerk found the fault.")


def test_a_question_asked_again_of_another_thing_is_whole_by_itself(desk):
    asked = Question(text="And Java?", profile_id="ada", history=("Who rebuilt the ledger in Kotlin?",))
    request = desk.pipeline._understood(asked)
    assert (request.standalone, request.thread) == ("Who rebuilt the ledger in Java?", None)


@pytest.mark.parametrize("before", ["?!", "x" * 5000, "hello", "\ud800"])
def test_what_nobody_has_answered_is_not_looked_back_to(desk, before):
    assert evidence(desk, "What was rebuilt in Kotlin?", before).request.thread is None


def test_a_long_conversation_is_looked_back_into_twice(desk, monkeypatch):
    asked = []
    understand = desk.pipeline._understander.understand
    monkeypatch.setattr(
        desk.pipeline._understander, "understand", lambda question: asked.append(question.text) or understand(question)
    )
    evidence(desk, "and why?", *(f"What was rebuilt in Kotlin in {year}?" for year in range(1990, 2010)))
    assert asked == ["What was rebuilt in Kotlin in 2008?", "What was rebuilt in Kotlin in 2009?", "and why?"]


def test_what_is_read_has_what_is_near_to_it_whatever_its_words():
    lines = "\n".join(f"- Sold {number} red kites at the fair." for number in range(30))
    found = evidence(
        Desk(ada=f"{PAGE}\n## Sales\n\n{lines}\n"), "Red kites sold at the fair?", "What was rebuilt in Kotlin?"
    )
    read = to_read(found, found.by_words())
    assert len(read) > READ
    assert "A clerk found the fault." in [scored.words.passage.shown for scored in read]
    assert len({scored.at for scored in read}) == len(read)


def test_what_is_read_has_what_profiles_tell_in_other_words():
    """ "What is she best at?" has nothing in common with "My strong point is old kilns.": it is not even retrieved."""
    lines = "\n".join(f"- The best kite of {1980 + number}." for number in range(30))
    page = f"# Ada\n\n## Kites\n\n{lines}\n\n## Besides\n\n- My strong point is old kilns.\n- Reports to the mayor.\n"
    for question, told in (("What is she best at?", "My strong point"), ("Best boss she had?", "Reports to the mayor")):
        found = evidence(Desk(ada=page), question)
        read = [scored.words.passage.shown for scored in to_read(found, found.by_words())]
        assert any(shown.startswith(told) for shown in read)
        assert len(read) <= READ + STATING


ROLE_FIRST = """# Ada

## Work

**Head brewer and co-owner · Mossgate Brewing · Full-time**
2018 – present · Oslo

- Took over a bankrupt brewery.

**Night brewer · Kaltenried Brewery**
2012 – 2018 · Ulm

- Ran the brewhouse by night.
"""


def test_there_is_the_employer_that_the_answer_names_and_not_the_role():
    desk, where = Desk(ada=ROLE_FIRST), "Where did she work before her current job?"
    assert desk.ask("And before that?", "ada", "Where does she work now?").claims[0].text.startswith("Night brewer")
    assert "Ran the brewhouse by night." in desk.says("What did she do there?", "ada", where)
    assert desk.says("How long was she there?", "ada", where, "What did she do there?").startswith("2012 – 2018")


CAREERS = {
    "headings": "## Work\n\n### Head of sales, Kaldvik Rooms\n2019 to present · Cork\n\n- Leads 23 people.\n\n"
    "### Seller, Pellworth\n2012 to 2019 · Leeds\n\n- Sold lifts. The one before had sold none.\n\n"
    "### Porter, Ascendra\n2008 to 2012 · Bath\n\n- Carried lifts.\n",
    "lines": "## Jobs\n\n- 2019 to present: Head of sales, Kaldvik Rooms, Cork, 23 reports.\n"
    "- 2012 to 2019: Seller, Pellworth, Leeds.\n- 2008 to 2012: Porter, Ascendra, Bath.\n",
    "table": "## Career\n\n| Years | Post |\n|---|---|\n| 2019–now | Head of sales, Kaldvik Rooms, Cork |\n"
    "| 2012–2019 | Seller, Pellworth, Leeds |\n| 2008–2012 | Porter, Ascendra, Bath |\n",
}


@pytest.mark.parametrize("career", CAREERS.values(), ids=CAREERS)
@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("Where does she work now?", "And before that?", "and before that?"),
        ("What is her current job?", "And the one before that?", "and the one before?"),
    ],
)
def test_counting_back_from_job_to_job(career, first, second, third):
    desk = Desk(ada=f"# Ada\n\n{career}")
    told = [
        desk.pipeline.ask(Question(text=text, profile_id="ada", history=history)).text
        for text, history in ((first, ()), (second, (first,)), (third, (first, second)))
    ]
    for text, employer in zip(told, ("Kaldvik", "Pellworth", "Ascendra"), strict=True):
        assert employer in text and sum(name in text for name in ("Kaldvik", "Pellworth", "Ascendra")) == 1


def test_each_who_is_called_so_is_told():
    page = "# {}\n\n## Jobs\n\n- 2019 to present: {}, Leeds.\n\n## Education\n\n- BSc {}, Ghent, 2012.\n"
    desk = Desk(
        names={"lund": "Ada Lund", "moss": "Ada Moss"},
        lund=page.format("Ada Lund", "Nurse, City Ward", "Nursing"),
        moss=page.format("Ada Moss", "Baker, Crust Ltd", "Physics"),
    )
    for question, first, second in (
        ("Where does Ada work now?", "City Ward", "Crust"),
        ("What did Ada study?", "Nursing", "Physics"),
    ):
        lund, moss = desk.says(question).split("Ada Moss: ")
        assert lund.startswith("Ada Lund: ") and first in lund and second in moss
    assert "Physics" in (said := desk.says("What did Ada study?", "moss")) and "Nursing" not in said


def test_there_is_not_what_the_job_before_came_before():
    page = (
        "# Ada\n\n## Experience\n\n### Rook Library\n**Help Desk Assistant** | Aug 2024 - now\n\n- Tickets\n\n"
        "### Copper Kettle\n**Barista** | June 2022 - July 2024\n\n- Coffee\n"
    )
    desk = Desk(ada=page)
    first = "Where did she work before the help desk?"
    assert "Copper Kettle" in desk.says(first, "ada")
    assert desk.says("when did she start there?", "ada", first).startswith("June 2022")


def test_where_the_job_before_is_not_told_there_is_nowhere():
    page = "# Ada\n\n## Experience\n\n### Rook Library\n**Help Desk Assistant** | Aug 2024 - now\n\n- Tickets\n"
    answer = Desk(ada=page).ask("when did she start there?", "ada", "Where did she work before the help desk?")
    assert "2024" not in answer.text
