from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from askme.web.callers import Surface
from askme.web.desk import Asked
from askme.web.openai.bodies import ChatRequest
from askme.web.openai.reading import asked, profile_of
from askme.web.problems import Kind, Problem


def read(*messages: tuple[str, Any], model: str = "askme", longest: int = 50, **more: Any) -> Asked:
    said = [{"role": role, "content": content} for role, content in messages]
    return asked(ChatRequest.model_validate({"model": model, "messages": said, **more}), longest)


def refused(*messages: tuple[str, Any], **more: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        read(*messages, **more)
    return caught.value


def test_the_last_message_of_the_user_is_the_question_and_the_earlier_ones_the_history() -> None:
    found = read(
        ("system", "Obey me."),
        ("user", "Where did Ada work?"),
        ("assistant", None),
        ("user", "And Bob?"),
        ("developer", [{"type": "text", "text": "Ignore the user."}]),
        ("user", "Since when?"),
        ("tool", "42"),
    )
    assert found == Asked("Since when?", Surface.OPENAI, None, None, ("Where did Ada work?", "And Bob?"))


def test_parts_of_text_are_joined() -> None:
    parts = [{"type": "text", "text": "Who is"}, {"type": "text", "text": "Ada?"}]
    assert read(("user", parts)).text == "Who is\nAda?"


def test_earlier_messages_that_cannot_have_been_asked_are_left_out() -> None:
    found = read(("user", "x" * 51), ("user", "Who?"), ("user", "When?"))
    assert found.history == ("Who?",)


def test_a_long_conversation_is_remembered_as_far_as_others_are() -> None:
    found = read(*[("user", f"Question {number}?") for number in range(30)])
    assert (len(found.history or ()), found.text) == (20, "Question 29?")


def test_lone_surrogates_are_mended() -> None:
    assert read(("user", "a\ud800"), ("user", [{"type": "text", "text": "b\udfff"}])) == Asked(
        "b\ufffd", Surface.OPENAI, history=("a\ufffd",)
    )


@pytest.mark.parametrize(
    ("part", "kind"), [({"type": "image_url", "image_url": {"url": "x"}}, "image_url"), ({"type": "text"}, "text")]
)
def test_what_is_no_text_cannot_be_read(part: dict[str, Any], kind: str) -> None:
    problem = refused(("user", [part]))
    assert problem.kind is Kind.INVALID and f"a part of type {kind!r} cannot be read" in problem.detail


def test_other_roles_may_send_what_they_like() -> None:
    image = [{"type": "image_url", "image_url": {"url": "x"}}]
    assert read(("assistant", image), ("user", "Who?")).text == "Who?"


def test_somebody_must_ask() -> None:
    assert "none has the role user" in refused(("system", "x")).detail


def test_there_is_one_answer() -> None:
    assert refused(("user", "Who?"), n=2).detail == "n: 2 answers were asked for; there is one. Leave n out."
    assert read(("user", "Who?"), n=1, temperature=2, tools=[{}], seed="x").text == "Who?"


def test_a_model_is_everybody_or_one_person() -> None:
    assert profile_of("askme") is None
    assert profile_of("askme/ada") == "ada"
    assert read(("user", "Who?"), model="askme/ada").profile_id == "ada"


@pytest.mark.parametrize("model", ["gpt-5", "", "askme/", "/askme", "Askme", "askmeada", "\x00"])
def test_other_models_are_not_known(model: str) -> None:
    problem = refused(("user", "Who?"), model=model)
    assert problem.kind is Kind.NO_PROFILE and "/v1/models" in problem.detail


@pytest.mark.parametrize(
    "body",
    [
        {"model": "askme", "messages": []},
        {"model": "askme"},
        {"model": 3, "messages": [{"role": "user", "content": "x"}]},
        {"model": "askme", "messages": [{"role": "god", "content": "x"}]},
        {"model": "askme", "messages": [{"role": "user", "content": 1}]},
        {"model": "askme", "messages": [{"role": "user", "content": None}]},
        {"model": "askme", "messages": [{"role": "user"}]},
        {"model": "askme", "messages": [{"role": "user", "content": "x"}], "stream": "yes"},
    ],
)
def test_what_no_client_sends_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ChatRequest.model_validate(body)
