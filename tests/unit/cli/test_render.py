import io
import json
import sys

import pytest

from askme.cli import render
from askme.schema import Abstention, Answer, Citation, Claim, ClaimForm, Document, Status

PAGE = Document(
    id="a/ada.md", profile_id="ada", source="a/ada.md", text="# Ada – Ä\n\n- Built the\n  ledger.\n- Leads.\n"
)
LEDGER, LEADS = Citation.of(PAGE, 13, 32), Citation.of(PAGE, 35, 41)
CLAIMS = (
    Claim(text="She has done:", form=ClaimForm.HEADING),
    Claim(text="Built the ledger.", citations=(LEDGER,), form=ClaimForm.ITEM),
    Claim(text="Leads.", citations=(LEADS, LEDGER)),
)
ANSWER = Answer(
    question="?", standalone="?", status=Status.ANSWERED, text="Built – it.", profile="ada", claims=CLAIMS, seconds=0.5
)


def text(answer):
    return ["".join(words for words, _ in segments) for segments in render.lines(answer)]


def abstained(*nearest):
    return Answer(
        question="?", standalone="?", status=Status.ABSTAINED, text="It does not say.", nearest=nearest,
        reason=Abstention.NOT_STATED,
    )  # fmt: skip


def test_an_answer_has_markers_and_their_sources():
    assert text(ANSWER) == [
        "She has done:",
        "- Built the ledger. [1]",
        "Leads. [2] [1]",
        "",
        '[1] a/ada.md:13-32 "Built the ledger."',
        '[2] a/ada.md:35-41 "Leads."',
    ]


def test_an_abstention_shows_what_comes_nearest():
    assert text(abstained()) == ["It does not say."]
    assert text(abstained(LEADS)) == [
        "It does not say.", "Nearest in the profile:", "", '[1] a/ada.md:35-41 "Leads."'
    ]  # fmt: skip


def test_an_answer_without_claims_is_its_text():
    assert text(ANSWER.model_copy(update={"claims": ()})) == ["Built – it."]


def test_a_long_quote_is_cut_for_people_only():
    page = PAGE.model_copy(update={"text": "word " * 200})
    long = ANSWER.model_copy(update={"claims": (Claim(text="x", citations=(Citation.of(page, 0, 999),)),)})
    assert len(text(long)[-1]) < 350
    assert text(long)[-1].endswith(' …"')
    assert len(json.loads(render.row(long, 1))["claims"][0]["citations"][0]["quote"]) == 999


@pytest.mark.parametrize("row_id", [None, 7, "7", 1.5])
def test_a_row_has_exactly_the_keys_of_the_contract(row_id):
    found = json.loads(render.row(ANSWER, row_id))
    assert list(found) == ["id", "status", "text", "profile", "claims", "seconds"]
    assert found | {"claims": []} == {
        "id": row_id, "status": "answered", "text": "Built – it.", "profile": "ada", "claims": [], "seconds": 0.5
    }  # fmt: skip
    assert found["claims"][1] == {
        "text": "Built the ledger.",
        "citations": [
            {"profile": "ada", "source": "a/ada.md", "start": 13, "end": 32, "quote": "Built the\n  ledger."}
        ],
    }


def test_a_row_is_one_line_that_any_stream_can_carry(monkeypatch):
    answer = ANSWER.model_copy(update={"text": "–\n\x1b[31m\x9b\u2028\x7f\x85\ud800"})
    row = render.row(answer, None)
    assert json.loads(row)["text"] == answer.text
    assert len(row.splitlines()) == 1
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in row)
    assert "–" in row
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "cp1252"))
    row = render.row(answer, None)
    assert row.isascii()
    assert json.loads(row)["text"] == answer.text
