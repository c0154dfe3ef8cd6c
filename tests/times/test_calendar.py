"""Feasts against published tables, periods and their days."""

from __future__ import annotations

from datetime import date

import pytest

from verbale.times.calendar import bounds, full_year, move_months, period_value
from verbale.times.feasts import feast_day, orthodox_easter, western_easter
from verbale.times.lexicon import Holiday


def test_easter() -> None:
    assert [western_easter(year) for year in (1961, 2000, 2024)] == [
        date(1961, 4, 2),
        date(2000, 4, 23),
        date(2024, 3, 31),
    ]
    assert [orthodox_easter(year) for year in (2016, 2022, 2024)] == [
        date(2016, 5, 1),
        date(2022, 4, 24),
        date(2024, 5, 5),
    ]


@pytest.mark.parametrize(
    ("month", "day", "year", "expected"),
    [
        (7, 1, 2016, date(2016, 10, 3)),
        (7, 1, 2024, date(2024, 10, 3)),
        (7, 10, 2023, date(2023, 9, 25)),
        (7, 10, 1973, date(1973, 10, 6)),
        (1, 15, 2016, date(2016, 4, 23)),
        (1, 15, 2024, date(2024, 4, 23)),
        (9, 25, 2023, date(2023, 12, 8)),
        (7, 22, 2023, date(2023, 10, 7)),
    ],
)
def test_hebrew_feasts(month: int, day: int, year: int, expected: date) -> None:
    assert feast_day(Holiday(hebrew=(month, day)), year) == expected


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        (9, 1, date(2024, 3, 11)),
        (10, 1, date(2024, 4, 10)),
        (10, 1, date(2020, 5, 24)),
        (12, 10, date(2023, 6, 28)),
    ],
)
def test_islamic_feasts_are_right_within_a_day(month: int, day: int, expected: date) -> None:
    found = feast_day(Holiday(islamic=(month, day)), expected.year)
    assert found is not None
    assert abs((found - expected).days) <= 1


def test_nth_weekday() -> None:
    assert feast_day(Holiday(month=11, weekday=4, nth=4), 2023) == date(2023, 11, 23)
    assert feast_day(Holiday(month=5, weekday=1, nth=-1), 2025) == date(2025, 5, 26)


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [
        (30, "day", "P30D"),
        (2, "week", "P2W"),
        (48, "hour", "PT48H"),
        (None, "week", "PXW"),
        (None, "hour", "PTXH"),
        (1.5, "hour", "PT1H30M"),
        (2.5, "year", "P2Y6M"),
        (2, "decade", "P20Y"),
        (1, "fortnight", "P2W"),
        (1e9, "day", None),
    ],
)
def test_period_value(number: float | None, unit: str, value: str | None) -> None:
    assert period_value(number, unit) == value


@pytest.mark.parametrize("value", ["2021-W53", "2025-02-30", "2025-13", "PXW", "XXXX-05-03", "PRESENT_REF", None, "20"])
def test_bounds_never_raise(value: str | None) -> None:
    bounds(value)


def test_months_and_years() -> None:
    assert move_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert move_months(date(1, 1, 1), -1) is None
    assert [full_year(n, date(2025, 1, 1)) for n in (89, 22, 45, 46)] == [1989, 2022, 2045, 1946]
