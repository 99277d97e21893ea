"""A run: the same bytes every time, with all that they depend on."""

from __future__ import annotations

from evals.run import read_run, read_times

FILES = ("run.json", "summary.md", "report.html", "latency.json")


def test_two_runs_have_the_same_scores_byte_by_byte(ask, tmp_path):
    written = []
    for _ in range(2):
        assert ask("Staged").status == 0
        written.append((tmp_path / "Staged" / "run.json").read_bytes())
    assert written[0] == written[1]


def test_a_run_holds_every_case_every_score_and_what_they_depend_on(ask, tmp_path):
    ask("Staged")
    run = read_run(tmp_path / "Staged")
    assert [result.case.id for result in run.results] == [f"case-{number}" for number in range(12)]
    assert all(len(result.scores) == len(run.results[0].scores) for result in run.results)
    assert set(run.fingerprints) == {
        "cases", "judge", "corpus corpus", "model corpus", "code of askme", "code of evals",
    }  # fmt: skip
    assert all((tmp_path / "Staged" / name).is_file() for name in FILES)


def test_times_stand_apart_from_scores(ask, tmp_path):
    ask("Staged")
    times = read_times(tmp_path / "Staged")
    assert times is not None
    assert len(times.seconds) == 12
    assert "seconds" not in (tmp_path / "Staged" / "run.json").read_text()


def test_an_answer_is_right_or_diagnosed(ask, tmp_path):
    ask("Staged")
    assert {result.diagnosis for result in read_run(tmp_path / "Staged").results} == {""}
    ask("Shy")
    shy = {result.case.id: result.diagnosis for result in read_run(tmp_path / "Shy").results}
    assert shy["case-0"] == "not retrieved"
    assert shy["case-2"] == ""


def test_of_an_error_the_run_tells(ask):
    done = ask("Broken")
    assert done.status == 0
    assert "12 failed" in done.out
    assert "\x1b" not in done.out


def test_the_report_is_written_anew(ask, evals, people, tmp_path):
    ask("Staged")
    before = (tmp_path / "Staged" / "report.html").read_bytes()
    (tmp_path / "Staged" / "report.html").unlink()
    assert evals("report", tmp_path / "Staged", "--corpus", people).status == 0
    assert (tmp_path / "Staged" / "report.html").read_bytes() == before
