"""Blotting out, what a question asks for, and what counts as contact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askme.policy import Private
from askme.privacy import BLOT, asks_for, blotted, is_contact_heading, stands_as_contact
from askme.privacy.found import Marked
from askme.schema import Span


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_blotting_keeps_every_offset_and_every_line(text, ranges):
    spans = [Span(start=min(pair), end=min(max(pair), len(text))) for pair in ranges if min(pair) <= len(text)]
    done = blotted(text, spans)
    inside = {at for span in spans for at in range(span.start, span.end)}
    assert len(done) == len(text)
    for at, (was, now) in enumerate(zip(text, done, strict=True)):
        assert now == (BLOT if at in inside and was not in "\r\n" else was)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5), st.integers(0, 30), st.integers(0, 30))
def test_marked_and_free_parts_tile_a_range(ranges, a, b):
    start, end = min(a, b), max(a, b)
    marked = Marked(30, ((min(pair), max(pair)) for pair in ranges))
    taken = {at for pair in ranges for at in range(min(pair), max(pair))}
    free = {at for first, last in marked.free(start, end) for at in range(first, last)}
    assert free == set(range(start, end)) - taken
    assert marked.touches(start, end) == bool(taken & set(range(start, end)))


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("What is Ada's e-mail?", {Private.EMAIL}),
        ("Can I call her?", {Private.PHONE}),
        ("Which mobile apps has she built?", set()),
        ("Which email software has she used?", set()),
        ("What was her GPA for the BSN?", set()),
        ("What is her BSN number?", {Private.IDENTITY}),
        ("What is her home address?", {Private.ADDRESS}),
        ("Where exactly does Ada live?", {Private.ADDRESS}),
        ("What is her passport number?", {Private.IDENTITY}),
        ("Her IBAN and her e-mail?", {Private.IDENTITY, Private.EMAIL}),
        ("Which databases has she used?", set()),
    ],
)
def test_what_a_question_asks_for(question, kinds):
    assert asks_for(question) == kinds


def test_a_contact_question_that_names_no_way_asks_for_any():
    assert asks_for("How can I reach her?", contact=True) == set(Private) - {Private.IDENTITY}
    assert asks_for("What is her e-mail?", contact=True) == {Private.EMAIL}


@pytest.mark.parametrize(
    "heading", ["Contact", "CONTACT ME:", "📫 Get in touch!", "Contact Details", "Reach me at", "Kontakt"]
)
def test_headings_of_contact(heading):
    assert is_contact_heading(heading)


@pytest.mark.parametrize(
    "heading", ["", "Contact centres", "Contact tracing at Acme", "Experience", "First contact (2016)"]
)
def test_other_headings(heading):
    assert not is_contact_heading(heading)


@pytest.mark.parametrize("line", ["Contact: ", "- **Contact:** ", "Oslo | Reach me at: tel. "])
def test_a_line_labelled_as_contact(line):
    assert stands_as_contact(f"Ada\n{line}ada@x.org", len(f"Ada\n{line}"))


@pytest.mark.parametrize("line", ["", "E-mail: ", "Contact tracing app: ", "Contact: see below | E-mail "])
def test_a_line_that_is_no_label_of_contact(line):
    assert not stands_as_contact(f"Contact: Ada\n{line}ada@x.org", len(f"Contact: Ada\n{line}"))
