"""What all tests share: the user's files left alone, no network, one exported model, one small index."""

from __future__ import annotations

import errno
import gc
import ipaddress
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest
from hypothesis import settings

from homes import ADA, BOB, Done, Home

TEST_DATA = "ASKME_TEST_DATA"

settings.register_profile("the same each time", derandomize=True)
settings.load_profile("the same each time")


@pytest.fixture(scope="session", autouse=True)
def _isolated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, caches and the folder in which tests run are theirs alone; programs that they start inherit that."""
    with pytest.MonkeyPatch.context() as patched:
        for name in [name for name in os.environ if name.startswith("ASKME_") and name != TEST_DATA]:
            patched.delenv(name)
        patched.setenv("ASKME_CACHE", str(_model_cache(tmp_path_factory.mktemp("cache"))))
        patched.setenv("HF_HUB_OFFLINE", "1")
        patched.setattr(socket.socket, "connect", _local_only(socket.socket.connect))
        patched.setattr(socket.socket, "connect_ex", _local_only(socket.socket.connect_ex))
        patched.setattr(socket, "getaddrinfo", _local_names(socket.getaddrinfo))
        patched.chdir(tmp_path_factory.mktemp("here"))
        yield


def _model_cache(cache: Path) -> Path:
    """A cache that only reads the user's exported models; without any, the first test that needs one exports it."""
    users = Path(platformdirs.user_cache_dir("askme"))
    (cache / "onnx").mkdir()
    for model in (users / "onnx").glob("*/recipe.json"):
        (cache / "onnx" / model.parent.name).symlink_to(model.parent)
    if (users / "digests").is_dir():
        shutil.copytree(users / "digests", cache / "digests")
    return cache


def _local_only(connect: Callable[..., object]) -> Callable[..., object]:
    def guarded(self: socket.socket, address: object) -> object:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0]) if isinstance(address, tuple) else str(address)
            if not _is_local(host):
                raise OSError(errno.ENETUNREACH, f"tests reach no network, not even {host}")
        return connect(self, address)

    return guarded


def _local_names(look_up: Callable[..., object]) -> Callable[..., object]:
    def guarded(host: str | bytes | None, *args: object, **kwargs: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if name and not _is_local(name):
            raise socket.gaierror(socket.EAI_NONAME, f"tests look up no names, not even {name}")
        return look_up(host, *args, **kwargs)

    return guarded


def _is_local(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host == "localhost"
    return address.is_loopback or address.is_unspecified


@pytest.fixture
def uncollected() -> Iterator[None]:
    """No garbage is collected: to go through all that a test run holds takes longer than what some tests time."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="session")
def raw_profiles() -> Path:
    """The raw page texts that the profiles in `corpus/` were written from; not in the repository."""
    given = os.environ.get(TEST_DATA)
    if not given:
        pytest.skip(f"{TEST_DATA} is not set: it names the folder of the data that is not in the repository")
    folder = Path(given) / "profiles"
    if not folder.is_dir():
        pytest.skip(f"{TEST_DATA}={given} has no folder profiles")
    return folder


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The corpus with its index; not to be changed."""
    home = Home(tmp_path_factory.mktemp("home"))
    home.corpus.mkdir()
    (home.corpus / "ada.md").write_text(ADA, "utf-8")
    (home.corpus / "bob.md").write_text(BOB, "utf-8")
    assert home("index") == Done(0, "index: 2 profiles, 4 passages.\n", "")
    return home


@pytest.fixture
def home(built_home: Home, tmp_path: Path) -> Home:
    """A copy to damage."""
    shutil.copytree(built_home.folder, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def askme(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Runs askme in this process, which is faster: `askme(home, "ask", "Who?")`."""
    from askme.cli import main

    def run(home: Home, *arguments: str) -> Done:
        monkeypatch.chdir(home.folder)
        with pytest.raises(SystemExit) as left:
            main(arguments)
        status = left.value.code
        assert isinstance(status, int)
        return Done(status, *capsys.readouterr())

    return run
