"""Dates as people write them."""

from __future__ import annotations

import pytest

from askme.corpus.dates import date_line, dates


@pytest.mark.parametrize(
    "text",
    """Feb 2025 - Mar 2026|2026 – Present|2018-2020|since 2019|03/2019 – 04/2021|Dec 2018|2021|Summer 2020|2019 – now
    2019 - today|May 2020 – current|2020 – ongoing|Jan '19 – Feb '20|2019-03 – 2020-04|September 2020 to date|Q1 2020
    Feb – Mar 2026|1 March 2020|2018—2020|2018–|Feb 2021 –""".replace("\n", "|").split("|"),
)
def test_date_lines(text: str) -> None:
    assert date_line(text.strip()) == (0, len(text.strip()))


@pytest.mark.parametrize(
    "text", ["2,000+ TPS", "$2019", "#2019", "12019", "Since 2018 I write.", "2000+", "room 1984b"]
)
def test_no_date_lines(text: str) -> None:
    assert date_line(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2018– Senior conservator", "2018–"),
        ("Curator (2018 –)", "2018 –"),
        ("2018 – Oslo", "2018"),
        ("2018– 2020", "2018– 2020"),
        ("In 2018—that was late", "2018"),
    ],
)
def test_a_dash_that_nothing_follows_goes_on(text: str, date: str) -> None:
    assert [text[i:j] for i, j in dates(text)] == [date]


def test_dates_glued_to_words() -> None:
    text = "EngineerFeb 2025 - Mar 2026Built it"
    assert [text[i:j] for i, j in dates(text)] == ["Feb 2025 - Mar 2026"]
