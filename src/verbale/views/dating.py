"""When something was so, in words: as exactly as the text tells, never more."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

Days = tuple[date, date]
UNITS = {"TH": "hour", "D": "day", "W": "week", "M": "month", "Y": "year"}
_LENGTH = re.compile(r"P(?P<time>T?)(?P<number>\d{1,5})(?P<unit>[DWMYH])")


def length_of(duration: str | None) -> tuple[int, str] | None:
    """Number and unit (``hour`` … ``year``) of a TIMEX3 duration such as *P21D*; ``None`` for any other."""
    found = _LENGTH.fullmatch(duration or "")
    unit = UNITS.get(found["time"] + found["unit"]) if found is not None else None
    return (int(found["number"]), unit) if found is not None and unit is not None else None


def lasting(duration: str | None) -> str:
    """*21 days*; a duration of another kind as it is."""
    length = length_of(duration)
    return f"{length[0]} {length[1]}{'' if length[0] == 1 else 's'}" if length else duration or ""


def spelled(begin: str | None, until: str | None, precision: str, told: str | None) -> str:
    """The day, the days, the month or the year of a fact; where none is told, when it was told instead."""
    if begin is None or until is None or precision in ("published", "none"):
        return f"undated, told on {told}" if told else "undated"
    if precision == "year":
        return begin[:4]
    return between(date.fromisoformat(begin), date.fromisoformat(until))


def between(first: date, last: date) -> str:
    """A day, a month, or the first and the last day."""
    if first == last:
        return first.isoformat()
    if (first.day, last.day) == (1, monthrange(last.year, last.month)[1]) and first.month == last.month:
        return first.isoformat()[:7]
    return f"{first.isoformat()} to {last.isoformat()}"


def days_of(begin: str | None, until: str | None) -> Days | None:
    """First and last day as dates."""
    return (date.fromisoformat(begin), date.fromisoformat(until)) if begin and until else None


def narrowed(told: list[Days]) -> tuple[Days, ...]:
    """The different days that texts tell, the most told first; one takes the place of the week or month that holds
    it."""
    count: dict[Days, int] = {}
    for days in told:
        count[days] = count.get(days, 0) + 1
    kept = [
        days
        for days in count
        if not any(other != days and days[0] <= other[0] and other[1] <= days[1] for other in count)
    ]
    return tuple(sorted(kept, key=lambda days: (-count[days], days)))
