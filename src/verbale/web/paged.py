"""Lists in pages: each goes on where the one before it ended, so that no row is lost between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

Row = TypeVar("Row")
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """The rows of one page, the latest first. ``older``: the day with which the next page begins, ``None`` where there
    is none. ``cut``: some rows of that day's last page are left out, as one day alone fills a page."""

    rows: tuple[Row, ...]
    older: str | None = None
    cut: bool = False


def paged(rows: Sequence[Row], older: str | None, until: str | None) -> Paged[Row]:
    """A page of rows that a view gave for days up to ``until``; ``older`` is the last day of those without room. Rows
    that have facts on both sides of that day come again on the next page."""
    if older is None:
        return Paged(tuple(rows))
    if until and older >= until:
        return Paged(tuple(rows), _before(until), cut=True)
    return Paged(tuple(rows), older or None)


def whole_days(rows: Sequence[Row], older: str | None, day_of: Callable[[Row], str]) -> Paged[Row]:
    """A page that ends with a whole day: the rows of ``older`` all come on the next one, unless that day alone fills
    this one."""
    if older is None:
        return Paged(tuple(rows))
    whole = tuple(row for row in rows if day_of(row) > older)
    if whole:
        return Paged(whole, older)
    return Paged(tuple(rows), _before(older), cut=True)


def _before(day: str) -> str | None:
    try:
        return (date.fromisoformat(day) - ONE).isoformat()
    except (ValueError, OverflowError):
        return None
