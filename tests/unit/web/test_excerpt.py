from __future__ import annotations

from askme.schema import Span
from askme.web.excerpt import around

PAGE = "# Ada\n\n## Work\n\n- one\n- two\n- three\n\n- four\n- five\n"


def span_of(words: str, text: str = PAGE) -> Span:
    return Span(start=text.index(words), end=text.index(words) + len(words))


def test_lines_with_words_are_counted_and_empty_ones_kept() -> None:
    assert [line.number for line in around(PAGE, span_of("three"), lines=2)] == [5, 6, 7, 8, 9, 10]


def test_the_cited_words_are_cut_out_of_their_line() -> None:
    line = around("- cut the cost by a third of all", span_of("the cost", "- cut the cost by a third of all"))[0]
    assert (line.sigil, line.before, line.cited, line.after) == ("- ", "cut ", "the cost", " by a third of all")


def test_a_citation_over_two_lines_is_marked_on_both() -> None:
    lines = around(PAGE, Span(start=PAGE.index("wo\n"), end=PAGE.index("ee\n")), lines=0)
    assert [line.cited for line in lines] == ["wo", "- thr"]
    assert [line.text for line in lines] == ["- two", "- three"]


def test_a_citation_that_includes_the_bullet_keeps_it() -> None:
    assert around(PAGE, span_of("- two"), lines=0)[0].cited == "- two"


def test_long_lines_are_shortened_around_the_citation() -> None:
    text = "word " * 500 + "HERE" + " word" * 500
    line = around(text, span_of("HERE", text))[0]
    assert line.cited == "HERE"
    assert line.before.startswith("… word") and line.after.endswith("word …")
    assert len(line.text) < 700


def test_offsets_are_code_points() -> None:
    text = "İstanbul 🚀\n- ünïcode 🚀 wörds\n"
    assert around(text, span_of("🚀 wörds", text))[1].cited == "🚀 wörds"
