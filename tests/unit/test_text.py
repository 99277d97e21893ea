"""Words of a text for matching."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askme.text import atoms, contains, figures, fold, stem, stems, tokens


@given(st.text(max_size=200))
def test_atoms_are_slices_in_order(text: str) -> None:
    end = 0
    for atom in atoms(text):
        assert text[atom.start : atom.end] == atom.text
        assert end <= atom.start < atom.end
        end = atom.end


@given(st.text(alphabet=st.sampled_from("aZéİßłœǅ9 _.'’+#-\n"), max_size=60))
def test_odd_letters_are_no_trouble(text: str) -> None:
    assert len(stems(text)) == len(atoms(text))
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("optimised", "optimized"),
        ("organisation", "organization"),
        ("colour", "color"),
        ("behaviour", "behavior"),
        ("engineers", "engineer"),
        ("migrating", "migrated"),
    ],
)
def test_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["our", "four", "go", "2021", "ångström"])
def test_short_words_figures_and_accented_words_stay(word: str) -> None:
    assert stem(word) == word


@pytest.mark.parametrize(
    ("text", "folded"), [("Łódź", "lodz"), ("CAFÉ", "cafe"), ("Straße", "strasse"), ("O’Hara", "o'hara"), ("İ", "i")]
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++ and C#", ["C++", "and", "C#"]),
        ("Next.js", ["Next", "js"]),
        ("don't_stop", ["don", "t", "stop"]),
        ("IDs", ["IDs"]),
        ("...", []),
    ],
)
def test_atoms(text: str, words: list[str]) -> None:
    assert [atom.text for atom in atoms(text)] == words


def test_the_plural_of_an_abbreviation() -> None:
    assert stems("IDs APIs") == stems("ID API")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("40,000 passengers", ("40000",)),
        ("99.98 %", ("99.98%",)),
        ("$8M+", ("8m",)),
        ("3 million", ("3m",)),
        ("2x faster", ("2x",)),
        ("two", ()),
        ("v2", ()),
        ("ends in 2021.", ("2021",)),
    ],
)
def test_figures(text: str, found: tuple[str, ...]) -> None:
    assert figures(text) == found


def test_tokens_leave_out_stop_words() -> None:
    assert tokens("She was the one who moved it") == ["one", "move"]


def test_contains() -> None:
    assert contains(["a", "b", "c"], ("b", "c"))
    assert not contains(["a", "b", "c"], ("a", "c"))
    assert not contains(["a"], ())
