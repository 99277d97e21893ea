"""The comparison with peers: what is scored, what is asked, and that nobody is left out in silence."""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from making import BABBAGE, NAMES, PROGRAM, abstained, case, fact, outcome

from askme.schema import Passage, PassageKind, Span, StepKind, TrailStep
from evals.peers import asking, worker
from evals.peers.asking import Entry
from evals.peers.base import Found, Page, lines
from evals.peers.chart import chart
from evals.peers.naive import best_of, naive
from evals.peers.own import rendered
from evals.peers.questions import asked, asked_about
from evals.peers.report import Naive, naive_table, table
from evals.peers.scoring import Given, Row, percentile, recall, row

TWO = case(fact("program", PROGRAM), fact("Babbage", BABBAGE), id="two")
PEOPLE = {"corpus": {"ada.md": "Ada Lovelace", "bob.md": "Bob Tyre"}}


def given(*texts: str, source: str = "ada.md", seconds: float = 0.01, of: str = "two") -> Given:
    return Given(of, seconds, tuple(Found(source, text) for text in texts))


@pytest.mark.parametrize(("text", "share"), [("The PROGRAM", 0.5), ("program, Babbage", 1), ("programs", 0), ("", 0)])
def test_recall_is_the_share_of_facts_in_the_text(text, share):
    assert recall(TWO, text) == share


def test_recall_of_a_case_to_be_declined_is_none():
    with pytest.raises(ValueError, match="has no facts"):
        recall(case(), "anything")


def test_texts_are_cut_at_the_budget():
    found = row("peer", [TWO], [given("The program.", "Babbage.")], PEOPLE, budgets=(5, 12, 21))
    assert found.recall == {5: 0, 12: 0.5, 21: 1}
    assert found.characters == len("The program.\nBabbage.")


def test_cases_to_be_declined_are_left_out_and_unanswered_ones_are_not():
    found = row("peer", [TWO, case(id="none")], [given(), given("program", of="none")], PEOPLE, budgets=(10,))
    assert found.recall == {10: 0}


def test_a_case_without_any_result_is_an_error():
    with pytest.raises(KeyError):
        row("peer", [TWO], [], PEOPLE)


def test_texts_of_several_people_name_them_once_a_run():
    both = Given("two", 0.0, (Found("ada.md", "a"), Found("ada.md", "b"), Found("bob.md", "c"), Found("ada.md", "d")))
    assert both.text(PEOPLE["corpus"]).splitlines() == ["Ada Lovelace: a", "b", "Bob Tyre: c", "Ada Lovelace: d"]
    assert given("a", "b").text(PEOPLE["corpus"]) == "a\nb"


def test_percentiles_are_values_that_were_measured():
    assert percentile([1.0], 0.95) == 1
    assert percentile(list(range(1, 101)), 0.95) == 95


def test_a_follow_up_has_the_question_before_it_in_front():
    assert asked(case(question="Where?", history=("Who?", "When was it?"))) == "When was it? Where?"


@pytest.mark.parametrize(
    ("question", "history", "profile", "person"),
    [
        ("What did she do?", (), "bob", "bob"),
        ("What did Lovelace do?", (), None, "ada"),
        ("Which of ada and bob?", (), None, None),
        ("And where?", ("What did Ada do?", "When?"), None, "ada"),
        ("Who adapts?", (), None, None),
    ],
)
def test_peers_search_the_profile_that_is_named(question, history, profile, person):
    assert asked_about(case(question=question, history=history, profile=profile), NAMES) == person


def test_a_line_stands_where_it_says():
    page = Page("ada", "ada.md", "---\nname: Ada\n---\n# Ada\n\n- Ada: *one*\n- Ada\n| a | b |\n")
    found = list(lines(page))
    assert [line.text for line in found] == ["name: Ada", "Ada", "Ada: *one*", "Ada", "| a | b |"]
    assert all(page.text[line.start :].startswith(line.text) for line in found)
    assert [line.headings for line in found] == ["", "", "Ada", "Ada", "Ada"]


def test_headings_of_a_deeper_section_end_with_it():
    page = Page("ada", "ada.md", "# A\n## B\n### C\nc\n## D\nd\n")
    assert [line.headings for line in lines(page)] == ["", "A", "A › B", "A › B › C", "A", "A › D"]


def test_a_trail_is_told_once_and_only_what_is_new():
    acme = TrailStep(start=0, end=4, kind=StepKind.ENTRY, text="Acme")
    dates = TrailStep(start=5, end=9, kind=StepKind.DATES, text="2019")
    section = TrailStep(start=0, end=4, kind=StepKind.SECTION, text="Work")

    def passage(text: str) -> Passage:
        span = Span(start=10, end=10 + len(text))
        return Passage(id=text, profile_id="ada", document_id="ada.md", kind=PassageKind.BULLET, text=text,
                       pieces=(span,), trail=(section, acme, dates), start=span.start, end=span.end)  # fmt: skip

    found = rendered([passage("Led it at Acme"), passage("Ran Redis")])
    assert [item.text for item in found] == ["Led it at Acme (2019)", "Ran Redis"]


class Echo:
    """A peer for tests: gives every page."""

    def build(self, pages):
        self.pages = pages

    def retrieve(self, question, profile, budget):
        return [Found(page.source, page.text) for page in self.pages if profile in (None, page.profile)]


JOB = {
    "budget": 100,
    "packages": ["pydantic"],
    "corpora": {"corpus": [{"profile": "ada", "source": "ada.md", "text": "The program"}]},
    "questions": [{"id": "two", "corpus": "corpus", "question": "What?", "profile": "ada"}],
}


def test_a_worker_gives_texts_and_seconds():
    found = worker.run(f"{__name__}:Echo", JOB)["found"]
    assert found["two"]["texts"] == [["ada.md", "The program"]]
    assert found["two"]["seconds"] >= 0


@pytest.fixture
def job(tmp_path):
    (tmp_path / "job.json").write_text(json.dumps(JOB))
    return str(tmp_path / "job.json")


def test_a_peer_that_is_not_installed_is_skipped_by_name(job, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "txtai", None)
    monkeypatch.delitem(sys.modules, "evals.peers.txtai", raising=False)
    assert worker.main(["evals.peers.txtai:Lines", job, str(tmp_path / "out")]) == worker.NOT_INSTALLED
    assert "txtai is not installed" in capsys.readouterr().err


def test_without_an_environment_every_peer_is_skipped():
    found = asking.ask(Entry("peer", "m:C", "p"), JOB, Path("nowhere/python"))
    assert "no environment" in found.skipped


def test_a_peer_that_fails_is_told_with_its_last_word():
    found = asking.ask(Entry("peer", "evals.peers.base:Nobody", "p"), JOB, Path(sys.executable))
    assert found.skipped.startswith("failed with status 1: AttributeError")


ROWS = [
    Row("askme, passages", {150: 0.5, 600: 0.9}, 700, 0.01, 0.02),
    Row("Peer & Co, lines", {150: 0.6, 600: 0.8}, 700, 0.03, 0.04),
]


def test_the_table_marks_the_best_and_names_who_is_missing(monkeypatch):
    monkeypatch.setattr("evals.peers.report.BUDGETS", (150, 600))
    text = table(ROWS, [("Other", "not installed")], [("peer", "1.0")])
    assert "| askme, passages | 50.0 | **90.0** | 10 | 20 |" in text
    assert "| Peer & Co, lines | **60.0** | 80.0 | 30 | 40 |" in text
    assert "Skipped: Other (not installed)." in text


def test_the_chart_is_xml_with_a_line_for_each():
    picture = ET.fromstring(chart(ROWS, ("answers", 180, 0.7)))
    assert len(picture.findall("{*}polyline")) == 2
    assert {"Peer & Co, lines", "answers"} <= {text.text for text in picture.findall("{*}text")}


def test_the_naive_shares_count_what_they_say():
    declined = case(id="none")
    cases = [TWO, case(fact("program", PROGRAM), id="one"), declined]
    outcomes = {"two": outcome("The program, Babbage"), "one": abstained(), "none": outcome("Yes")}
    found = naive("x", cases, outcomes, {"corpus": NAMES})
    assert (found.right, found.declined, found.refused, round(found.overall, 3)) == (0.5, 0, 0.5, 0.333)
    assert "| x | 50.0 | 0.0 | 50.0 | 33.3 |" in naive_table([found])


def test_of_equal_thresholds_the_one_that_answers_more():
    curve = [(threshold, Naive("n", 0, 0, 0, overall)) for threshold, overall in ((0.1, 0.5), (0.2, 0.7), (0.3, 0.7))]
    assert best_of(curve)[0] == 0.2
