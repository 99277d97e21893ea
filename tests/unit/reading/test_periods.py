"""Dates as profiles write them."""

from __future__ import annotations

import pytest

from askme.reading import Period, period


def month(year: int, number: int) -> int:
    return year * 12 + number - 1


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2019", month(2019, 1), month(2020, 1)),
        ("Mar 2019", month(2019, 3), month(2019, 4)),
        ("March, 2019", month(2019, 3), month(2019, 4)),
        ("03/2019", month(2019, 3), month(2019, 4)),
        ("2018 - 2020", month(2018, 1), month(2021, 1)),
        ("Nov 2024 – Jan 2025", month(2024, 11), month(2025, 2)),
        ("Sept. 2018 until Feb 2021", month(2018, 9), month(2021, 3)),
        ("01/2018 — 02/2021", month(2018, 1), month(2021, 3)),
        ("2021 to 2019", month(2021, 1), month(2021, 2)),
        ("2026 - Present", month(2026, 1), Period.ONGOING),
        ("Feb 2020 – now", month(2020, 2), Period.ONGOING),
        ("since 2018", month(2018, 1), Period.ONGOING),
    ],
)
def test_stated(text: str, start: int, end: int) -> None:
    assert period(text) == Period(start, end)


@pytest.mark.parametrize("text", ["", "Present", "40,000 passengers", "in May", "3019", "version 2.0"])
def test_not_stated(text: str) -> None:
    assert period(text) is None


def test_likeness_and_overlap() -> None:
    first, second = Period(0, 12), Period(6, 18)
    assert first.likeness(second) == pytest.approx(6 / 18)
    assert first.overlaps(second)
    assert not first.overlaps(Period(12, 24))


def test_ongoing() -> None:
    assert Period(0, Period.ONGOING).ongoing
    assert not Period(0, 12).ongoing
