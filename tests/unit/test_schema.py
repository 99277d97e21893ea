"""The words and their invariants."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from askme.errors import CitationError
from askme.schema import Citation, Claim, Document, Finished, Passage, PassageKind, Question, Quoted, Span, glued

PAGE = Document(id="ada.md", profile_id="ada", source="ada.md", text="İ — Ran **Redis**, well.")


def passage(text: str, *pieces: tuple[int, int], start: int = 0) -> Passage:
    spans = tuple(Span(start=a, end=b) for a, b in pieces)
    return Passage(
        id="1", profile_id="ada", document_id="ada.md", kind=PassageKind.BULLET,
        text=text, start=start, end=start + len(text), pieces=spans,
    )  # fmt: skip


def test_a_span_cannot_end_before_it_starts():
    with pytest.raises(ValidationError, match="span ends before it starts: 3 > 2"):
        Span(start=3, end=2)


def test_an_empty_quote_is_no_citation():
    with pytest.raises(CitationError):
        Citation.of(PAGE, 4, 4)


def test_a_citation_beyond_the_end_is_none():
    with pytest.raises(CitationError):
        Citation(document=PAGE, start=4, end=999, quote="Ran")


def test_offsets_count_code_points():
    assert Citation.of(PAGE, 4, 7).quote == "Ran"


def test_a_citation_is_written_with_its_source_and_without_the_document():
    assert Citation.of(PAGE, 4, 7).model_dump() == {
        "start": 4, "end": 7, "quote": "Ran", "profile": "ada", "source": "ada.md",
    }  # fmt: skip


def test_values_do_not_change():
    with pytest.raises(ValidationError):
        Question(text="Who?").text = "What?"  # type: ignore[misc]


def test_unknown_fields_are_refused():
    with pytest.raises(ValidationError):
        Question(text="Who?", profil_id="ada")  # type: ignore[call-arg]


def test_pieces_are_not_written_out():
    claim = Claim(text="Ran", citations=(Citation.of(PAGE, 4, 7),), pieces=(Quoted(text="Ran", citation=0, start=4),))
    assert "pieces" not in claim.model_dump()


def test_markup_between_pieces_is_not_shown():
    assert passage("**Go**, Rust", (2, 4), (6, 12)).shown == "Go, Rust"


def test_pieces_that_stand_apart_get_one_space():
    assert passage("a  |  b", (0, 1), (6, 7)).shown == "a b"


def test_shown_counts_from_the_passages_start():
    assert passage("x y", (10, 11), (12, 13), start=10).shown == "x y"


@pytest.mark.parametrize(("gap", "stuck"), [("**", True), ("", False), ("|", False), ("* ", False), ("\n", False)])
def test_what_glues_two_pieces(gap, stuck):
    assert glued(gap) is stuck


def test_the_last_event_names_its_type():
    assert Finished.model_fields["type"].default == "finished"
