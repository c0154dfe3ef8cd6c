"""Days of feasts: fixed, movable with Easter, counted by weekday, Islamic (tabular) and Hebrew.

Easter by the anonymous Gregorian computus (Meeus, *Astronomical Algorithms*, ch. 8; Julian: Meeus' rule);
Hebrew and tabular Islamic calendars after Reingold and Dershowitz, *Calendrical Calculations*. Moon sighting
can move an Islamic feast by a day or two: its value is approximate.
"""

from __future__ import annotations

from datetime import date, timedelta

from verbale.times.calendar import make_day, month_length
from verbale.times.lexicon import Holiday

_ISLAMIC_EPOCH = 227015  # ordinal of 1 Muharram 1 AH (16 July 622, Julian)
_HEBREW_EPOCH = -1373427  # ordinal of the day before 1 Tishri AM 1


def feast_day(feast: Holiday, year: int) -> date | None:
    """First day of the feast in a year of the common calendar, or None."""
    day = _stated_day(feast, year)
    return day + timedelta(days=feast.begins) if day is not None else None


def _stated_day(feast: Holiday, year: int) -> date | None:
    if not 1 < year < 2900:
        return None
    if feast.easter is not None:
        return western_easter(year) + timedelta(days=feast.easter)
    if feast.orthodox_easter is not None:
        return orthodox_easter(year) + timedelta(days=feast.orthodox_easter)
    if feast.islamic is not None:
        return _islamic(year, *feast.islamic)
    if feast.hebrew is not None:
        return _hebrew(year, *feast.hebrew)
    if feast.month is None:
        return None
    if feast.weekday is not None and feast.nth is not None:
        return _nth_weekday(year, feast.month, feast.weekday, feast.nth)
    return make_day(year, feast.month, feast.day or 1)


def western_easter(year: int) -> date:
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    moon = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * moon) // 451
    month, day = divmod(h + moon - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """In the Gregorian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    if nth > 0:
        first = date(year, month, 1)
        return make_day(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, month_length(year, month))
    return last - timedelta(days=(last.isoweekday() - weekday) % 7 - 7 * (nth + 1))


def _islamic(year: int, month: int, day: int) -> date | None:
    """The first such day that falls in the year."""
    guess = (year - 622) * 33 // 32
    for islamic_year in range(max(1, guess - 1), guess + 3):
        ordinal = (
            _ISLAMIC_EPOCH
            - 1
            + day
            + 29 * (month - 1)
            + month // 2
            + 354 * (islamic_year - 1)
            + (3 + 11 * islamic_year) // 30
        )
        found = date.fromordinal(ordinal)
        if found.year == year:
            return found
    return None


def _hebrew_new_year(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _hebrew_correction(year: int) -> int:
    before, this, after = (_hebrew_new_year(y) for y in (year - 1, year, year + 1))
    if after - this == 356:
        return 2
    return 1 if this - before == 382 else 0


def _new_year(year: int) -> int:
    return _HEBREW_EPOCH + _hebrew_new_year(year) + _hebrew_correction(year)


def _hebrew(year: int, month: int, day: int) -> date | None:
    """A day of the Hebrew calendar: months 1 (Nisan) to 6 lie in spring, 7 (Tishri) to 9 in autumn."""
    tishri = _new_year(year + 3761)
    if month >= 7:
        lengths = [30, 30 if _new_year(year + 3762) - tishri in (355, 385) else 29]
        return date.fromordinal(tishri + sum(lengths[: month - 7]) + day - 1)
    if month <= 6:
        nisan = tishri - 177  # Nisan to Elul always has 177 days
        return date.fromordinal(nisan + sum((30, 29, 30, 29, 30)[: month - 1]) + day - 1)
    return None
