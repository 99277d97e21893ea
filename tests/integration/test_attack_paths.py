"""Paths that climb out and addresses that lead away, as bytes on the wire: no file outside, no redirect off-site."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, unquote, urlsplit

import pytest
from attack_data import SAMPLE_OR_WHOLE, every, paths
from starlette.requests import Request
from starlette.responses import Response
from wire import Got, Line, hosted, listening, running

from askme.assembly import assemble
from askme.settings import load
from homes import Home

SECRET = "the-secret-beside-the-corpus"
FILE = b"{FILE}"
"""What the lists leave to be named."""

_OUTSIDE = re.compile(rb"the-secret-beside-the-corpus|root:x:0:|daemon:x:|\[build-system\]|\[profiles\.ada\]|\[fonts\]")
"""Words of files that no document of the corpus holds."""

_IDS = (b"/sources/%s", b"/api/v1/sources/%s", b"/v1/models/%s", b"/embed/%s", b"/askme-static/%s")
_OTHER_PATHS = (
    b"/static/%s",
    b"/assets/%s",
    b"/gradio_api/file=%s",
    b"/gradio_api/heartbeat/%s",
    b"/%s",
)
_QUERIES = (
    b"/sources/ada.md?start=%s&end=%s",
    b"/demo?profile=%s&next=%s&url=%s&redirect=%s&return=%s",
    b"/gradio_api/queue/data?session_hash=%s&path=%s",
)
_ILLEGAL = re.compile(rb"[^\x21-\x7e]")
"""Bytes that a request's target cannot hold."""


@dataclass(frozen=True)
class Place:
    """A server over a corpus, with files beside it that are nobody's business."""

    line: Line
    secret: Path


@pytest.fixture(scope="module")
def place(built_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home = Home(_copied(built_home, tmp_path_factory.mktemp("site")))
    secret = home.folder / "secret.txt"
    for file in (secret, home.folder.parent / "secret.txt", home.index / "secret.txt", home.corpus / ".secret.txt"):
        file.write_text(SECRET, "utf-8")
    (home.folder / "askme.toml").write_text(f"[profiles.ada]\nshow = []\n# {SECRET}\n", "utf-8")
    settings = {"corpus": home.corpus, "index": home.index}
    with hosted(assemble(load(settings)[0]), **settings) as server:
        yield Place(Line(server.port), secret)


def _copied(home: Home, folder: Path) -> Path:
    shutil.copytree(home.folder, folder / "home")
    return folder / "home"


def named(string: bytes, secret: Path) -> bytes:
    """Where the lists name no file, one of ours is named: a long way up it is given by its whole path, else it is the
    one beside the corpus."""
    return string.replace(FILE, str(secret).encode()[1:] if len(string) > 40 else b"secret.txt")


def spelled(text: bytes) -> tuple[bytes, bytes]:
    """As it stands, but for bytes that a target cannot hold; and all of it in percent signs, as one step of a path."""
    return _ILLEGAL.sub(lambda found: b"%%%02X" % found[0][0], text), quote_from_bytes(text, safe="").encode()


def targets(string: bytes, secret: Path) -> set[bytes]:
    """Every place of an address that takes a text, with this string in it; and the string as the whole address."""
    plain, quoted = spelled(named(string, secret))
    found = {pattern.replace(b"%s", plain) for pattern in (*_IDS, *_OTHER_PATHS, *_QUERIES)}
    return found | {pattern.replace(b"%s", quoted) for pattern in _IDS} | {plain}


def attacked(place: Place, strings: Iterable[bytes]) -> Iterator[tuple[bytes, Got]]:
    for string in strings:
        for target in sorted(targets(string, place.secret)):
            yield target, place.line.get(target)


def leads_away(got: Got) -> bool:
    """Whether a browser would leave the host: any address with a host, and whatever browsers take for one."""
    return any(
        urlsplit(value).netloc not in ("", "127.0.0.1") or value.startswith(("//", "\\", "/\\")) or ":" in value
        for value in got.every("location")
    )


@pytest.mark.parametrize("whole", SAMPLE_OR_WHOLE)
def test_no_file_outside_and_no_way_off_site(place: Place, whole: bool) -> None:
    strings = every(1 if whole else 40, paths())
    statuses: dict[int, int] = {}
    with listening() as heard:
        for target, got in attacked(place, strings):
            assert got.status < 500, target
            assert not _OUTSIDE.search(got.body), target
            assert not leads_away(got), (target, got.every("location"))
            statuses[got.status] = statuses.get(got.status, 0) + 1
    assert heard.lines == []
    assert set(statuses) <= {200, 400, 403, 404, 405, 421} and statuses[404] > len(strings)


@pytest.mark.parametrize("whole", SAMPLE_OR_WHOLE)
def test_bytes_that_no_address_can_hold_are_refused(place: Place, whole: bool) -> None:
    """Spaces, controls, letters beyond ASCII, sent as they are: whatever the server makes of them, it gives nothing."""
    odd = [string for string in paths() if _ILLEGAL.search(string)]
    for string in every(1 if whole else 8, odd):
        got = place.line.get(b"/sources/" + named(string, place.secret))
        assert got.status in (400, 404) and not _OUTSIDE.search(got.body) and not got.every("location"), string


def test_documents_themselves_are_found(place: Place) -> None:
    """Else nothing has been tried."""
    assert place.line.get(b"/api/v1/sources/ada.md").status == 200
    assert b"Bernoulli" in place.line.get(b"/sources/ada.md?start=1&end=9").body
    assert place.line.get(b"/askme-static/plain.css").status == 200


class Careless:
    """What the strings are made for: a server that opens what it is asked for, and goes where it is told."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await self._response(Request(scope))(scope, receive, send)

    def _response(self, request: Request) -> Response:
        for value in request.query_params.values():
            return Response(status_code=302, headers={"location": re.sub(r"[^!-~]", "", value)})
        wanted = str(request.scope["path"]).removeprefix("/sources/")
        for path in (wanted, unquote(wanted)):
            file = f"{self._folder}/{path}".replace("\\", "/").replace("\0", "")
            if os.path.isfile(file):  # noqa: PTH113 (of a name that is too long, too)
                return Response(Path(file).read_bytes())
        return Response(status_code=404)


def test_a_careless_server_would_fail(tmp_path: Path) -> None:
    """Shows that the strings do what they should: from a server without any care files leak, redirects lead away."""
    corpus = tmp_path / "home" / "corpus"
    corpus.mkdir(parents=True)
    secret = tmp_path / "home" / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    leaked = led = 0
    with running(Careless(corpus)) as server:
        line = Line(server.port)
        for string in every(7, paths()):
            for text in spelled(named(string, secret)):
                leaked += bool(_OUTSIDE.search(line.get(b"/sources/" + text).body))
                led += leads_away(line.get(b"/demo?next=" + text))
    assert leaked >= 20 and led >= 20
