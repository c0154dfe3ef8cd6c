"""Days that a TIMEX3 value spans, as far as they tell when something was so."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_WEEK = re.compile(r"(\d{4})-W(\d{2})(?!\d)")
_MONTH = re.compile(r"(\d{4})-(\d{2})(?![\d-])")
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?.*)?")
_HOURS = (365 * 24, 30 * 24, 7 * 24, 24, 1)

Day = date
Days = tuple[date, date]


def days_of(value: str | None) -> Days | None:
    """First and last day of a day, a week or a month; ``None`` for what is vaguer, or no date."""
    if not value:
        return None
    try:
        if match := _DAY.match(value):
            day = date(*map(int, match.groups()))
            return day, day
        if match := _WEEK.match(value):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return monday, monday + timedelta(days=6)
        if match := _MONTH.match(value):
            year, month = int(match[1]), int(match[2])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except (ValueError, OverflowError):
        return None
    return None


def day_of(value: str | None) -> date | None:
    """The first day of a value that is no vaguer than a week."""
    days = days_of(value)
    return days[0] if days is not None and days[1] - days[0] < timedelta(days=7) else None


def gap(one: Days, other: Days) -> int:
    """Days between two ranges; 0 where they overlap."""
    return max(0, (other[0] - one[1]).days, (one[0] - other[1]).days)


def hours_of(duration: str | None) -> int | None:
    """The length of a TIMEX3 duration in hours, months of 30 days; ``None`` if it has no number."""
    match = _DURATION.fullmatch(duration or "")
    if match is None or not any(match.groups()):
        return None
    return sum(int(number or 0) * hours for number, hours in zip(match.groups(), _HOURS, strict=True))


def same_length(one: str | None, other: str | None) -> bool | None:
    """Whether two durations mean the same length; a month may be 28 to 31 days. ``None`` if one of them is not told
    or has no number."""
    first, second = hours_of(one), hours_of(other)
    if first is None or second is None:
        return None
    loose = one is not None and other is not None and (_months(one) != _months(other))
    return abs(first - second) <= (48 * max(1, first // 720) if loose else 0)


def _months(duration: str) -> bool:
    match = _DURATION.fullmatch(duration)
    return match is not None and bool(match[2])
