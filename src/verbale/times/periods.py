"""Parts of the calendar longer than a day: *last week*, *March 2022*, *the third quarter*, *the 1990s*."""

from __future__ import annotations

from datetime import date

from verbale.times.calendar import SEASONS, full_year, make_day, period_value, shift, unit_value
from verbale.times.context import FUTURE, PAST, Anchor, Context
from verbale.times.draft import BEYOND, NO_ANCHOR, NO_PUBLISHED, Draft
from verbale.times.grammar import Match
from verbale.times.moments import follows_on, nearest

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_SUNDAY = 7
_FIRST_SHORT_YEAR = 32  # two figures that cannot be a day of the month


def build_period(match: Match, context: Context) -> Draft | None:
    """The reading of a match of make ``period``, or None where it is no time after all."""
    draft = Draft(match.first, match.last, None, mod=_mod(match))
    if match.step("century", "centuryword") is not None:
        return _century(match, context, draft)
    if match.step("decade", "decadeword", "decadehead", "edgedecade") is not None:
        return _decade(match, context, draft)
    if match.step("quarter", "quartercode", "half", "yearago", "period") is not None:
        return _part_of_year(match, context, draft)
    if match.step("season") is not None:
        return _season(match, context, draft)
    if match.step("month", "monthshort") is not None:
        return _month(match, context, draft)
    if match.step("weekend") is not None:
        return _weekend(match, context, draft)
    if (
        match.step("year", "shortyear", "long", "number", "spokencentury", "figure", "edgeyear") is not None
        and match.step("unit") is None
    ):
        return _year(match, context, draft)
    if match.step("unit", "shiftedunit") is not None:
        return _unit(match, context, draft)
    return None


def _set(draft: Draft, day: date | None, unit: str, reason: str = BEYOND, *, explicit: bool = False) -> Draft:
    """Fill a draft with the unit that a day lies in."""
    if day is None:
        draft.reason = reason
        return draft
    draft.value = unit_value(day, unit)
    draft.day, draft.unit, draft.explicit_year = day, unit, explicit
    return draft


def _mod(match: Match) -> str | None:
    step = match.step("edge", "mod", "edgeyear", "edgedecade")
    return step.value.split()[0] if step is not None else None


def _told_year(match: Match, context: Context) -> int | None:
    if (year := match.get("year")) is not None:
        return int(year)
    if (joined := match.get("edgeyear")) is not None:
        return int(joined.split()[1])
    if match.step("spokencentury") is not None:
        return sum(int(step.value) for step in match.all("spokencentury", "tens", "number"))
    if (figure := match.step("figure")) is not None and int(figure.value) >= _FIRST_SHORT_YEAR:
        return full_year(int(figure.value), context.published)
    if (short := match.get("shortyear")) is not None:
        return full_year(int(short), context.published)
    if (moved := match.get("yearshift")) is not None and context.published is not None:
        return context.published.year + int(moved)
    if match.step("sameyear") is not None:
        anchor = context.anchor(match.first, sentences=3)
        return anchor.day.year if anchor is not None else None
    return None


def _year(match: Match, context: Context, draft: Draft) -> Draft | None:
    year = _told_year(match, context)
    if year is None:
        if match.step("long") is None:
            return None
        draft.reason = BEYOND
        return draft
    return _set(draft, make_day(year, 1, 1), "year", explicit=True)


def _month(match: Match, context: Context, draft: Draft) -> Draft | None:
    step = match.step("month", "monthshort")
    assert step is not None
    month, year = int(step.value), _told_year(match, context)
    if match.step("long") is not None:
        draft.reason = BEYOND
        return draft
    if year is None and match.step("figure") is not None:
        return None
    if year is not None:
        return _set(draft, make_day(year, month, 1), "month", explicit=match.get("yearshift") is None)
    published = context.published
    if published is None:
        draft.value, draft.reason = f"XXXX-{month:02d}", NO_PUBLISHED
        return draft
    if (year := context.year_of_sentence(match.first)) is not None and match.step("shift", "this") is None:
        return _set(draft, make_day(year, month, 1), "month", explicit=True)
    return _set(draft, _month_near(match, context, published, month), "month")


def _month_near(match: Match, context: Context, published: date, month: int) -> date | None:
    """The first day of the month that is meant, where no year is told."""
    current = date(published.year, published.month, 1)
    moved = match.step("shift", "this")
    if moved is not None:
        count = int(moved.value)
        if count == 0:
            return make_day(published.year, month, 1)
        year = published.year
        if count < 0 and month >= published.month:
            year -= 1
        if count > 0 and month <= published.month:
            year += 1
        return make_day(year, month, 1)
    if month == published.month:
        return current
    direction, sure = context.direction(match.first, match.last)
    options = [made for n in (-1, 0, 1) if (made := make_day(published.year + n, month, 1)) is not None]
    return nearest(options, current, direction or PAST, sure or direction != FUTURE)


def _season(match: Match, context: Context, draft: Draft) -> Draft:
    season = match.get("season") or "SU"
    month, year = SEASONS[season], _told_year(match, context)
    if year is not None:
        return _set(draft, make_day(year, month, 1), "season", explicit=match.get("yearshift") is None)
    if context.published is None:
        draft.value, draft.reason = f"XXXX-{season}", NO_PUBLISHED
        return draft
    published = context.published
    options = [made for n in (-1, 0, 1) if (made := make_day(published.year + n, month, 1)) is not None]
    current = next((d for d in options if unit_value(d, "season") == unit_value(published, "season")), None)
    moved = match.step("shift", "this")
    if moved is not None and moved.value != "0":
        options = [d for d in options if (d > published) == (int(moved.value) > 0) and d != current]
        return _set(draft, min(options, key=lambda d: abs(d - published), default=None), "season")
    if current is not None:
        return _set(draft, current, "season")
    if moved is not None:
        return _set(draft, make_day(published.year, month, 1), "season")
    direction, sure = context.direction(match.first, match.last)
    return _set(draft, nearest(options, published, direction, sure and direction == FUTURE), "season")


def _part_of_year(match: Match, context: Context, draft: Draft) -> Draft | None:
    """Quarters and halves."""
    unit = "half" if match.step("half") is not None else "quarter"
    count = match.step("ordinal", "number", "quartercode")
    anchor = context.anchor(match.first, sentences=6, units=(unit,))
    if match.step("yearago") is not None:
        return _set(draft, shift(anchor.day, "year", -1), unit) if anchor is not None else None
    if count is None:
        base = anchor.day if anchor is not None else None
        moved = match.step("shift", "this", "anaphoric", "latest")
        if moved is not None and moved.kind in ("shift", "this"):
            base = context.published
        if base is None:
            draft.reason = NO_ANCHOR
            return draft if moved is not None else None
        return _set(draft, shift(base, unit, int(moved.value) if moved is not None else 0), unit)
    number = int(float(count.value))
    if not 1 <= number <= (4 if unit == "quarter" else 2):
        return None
    month = (number - 1) * (3 if unit == "quarter" else 6) + 1
    if (year := _told_year(match, context)) is not None:
        return _set(draft, make_day(year, month, 1), unit, explicit=match.get("yearshift") is None)
    if context.published is None:
        draft.value = f"XXXX-{unit[0].upper()}{number}"
        draft.reason = NO_PUBLISHED
        return draft
    year = context.year_of_sentence(match.first) or context.published.year
    made = make_day(year, month, 1)
    if made is not None and made > context.published and context.direction(match.first, match.last)[0] != FUTURE:
        made = make_day(year - 1, month, 1)
    return _set(draft, made, unit)


def _decade(match: Match, context: Context, draft: Draft) -> Draft | None:
    step = match.step("decade", "decadeword", "shortyear", "figure", "year", "edgedecade")
    if step is None or step.value[-1] != "0":
        return None
    figures = step.value.split()[-1]
    year = int(figures) if len(figures) == 4 else full_year(int(figures), context.published)
    if (spoken := match.get("spokencentury")) is not None:
        year = int(spoken) + int(figures)
    return _set(draft, make_day(year, 1, 1), "decade", explicit=True)


def _century(match: Match, context: Context, draft: Draft) -> Draft | None:
    if (moved := match.step("shift", "this")) is not None:
        if context.published is None:
            draft.reason = NO_PUBLISHED
            return draft
        return _set(draft, shift(context.published, "century", int(moved.value)), "century")
    ordinal = match.get("centuryword") or match.get("ordinal") or match.get("number")
    number = int(ordinal) if ordinal is not None else _roman(match.get("roman") or "")
    if not 1 < number < 23:
        return None
    return _set(draft, make_day((number - 1) * 100, 1, 1), "century", explicit=True)


def _roman(figures: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in figures]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=False))


def _weekend(match: Match, context: Context, draft: Draft) -> Draft:
    published = context.published
    if published is None:
        draft.reason = NO_PUBLISHED
        return draft
    moved = match.step("shift", "this")
    if moved is None:
        direction, _ = context.direction(match.first, match.last)
        count = 0 if direction == FUTURE or published.isoweekday() >= 6 else -1
    else:
        count = int(moved.value)
    return _set(draft, shift(published, "week", count), "weekend")


def _unit(match: Match, context: Context, draft: Draft) -> Draft | None:
    """*Last week*, *this month*, *the previous year*, *the same day*."""
    whole = match.get("shiftedunit")  # one word that is both: yesteryear
    unit, count = (match.get("unit") or "", None) if whole is None else (whole.split()[0], int(whole.split()[1]))
    moved = match.step("shift", "this")
    if moved is not None:
        count = int(moved.value)
    if unit in ("decade", "century"):  # the past decade, this century: a stretch, not a named one
        draft.value, draft.type = period_value(1, unit), "DURATION"
        return draft if moved is not None else None
    if moved is None and count is None and match.step("anaphoric", "relative") is None:
        return _edge_of_unit(unit, match, context, draft)
    told = _last_named(match, context) if follows_on(match, context) else None
    if told is not None and count is not None:
        return _set(draft, shift(told.day, unit, count), unit, explicit=told.explicit_year)
    if count is not None:
        if context.published is None:
            draft.reason = NO_PUBLISHED
            return draft
        base = context.speaking_day(match.first) or context.published
        if unit == "week" and count == 0 and base.isoweekday() == _SUNDAY:
            direction, sure = context.direction(match.first, match.last)
            count = 1 if direction == FUTURE and (sure or not _looks_back(match)) else 0
        return _set(draft, shift(base, unit, count), unit)
    anaphoric = match.step("anaphoric", "relative")
    if anaphoric is None:
        return None
    anchor = context.anchor(match.first, sentences=3, units=() if unit != "day" else ("day",))
    if anchor is None:
        draft.reason = NO_ANCHOR
        return draft
    return _set(draft, shift(anchor.day, unit, int(anaphoric.value)), unit, explicit=anchor.explicit_year)


def _last_named(match: Match, context: Context) -> Anchor | None:
    """The expression before, if it lies in the past: *in 1999 … the next year*."""
    anchor = context.anchor(match.first, sentences=2)
    if anchor is None or context.published is None or anchor.day.year >= context.published.year:
        return None
    return anchor


def _edge_of_unit(unit: str, match: Match, context: Context, draft: Draft) -> Draft | None:
    """*The end of the year*: of the year that the text has just named, else of the running one."""
    if match.step("edge") is None or unit not in ("week", "month", "year"):
        return None
    anchor = context.anchor(match.first, sentences=1)
    base = anchor.day if anchor is not None and anchor.explicit_year else context.published
    return _set(draft, base, unit, NO_PUBLISHED, explicit=anchor is not None and anchor.explicit_year)


def _looks_back(match: Match) -> bool:
    return match.get("edge") == "START"
