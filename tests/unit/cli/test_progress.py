import sys
import time

import pytest
from test_terminal import Stream

from askme.cli import progress
from askme.cli.progress import BarProgress


def build(bar):
    bar.start(10, "Embedding")
    bar.advance(4)
    bar.advance()
    bar.done()


def terminal(monkeypatch):
    """To be called in the test itself: between a fixture and the test pytest puts its own streams back."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "stderr", stream := Stream(terminal=True))
    return stream


def test_nothing_where_nobody_looks(capsys):
    with BarProgress() as bar:
        build(bar)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_how_far_it_is_and_gets_its_cursor_back(monkeypatch):
    screen = terminal(monkeypatch)
    with BarProgress() as bar:
        build(bar)
    written = screen.written()
    assert "Embedding" in written
    assert "5/10" in written
    assert written.rfind("\x1b[?25h") > written.rfind("\x1b[?25l") >= 0


def test_the_cursor_comes_back_after_a_failure(monkeypatch):
    screen = terminal(monkeypatch)
    with pytest.raises(KeyboardInterrupt), BarProgress() as bar:
        bar.start(10, "Embedding")
        raise KeyboardInterrupt
    assert screen.written().rfind("\x1b[?25h") > screen.written().rfind("\x1b[?25l") >= 0


def test_a_long_silence_is_explained(monkeypatch):
    screen = terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with BarProgress() as bar:
        until = time.monotonic() + 5
        while bar._bar is None and time.monotonic() < until:
            time.sleep(0.01)
        build(bar)
    assert "Preparing" in screen.written()


def test_nothing_flickers_when_it_is_quick(monkeypatch):
    screen = terminal(monkeypatch)
    with BarProgress():
        pass
    assert screen.written() == ""
