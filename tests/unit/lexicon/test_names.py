"""Names of the world: aliases, kinds, ordinary words."""

from __future__ import annotations

import pytest

from askme.lexicon import Name, Names, longest_runs, names, related
from askme.text import atoms, stems


def form(text: str) -> tuple[str, ...]:
    return tuple(stems(text.lower()))


@pytest.mark.parametrize(
    ("alias", "name"),
    [("k8s", "Kubernetes"), ("postgres", "PostgreSQL"), ("js", "JavaScript"), ("nyc", "New York City"), ("phd", "PhD")],
)
def test_alias(alias: str, name: str) -> None:
    assert name in [entry.name for entry in names().get(form(alias))]


@pytest.mark.parametrize(("word", "category"), [("databases", "database"), ("message broker", "message broker")])
def test_category(word: str, category: str) -> None:
    assert names().category(form(word)) == category


@pytest.mark.parametrize("word", ["city", "company", "museum"])
def test_what_holds_no_technologies_is_no_category(word: str) -> None:
    assert names().category(form(word)) is None


def test_a_word_with_the_stem_of_a_category_is_none() -> None:
    assert names().category(form("hospitality software")) == "hospitality"
    assert names().category(form("hospital")) is None


def test_what_says_a_name_without_saying_it() -> None:
    (norway,) = names().get(form("Norway"))
    assert form("Norwegian") in norway.implied_by
    assert not any(form("Norway") in entry.implied_by for entry in names().get(form("Norwegian")))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("sit", "seats"), ("copies", "sold"), ("course", "module"), ("adviser", "supervised"), ("closed", "shut down"),
        ("guests", "seats"), ("paid for", "funded"), ("roster", "rota"), ("promoted", "moved up"),
    ],
)  # fmt: skip
def test_what_one_asks_and_another_says(asked: str, said: str) -> None:
    assert form(said) in related(form(asked))


def test_the_longest_name_at_each_place() -> None:
    words = atoms("She walked from Google Cloud to New York City")
    found = [" ".join(word.text for word in words[first:last]) for first, last, _ in names().find(words)]
    assert found == ["Google Cloud", "New York City"]


def test_one_word_of_a_doubtful_name_may_be_ordinary() -> None:
    react = Name("React", "technology", (("react",), ("react", "j")), ambiguous=True)
    assert react.doubtful(("react",))
    assert not react.doubtful(("react", "j"))


def test_two_names_of_one_form() -> None:
    tool, firm = Name("Zorb", "technology", (("zorb",),)), Name("Zorb Inc", "organisation", (("zorb",),))
    assert Names((tool, firm), {}).get(("zorb",)) == (tool, firm)


def test_longest_runs_do_not_overlap() -> None:
    assert longest_runs(5, (2, 1), lambda first, last: first != 2) == [(0, 2), (3, 5)]


def test_words_for_the_same_thing_go_both_ways() -> None:
    assert ("mend",) in related(("fix",))
    assert ("fix",) in related(("mend",))
    assert related(("zorblax",)) == frozenset()
