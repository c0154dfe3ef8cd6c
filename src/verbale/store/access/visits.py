"""Visits: up to which change somebody has seen a track, so that the next visit can begin with what is new.

A visit lasts as long as its looks follow each other within ``PAUSE``: whoever loads a page again within it is shown
the same news.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import DBAPIError, TimeoutError

from verbale.store.access.sessions import later
from verbale.store.changes import last_number
from verbale.store.engine import noting
from verbale.store.ledger import Ledger
from verbale.store.sql import upsert
from verbale.store.tables import visits

PAUSE = timedelta(minutes=30)  # after which a look is another visit
NOTED = timedelta(minutes=5)  # how exactly looks are noted
WAIT = 100  # milliseconds for which a look waits to be noted


@dataclass(frozen=True, slots=True)
class Visit:
    """The end of the visit before: the last change that there was then, and the moment."""

    change: int
    at: str


def last_visit(connection: Connection, who: str, track: str, now: str) -> Visit | None:
    """The visit before the one that ``now`` belongs to; none for who comes first."""
    row = _row(connection, who, track)
    if row is None:
        return None
    if later(row.at, PAUSE) <= now:
        return Visit(row.seen, row.at)
    return Visit(row.before, row.before_at) if row.before is not None else None


def due(connection: Connection, who: str, track: str, now: str, seen: int) -> bool:
    """Whether a look at all up to a change should be noted: not each one is."""
    row = _row(connection, who, track)
    return row is None or later(row.at, NOTED) <= now or row.seen < seen


def note_visit(connection: Connection, who: str, track: str, now: str, seen: int | None = None) -> None:
    """Note a look at all up to the change ``seen``, by default at all that is there now."""
    row = _row(connection, who, track)
    last = max(last_number(connection) if seen is None else seen, row.seen if row is not None else 0)
    if row is None:
        before: tuple[int | None, str | None] = (None, None)
    else:
        before = (row.seen, row.at) if later(row.at, PAUSE) <= now else (row.before, row.before_at)
    told = {"seen": last, "at": now, "before": before[0], "before_at": before[1]}
    upsert(connection, visits, [{"who": who, "track": track, **told}], replaced=tuple(told))


def note_look(ledger: Ledger, who: str, track: str, seen: int | None = None) -> None:
    """Note a look at a track now, up to the last change that was ``seen``, if it is due. Nobody waits for it: while a
    text is being stored it is left out."""
    now = ledger.clock()
    with suppress(DBAPIError, TimeoutError):
        with ledger.reading() as connection:
            last = last_number(connection) if seen is None else seen
            wanted = due(connection, who, track, now, last)
        if wanted:
            with noting(ledger.engine, WAIT) as connection:
                note_visit(connection, who, track, now, last)


def _row(connection: Connection, who: str, track: str) -> Row[Any] | None:
    return connection.execute(select(visits).where(visits.c.who == who, visits.c.track == track)).first()
