"""Pages: each row comes, whatever the limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.web.asked import asked_of
from verbale.web.paged import paged, whole_days

Row = tuple[str, int]
DAYS = st.sampled_from(["2024-03-01", "2024-03-02", "2024-03-05", "2024-02-29", "0001-01-01"])


def _day(row: Row) -> str:
    return row[0]


def _asked(rows: list[Row], most: int, until: str | None) -> tuple[list[Row], str | None]:
    """What a view gives: the first rows up to a day, and the day of the first that has no room."""
    found = [row for row in rows if until is None or row[0] <= until]
    return found[:most], found[most][0] if len(found) > most else None


@given(st.lists(DAYS, max_size=40), st.integers(1, 12))
def test_page_after_page_each_row_comes_once(days: list[str], most: int) -> None:
    rows = [(day, n) for n, day in enumerate(sorted(days, reverse=True))]
    seen: list[Row] = []
    cut = False
    until: str | None = None
    while True:
        found = whole_days(*_asked(rows, most, until), _day)
        seen += found.rows
        cut |= found.cut
        if found.older is None:
            break
        assert until is None or found.older < until
        until = found.older
    assert len(seen) == len(set(seen))
    assert cut or sorted(seen) == sorted(rows)


@given(st.lists(DAYS, max_size=40), st.integers(1, 12))
def test_page_after_page_each_row_comes(days: list[str], most: int) -> None:
    rows = [(day, n) for n, day in enumerate(sorted(days, reverse=True))]
    seen: set[Row] = set()
    cut = False
    until: str | None = None
    for _ in range(100):
        found = paged(*_asked(rows, most, until), until)
        seen.update(found.rows)
        cut |= found.cut
        if found.older is None:
            break
        until = found.older
    else:
        raise AssertionError("the pages do not end")
    assert cut or seen == set(rows)


def test_a_day_that_is_begun_goes_to_the_next_page() -> None:
    found = whole_days([("2024-03-02", 1), ("2024-03-01", 2)], "2024-03-01", _day)
    assert found.rows == (("2024-03-02", 1),)
    assert (found.older, found.cut) == ("2024-03-01", False)


def test_a_day_that_fills_the_page_is_cut_and_says_so() -> None:
    rows = [("2024-03-01", n) for n in range(2)]
    for found in (whole_days(rows, "2024-03-01", _day), paged(rows, "2024-03-01", "2024-03-01")):
        assert len(found.rows) == 2
        assert (found.older, found.cut) == ("2024-02-29", True)


def test_all_there_is_leads_nowhere() -> None:
    assert paged([("2024-03-01", 1)], None, "2024-03-01").older is None
    assert whole_days([("2024-03-01", 1)], None, _day).older is None


def test_a_day_that_fills_a_page_is_left_behind_however_it_is_written() -> None:
    asked = asked_of(until="20240305", since="2024-W09-5", as_of="2024-03-05")
    assert (asked.until, asked.since, asked.as_of) == ("2024-03-05", "2024-03-01", "2024-03-05")
    assert paged([("2024-03-05", 1)], "2024-03-05", asked.until).older == "2024-03-04"
    with pytest.raises(ValueError, match="isoformat"):
        asked_of(since="yesterday")
