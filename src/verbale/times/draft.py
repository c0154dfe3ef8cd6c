"""What a builder makes of a match, before it becomes a ``Time`` of the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from verbale.record import TimeType
from verbale.times.calendar import bounds


@dataclass(slots=True)
class Draft:
    """Tokens ``first:last`` and their reading; ``reason`` says why ``value`` is blank or doubtful."""

    first: int
    last: int
    value: str | None
    type: TimeType = "DATE"
    mod: str | None = None
    zone: str | None = None
    reason: str | None = None
    day: date | None = None  # what later expressions may lean on
    unit: str = "day"
    explicit_year: bool = False
    days: tuple[str | None, str | None] | None = field(default=None)  # where they are not those of the value

    def bounds(self) -> tuple[str | None, str | None]:
        return self.days if self.days is not None else bounds(self.value)


NO_PUBLISHED = "relative to a date of publication that is not known"
NO_SUCH_DAY = "the calendar has no such day"
NO_ANCHOR = "relative to another time that the text does not give"
BEYOND = "outside the years that can be written"
