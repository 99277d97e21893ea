from __future__ import annotations

import re
import tomllib

import pytest
from scripted import Scripted

from askme.cli import commands
from askme.policy import key_hash
from askme.settings import load
from askme.web import server
from homes import Home


@pytest.fixture
def here(tmp_path):
    return Home(tmp_path)


def test_the_key_is_shown_once_and_the_file_gets_its_hash_alone(askme, here):
    done = askme(here, "key", "crm")
    assert done.status == 0
    [key] = set(re.findall(r"askme_[\w-]{43}", done.err))
    assert tomllib.loads(done.out) == {"keys": {"crm": {"hash": key_hash(key)}}}
    assert key[6:] not in done.out
    assert "askme.toml" in done.err and "Authorization: Bearer" in done.err


def test_what_it_prints_is_a_settings_file(askme, here):
    (here.folder / "askme.toml").write_text("port = 8080", "utf-8")  # without a line break at its end
    done = askme(here, "key", "hr", "--profile", "ada", "--profile", "bob")
    with (here.folder / "askme.toml").open("a", encoding="utf-8") as file:
        file.write(done.out)
    settings, _ = load()
    assert settings.port == 8080
    assert settings.keys["hr"].profiles == {"ada", "bob"}


def test_two_keys_differ(askme, here):
    assert askme(here, "key", "crm").out != askme(here, "key", "crm").out


@pytest.mark.parametrize("name", ["", "CRM", "a b", "a.b", "-a", "é", 'a"]\n[profiles.ada]', "x" * 41])
def test_a_bad_name_is_told_with_the_remedy(askme, here, name):
    done = askme(here, "key", "--", name)
    assert (done.status, done.out) == (1, "")
    assert "is no name for a key: use up to 40 lower case letters" in done.err


def test_a_name_that_is_taken_is_told(askme, here):
    (here.folder / "askme.toml").write_text(askme(here, "key", "crm").out, "utf-8")
    done = askme(here, "key", "crm")
    assert (done.status, done.out) == (1, "")
    assert "a key named crm already" in done.err


def test_settings_show_the_tables_and_no_hash(askme, here):
    lines = (
        askme(here, "key", "crm").out + '[profiles.ada]\nvisibility = "private"\norigins = ["https://ada.example"]\n'
    )
    (here.folder / "askme.toml").write_text(lines, "utf-8")
    done = askme(here, "settings")
    assert "ada: private, from https://ada.example" in done.out
    assert "crm: all profiles" in done.out
    assert "sha256" not in done.out


def test_serve_says_which_tables_are_about_nobody(askme, here, monkeypatch):
    lines = '[profiles.adda]\nvisibility = "private"\n'
    (here.folder / "askme.toml").write_text(lines, "utf-8")
    monkeypatch.setattr(commands, "_assistant", lambda settings: Scripted())
    monkeypatch.setattr(server, "serve", lambda assistant, settings, announce: announce("http://somewhere"))
    done = askme(here, "serve", "--port", "0")
    assert (done.status, done.out) == (0, "askme is ready: http://somewhere\n")
    assert "setting profiles.adda names the profile 'adda', which nobody has. Profiles: idris, mallory" in done.err
