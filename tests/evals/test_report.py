"""The report: hostile words stay words, locked cases stay unread, nothing is loaded from anywhere."""

from __future__ import annotations

import re
from html import unescape

import pytest
from staged import Hostile, made, write

from evals.cases import Split
from evals.metrics.selective import CurvePoint
from evals.report import charts
from evals.statistics import Interval


def report(tmp_path, answerer):
    return (tmp_path / answerer / "report.html").read_text("utf-8")


def test_hostile_words_are_shown_as_words(ask, people, tmp_path):
    hostile = people / "eve.md"
    hostile.write_text(f"# Eve\n\n- {Hostile.WORDS}\n", "utf-8")
    attack = made(0, question=Hostile.WORDS, history=(Hostile.WORDS,), forbidden=("</script>",), tags=("<b>",))
    ask("Hostile", file=write(tmp_path / "attack.jsonl", [attack]))
    page = report(tmp_path, "Hostile")
    assert page.count("<script") == page.count("</script>") == 1
    assert page.count("</style>") == 1
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", page)


@pytest.mark.parametrize("answerer", ["Staged", "Shy", "Broken", "OffByOne", "OtherFigures"])
def test_nothing_is_loaded_and_every_link_leads_somewhere(ask, tmp_path, answerer):
    ask(answerer)
    page = report(tmp_path, answerer)
    assert not re.findall(r"""(?:src|href)=["'](?!#)""", page)
    assert not re.findall(r"https?://|@import|url\(", page)
    assert "default-src 'none'" in unescape(page)
    ids = re.findall(r' id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)


def test_a_case_is_shown_with_what_was_said_and_what_stands_there(ask, tmp_path):
    ask("OffByOne")
    page = report(tmp_path, "OffByOne")
    assert "invalid: ada.md[" in page
    assert "Invalid citations" in page
    assert "<mark>rote the first program in Rust,</mark>" in page or "<mark>ut the costs of the engine by 40%." in page
    assert '<span class="rank">rank 1</span>' in page


def test_a_changed_profile_is_not_quoted_from(ask, evals, people, tmp_path):
    ask("OtherFigures")
    (people / "ada.md").write_text("---\nid: ada\n---\n# Ada\n\n- Something else.\n", "utf-8")
    evals("report", tmp_path / "OtherFigures", "--corpus", people)
    page = report(tmp_path, "OtherFigures")
    assert "the profiles have changed since" in page
    assert '<span class="around"></span><mark>' in page


def test_of_locked_cases_no_word_is_shown(ask, tmp_path):
    locked = [made(number, split=Split.LOCKED) for number in range(12)]
    file = write(tmp_path / "locked.jsonl", locked)
    done = ask("Shy", "--split", "locked", file=file)
    page = report(tmp_path, "Shy")
    summary = (tmp_path / "Shy" / "summary.md").read_text()
    for words in ("What is number", "Wrote the first", "Rust", "40%", "case-0"):
        assert words not in page + summary + done.out
    assert "12 locked cases are left out" in page
    ask("Shy", "--split", "locked", "--show-locked", file=file)
    assert "What is number 0?" in report(tmp_path, "Shy")


def test_a_comparison_shows_both_answers(ask, evals, tmp_path):
    ask("Staged")
    ask("Shy")
    done = evals("compare", tmp_path / "Staged", tmp_path / "Shy")
    assert done.status == 0
    assert "case-0: correct 1 -> 0" in done.out
    page = (tmp_path / "Shy" / "comparison.html").read_text("utf-8")
    assert "Wrote the first program in rust" in page
    assert "The profile does not say." in page


def test_a_comparison_of_locked_cases_says_only_which_flipped(ask, evals, tmp_path):
    file = write(tmp_path / "locked.jsonl", [made(number, split=Split.LOCKED) for number in range(12)])
    for answerer in ("Staged", "Shy"):
        ask(answerer, "--split", "locked", file=file)
    done = evals("compare", tmp_path / "Staged", tmp_path / "Shy")
    page = (tmp_path / "Shy" / "comparison.html").read_text("utf-8")
    assert "case-0" in page
    assert "What is number" not in page + done.out
    assert "Wrote the first" not in page + done.out


def test_a_chart_escapes_and_stays_in_its_frame():
    drawn = charts.latency_chart([0.0, 0.002, 30.0], [("<b>", 0.002), ("95%", 30.0)])
    assert "&lt;b&gt;" in drawn
    assert all(0 <= float(x) <= charts.WIDTH for x in re.findall(r'<rect class="bar" x="([^"]*)"', drawn))
    assert charts.latency_chart([]) == charts.risk_coverage_chart([], None) == ""
    assert "NaN" not in charts.risk_coverage_chart([CurvePoint(coverage=1.0, risk=0.0)], 0.0)


def test_an_interval_bar_without_an_interval_is_a_point():
    bare = Interval(low=None, high=None, estimate=0.25, n=1, clusters=1, method="none")
    drawn = charts.interval_bar(bare)
    assert "whisker" not in drawn
    assert 'x1="25.00"' in drawn
