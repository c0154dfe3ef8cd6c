"""Days and times of day: *24 February*, *last Tuesday evening*, *3 a.m.*, *the night before*."""

from __future__ import annotations

import dataclasses
from datetime import date

from verbale.times.calendar import bounds, day_value, full_year, make_day, move, move_months, unit_value
from verbale.times.context import FUTURE, PAST, UNKNOWN, Context
from verbale.times.draft import BEYOND, NO_ANCHOR, NO_PUBLISHED, NO_SUCH_DAY, Draft
from verbale.times.feasts import feast_day
from verbale.times.grammar import Match, Step
from verbale.times.lexicon import Holiday, meridiem_hour

_AGAINST = 12.0  # how much farther a date against the tense of its verb counts
_PLANNED = 1.5  # a weekday planned in the past lies ahead if it is not so much farther than the last one
_MONTHS = 6  # on either side of publication in which a weekday with a number is looked for
_LISTED = 3  # days between two weekdays that are named together
_LEANING = 1.6  # the same where no verb says so and news is taken to look back


class Day:
    """A day as far as a match tells it: the day itself, or why there is none."""

    __slots__ = ("approximate", "day", "explicit", "found", "reason", "value")

    def __init__(self, day: date | None, reason: str | None = None, *, explicit: bool = False) -> None:
        self.day = day
        self.reason = reason
        self.explicit = explicit
        self.found = True  # whether the match names a day at all
        self.approximate = False
        self.value: str | None = None  # where the day is told without its week or month: XXXX-05-03


class Moments:
    """Builds days and times of day."""

    def __init__(self, holidays: dict[str, Holiday], order: str) -> None:
        self._holidays = holidays
        self._order = order

    def build(self, match: Match, context: Context) -> Draft | None:
        """The reading of a match of make ``moment``, or None where it is no time after all."""
        if (word := match.step("weekword")) is not None:
            return self._week(match, word, context)
        told = self.day_of(match, context)
        clock = _clock(match)
        part = _part(match)
        if clock is None and part is None:
            return self._plain_day(match, told)
        if not told.found:
            told = self._day_of_context(match, context)
            if told.day is None and match.step("loosepart") is not None:
                return None
        return self._with_time(match, told, clock, part)

    def _week(self, match: Match, word: Step, context: Context) -> Draft:
        """*The week of 3 May*; *the first week of May*: the one that its fourth day lies in, as in ISO 8601."""
        number = next((step for step in match.all("ordinal") if step.at < word.at), None)
        steps = match.steps
        if number is not None:
            day = Step("ordinal", str(7 * int(number.value) - 3), number.at, number.last)
            steps = tuple(day if step is number else step for step in steps)
        told = self.day_of(dataclasses.replace(match, steps=steps), context)
        draft = Draft(match.first, match.last, None, reason=told.reason)
        if told.day is not None:
            draft.value, draft.day, draft.unit = unit_value(told.day, "week"), told.day, "week"
            draft.explicit_year = told.explicit
        return draft

    def _plain_day(self, match: Match, told: Day) -> Draft | None:
        if not told.found:
            return None
        draft = Draft(match.first, match.last, told.value, reason=told.reason, mod=_mod(match))
        if told.approximate:
            draft.mod, draft.reason = "APPROX", "a feast of the lunar calendar: right within a day or two"
        if told.day is not None:
            draft.value, draft.day, draft.explicit_year = told.value or day_value(told.day), told.day, told.explicit
        holiday = self._holidays.get(match.get("holiday") or "")
        if holiday is not None and holiday.whole_month and told.day is not None:
            last = move(told.day, 28)
            draft.days = (told.day.isoformat(), last.isoformat() if last else None)
        return draft

    def _with_time(self, match: Match, told: Day, clock: str | None, part: str | None) -> Draft:
        draft = Draft(match.first, match.last, None, type="TIME", mod=_mod(match), zone=_zone(match))
        if told.day is None:
            draft.reason = told.reason or NO_ANCHOR
            if clock is not None and told.reason is None:
                draft.value = f"T{clock}"
            return draft
        if clock == "24:00" and draft.mod is not None:  # shortly before or after midnight: that night
            clock, part = None, "NI"
        draft.value = f"{day_value(told.day)}T{clock or part}"
        draft.day, draft.explicit_year = told.day, told.explicit
        draft.days = bounds(day_value(told.day))
        return draft

    # The day ----------------------------------------------------------------------------------------

    def day_of(self, match: Match, context: Context) -> Day:
        """The day that a match names; ``found`` is False where it names none."""
        if match.step("isodate", "slashed", "dayclock") or (match.get("year") and len(match.all("figure")) == 2):
            return self._numeric(match, context)
        if match.step("month", "monthshort") is not None:
            return self._dated(match, context)
        if (holiday := match.get("holiday")) is not None:
            return self._holiday(holiday, match, context)
        if (deictic := match.get("deictic")) is not None:
            return _shifted(context.speaking_day(match.first), int(deictic), NO_PUBLISHED)
        if match.step("weekday", "weekdayshort") is not None:
            numbered = match.step("figure", "ordinal")
            return _numbered(match, int(numbered.value), context) if numbered else self._weekday(match, context)
        if (tonight := match.get("deicticpart")) is not None:
            return _shifted(context.speaking_day(match.first), int(tonight.split()[0]), NO_PUBLISHED)
        if (anaphoric := match.step("anaphoric", "relative", "dayoffset")) is not None:
            anchor = context.anchor(match.first, sentences=3, units=("day",))
            return _shifted(anchor.day if anchor else None, int(anaphoric.value), NO_ANCHOR)
        if match.step("this") is not None and match.step("part") is not None:
            return _shifted(context.speaking_day(match.first), 0, NO_PUBLISHED)
        if (shift := match.get("shift")) is not None and match.step("part") is not None:
            before = context.anchor(match.first, sentences=3, units=("day",)) if follows_on(match, context) else None
            return _shifted(before.day if before else context.speaking_day(match.first), int(shift), NO_PUBLISHED)
        if (number := match.step("figure", "ordinal")) is not None and match.step("monthshift") is not None:
            return self._day_of_shifted_month(int(number.value), int(match.get("monthshift") or 0), context)
        if (ordinal := match.step("ordinal")) is not None and match.step("unit") is None:
            return self._day_of_month(int(ordinal.value), match, context)
        told = Day(None)
        told.found = False
        return told

    def _numeric(self, match: Match, context: Context) -> Day:
        if (iso := match.get("isodate")) is not None:
            year, month, day = (int(part) for part in iso.split("-"))
        elif (slashed := match.get("slashed")) is not None:
            first, second, last = slashed.split("/")
            year = int(last) if len(last) == 4 else full_year(int(last), context.published)
            return self._ordered(year, int(first), int(second), context)
        else:
            figures = [int(step.value) for step in match.all("figure")][:2]
            stamp = match.get("dayclock")
            if stamp is not None:
                figures.append(int(stamp.split("t")[0]))
            year, (month, day) = int(match.get("year") or 0), ([*figures, 0, 0])[:2]
            written = match.step("year")
            if written is not None and written.at > match.all("figure")[0].at:  # 17-06-1997
                return self._ordered(year, month, day, context)
        made = make_day(year, month, day)
        return Day(made, None if made else NO_SUCH_DAY, explicit=True)

    def _ordered(self, year: int, first: int, second: int, context: Context) -> Day:
        day_first, month_first = make_day(year, second, first), make_day(year, first, second)
        if context.published is not None and context.published in (day_first, month_first):
            return Day(context.published, explicit=True)
        if day_first is None or month_first is None or self._order == "dmy":
            made = (day_first or month_first) if self._order == "dmy" else (month_first or day_first)
            return Day(made, None if made else NO_SUCH_DAY, explicit=True)
        if day_first != month_first and context.published is not None:
            near = min(month_first, day_first, key=lambda d: abs((context.published or d) - d))
            return Day(near, explicit=True)
        return Day(month_first, explicit=True)

    def _dated(self, match: Match, context: Context) -> Day:
        step = match.step("month", "monthshort")
        number = match.step("figure", "ordinal") or next(iter(reversed(match.all("number"))), None)
        assert step is not None
        if number is None:
            told = Day(None)
            told.found = False
            return told
        month, exact = int(step.value), float(number.value)
        if exact != int(exact) or (number.kind == "number" and exact > 31):  # 2.5 May
            told = Day(None)
            told.found = False
            return told
        day = int(exact)
        year = _year(match, context)
        if match.step("long") is not None:
            return Day(None, BEYOND)
        if year is None:
            return self._nearest_year(match, month, day, context)
        made = make_day(year, month, day)
        return Day(made, None if made else NO_SUCH_DAY, explicit=match.get("year") is not None)

    def _nearest_year(self, match: Match, month: int, day: int, context: Context) -> Day:
        if make_day(2024, month, day) is None:
            return Day(None, NO_SUCH_DAY)
        if context.published is None:
            told = Day(None, NO_PUBLISHED)
            told.value = f"XXXX-{month:02d}-{day:02d}"
            return told
        if (shift := match.get("shift")) is not None:
            return Day(_adjacent(month, day, int(shift), context.published))
        if (year := context.year_of_sentence(match.first)) is not None:
            return Day(make_day(year, month, day), explicit=True)
        years = (context.published.year + n for n in (-1, 0, 1))
        options = [made for year in years if (made := make_day(year, month, day)) is not None]
        return Day(nearest(options, context.published, *context.direction(match.first, match.last)))

    def _holiday(self, key: str, match: Match, context: Context) -> Day:
        holiday = self._holidays.get(key)
        if holiday is None:
            return Day(None, "a feast whose day is not known")
        year = _year(match, context)
        if year is not None:
            day = feast_day(holiday, year)
        elif context.published is None:
            return Day(None, NO_PUBLISHED)
        else:
            years = (context.published.year + n for n in (-1, 0, 1))
            options = [made for n in years if (made := feast_day(holiday, n)) is not None]
            shift = int(match.get("shift") or 0)
            if shift:
                options = [d for d in options if (d > context.published) == (shift > 0)]
            direction, sure = context.direction(match.first, match.last, deadline=False)
            if sure and direction != UNKNOWN:  # a feast comes once a year: its tense tells which
                options = [d for d in options if (d >= context.published) == (direction == FUTURE)] or options
            day = nearest(options, context.published, direction, sure)
        told = Day(day, None if day else BEYOND, explicit=match.get("year") is not None)
        told.approximate = holiday.islamic is not None and day is not None
        return told

    def _weekday(self, match: Match, context: Context) -> Day:
        base = context.speaking_day(match.first)
        if base is None:
            return Day(None, NO_PUBLISHED)
        wanted = int(match.get("weekday") or match.get("weekdayshort") or 1)
        behind = (base.isoweekday() - wanted) % 7
        ahead = (wanted - base.isoweekday()) % 7
        previous = match.step("anaphoric", "relative") or (match.step("shift") if follows_on(match, context) else None)
        if previous is not None:
            anchor = context.anchor(match.first, sentences=2, units=("day",))
            if anchor is not None and int(previous.value):
                away = int(previous.value)
                gap = (wanted - anchor.day.isoweekday()) * away % 7 or 7
                return _shifted(anchor.day, away * gap, BEYOND)
        if (weeks := match.step("shift", "this")) is not None:
            count = int(weeks.value)
            if count < 0:
                return _shifted(base, -(behind or 7), BEYOND)
            if count > 0:
                return _shifted(base, ahead or 7, BEYOND)
            past = context.direction(match.first, match.last) == (PAST, True)
            return _shifted(base, -behind if past and behind < ahead else ahead, BEYOND)
        listed = context.listed(match.first)
        if listed is not None and 0 < (gap := (wanted - listed.isoweekday()) % 7) <= _LISTED:
            return _shifted(listed, gap, BEYOND)
        if (week := match.get("weekshift")) is not None:
            monday = move(base, 1 - base.isoweekday() + 7 * int(week))
            return _shifted(monday, wanted - 1, BEYOND)
        if match.step("until") is not None:
            return _shifted(base, ahead, BEYOND)
        direction, sure = context.direction(match.first, match.last)
        if direction == PAST or (direction == UNKNOWN and not sure) or not behind:
            return _shifted(base, -behind, BEYOND)
        planned = direction == FUTURE and (sure or ahead <= _PLANNED * behind)
        return _shifted(base, ahead if planned or ahead < behind else -behind, BEYOND)

    def _day_of_shifted_month(self, day: int, months: int, context: Context) -> Day:
        if context.published is None:
            return Day(None, NO_PUBLISHED)
        month = move_months(context.published.replace(day=1), months)
        made = make_day(month.year, month.month, day) if month is not None else None
        return Day(made, None if made else NO_SUCH_DAY)

    def _day_of_month(self, day: int, match: Match, context: Context) -> Day:
        if context.published is None:
            return Day(None, NO_PUBLISHED)
        anchor = context.anchor(match.first, sentences=1, units=("month", "day"))
        base = anchor.day if anchor is not None else context.published
        made = make_day(base.year, base.month, day)
        return Day(made, None if made else NO_SUCH_DAY)

    def _day_of_context(self, match: Match, context: Context) -> Day:
        """The day of *in the evening*, *overnight*, *at 3 a.m.*: of the nearest dated words, else of publication."""
        within = 0 if match.step("overnight") is not None else 1
        anchor = context.anchor(match.first, sentences=within, units=("day",))
        base = anchor.day if anchor is not None else None
        if base is None and match.step("loosepart") is None:
            base = context.speaking_day(match.first)
        if base is None:
            return Day(None, NO_PUBLISHED if context.published is None else NO_ANCHOR)
        if match.step("overnight") is not None:
            direction, sure = context.direction(match.first, match.last)
            return _shifted(base, 0 if direction == FUTURE and sure else -1, NO_ANCHOR)
        return Day(base)


def _numbered(match: Match, number: int, context: Context) -> Day:
    """A weekday with its day of the month: *lunedì 20*, *Monday the 20th*: the nearest that is both, if any is."""
    told = Day(None)
    if context.published is None:
        return Day(None, NO_PUBLISHED)
    wanted = int(match.get("weekday") or match.get("weekdayshort") or 1)
    months = (move_months(context.published.replace(day=1), n) for n in range(-_MONTHS, _MONTHS + 1))
    days = (make_day(month.year, month.month, number) for month in months if month is not None)
    options = [day for day in days if day is not None and day.isoweekday() == wanted]
    told.day = nearest(options, context.published, *context.direction(match.first, match.last))
    told.found = told.day is not None
    return told


def follows_on(match: Match, context: Context) -> bool:
    """Whether *next* is written so that it counts from what was told last: *the next day*."""
    step = match.step("shift")
    before = step.at - 1 if step is not None else -1
    if step is None or before < match.first:
        return False
    return any(edge.kind == "sequent" and edge.length == step.last - before for edge in context.edges[before] or ())


def nearest(options: list[date], published: date, direction: int, sure: bool) -> date | None:
    """The day that lies nearest to publication, where what runs against the tense counts as farther."""

    def distance(day: date) -> float:
        days = abs((day - published).days)
        ahead = day > published
        if direction == UNKNOWN or not sure:
            return days * (_LEANING if ahead and direction != FUTURE else 1)
        return days * (_AGAINST if ahead == (direction == PAST) and days else 1)

    return min(options, key=distance, default=None)


def _adjacent(month: int, day: int, shift: int, published: date) -> date | None:
    for year in (published.year + n for n in (range(1, -2, -1) if shift < 0 else range(-1, 9))):
        made = make_day(year, month, day)
        if made is not None and (made < published if shift < 0 else made >= published):
            return made
    return None


def _shifted(day: date | None, days: int, reason: str) -> Day:
    moved = move(day, days) if day is not None else None
    return Day(moved, None if moved else reason)


def _year(match: Match, context: Context) -> int | None:
    if (year := match.get("year")) is not None:
        return int(year)
    if (short := match.get("shortyear")) is not None:
        return full_year(int(short), context.published)
    if (shift := match.get("yearshift")) is not None and context.published is not None:
        return context.published.year + int(shift)
    return None


def _clock(match: Match) -> str | None:
    """Hours and minutes that a match tells, on a clock of 24."""
    if (bracket := match.step("open")) is not None:  # 10 pm (2000 GMT)
        match = dataclasses.replace(match, steps=tuple(step for step in match.steps if step.at < bracket.at))
    for step in match.steps:
        if step.kind in ("clock", "clockword", "joined"):
            return step.value
        if step.kind == "dayclock":
            return step.value.split("t")[1][:5]
    half = match.get("meridiem")
    if half is None and (part := match.get("part")) is not None and match.step("time", "dotted", "hour") is not None:
        half = "a" if part == "MO" else "p"
    if (time := match.step("time", "dotted")) is not None:
        hour, minute = time.value.split(":")
        return f"{meridiem_hour(int(hour), half):02d}:{minute}"
    if (hour_step := match.step("hour")) is None:
        return None
    hour_number = int(float(hour_step.value))
    if half is not None and hour_number <= 12:
        night = match.get("part") == "NI"
        hour_number = hour_number if night and hour_number < 6 else meridiem_hour(hour_number, half)
    minutes = int(match.get("minutes") or 0)
    if minutes < 0:
        hour_number, minutes = (hour_number - 1) % 24, 60 + minutes
    return f"{hour_number:02d}:{minutes:02d}"


def _zone(match: Match) -> str | None:
    """The zone of the first clock: *10 pm (2000 GMT)* does not tell that of its 10 pm."""
    zone, bracket = match.step("zone"), match.step("open")
    return zone.value if zone is not None and (bracket is None or zone.at < bracket.at) else None


def _part(match: Match) -> str | None:
    step = match.step("deicticpart", "overnight", "nightof", "dayphrase", "earlypart", "part", "loosepart")
    return step.value.split()[-1] if step is not None else None


def _mod(match: Match) -> str | None:
    step = match.step("mod", "edge")
    return step.value if step is not None else None
