from __future__ import annotations

import pickle

import pytest

from askme.web.conversations import REMEMBERED, Conversations
from askme.web.problems import Kind, Problem


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(clock: Clock) -> Conversations:
    return Conversations(60, clock=clock)


def test_a_conversation_remembers_its_questions(kept: Conversations) -> None:
    made = kept.begin("owner")
    assert kept.history(made, "owner") == ()
    kept.add(made, "owner", "one")
    kept.add(made, "owner", "two")
    assert kept.history(made, "owner") == ("one", "two")


@pytest.mark.parametrize("owner", ["", "other", "owner ", "OWNER"])
def test_it_is_nobody_elses(kept: Conversations, owner: str) -> None:
    made = kept.begin("owner")
    kept.add(made, "owner", "one")
    with pytest.raises(Problem) as theirs:
        kept.history(made, owner)
    with pytest.raises(Problem) as invented:
        kept.history("invented", owner)
    assert theirs.value.kind is Kind.NO_CONVERSATION
    assert theirs.value.detail == invented.value.detail, "who guesses an id does not learn that it exists"


def test_who_does_not_own_it_writes_nothing_into_it(kept: Conversations) -> None:
    made = kept.begin("owner")
    kept.add(made, "owner", "one")
    with pytest.raises(Problem):
        kept.history(made, "other")
    assert kept.history(made, "owner") == ("one",)


def test_an_id_cannot_be_guessed_and_is_not_kept(kept: Conversations) -> None:
    made = {kept.begin("owner") for _ in range(1000)}
    assert len(made) == 1000
    assert {len(one) for one in made} == {43}, "256 bits"
    held = pickle.dumps(list(kept._kept.items()))
    assert not [one for one in made if one.encode() in held]


def test_it_expires_after_its_last_question(kept: Conversations, clock: Clock) -> None:
    made = kept.begin("owner")
    clock.now = 50 * 60
    kept.add(made, "owner", "one")
    clock.now = 100 * 60
    assert kept.history(made, "owner") == ("one",)
    clock.now = 111 * 60
    with pytest.raises(Problem, match="not known or has expired"):
        kept.history(made, "owner")
    assert len(kept) == 0


def test_one_that_expired_while_the_answer_was_made_goes_on(kept: Conversations, clock: Clock) -> None:
    made = kept.begin("owner")
    clock.now = 61 * 60
    kept.add(made, "owner", "one")
    assert kept.history(made, "owner") == ("one",)


def test_only_the_last_questions_are_kept(kept: Conversations) -> None:
    made = kept.begin("owner")
    for number in range(REMEMBERED + 5):
        kept.add(made, "owner", str(number))
    assert kept.history(made, "owner") == tuple(str(number) for number in range(5, REMEMBERED + 5))


def test_long_questions_of_many_take_no_more_room_than_there_is() -> None:
    kept = Conversations(60, room=100_000)
    mine = [kept.begin("owner") for _ in range(200)]
    for one in mine:
        for _ in range(REMEMBERED):
            kept.add(one, "owner", "x" * 2000)
    assert sum(map(len, (one for record in kept._kept.values() for one in record.questions))) <= 100_000
    assert len(kept.history(mine[-1], "owner")) == REMEMBERED


@pytest.mark.parametrize("made", ["", "\0", "\ud800", "x" * 100_000, "../../etc/passwd"])
def test_nonsense_is_no_conversation(kept: Conversations, made: str) -> None:
    with pytest.raises(Problem, match="not known or has expired"):
        kept.history(made, "owner")
