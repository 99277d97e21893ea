"""The data files: well formed, one meaning a name, read only when needed."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from importlib.resources import files

import pytest

from askme.lexicon import attributes, cue, names, related, said, topics, word_stems, words, written_short
from askme.lexicon.cues import FILES
from askme.lexicon.sources import lines, table

CUES = [name for file in FILES for name in table(file) if name != "parts"]
LISTS = [name for name in table("words") if name != "short"]
NAME_FILES = ["credentials", "human_languages", "organisations", "places", "technologies"]


def test_no_two_cues_share_a_name() -> None:
    assert [name for name, count in Counter(CUES).items() if count > 1] == []


@pytest.mark.parametrize("name", CUES)
def test_a_cue_has_no_empty_alternative(name: str) -> None:
    assert cue(name).fullmatch("") is None or name in {"who_is"}


@pytest.mark.parametrize("file", FILES)
def test_every_part_is_used(file: str) -> None:
    text = str(table(file))
    assert [part for part in table(file).get("parts", {}) if f"{{{part}}}" not in text] == []


def test_an_unknown_cue_or_list_is_an_error() -> None:
    for unknown in (lambda: cue("parts"), lambda: cue("no such cue"), lambda: words("no such list")):
        with pytest.raises(KeyError):
            unknown()


def test_case_does_not_matter_to_a_cue() -> None:
    assert said("greeting", "HELLO there")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_in_order_without_repetition(name: str) -> None:
    listed = table("words")[name].split()
    assert listed == sorted(set(listed))


def test_word_stems_stand_for_every_inflection() -> None:
    assert {"engin", "project"} <= word_stems("light")


def test_what_is_short_is_written_out() -> None:
    assert written_short()["yrs"] == "years"


@pytest.mark.parametrize("file", NAME_FILES)
def test_every_name_has_a_known_category(file: str) -> None:
    known = {line.split("|")[0].strip() for line in lines("names/categories")}
    for line in lines(f"names/{file}"):
        _, aliases, categories, *rest = (*(field.strip() for field in line.split("|")), "", "", "")
        assert {part.strip() for part in categories.split(",")} <= known | {""}, line
        flag, sure = rest[0][:1], {word.strip() for word in rest[0][1:].split(",")}
        assert flag in ("", "?") and sure <= {word.strip() for word in aliases.split(",")} | {""}, line


def test_only_known_names_are_implied() -> None:
    known = {entry.name for entry in names().entries}
    assert {line.split("|")[0].strip() for line in lines("names/implied")} <= known


@pytest.mark.parametrize("name", [*FILES, "words", "attributes"])
def test_a_table_says_what_it_is(name: str) -> None:
    text = (files("askme.lexicon") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    assert re.match(r"# [^\n]+\n(# [^\n]+\n)*?# [^\n]*Format", text) or "Format" in text.splitlines()[0]


def test_nothing_is_read_at_import() -> None:
    code = "import askme.lexicon, askme.lexicon.sources as s; print(s.table.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "0\n"


def test_all_is_loaded_soon() -> None:
    for loaded in (names, attributes, topics, cue, table):
        loaded.cache_clear()
    began = time.process_time()  # other work on the machine does not count
    names(), attributes(), topics(), related(("build",)), words("light"), [cue(name) for name in CUES]
    assert time.process_time() - began < 1  # about 0.12 s on a laptop
