"""One answer to questions that were asked together."""

from __future__ import annotations

from askme.answering.draft import Draft, joined
from askme.answering.templates import REST_PRIVATE, REST_SILENT
from askme.schema import Abstention, Citation, Claim, Document

PAGE = Document(id="ada.md", profile_id="ada", source="ada.md", text="Ran Redis. Sang.")
RAN = Claim(text="Ran Redis.", citations=(Citation.of(PAGE, 0, 10),))
SANG = Claim(text="Sang.", citations=(Citation.of(PAGE, 11, 16),))
SILENT = Draft(reason=Abstention.NOT_STATED, profile="ada")


def test_one_question_is_answered_as_it_is():
    assert joined([SILENT]) is SILENT


def test_both_answers_one_after_another():
    both = joined([Draft(claims=(RAN,), profile="ada"), Draft(claims=(SANG,), profile="ada")])
    assert (both.claims, both.profile, both.reason) == ((RAN, SANG), "ada", None)


def test_the_same_statement_is_told_once():
    told = Draft(claims=(RAN,), profile="ada")
    assert joined([told, told]).claims == (RAN,)


def test_what_is_not_said_is_said_to_be_missing():
    for drafts in ([SILENT, Draft(claims=(RAN,))], [Draft(claims=(RAN,)), SILENT]):
        assert [claim.text for claim in joined(drafts).claims] == ["Ran Redis.", REST_SILENT]


def test_what_is_kept_private_is_not_said_to_be_missing():
    both = joined([Draft(claims=(RAN,)), Draft(reason=Abstention.PRIVATE)])
    assert [claim.text for claim in both.claims] == ["Ran Redis.", REST_PRIVATE]


def test_nothing_said_of_either():
    assert joined([SILENT, Draft(reason=Abstention.OPINION)]) is SILENT


def test_answers_about_two_people_are_about_nobody_alone():
    assert joined([Draft(claims=(RAN,), profile="ada"), Draft(claims=(SANG,), profile="bea")]).profile is None
