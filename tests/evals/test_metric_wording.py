"""Containment at the boundaries of words and figures."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import PATIENT

from evals.metrics.wording import fold, says


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Writes Go.", "Go"),
        ("Go, Rust", "go"),
        ("C++, Rust", "C++"),
        ("Modern C++17", "C++"),
        ("in C# and F#", "C#"),
        ("cut by 40%.", "40%"),
        ("cut by 40%.", "40"),
        ("raised $8M+ in all", "$8M+"),
        ("raised US$8M+", "$8M+"),
        ("raised $8M+", "$8M"),
        ("since 2021.", "2021"),
        ("2021, 2022", "2021"),
        ("2019–2021", "2019-2021"),
        ("2019–2021", "2021"),
        ("1,500 people", "1,500"),
        ("version 1.5.", "1.5"),
        ("Ana’s team", "Ana's"),
        ("Ana’s team", "Ana"),
        ("a  machine\nlearning lab", "machine learning"),
        ("José Núñez", "Jose Nunez"),
        ("Jose\u0301", "José"),
        ("STRASSE", "straße"),
        ("İstanbul", "istanbul"),
        ("uses Node.js", "Node.js"),
        ("uses .NET daily", ".NET"),
        ("“so be it”", '"so be it"'),
        ("_Go_ and **Rust**", "Rust"),
        ("东京 大学", "东京"),
    ],
)
def test_said(text, wording):
    assert says(text, wording)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("good", "Go"),
        ("cargo", "Go"),
        ("Golang", "Go"),
        ("2021", "2"),
        ("in 2021", "202"),
        ("12", "2"),
        ("1.5", "5"),
        ("1.5", "1"),
        ("1,500", "500"),
        ("1,500", "1"),
        ("140%", "40%"),
        ("40.5%", "40"),
        ("$18M+", "$8M+"),
        ("8M", "8"),
        ("JavaScript", "Java"),
        ("C++", "C"),
        ("C#", "C"),
        ("Cobol", "C++"),
        ("$8M", "$8M+"),
        ("Ana", "Ana Lima"),
        ("", "Go"),
        ("anything", " "),
        ("", ""),
        ("anything", "\u0301"),
    ],
)
def test_not_said(text, wording):
    assert not says(text, wording)


WORDS = st.text(string.ascii_letters + string.digits + " +%$#éßŁ–", min_size=1).filter(lambda text: bool(fold(text)))


@PATIENT
@given(WORDS)
def test_a_wording_is_said_by_itself(wording):
    assert says(wording, wording)


@PATIENT
@given(WORDS, WORDS, WORDS)
def test_a_wording_is_said_between_others(before, wording, after):
    assert says(f"{before} ({wording}) {after}", wording)


@PATIENT
@given(st.text(string.ascii_letters, min_size=1), st.text(string.ascii_letters, min_size=1))
def test_a_word_is_not_said_by_a_longer_one(word, more):
    assert not says(word + more, word) or fold(word) == fold(word + more)


@PATIENT
@given(st.text())
def test_any_text_can_be_folded(text):
    assert "  " not in fold(text)


@PATIENT
@given(st.text(), st.text())
def test_any_text_can_be_searched(text, wording):
    assert says(text, wording) in {True, False}
