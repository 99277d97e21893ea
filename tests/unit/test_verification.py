"""Every way in which a claim made of quotes can be wrong."""

from __future__ import annotations

import pytest

from askme.errors import CitationError
from askme.schema import Citation, Claim, Document, Quoted, Support, Words
from askme.verification import ExactVerifier

PAGE = Document(id="ada.md", profile_id="ada", source="ada.md", text="# Ada\n- Ran 12 servers.\n- Sang.\n")
START, END = 8, 23
VERIFIER = ExactVerifier(["Ada Byron"])


def claim(*pieces: Words | Quoted, text: str | None = None) -> Claim:
    joined = "".join(piece.text for piece in pieces)
    return Claim(text=joined if text is None else text, citations=(Citation.of(PAGE, START, END),), pieces=pieces)


def quoted(text: str, start: int = START, citation: int = 0) -> Quoted:
    return Quoted(text=text, citation=citation, start=start)


def reason(one: Claim) -> str:
    verdict = VERIFIER.verify(one)
    assert verdict.support is Support.UNSUPPORTED
    return verdict.reason


def test_a_whole_quote_is_supported():
    assert VERIFIER.verify(claim(quoted("Ran 12 servers."))).support is Support.SUPPORTED


def test_a_part_of_what_is_cited_is_supported():
    assert VERIFIER.verify(claim(quoted("12 servers", START + 4))).support is Support.SUPPORTED


@pytest.mark.parametrize("words", ["Ada Byron: ", "Yes: ", "Ada Byron: Yes: ", "“", " (", ", "])
def test_names_of_people_and_fixed_words_need_no_quote(words):
    assert VERIFIER.verify(claim(Words(text=words), quoted("Ran 12 servers."))).support is Support.SUPPORTED


@pytest.mark.parametrize("words", ["Eve Moor: ", "No: ", "not ", "has ", "3 ", "Ada "])
def test_foreign_words_between_quotes_are_not(words):
    assert reason(claim(Words(text=words), quoted("Ran 12 servers."))).endswith("is neither quoted nor a fixed phrase")


def test_a_changed_figure_is_found():
    assert reason(claim(quoted("Ran 13 servers."))) == "'Ran 13 servers.' is not what stands there"


@pytest.mark.parametrize("by", [-1, 1])
def test_a_quote_off_by_one_is_found(by):
    assert reason(claim(quoted("Ran 12 servers.", START + by))) == "'Ran 12 servers.' lies outside of what it cites"


def test_a_quote_off_by_one_inside_of_what_is_cited_is_found():
    assert reason(claim(quoted("12 servers", START + 3))) == "'12 servers' is not what stands there"


def test_words_of_the_document_that_are_not_cited_are_no_support():
    assert reason(claim(quoted("Sang.", PAGE.text.index("Sang")))) == "'Sang.' lies outside of what it cites"


def test_a_citation_that_is_not_there_is_found():
    assert reason(claim(quoted("Ran", citation=1))) == "'Ran' names citation 1, which is not there"


def test_a_text_that_its_pieces_do_not_make_is_found():
    assert reason(claim(quoted("Ran 12 servers."), text="Ran 13 servers.")) == "the text is not what its pieces make"


def test_without_pieces_nothing_is_checked_and_it_says_so():
    verdict = VERIFIER.verify(Claim(text="Ran 12 servers.", citations=(Citation.of(PAGE, START, END),)))
    assert verdict.support is Support.UNCHECKED
    assert verdict.reason == "the claim does not say which of its words are quoted"


@pytest.mark.parametrize("shift", [(-1, 0), (0, 1), (1, 1)])
def test_a_citation_off_by_one_cannot_be_made(shift):
    with pytest.raises(CitationError, match=r"not 'Ran 12 servers\.'"):
        Citation(document=PAGE, start=START + shift[0], end=END + shift[1], quote="Ran 12 servers.")
