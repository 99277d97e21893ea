"""`askme serve` as a process of its own, and what the system says of it (Linux alone: it is read from `/proc`)."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent.parent
RAISED = {
    "ASKME_RATE_PER_ADDRESS": "1000000/minute",
    "ASKME_RATE_PER_PROFILE": "1000000/minute",
    "ASKME_AT_ONCE": "1000",
}
"""All questions come from one address, which would be sent away after a minute's worth. Nothing else is changed."""
_READY = re.compile(r"askme is ready: (http://[0-9.]+:(\d+))")
_START = 120.0
"""Seconds to wait for it; without an exported model, that is made first."""
_TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """The server over a copy of `corpus/` in an empty folder, so that no `askme.toml` of this machine counts.

    To be used in a `with`; it is stopped as Ctrl-C stops it.
    """

    def __init__(self, folder: Path, changed: dict[str, str] | None = None) -> None:
        self._folder = folder
        if not (folder / "corpus").exists():
            shutil.copytree(ROOT / "corpus", folder / "corpus")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ASKME_")}
        cache = {"ASKME_CACHE": os.environ["ASKME_CACHE"]} if "ASKME_CACHE" in os.environ else {}
        self._environment = kept | cache | RAISED | {"PYTHONUNBUFFERED": "1"} | (changed or {})
        self.port = 0

    def __enter__(self) -> Server:
        self._said = (self._folder / "said").open("w+")
        command = [sys.executable, "-m", "askme", "serve", "--port", "0"]
        self._process = subprocess.Popen(
            command, cwd=self._folder, env=self._environment, stdout=self._said, stderr=subprocess.STDOUT
        )
        try:
            self.port = self._announced()
        except BaseException:
            self._process.kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._said.close()

    def _announced(self) -> int:
        until = time.monotonic() + _START
        while time.monotonic() < until and self._process.poll() is None:
            if found := _READY.search(self.said()):
                return int(found[2])
            time.sleep(0.1)
        raise SystemExit(f"askme serve did not start: {self.said().strip()}")

    def said(self) -> str:
        """What it has printed so far."""
        return (self._folder / "said").read_text("utf-8")

    def resident_mb(self) -> float:
        """Its resident memory now, in MB of 1,000,000 bytes."""
        status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        if found is None:
            raise SystemExit(f"askme serve has ended: {self.said().strip()}")
        return int(found[1]) * 1024 / 1_000_000

    def cpu_seconds(self) -> float:
        """What it has computed so far, in seconds of one core."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def metric(self, name: str) -> float:
        """The value of one metric, labels and all, from its own `/metrics`; 0 when it was never counted."""
        with urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=30) as response:
            text = response.read().decode()
        if f"# TYPE {name.partition('{')[0].removesuffix('_total')}" not in text:
            raise SystemExit(f"/metrics has no {name}")
        found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0
