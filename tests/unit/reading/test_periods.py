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
        ("2023 → now", month(2023, 1), Period.ONGOING),
        ("2021 -> 2023", month(2021, 1), month(2024, 1)),
        ("15/02/2016 – 31/08/2021", month(2016, 2), month(2021, 9)),
        ("02/15/2016 - 08/31/2021", month(2016, 2), month(2021, 9)),
        ("01.05.2019 - 30.06.2020", month(2019, 5), month(2020, 7)),
        ("2021-09 – 2023-01", month(2021, 9), month(2023, 2)),
        ("2021-09-01 to present", month(2021, 9), Period.ONGOING),
        ("2008-09-30", month(2008, 9), month(2008, 10)),
        ("2021-09", month(2021, 9), month(2021, 10)),
        ("2010-12", month(2010, 1), month(2013, 1)),
        ("2010-12 – 2014-03", month(2010, 12), month(2014, 4)),
        ("1 May 2019 – 3 June 2020", month(2019, 5), month(2020, 7)),
        ("May 1st, 2019 – June 3, 2020", month(2019, 5), month(2020, 7)),
        ("June – August 2019", month(2019, 6), month(2019, 9)),
        ("Sept '19 – Mar '21", month(2019, 9), month(2021, 4)),
        ("Nov '98", month(1998, 11), month(1998, 12)),
        ("Q3 2020 – Q1 2021", month(2020, 7), month(2021, 4)),
        ("H2 2019", month(2019, 7), month(2020, 1)),
        ("Marketing 2019", month(2019, 1), month(2020, 1)),
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
