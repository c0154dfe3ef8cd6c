"""TIMEX3 values and the days they cover. Weeks are ISO 8601 weeks; a winter belongs to the year it began."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

Unit = Literal["second", "minute", "hour", "day", "weekend", "week", "month", "season", "quarter", "half", "year"]

DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1, 2999
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern hemisphere (meteorological)
PERIOD_CODES = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "weekend": "W",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "season": "M",
    "quarter": "Q",
    "half": "M",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
MULTIPLES = {"fortnight": 2, "season": 3, "half": 6, "decade": 10, "century": 100}  # in units of their code
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T.*)?)?))?"
)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has none such."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_day(value: str | None) -> date | None:
    """The day of a date or date-time of ISO 8601, or None."""
    if value is None:
        return None
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)(?!\d)", value)
    return make_day(*(int(part) for part in match.groups())) if match else None


def move(day: date, days: int) -> date | None:
    """``days`` later, or None beyond the calendar."""
    try:
        moved = day + days * DAY
    except OverflowError:
        return None
    return moved if moved.year <= LAST_YEAR else None


def move_months(day: date, months: int) -> date | None:
    """The same day ``months`` later; the last of the month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date(9999, 12, 31)
    return (following - DAY).day


def day_value(day: date) -> str:
    return day.isoformat()


def week_value(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def season_of(day: date) -> tuple[int, str]:
    """Year and season of a day: January 2018 is in the winter of 2017."""
    month = day.month
    season = "WI" if month in (12, 1, 2) else "SP" if month < 6 else "SU" if month < 9 else "FA"
    return (day.year - 1 if month < 3 else day.year), season


def unit_value(day: date, unit: str) -> str | None:
    """The value of the unit that a day lies in."""
    if unit == "day":
        return day_value(day)
    if unit == "week":
        return week_value(day)
    if unit == "weekend":
        return f"{week_value(day)}-WE"
    if unit == "month":
        return month_value(day)
    if unit == "season":
        return "{:04d}-{}".format(*season_of(day))
    if unit == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "half":
        return f"{day.year:04d}-H{(day.month + 5) // 6}"
    if unit == "year":
        return f"{day.year:04d}"
    if unit == "decade":
        return f"{day.year:04d}"[:3]
    return f"{day.year:04d}"[:2] if unit == "century" else None


def shift(day: date, unit: str, count: int) -> date | None:
    """A day ``count`` units later, in the unit that many further."""
    if unit == "day":
        return move(day, count)
    if unit in ("week", "weekend"):
        return move(day, 7 * count)
    if unit == "fortnight":
        return move(day, 14 * count)
    months = {"month": 1, "season": 3, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}.get(unit)
    return move_months(day, months * count) if months else None


def period_value(number: float | None, unit: str) -> str | None:
    """``P30D``, ``PT48H``, ``PXW`` (``number`` None), ``PT1H30M``; None for what cannot be written."""
    code = PERIOD_CODES.get(unit)
    if code is None:
        return None
    head, letter = ("PT", code[1]) if len(code) == 2 else ("P", code)
    if number is None:
        return f"{head}X{letter}"
    number *= MULTIPLES.get(unit, 1)
    if not 0 <= number < 10**7:
        return None
    if number == int(number):
        return f"{head}{int(number)}{letter}"
    whole, rest = int(number), number - int(number)
    smaller = {"hour": (60, "M"), "minute": (60, "S"), "year": (12, "M")}.get(unit)
    if smaller is None or abs(rest * smaller[0] - round(rest * smaller[0])) > 1e-6:
        return f"{head}{number:g}{letter}"
    return f"{head}{f'{whole}{letter}' if whole else ''}{round(rest * smaller[0])}{smaller[1]}"


def bounds(value: str | None) -> tuple[str | None, str | None]:
    """First and last day of a value, inclusive; (None, None) where it names no part of the calendar."""
    if value is None:
        return None, None
    if re.fullmatch(r"\d{2,3}", value):
        zeros = "0" * (4 - len(value))
        return f"{value}{zeros}-01-01", f"{value}{'9' * len(zeros)}-12-31"
    match = _VALUE.match(value)
    if match is None:
        return None, None
    try:
        days = _span(match)
    except (ValueError, OverflowError):
        return None, None
    return days[0].isoformat(), days[1].isoformat()


def _span(match: re.Match[str]) -> tuple[date, date]:
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return (monday + 5 * DAY if match["weekend"] else monday), monday + 6 * DAY
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return _months(year, int(match["month"]), 1)
    if match["quarter"]:
        return _months(year, int(match["quarter"]) * 3 - 2, 3)
    if match["half"]:
        return _months(year, int(match["half"]) * 6 - 5, 6)
    if match["season"]:
        return _months(year, SEASONS[match["season"]], 3)
    return date(year, 1, 1), date(year, 12, 31)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    return date(year, month, 1), date(last_year, last_month + 1, month_length(last_year, last_month + 1))


def full_year(two_digits: int, published: date | None) -> int:
    """The year that '95 means: not more than twenty years after publication."""
    pivot = published.year if published else 2025
    year = pivot // 100 * 100 + two_digits
    return year - 100 if year > pivot + 20 else year
