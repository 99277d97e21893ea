from __future__ import annotations

import re

import pytest
from askme_people import ANSWERED, LEDGER, TEAM, abstained, claim, name_of

from askme.schema import Abstention, Claimed, ClaimForm, Finished, Understood
from askme.web import markup
from askme.web.turn import Stage, Turn

HOSTILE = (
    "<script>x</script>",
    '" onmouseover="x',
    "</article><img src=x onerror=x>",
    "[a](javascript:x)",
    "{{x}} ${x}",
)


def test_events_are_folded_into_the_turn() -> None:
    turn = Turn(number=1, question="And then?")
    turn = turn.after(Understood(kind="fact", standalone="And what did Ada do then?", profiles=("ada",)))
    turn = turn.after(Claimed(claim=claim("She ", LEDGER)))
    assert (turn.stage, turn.standalone, len(turn.claims)) == (Stage.BUSY, "And what did Ada do then?", 1)
    turn = turn.after(Finished(answer=ANSWERED))
    assert (turn.stage, turn.claims) == (Stage.DONE, ANSWERED.claims)


def test_a_question_understood_as_asked_is_not_repeated() -> None:
    turn = Turn(number=1, question="Who is Ada?").after(
        Understood(kind="fact", standalone="who is ada?", profiles=("ada",))
    )
    assert turn.standalone == ""


def test_a_source_cited_twice_has_one_number() -> None:
    turn = Turn(number=1, question="?", claims=(claim(LEDGER), claim(TEAM), claim(LEDGER)))
    assert turn.citations == (LEDGER, TEAM)
    assert markup.turn(turn, name_of).count('data-source="source-1-1"') == 2


def test_each_marker_follows_the_words_of_its_own_source() -> None:
    turn = Turn(number=1, question="?", claims=(claim(LEDGER, " and ", TEAM, "."),))
    shown = re.sub(r"<(?!button)[^>]+>|\u2060", "", markup.turn(turn, name_of).split('<div class="after">')[0])
    assert re.sub(r"<button[^>]*>", "", shown).strip().endswith("Built the ledger.[1] and Leads a team.[2].")


def test_items_after_a_heading_are_one_list() -> None:
    turn = Turn(
        number=1,
        question="?",
        claims=(
            claim("Ada:", form=ClaimForm.HEADING),
            claim(LEDGER, form=ClaimForm.ITEM),
            claim(TEAM, form=ClaimForm.ITEM),
        ),
    )
    assert markup.turn(turn, name_of).count("<ul>") == 1


@pytest.mark.parametrize("reason", list(Abstention))
def test_every_reason_to_abstain_has_its_words(reason: Abstention) -> None:
    turn = Turn(number=1, question="?").after(Finished(answer=abstained(reason)))
    shown = markup.turn(turn, name_of)
    assert markup.ABSTAINED[reason] in shown
    assert "Closest in the profile" in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_escaped_wherever_they_stand(text: str) -> None:
    turn = Turn(number=1, question=text, about=text, standalone=text, key=text, claims=(claim(text),))
    for shown in (
        markup.turn(turn, lambda _: text),
        markup.turn(turn.failed(text), name_of),
        markup.turn(turn.after(Finished(answer=abstained(text=text, suggestion=text))), lambda _: text),
    ):
        assert "<script" not in shown
        assert "<img" not in shown
        assert '" onmouseover' not in shown
