"""Days and lengths."""

from __future__ import annotations

from datetime import date

import pytest

from verbale.threads.days import day_of, days_of, gap, hours_of, same_length


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-03-13", "2024-03-13", "2024-03-13"),
        ("2024-03-13TEV", "2024-03-13", "2024-03-13"),
        ("2024-03-13T14:00", "2024-03-13", "2024-03-13"),
        ("2024-W10", "2024-03-04", "2024-03-10"),
        ("2024-02", "2024-02-01", "2024-02-29"),
    ],
)
def test_the_days_of_a_value(value: str, first: str, last: str) -> None:
    assert days_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", [None, "", "2024", "PRESENT_REF", "P30D", "2024-13-40", "2024-W60", "2024-SU"])
def test_what_is_vaguer_or_no_date_has_none(value: str | None) -> None:
    assert days_of(value) is None


def test_a_month_is_too_vague_for_a_day() -> None:
    assert day_of("2024-02") is None
    assert day_of("2024-W10") == date(2024, 3, 4)


def test_the_gap_between_ranges() -> None:
    first, second = (date(2024, 3, 1), date(2024, 3, 5)), (date(2024, 3, 8), date(2024, 3, 9))
    assert gap(first, second) == gap(second, first) == 3
    assert gap(first, first) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("P30D", "P30D", True),
        ("P2W", "P14D", True),
        ("P1M", "P30D", True),
        ("P1M", "P31D", True),
        ("P3M", "P90D", True),
        ("PT72H", "P3D", True),
        ("P30D", "P20D", False),
        ("P1M", "P20D", False),
        ("P30D", None, None),
        ("PXD", "P30D", None),
    ],
)
def test_lengths_that_are_the_same(one: str, other: str | None, same: bool | None) -> None:
    assert same_length(one, other) is same
    assert same_length(other, one) is same


def test_a_length_without_a_number_has_no_hours() -> None:
    assert hours_of("PXD") is None
    assert hours_of("P1W") == 168
