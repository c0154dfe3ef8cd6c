"""Under what a fact is stored, and under what those are sought that it may be one with.

A key is made of who or where, and of when. Facts that ``links`` would join share a key, but for contacts of more than
three parties, of which only three make pairs, and for statements that were said long before in words half alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from math import cos, floor, radians

from verbale.threads import contacts, incidents, statements
from verbale.threads.bundles import OPEN
from verbale.threads.days import Days
from verbale.threads.features import BESIDE
from verbale.threads.sights import Sight, Where
from verbale.threads.wording import sketch

STORED = 9  # keys under which a fact is stored
SOUGHT = 48  # keys under which others are sought
CELL = 0.25  # degrees of a square of the map
DEGREE = 111.2  # kilometres of a degree of latitude
SHORT = 7  # days of a range that still tells when
HASHES = 3  # of the words of a statement
NAME = 40  # letters of the name of a place
MOST_DAYS = 140  # of a range that are gone through: a longer one tells nothing
_DAY = timedelta(days=1)


def blocks(sight: Sight) -> tuple[str, ...]:
    """The keys under which a fact is stored, at most ``STORED``."""
    stored = {"contact": _contact_stored, "incident": _incident_stored, "statement": _statement_stored}
    return _some(stored[sight.kind](sight), STORED)


def sought(sight: Sight) -> tuple[str, ...]:
    """The keys under which those are stored that a fact may be one with, at most ``SOUGHT``; the likeliest first."""
    keys = {"contact": _contact_sought, "incident": _incident_sought, "statement": _statement_sought}
    return _some(keys[sight.kind](sight), SOUGHT)


def _contact_stored(sight: Sight) -> Iterator[str]:
    """By the week of its day, or as one of the month without a day; a plan as one of the month as well."""
    whom = _whom(sight)
    days = sight.anew or sight.days or _told(sight)
    if sight.days is not None and _short(sight.days):
        yield from (f"c {name} {week}" for week in _weeks(sight.anew or sight.days) for name in whom)
    else:
        yield from (f"c {name} undated {month}" for month in _months(days) for name in whom)
    if sight.status in OPEN:
        yield from (f"c {name} plan {month}" for month in _months(days) for name in whom)


def _contact_sought(sight: Sight) -> Iterator[str]:
    days = sight.days or _told(sight)
    if days is None:
        return
    whom = _whom(sight)
    weeks = _around(days, _DAY) if sight.days else _around(days, contacts.OLD, _DAY)
    if sight.anew is not None:
        yield from (f"c {name} {week}" for week in _weeks(_around(sight.anew, _DAY)) for name in whom)
    plans = _around(days, contacts.AHEAD, timedelta(0) if sight.days else contacts.AHEAD)
    yield from (f"c {name} {week}" for week in _weeks(weeks) for name in whom)
    yield from (f"c {name} plan {month}" for month in _months(plans) for name in whom)
    yield from (f"c {name} undated {month}" for month in _months(_around(days, contacts.OLD)) for name in whom)


def _whom(sight: Sight) -> list[str]:
    """Pairs of parties, and persons. Where only one party is told, the text speaks of the other."""
    parties = sight.parties if len(sight.parties) > 1 else tuple(dict.fromkeys((*sight.parties, *sight.around)))
    names = sorted(sight.name(party) for party in parties[:3])
    pairs = [f"{one}+{other}" for one, other in combinations(names, 2)]
    return [*pairs, *_surnames(sight)[:2]]


def _surnames(sight: Sight) -> list[str]:
    return sorted({f"~{name.split('-')[-1]}" for names in sight.people.values() for name in names})


def _incident_stored(sight: Sight) -> Iterator[str]:
    """By place and day, by place and week, by the parties and the day, and by a toll that is seldom another's."""
    if sight.days is not None and _exact(sight.days):
        times = [*_each_day(sight.days), *_weeks((sight.days[0], sight.days[0]))]
    else:
        times = [f"about {week}" for week in _weeks(sight.days or _told(sight))]
    where = [f"at {sight.place.name.casefold()[:NAME]}"] if sight.place else []
    where += _cells(sight.place, near=False)
    yield from (f"i {sight.type} {place} {time}" for time in times[:3] for place in where)
    yield from _between(sight) if sight.place is not None else ()
    days = sight.days or _told(sight)
    yield from (
        f"i {sight.type} {toll} {week}" for week in _weeks(days and (days[0], days[0])) for toll in _tolls(sight)
    )


def _incident_sought(sight: Sight) -> Iterator[str]:
    days = sight.days or _told(sight)
    if days is None:
        return
    lately = _around(days, incidents.LATE)
    if sight.days is not None and _exact(sight.days):
        times = list(_each_day(_around(days, _DAY)))
    else:
        times = list(_weeks(days if sight.days else lately))
    times += [f"about {week}" for week in _weeks(lately)]
    where = [f"at {sight.place.name.casefold()[:NAME]}"] if sight.place else []
    where += _cells(sight.place)
    yield from (f"i {sight.type} {toll} {week}" for week in _weeks(lately) for toll in _tolls(sight))
    yield from (f"i {sight.type} {place} {time}" for time in times for place in where)
    yield from _between(sight) if sight.place is None else ()


def _between(sight: Sight) -> Iterator[str]:
    """By the two of whom a text speaks most, and the one day."""
    who = sorted(incidents.spoken_of(sight.parties, sight.around))
    if len(who) == 2 and sight.days is not None and sight.days[0] == sight.days[1]:
        yield f"i {sight.type} {'+'.join(who)} {sight.days[0].isoformat()}"


def _tolls(sight: Sight) -> list[str]:
    told = ((sight.killed, "killed"), (sight.injured, "injured"))
    return [f"{number} {what}" for number, what in told if number is not None and number >= incidents.TELLING]


def _statement_stored(sight: Sight) -> Iterator[str]:
    """By speaker and words, and by speaker and week."""
    speakers = _speakers(sight)
    yield from (f"s {speaker} {word}" for speaker in speakers for word in sketch(sight.words, HASHES))
    if speakers[0] != "?":
        yield from (f"s {speakers[0]} {week}" for week in _weeks(_told(sight)))


def _statement_sought(sight: Sight) -> Iterator[str]:
    speakers = _speakers(sight)
    yield from (f"s {speaker} {word}" for speaker in speakers for word in sketch(sight.words, HASHES))
    told = _told(sight)
    if speakers[0] != "?" and told is not None:
        yield from (f"s {speakers[0]} {week}" for week in _weeks(_around(told, statements.FRESH)))


def _speakers(sight: Sight) -> list[str]:
    """A person by the last part of the name, and the party; *?* where nobody is named."""
    return [*_surnames(sight)[:1], *map(sight.name, sight.parties[:1])] or ["?"]


def _cells(place: Where | None, near: bool = True) -> list[str]:
    """The square of the map in which a town lies; with ``near`` also those across an edge within ``BESIDE``."""
    if place is None or place.wide or place.lat is None or place.lon is None:
        return []
    north = BESIDE / DEGREE * near
    east = north / max(0.2, cos(radians(place.lat)))
    steps = (0.0, -CELL, CELL, -2 * CELL, 2 * CELL)
    columns = {floor((place.lon + step) / CELL) for step in (*steps, -east, east) if abs(step) <= east}
    rows = {floor((place.lat + step) / CELL) for step in (-north, 0.0, north)}
    return sorted(f"{row}/{column}" for row in rows for column in columns)


def _told(sight: Sight) -> Days | None:
    return (sight.published, sight.published) if sight.published else None


def _short(days: Days) -> bool:
    return (days[1] - days[0]).days < SHORT


def _exact(days: Days) -> bool:
    return (days[1] - days[0]).days <= 1


def _around(days: Days, before: timedelta, after: timedelta | None = None) -> Days:
    """A range with a margin, as far as the calendar goes."""
    after = before if after is None else after
    first = days[0] - before if days[0] - date.min > before else date.min
    last = days[1] + after if date.max - days[1] > after else date.max
    return first, last


def _each_day(days: Days) -> Iterator[str]:
    length = min((days[1] - days[0]).days, MOST_DAYS)
    yield from ((days[0] + timedelta(days=n)).isoformat() for n in range(length + 1))


def _weeks(days: Days | None) -> Iterator[str]:
    """The ISO weeks of a range."""
    if days is None:
        return
    length = min((days[1] - days[0]).days, MOST_DAYS)
    once: dict[str, None] = {}
    for n in [*range(0, length, 7), length]:
        year, week, _ = (days[0] + timedelta(days=n)).isocalendar()
        once[f"{year:04d}-W{week:02d}"] = None
    yield from once


def _months(days: Days | None) -> Iterator[str]:
    if days is None:
        return
    first, last = (day.year * 12 + day.month - 1 for day in days)
    for number in range(first, min(last, first + MOST_DAYS // 28) + 1):
        yield f"{number // 12:04d}-{number % 12 + 1:02d}"


def _some(keys: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))[:most]
