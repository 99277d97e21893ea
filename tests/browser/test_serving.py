"""The server as a process: it announces itself when the page answers, and Ctrl-C ends it."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

PROGRAM = """
from scripted import Scripted
from askme.settings import Settings
from askme.web.server import serve
serve(Scripted(), Settings(port=0), lambda url: print(url, flush=True))
print("ended", flush=True)
"""


@pytest.mark.slow
def test_the_announced_page_answers_and_ctrl_c_ends_it() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    with urllib.request.urlopen(url, timeout=20) as page:
        assert "<title>askme</title>" in page.read().decode()
    with urllib.request.urlopen(f"{url}/healthz", timeout=20) as health:
        assert health.read() == b'{"status":"ok"}'
    process.send_signal(signal.SIGINT)
    rest, complaints = process.communicate(timeout=20)
    assert (process.returncode, rest, complaints) == (0, "ended\n", "")
