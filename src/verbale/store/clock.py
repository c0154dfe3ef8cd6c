"""When we knew: UTC, as text that sorts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

Clock = Callable[[], str]
LATEST = "9999-12-31T23:59:59.999Z"


def now() -> str:
    """The present, ISO 8601 in milliseconds."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """A moment in UTC; one without a zone is taken to be in UTC."""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_given(given: str) -> str:
    """The moment of a date-time, or the first of a date. Raises ``ValueError`` for anything else."""
    return stamp(datetime.fromisoformat(given.strip()))


def moment_of(given: str) -> str:
    """The moment that a person means: an ISO 8601 date-time, or a date, of which the last moment is meant.

    Raises ``ValueError`` for anything else.
    """
    given = given.strip()
    if len(given) == 10:
        day = date.fromisoformat(given)
        if day == date.max:
            return LATEST
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC)
        return stamp(end - timedelta(milliseconds=1))
    return stamp(datetime.fromisoformat(given))
