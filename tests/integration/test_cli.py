"""The command line's contracts, through real programs where a stream, a signal or an import is what counts."""

import json
import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time

import pytest

from askme.index.layout import Layout
from homes import ADA, Done, program

QUESTION = "Who has used Rust?"
ROW = b'{"id": 1, "question": "Who has used Rust?"}\n'
HEAVY = {"torch", "gradio", "llama_index", "chromadb", "sentence_transformers", "transformers", "bm25s", "scipy"}


def generation(index):
    """The one that answers; it may not be alone: an edit of askme while tests run makes the shared index stale."""
    return Layout(index).folder(Layout(index).pointed())


def check_row(row, row_id):
    assert list(row) == ["id", "status", "text", "profile", "claims", "seconds"]
    assert row["id"] == row_id
    assert row["status"] in ("answered", "abstained")
    assert isinstance(row["seconds"], float)
    for claim in row["claims"]:
        assert set(claim) == {"text", "citations"}
        for cited in claim["citations"]:
            assert set(cited) == {"profile", "source", "start", "end", "quote"}
            text = {"ada.md": ADA}.get(cited["source"])
            assert text is None or text[cited["start"] : cited["end"]] == cited["quote"]


def rows(out):
    return [json.loads(line) for line in out.splitlines()]


# --- one question -------------------------------------------------------------------------------------------------


def test_an_answer_in_a_pipe_is_plain_and_names_its_sources(built_home):
    done = built_home("ask", QUESTION)
    assert (done.status, done.err) == (0, "")
    assert "\x1b" not in done.out
    answer, sources = done.out.split("\n\n")
    assert "[1]" in answer
    number = re.match(r'\[1\] ada\.md:(\d+)-(\d+) "(.*)"', sources)
    assert ADA[int(number[1]) : int(number[2])] == number[3]


def test_json_is_one_row(built_home, askme):
    done = askme(built_home, "ask", QUESTION, "--json")
    (row,) = rows(done.out)
    check_row(row, None)
    assert (done.status, done.err, row["status"], row["profile"]) == (0, "", "answered", "ada")


def test_an_abstention_is_no_failure(built_home, askme):
    done = askme(built_home, "ask", "What is her blood group?", "--profile", "ada", "--json")
    assert (done.status, rows(done.out)[0]["status"], done.err) == (0, "abstained", "")


def test_only_the_profile_asked_about_answers(built_home, askme):
    done = askme(built_home, "ask", "What was built?", "-p", "bob", "--json")
    cited = {c["profile"] for claim in rows(done.out)[0]["claims"] for c in claim["citations"]}
    assert (done.status, cited) == (0, {"bob"})


def test_earlier_questions_are_understood(built_home, askme):
    done = askme(built_home, "ask", "And Go?", "--after", QUESTION, "--json")
    assert (done.status, rows(done.out)[0]["profile"]) == (0, "bob")


@pytest.mark.parametrize("question", ["- has anybody used Rust?", "--who has used Rust?", "-5 degrees of frost: who?"])
def test_a_question_may_begin_with_a_dash(built_home, askme, question):
    done = askme(built_home, "ask", question, "--json")
    assert (done.status, done.err, len(rows(done.out))) == (0, "", 1)


def test_bytes_of_the_shell_that_are_no_utf_8_are_asked_all_the_same(built_home):
    """Regression: a lone surrogate was a TypeError in the tokenizer."""
    done = built_home("ask", b"Who has used Rust \xff in caf\xe9s?", "--json")
    assert (done.status, done.err, len(rows(done.out))) == (0, "", 1)


def test_a_built_index_is_asked_without_anything_heavy(built_home):
    script = f"""
import sys
from askme.cli import main
try:
    main(["ask", {QUESTION!r}])
finally:
    print(sorted({{name.partition(".")[0] for name in sys.modules}} & {HEAVY!r}), file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=built_home.folder, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == "[]\n"
    assert "[1]" in done.stdout


def test_help_is_quick(built_home):
    def takes():
        begun = time.perf_counter()
        assert built_home("--help").status == 0
        return time.perf_counter() - begun

    assert min(takes() for _ in range(3)) < 0.5


# --- a batch ------------------------------------------------------------------------------------------------------


def test_a_batch_is_answered_in_order_with_nothing_else(home, askme):
    (home.folder / "rows.jsonl").write_bytes(
        b'\xef\xbb\xbf{"id": "b", "question": "Who has used Go?"}\r\n\r\n'
        b'{"id": 7, "question": "What was built?", "profile": null}\r\n'
        b'{"id": 1.5, "question": "And Rust?", "history": ["Who has used Go?"]}\n   \n'
        b'{"id": "b", "question": "How many people did Bob lead?", "profile": "bob"}'
    )
    done = askme(home, "ask", "--batch", "rows.jsonl")
    assert (done.status, done.err) == (0, "")
    for row, row_id in zip(rows(done.out), ["b", 7, 1.5, "b"], strict=True):
        check_row(row, row_id)
    assert "12" in rows(done.out)[3]["text"]


def test_bad_rows_are_named_and_the_others_answered(home, askme):
    (home.folder / "rows.jsonl").write_bytes(
        b"not json\n" + ROW + b'\n{"id": 2, "question": ""}\n{"id": 3, "question": "Who?", "profile": "adda"}\n'
        b'{"id": 4, "question": "\xff"}\n{"id": 5, "question": "Who\\u0000 has used Rust?"}\n'
        b'{"id": 6, "question": "\xf0\x9f\x8e\x89"}\n' + ROW
    )
    done = askme(home, "ask", "--batch", "rows.jsonl")
    assert done.status == 1
    assert [row["id"] for row in rows(done.out)] == [1, 5, 1]
    told = done.err.splitlines()
    assert [re.match(r"askme: rows\.jsonl, line (\d+): .", line)[1] for line in told[:-1]] == ["1", "4", "5", "6", "8"]
    assert "Nearest: ada" in told[2]
    assert told[-1] == "askme: rows.jsonl: 5 of 8 rows could not be answered; each is named above."


def test_a_defect_in_one_row_costs_only_that_row(built_home, askme, monkeypatch, tmp_path):
    from askme.assembly import Assistant

    real = Assistant.ask

    def sometimes(self, question):
        if "boom" in question.text:
            raise ZeroDivisionError("a defect")
        return real(self, question)

    monkeypatch.setattr(Assistant, "ask", sometimes)
    (tmp_path / "rows.jsonl").write_bytes(b'{"id": 1, "question": "boom"}\n' + ROW)
    done = askme(built_home, "ask", "--batch", str(tmp_path / "rows.jsonl"))
    assert (done.status, len(rows(done.out))) == (1, 1)
    assert "line 1: an unexpected ZeroDivisionError: a defect." in done.err
    assert "Traceback" not in done.err
    assert "Traceback" in askme(built_home, "ask", "--batch", str(tmp_path / "rows.jsonl"), "--debug").err


def _interruptible():
    """Tests that were started in the background inherit that Ctrl-C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def batch_on_a_pipe(built_home):
    process = subprocess.Popen(
        program("ask", "--batch", "-"), cwd=built_home.folder,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_interruptible,  # noqa: PLW1509
    )  # fmt: skip
    yield process
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()


def exchange(process):
    """Send a row; its answer comes before the next row is sent."""
    process.stdin.write(ROW)
    process.stdin.flush()
    ready, _, _ = select.select([process.stdout], [], [], 60)
    assert ready, "the row is held back"
    return json.loads(process.stdout.readline())


def test_a_batch_streams(batch_on_a_pipe):
    for _ in range(3):
        check_row(exchange(batch_on_a_pipe), 1)
    out, err = batch_on_a_pipe.communicate(timeout=60)
    assert (batch_on_a_pipe.returncode, out, err) == (0, b"", b"")


def test_a_reader_that_goes_ends_a_batch_quietly(batch_on_a_pipe):
    exchange(batch_on_a_pipe)
    batch_on_a_pipe.stdout.close()
    batch_on_a_pipe.stdin.write(ROW * 3)
    batch_on_a_pipe.stdin.close()
    assert batch_on_a_pipe.wait(60) == 141
    assert batch_on_a_pipe.stderr.read() == b""


def test_ctrl_c_is_130_without_a_traceback(batch_on_a_pipe):
    exchange(batch_on_a_pipe)
    batch_on_a_pipe.send_signal(signal.SIGINT)
    assert batch_on_a_pipe.wait(60) == 130
    assert batch_on_a_pipe.stderr.read() == b""


def test_a_reader_that_is_gone_from_the_start_is_quiet(built_home):
    for arguments in (["ask", QUESTION], ["--help"]):
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(
            program(*arguments), cwd=built_home.folder, stdout=write, stderr=subprocess.PIPE, timeout=60, check=False
        )
        os.close(write)
        assert done.stderr == b""


# --- where it is printed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "env", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_a_terminal_that_is_not_utf_8_loses_only_ornaments(built_home, env):
    done = built_home("ask", "When did Ada work at Analytical Engines?", env=env)
    assert (done.status, done.err) == (0, "")
    assert done.out.isascii()
    assert "2018 - 2020" in done.out
    (row,) = rows(built_home("ask", "When did Ada work at Analytical Engines?", "--json", env=env).out)
    assert "2018 – 2020" in row["text"], "JSON loses nothing"


def on_a_terminal(home, *arguments):
    """What a terminal of 60 columns gets."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "60"}
    env.pop("NO_COLOR", None)
    process = subprocess.Popen(
        program(*arguments), cwd=home.folder, stdin=theirs, stdout=theirs, stderr=theirs, env=env
    )
    os.close(theirs)
    seen = b""
    try:
        while data := os.read(ours, 65536):
            seen += data
    except OSError:
        pass  # Linux says so when the other end is closed
    os.close(ours)
    return process.wait(60), seen.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colours_but_never_escapes_out_of_a_profile(home):
    file = home.corpus / "ada.md"
    file.write_bytes(
        file.read_bytes() + b"- Uses \x1b]0;owned\x07Redis \x1b[2J\x1b[31mdaily\x9b.\n".replace(b"\x9b", b"\xc2\x9b")
    )
    status, seen = on_a_terminal(home, "ask", "Who uses Redis?")
    assert status == 0, seen
    assert "Redis" in seen
    assert "\x1b[36m" in seen
    assert not any(bad in seen for bad in ("\x1b[2J", "\x1b]0;owned", "\x1b[31m", "\x9b", "owned"))
    piped = home("ask", "Who uses Redis?")
    assert "\x1b" not in piped.out
    quote = json.loads(home("ask", "Who uses Redis?", "--json").out)["claims"][0]["citations"][0]["quote"]
    assert "\x1b[2J" in quote, "JSON is exact, and escapes it"


def test_a_terminal_sees_the_build_and_a_pipe_does_not(home):
    (home.corpus / "carol.md").write_text("# Carol\n\n## Work\n- Sails ships.\n- Reads maps.\n", "utf-8")
    status, seen = on_a_terminal(home, "ask", "Who sails ships?")
    assert status == 0
    assert "Embedding" in seen
    (home.corpus / "carol.md").write_text("# Carol\n\n## Work\n- Sails boats.\n- Reads charts.\n", "utf-8")
    done = home("ask", "Who sails boats?")
    assert (done.status, done.err) == (0, "")
    assert "Sails boats" in done.out


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this machine")  # noqa: PTH110
@pytest.mark.parametrize("arguments", [["ask", QUESTION], ["ask", QUESTION, "--json"], ["settings"]])
def test_a_full_disk_behind_standard_output_is_told(built_home, arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            program(*arguments), cwd=built_home.folder, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    told = Done(done.returncode, "", done.stderr.decode())
    assert told.status == 1
    assert "No space left on device" in told.complaint
    assert "standard output" in told.complaint


@pytest.mark.slow
def test_closed_streams_are_no_traceback(built_home):
    for redirect in (">&-", "2>&-", ">&- 2>&-", "<&-"):
        command = f'"{sys.executable}" -m askme ask "{QUESTION}" {redirect}'
        done = subprocess.run(
            ["sh", "-c", command], cwd=built_home.folder, capture_output=True, timeout=60, check=False
        )
        assert (done.returncode, done.stderr) == (0, b""), redirect


# --- index, settings, serve ----------------------------------------------------------------------------------------


def test_check_says_sound_or_what_is_wrong(home, askme):
    assert askme(home, "index", "--check") == Done(0, "index: sound.\n", "")
    vectors = generation(home.index) / "vectors.npy"
    vectors.write_bytes(vectors.read_bytes()[:-1])
    done = askme(home, "index", "--check")
    assert (done.status, done.out) == (1, "")
    assert "vectors.npy" in done.err.splitlines()[0]
    assert done.err.splitlines()[1] == "askme: index: 1 fault. Build it anew: askme index --force"


def test_options_choose_the_folders(home, askme):
    (home.folder / "elsewhere").mkdir()
    (home.folder / "elsewhere" / "zed.md").write_text("# Zed\n\n## Work\n- Paints walls.\n", "utf-8")
    done = askme(home, "index", "--corpus", "elsewhere", "--index", "other")
    assert done == Done(0, "other: 1 profile, 1 passage.\n", "")
    assert not (home.index / "other").exists()
    done = askme(home, "ask", "Who paints walls?", "--corpus", "elsewhere", "--index", "other", "--json")
    assert rows(done.out)[0]["profile"] == "zed"


def test_settings_shows_the_origin_of_each(home, askme, monkeypatch):
    (home.folder / "askme.toml").write_text('host = "::1"\nport = 1\n', "utf-8")
    monkeypatch.setenv("ASKME_PORT", "2")
    monkeypatch.setenv("ASKME_PROT", "3")
    done = askme(home, "settings")
    lines = [line.split(maxsplit=3) for line in done.out.splitlines()]
    found = {line[0]: (line[1], line[2]) for line in lines[1:]}
    assert found["port"] == ("2", "ASKME_PORT")
    assert found["host"] == ("::1", "askme.toml")
    assert found["corpus"] == ("corpus", "default")
    assert found["cache"] == (os.environ["ASKME_CACHE"], "ASKME_CACHE")
    assert done.status == 0
    assert "ASKME_PROT is set, but is no setting" in done.complaint


def test_a_port_in_use_is_told_before_anything_is_built(home, askme):
    (home.corpus / "ada.md").unlink()
    before = generation(home.index)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = askme(home, "serve", "--port", str(port))
    assert (done.status, done.out) == (1, "")
    assert done.complaint.startswith(f"Cannot listen on 127.0.0.1:{port}: the port is in use.")
    assert "--port 0" in done.complaint
    assert generation(home.index) == before, "nothing was built"


@pytest.mark.slow
def test_serve_announces_the_page_and_ctrl_c_ends_it(built_home):
    process = subprocess.Popen(
        program("serve", "--port", "0"),
        cwd=built_home.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert re.fullmatch(r"askme is ready: http://127\.0\.0\.1:\d+\n", process.stdout.readline())
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, *rest) == (0, "", "")
