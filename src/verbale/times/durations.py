"""Stretches of time and what is counted from them: *30 days*, *two weeks ago*, *three days later*, *every day*."""

from __future__ import annotations

import dataclasses
from datetime import date

from verbale.times.calendar import move_months, period_value, shift, unit_value
from verbale.times.context import FUTURE, Anchor, Context
from verbale.times.draft import BEYOND, NO_ANCHOR, NO_PUBLISHED, Draft
from verbale.times.grammar import Match
from verbale.times.moments import Moments

_BY_SIZE = ("year", "month", "week", "day", "hour", "minute", "second")
_NAMED_DAY = ("weekday", "deictic")
_CLOCK_UNITS = ("hour", "minute", "second")


def count_of(match: Match) -> float | None:
    """The number that a match counts; None for *several* or a bare plural."""
    total, seen, hundreds = 0.0, False, 1.0
    counted = False
    for step in match.steps:
        if counted and step.kind != "plushalf":
            continue
        if step.kind in ("unit", "units", "unitdoubtful"):
            counted = True
        elif step.kind in ("number", "tens"):
            joins = hundreds > 1.0 or (seen and step.kind == "number" and total >= 20 and total % 10 == 0)
            total, seen = float(step.value) + (total if joins else 0.0), True
        elif step.kind in ("hundred", "thousand"):
            hundreds = float(step.value)
            total, seen = (total or 1) * hundreds, True
        elif step.kind in ("couple", "other", "fraction"):
            total, seen = float(step.value), True
        elif step.kind == "dozen":
            total, seen = (total or 1) * float(step.value), True
        elif step.kind == "plushalf":
            total, seen = total + 0.5, True
        elif step.kind == "halfof":
            total, seen = (total or 1) * 0.5, True
        elif step.kind == "article" and not seen:
            total, seen = 1.0, True
        elif step.kind in ("vague", "vagueone"):
            return None
    if not seen and match.step("unit") is not None:  # the day after Easter, a month-long siege
        return 1.0
    return total if seen else None


def unit_of(match: Match) -> str:
    step = match.step("unit", "units", "unitdoubtful")
    return step.value if step is not None else "day"


def build_duration(match: Match, context: Context) -> Draft | None:
    """The reading of a match of make ``duration``."""
    if (span := match.get("span")) is not None:  # one word that is a duration: biennale, yearlong
        return Draft(match.first, match.last, span, type="DURATION")
    unit, number = unit_of(match), count_of(match)
    draft = Draft(match.first, match.last, period_value(number, unit), type="DURATION", mod=_mod(match))
    if len(match.all("unit", "units")) > 1 and match.step("and") is not None:
        draft.value = _compound(match)
        return draft if draft.value is not None else None
    if draft.value is None:
        draft.reason = BEYOND
    moved = match.get("shift")
    if moved and number is not None and context.published is not None and unit not in _CLOCK_UNITS:
        draft.days = _reach(context.published, unit, number, int(moved))
    return draft


def _compound(match: Match) -> str | None:
    """*Two hours and 30 minutes*; None where the second unit is not the smaller one."""
    first = next(n for n, step in enumerate(match.steps) if step.kind in ("unit", "units"))
    halves = [dataclasses.replace(match, steps=part) for part in (match.steps[: first + 1], match.steps[first + 1 :])]
    units = [unit_of(half) for half in halves]
    if any(unit not in _BY_SIZE for unit in units) or _BY_SIZE.index(units[0]) >= _BY_SIZE.index(units[1]):
        return None
    larger, smaller = (period_value(count_of(half), unit) for half, unit in zip(halves, units, strict=True))
    if larger is None or smaller is None or "X" in larger + smaller:
        return None
    return larger + smaller.removeprefix("PT" if "T" in larger else "P")


def _reach(published: date, unit: str, number: float, direction: int) -> tuple[str | None, str | None]:
    """First and last day of the *last* or *next* so many units."""
    other = shift(published, unit, int(number) * direction) if number < 1e6 else None
    if other is None or direction == 0:
        return None, None
    first, last = sorted((published, other))
    return first.isoformat(), last.isoformat()


def build_offset(match: Match, context: Context, moments: Moments) -> Draft | None:
    """The reading of a match of make ``offset``: so long before or after something."""
    unit, number = unit_of(match), count_of(match)
    towards = match.step("ago", "ahead", "later", "earlier", "after", "before", "within", "in")
    assert towards is not None
    if towards.kind == "in":  # in three days they leave, but: they took it in three days
        if context.direction(match.first, match.last) != (FUTURE, True):
            return None
        towards = towards._replace(kind="ahead")
        match = dataclasses.replace(match, first=match.steps[1].at)
    draft = Draft(match.first, match.last, None, mod=_mod(match))
    if number is None and towards.kind in ("ago", "ahead", "within"):
        draft.value = "PAST_REF" if towards.kind == "ago" else "FUTURE_REF"
        return draft
    if towards.kind == "ago" and unit == "hour" and number is not None and number >= 24 and number % 24 == 0:
        unit, number = "day", number / 24
    if unit in _CLOCK_UNITS or number is None:
        draft.value, draft.type = period_value(number, unit), "DURATION"
        return draft
    base = None if _of_event(match, context) else _base(match, context, moments, towards.kind, draft)
    if base is None:
        if towards.kind not in ("ago", "ahead", "within"):
            draft.value, draft.type, draft.reason = period_value(number, unit), "DURATION", None
        return draft
    forward = towards.kind in ("ahead", "later", "after", "within")
    if number != int(number):
        return _months_and_half(draft, base, unit, number if forward else -number)
    count = int(number) if forward else -int(number)
    precise = "day" if match.step(*_NAMED_DAY) is not None and towards.kind == "ago" else _precise(unit, base)
    day = shift(base.day, unit, count) if abs(count) < 100_000 else None
    if day is None:
        draft.reason = BEYOND
        return draft
    draft.value, draft.day, draft.unit = unit_value(day, precise), day, precise
    draft.explicit_year = base.explicit_year
    return draft


def _of_event(match: Match, context: Context) -> bool:
    """Whether what follows says from what it is counted: *due giorni dopo l'attacco*."""
    tokens = context.parse.tokens
    if match.steps[-1].kind not in ("later", "earlier") or match.last >= len(tokens):
        return False
    after, last = tokens[match.last], tokens[match.last - 1]
    if after.sentence != last.sentence or last.norm not in context.words.both_ways:
        return False
    return after.pos in ("DET", "NOUN", "PROPN", "PRON", "SCONJ", "ADP")


def _precise(unit: str, base: Anchor) -> str:
    """How exact *so many units later* is: a year after a quarter is a quarter."""
    if unit == "fortnight":
        return "week"
    if unit == "year" and base.unit in ("quarter", "month", "half", "season"):
        return base.unit
    return {"decade": "year", "century": "year"}.get(unit, unit)


def _months_and_half(draft: Draft, base: Anchor, unit: str, number: float) -> Draft:
    months = {"year": 12, "month": 1, "decade": 120}.get(unit)
    day = move_months(base.day, round(number * months)) if months and abs(number) < 3000 else None
    if day is None:
        draft.reason = BEYOND
        return draft
    draft.value, draft.day, draft.unit = unit_value(day, "month"), day, "month"
    return draft


def _base(match: Match, context: Context, moments: Moments, kind: str, draft: Draft) -> Anchor | None:
    """What an offset is counted from."""
    if kind in ("ago", "ahead", "within"):
        day = context.speaking_day(match.first)
        if day is not None and kind == "ago" and match.step(*_NAMED_DAY) is not None:  # a week ago today
            day = moments.day_of(match, context).day
        if day is None:
            draft.reason = NO_PUBLISHED
            return None
        quarter = context.anchor(match.first, sentences=2, units=("quarter",)) if kind == "ago" else None
        if quarter is not None and unit_of(match) == "year" and count_of(match) == 1:
            return quarter  # earnings of a quarter, compared with *a year ago*
        return Anchor(day, "day", 0, match.first)
    if kind in ("after", "before"):
        told = moments.day_of(match, context)
        if told.day is None:
            draft.reason = told.reason
            return None
        return Anchor(told.day, "day", 0, match.first, told.explicit)
    unit = unit_of(match)
    wanted = ("day",) if unit in ("day", "week", "fortnight") else ()
    anchor = context.anchor(match.first, sentences=2, units=wanted)
    if anchor is None and unit == "year" and kind == "earlier" and context.published is not None:
        return Anchor(context.published, "day", 0, match.first)
    if anchor is None:
        draft.reason = NO_PUBLISHED if context.published is None else NO_ANCHOR
    return anchor


def build_set(match: Match) -> Draft | None:
    """The reading of a match of make ``set``: *daily*, *every two weeks*, *each Monday*."""
    draft = Draft(match.first, match.last, None, type="SET")
    if (word := match.get("repeated") or match.get("repeatedquality")) is not None:
        draft.value = word
        return draft
    weekday = match.step("weekday", "weekdays")
    part = match.step("part", "parts")
    if weekday is not None:
        draft.value = f"XXXX-WXX-{weekday.value}" + (f"T{part.value}" if part is not None else "")
    elif part is not None:
        draft.value = f"XXXX-XX-XXT{part.value}"
    elif (month := match.step("month")) is not None:
        draft.value = f"XXXX-{int(month.value):02d}"
    elif (season := match.step("season")) is not None:
        draft.value = f"XXXX-{season.value}"
    elif match.step("weekend") is not None:
        draft.value = "XXXX-WXX-WE"
    else:
        number = None if match.step("once") is not None else count_of(match)
        draft.value = period_value(1 if number is None else number, unit_of(match))
    return draft


def _mod(match: Match) -> str | None:
    step = match.step("quantity", "mod", "edge")
    return step.value if step is not None else None
