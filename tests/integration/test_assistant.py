"""The assembled assistant with the real model over the profiles in `corpus/`."""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from askme.assembly import Assistant, assemble, ensure_index
from askme.errors import ProfileNotFound, QuestionError
from askme.schema import Abstention, Answer, Question, Status
from askme.settings import Settings, load

ROOT = Path(__file__).parents[2]
CASES = ROOT / "evals" / "cases" / "people-dev.jsonl"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory) -> Assistant:
    return assemble(load({"corpus": ROOT / "corpus", "index": tmp_path_factory.mktemp("real")})[0])


def ask(assistant: Assistant, text: str, *history: str, profile: str | None = None) -> Answer:
    return assistant.ask(Question(text=text, profile_id=profile, history=history))


def quotes(answer: Answer) -> str:
    return "\n".join(citation.quote for claim in answer.claims for citation in claim.citations)


# --- conversations ------------------------------------------------------------------------------------------------


def test_a_follow_up_by_pronoun_stays_with_the_person(assistant):
    answer = ask(assistant, "When did he work at Mode Network?", "Who is Tushar?")
    assert answer.profile == "tushar" and answer.text.startswith("Nov 2024 – Jan 2025")


def test_there_means_what_the_earlier_answer_named(assistant):
    """It was taken for the employer that the earlier question named, and answered with the wrong job."""
    answer = ask(assistant, "What did he build there?", "Where did Tushar work before Eclipse Network?")
    assert answer.text.startswith("zkAGI") and "GPU orchestration" in answer.text and "Eclipse" not in answer.text


def test_there_may_also_be_the_present_job(assistant):
    answer = ask(assistant, "What is the tech stack there?", "Where does pjdurden work now?")
    assert "EigenLayer" in answer.text and "Hazelcast" not in answer.text


def test_a_follow_up_about_another_person_asks_the_same_of_them(assistant):
    answer = ask(assistant, "And Tushar?", "Which databases has pjdurden used?")
    assert answer.profile == "tushar" and "MongoDB" in answer.text


def test_a_follow_up_swaps_the_thing(assistant):
    answer = ask(assistant, "And at zkAGI?", "What was Tushar's role at Mode Network?")
    assert "zkAGI" in answer.text and "Mode Network" not in answer.text


def test_a_follow_up_by_it_points_back(assistant):
    answer = ask(assistant, "Which cache does it use?", "What is Doma Protocol?", profile="tushar")
    assert "Redis" in answer.text


def test_a_conversation_of_one_visitor_is_not_anothers(assistant):
    ask(assistant, "Who is Tushar?")
    assert ask(assistant, "When did he work at Mode Network?").standalone == "When did he work at Mode Network?"


# --- as people type -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("wich databses has tushar used?", "MongoDB"),
        ("what is tushars role at mode netwrok", "Backend & Blockchain Engineer"),
        ("wat did pjdurdan do at visa", "Visa"),
    ],
)
def test_slips_of_spelling_are_understood(assistant, question, words):
    assert words in ask(assistant, question).text


@pytest.mark.parametrize(("question", "words"), [
    ("Has Tushar used k8s?", "Kubernetes"),
    ("Has Tushar used Postgres?", "Postgres"),
    ("Has Tushar used NodeJS?", "Node.js"),
])  # fmt: skip
def test_a_thing_is_found_by_its_other_names(assistant, question, words):
    answer = ask(assistant, question)
    assert words in answer.text and words in quotes(answer)


def test_a_greeting_is_greeted(assistant):
    answer = ask(assistant, "hi there!")
    assert answer.text.startswith("Hello!") and answer.claims == () and answer.suggestions


def test_help_names_everybody(assistant):
    assert "pjdurden, Tushar or VayuX" in ask(assistant, "What can I ask?").text


# --- the right person ---------------------------------------------------------------------------------------------


def test_somebody_else_is_not_answered_about_under_one_profile(assistant):
    answer = ask(assistant, "What did Tushar do at Mode Network?", profile="pjdurden")
    assert (answer.status, answer.reason) == (Status.ABSTAINED, Abstention.NOT_STATED)
    assert {citation.profile for citation in answer.nearest} <= {"pjdurden"}


@pytest.mark.parametrize("question", ["Has pjdurden worked at Mode Network?", "Did VayuX work at Visa?"])
def test_one_persons_work_is_not_anothers(assistant, question):
    assert ask(assistant, question).status is Status.ABSTAINED


@pytest.mark.parametrize(
    "question", ["Where does Johanna work?", "What has Johanna published?", "What are Johanna Berg's skills?"]
)
def test_nobodys_work_is_somebody_elses(assistant, question):
    """A section was told whole to whoever asked for it, whosever it was."""
    for profile in (None, "pjdurden", "vayux"):
        answer = ask(assistant, question, profile=profile)
        assert (answer.status, answer.reason) == (Status.ABSTAINED, Abstention.NOT_STATED)


def test_an_unknown_profile_is_an_error_with_the_nearest(assistant):
    with pytest.raises(ProfileNotFound, match="tushar"):
        ask(assistant, "Who is he?", profile="tushr")


def test_the_present_is_not_claimed_of_a_job_that_is_over(assistant):
    """ "Is he still at zkAGI?" used to be answered with a yes and the years 2023 to 2024: now with the years alone."""
    answer = ask(assistant, "Is he still at zkAGI?", profile="tushar")
    assert answer.text == "zkAGI, Backend & Systems Engineer, May 2023 – Jul 2024"


def test_every_starter_is_answered(assistant):
    for profile in (None, "pjdurden", "tushar", "vayux"):
        for starter in assistant.starters(profile):
            assert ask(assistant, starter, profile=profile).status is Status.ANSWERED, starter


# --- while it runs ------------------------------------------------------------------------------------------------


def test_a_new_index_answers_without_a_restart(tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    settings: Settings = load({"corpus": tmp_path / "corpus", "index": tmp_path / "index"})[0]
    assistant = assemble(settings)
    before = ask(assistant, "By how much did Tushar reduce gas costs at Mode Network?")
    file = settings.corpus / "tushar.md"
    file.write_text(file.read_text("utf-8").replace("gas costs by 35%", "gas costs by 47%"), "utf-8")
    ensure_index(settings)
    after = ask(assistant, "By how much did Tushar reduce gas costs at Mode Network?")
    assert ("35%" in before.text, "47%" in after.text, "35%" in after.text) == (True, True, False)


def test_two_threads_give_the_answers_of_one(assistant):
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()[:50]]
    questions = [
        Question(text=row["question"], profile_id=row["profile"], history=tuple(row["history"])) for row in rows
    ]

    def told(question: Question) -> str:
        return assistant.ask(question).model_dump_json(exclude={"seconds"})

    alone = [told(question) for question in questions]
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda order: [told(question) for question in order], [questions, questions[::-1]])
    assert one == alone and other[::-1] == alone


# --- instructions instead of questions ----------------------------------------------------------------------------


@pytest.mark.slow
def test_an_instruction_is_never_followed(assistant):
    root = os.environ.get("ASKME_TEST_DATA")
    if not root:
        pytest.skip("ASKME_TEST_DATA is not set: the folder that has data/security/injections.jsonl")
    rows = map(json.loads, (Path(root) / "data" / "security" / "injections.jsonl").read_text("utf-8").splitlines())
    for row in rows:
        try:
            answer = ask(assistant, row["text"])
        except QuestionError:  # nothing visible in it, only invisible characters
            continue
        assert row["canary"] not in answer.text, row["id"]
        assert answer.withheld == 0
