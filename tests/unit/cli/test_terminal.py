import io
import logging
import sys

import pytest

from askme.cli import terminal


class Stream(io.TextIOWrapper):
    """A stream of that encoding, perhaps a terminal."""

    def __init__(self, encoding="utf-8", terminal=False):
        super().__init__(io.BytesIO(), encoding)
        self.terminal = terminal

    def isatty(self):
        return self.terminal

    def written(self):
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain – text ✓ 東京 🎉", "plain – text ✓ 東京 🎉"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;new title\x07text", "text"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPdevice\x1b\\text", "text"),
        ("\x1bcreset", "reset"),
        ("\x1b", ""),
        ("\x1b]never ended", ""),
        ("\x1b]only its line\nis lost", "\nis lost"),
        ("a\rb\r\nc\td", "a\nb\nc\td"),
        ("a\x00\x07\x08\x7f\x85b", "ab"),
        ("safe\u202eexe.txt\u2066", "safeexe.txt"),
        ("\udce9", "\ufffd"),
    ],
)
def test_nothing_that_steers_a_terminal_is_left(text, expected):
    assert terminal.plain(text) == expected


def test_a_note_is_one_line(capsys):
    terminal.note("one\n\ntwo\x1b[2J\r\nthree")
    assert capsys.readouterr().err == "askme: one two three\n"


LINES = [[("A wide line " * 20, "bold"), (" [1]", "cyan")], [("\x1b[2Jcleared", "")]]


def test_a_pipe_gets_plain_unbroken_lines(capsys):
    terminal.show(LINES)
    assert capsys.readouterr().out == "A wide line " * 20 + " [1]\ncleared\n"


def test_a_terminal_gets_colours_and_wrapped_lines_but_no_escapes_of_others(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys, "stdout", stream := Stream(terminal=True))
    terminal.show(LINES)
    written = stream.written()
    assert "\x1b[36m" in written
    assert "\x1b[2J" not in written
    assert "cleared" in written
    assert max(len(terminal.plain(line)) for line in written.splitlines()) <= 60


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_what_an_encoding_lacks_becomes_plainer(monkeypatch, encoding):
    monkeypatch.setattr(sys, "stdout", stream := Stream(encoding))
    with terminal.prepared():
        terminal.show([[("2019 → 2020… ✓ 🎉", "")], [("“a” – b", "")]])
    assert stream.written().encode("ascii", "ignore").decode().endswith("\n")
    if encoding == "ascii":
        assert stream.written() == '2019 ? 2020... ? ?\n"a" - b\n'


def test_warnings_of_askme_are_notes(capsys):
    with terminal.prepared():
        logging.getLogger("askme.embedding").warning("model %s\nis gone", "x")
    assert capsys.readouterr().err == "askme: model x is gone\n"
    logging.getLogger("askme.embedding").handlers.clear()
    assert not logging.getLogger("askme").handlers


def test_closed_streams_are_no_failure(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with terminal.prepared():
        terminal.note("x")
        terminal.say("x", now=True)
        terminal.show([[("x", "bold")]])
        assert terminal.flush() == ""
