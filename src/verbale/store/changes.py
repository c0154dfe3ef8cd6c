"""Reading the feed: the changes after a number, of some topics and of one track, in the order of commit.

Topics are written ``position`` (all its verbs) or ``position.changed``. A page is answered from an index: each kind of
change by its own, so that rare ones are found among millions of others; a track is gone through in windows.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exists, func, select, tuple_
from sqlalchemy.sql import ColumnElement

from verbale.store.clock import moment_of
from verbale.store.feed import VERBS
from verbale.store.sighted import texts_of
from verbale.store.tables import changes, track_versions
from verbale.store.tracking import Track

WINDOW = 5_000  # numbers that are gone through at once where only those of a track are wanted
WINDOWS = 20  # windows of one page
TRACKED = 400  # documents of a track whose changes are looked at beside the last windows
NAMESPACE = uuid.UUID("7d0f5c1e-6c0b-5d0e-9a5b-2f6f5b1f3b7a")  # of the names of changes
# What most who listen want to hear of: a position was taken or changed, a contact announced, held, moved, called off.
NEWS = ("position.taken", "position.changed", "contact.announced", "contact.held", "contact.moved", "contact.cancelled")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d")

Kind = tuple[str, str]  # topic and verb


@dataclass(frozen=True, slots=True)
class Told:
    """A document as it is cited; ``key`` names it in the store, ``id`` is what was given with it."""

    key: str
    id: str
    title: str | None
    publisher: str | None
    url: str | None
    day: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A change. ``document`` is the one whose coming made it; ``data`` is described in ``feed.py``."""

    id: int
    made: str
    topic: str
    verb: str
    subject: str
    document: Told | None
    data: dict[str, Any]

    @property
    def name(self) -> str:
        """Topic and verb."""
        return f"{self.topic}.{self.verb}"

    @property
    def urn(self) -> str:
        """A name that no other change has, in this store or another."""
        return name_of(str(self.id), self.made, self.topic, self.verb, self.subject)


@dataclass(frozen=True, slots=True)
class Page:
    """Changes after a number; ``last`` is the number up to which all have been looked at, ``more`` whether others
    follow."""

    entries: tuple[Entry, ...]
    last: int
    more: bool


def name_of(*parts: str) -> str:
    """A URN made of some words: the same for the same words (RFC 9562, version 5)."""
    return uuid.uuid5(NAMESPACE, "\x1f".join(parts)).urn


def kinds_of(topics: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds of change that some topics name (none: all). Raises ``ValueError`` for one that there is not."""
    found: dict[Kind, None] = {}
    for given in topics:
        topic, _, verb = given.strip().partition(".")
        verbs = VERBS.get(topic)
        if verbs is None:
            raise ValueError(f"there is no topic {topic!r}; topics are {', '.join(VERBS)}")
        if verb and verb not in verbs:
            raise ValueError(f"there is no {given!r}; of {topic} there are {', '.join(verbs)}")
        found.update(dict.fromkeys((topic, one) for one in verbs if not verb or one == verb))
    return tuple(found)


def number_before(connection: Connection, since: str) -> int:
    """The number after which the changes come that a person means: those after a number, or since a day or a moment
    (ISO 8601, UTC) of their commit. Raises ``ValueError`` for anything else."""
    if since.strip().isdigit():
        return min(int(since), 2**31 - 1)
    moment = f"{since.strip()}T00:00:00.000Z" if _MOMENT.fullmatch(since.strip()) else None
    try:
        moment_of(since)
        moment = moment or moment_of(since)
    except ValueError as error:
        raise ValueError(f"--since: {since!r} is neither the number of a change nor an ISO date") from error
    query = select(changes.c.id).where(changes.c.made >= moment).order_by(changes.c.made, changes.c.id).limit(1)
    first = connection.execute(query).scalar()
    return first - 1 if first is not None else last_number(connection)


def last_number(connection: Connection) -> int:
    """The number of the last change; 0 where there is none."""
    return int(connection.execute(select(func.max(changes.c.id))).scalar() or 0)


def changes_after(
    connection: Connection, number: int, kinds: Sequence[Kind] = (), track: Track | None = None, limit: int = 200
) -> Page:
    """The first changes after a number, at most ``limit``, of some kinds (none: all) and of a track."""
    end = last_number(connection)
    if track is not None:
        return _of_track(connection, number, kinds, track, limit, end)
    rows = _first(connection, kinds, limit + 1, changes.c.id > number, changes.c.id <= end)
    more = len(rows) > limit
    return Page(_entries(connection, rows[:limit]), rows[limit - 1].id if more else max(end, number), more)


def latest_changes(
    connection: Connection, kinds: Sequence[Kind] = (), track: Track | None = None, limit: int = 200, after: int = 0
) -> Page:
    """The last ``limit`` changes after a number, in the order of commit."""
    end = last_number(connection)
    if track is None:
        rows = _first(connection, kinds, limit, changes.c.id <= end, changes.c.id > after, down=True)
    else:
        rows = _last_of_track(connection, kinds, track, limit, after, end)
    return Page(_entries(connection, reversed(rows)), end, False)


def _last_of_track(
    connection: Connection, kinds: Sequence[Kind], track: Track, limit: int, after: int, end: int
) -> list[Any]:
    """The last rows of a track, the latest first: those among the last changes of all, then those that its last
    ``TRACKED`` documents brought."""
    rows: list[Any] = []
    high = end
    for _ in range(WINDOWS):
        window = (changes.c.id <= high, changes.c.id > max(after, high - WINDOW), _within(track))
        rows += _first(connection, kinds, limit - len(rows), *window, down=True)
        high -= WINDOW
        if len(rows) >= limit or high <= after:
            return rows
    own = select(track_versions.c.version_id).where(track_versions.c.track_id == track.id)
    latest = connection.execute(own.order_by(track_versions.c.version_id.desc()).limit(TRACKED)).scalars().all()
    where = [changes.c.version_id.in_(latest), changes.c.id <= high, changes.c.id > after]
    if kinds:
        where.append(tuple_(changes.c.topic, changes.c.verb).in_(kinds))
    query = select(changes).where(*where).order_by(changes.c.id.desc()).limit(limit - len(rows))
    return [*rows, *connection.execute(query)]


def _of_track(connection: Connection, number: int, kinds: Sequence[Kind], track: Track, limit: int, end: int) -> Page:
    rows: list[Any] = []
    at = number
    for _ in range(WINDOWS):
        window = (changes.c.id > at, changes.c.id <= at + WINDOW, _within(track))
        rows += _first(connection, kinds, limit + 1 - len(rows), *window)
        if len(rows) > limit:
            return Page(_entries(connection, rows[:limit]), rows[limit - 1].id, True)
        at += WINDOW
        if at >= end:
            return Page(_entries(connection, rows), max(end, number), False)
    return Page(_entries(connection, rows), at, True)


def _within(track: Track) -> ColumnElement[bool]:
    of_track = select(track_versions.c.version_id).where(
        track_versions.c.track_id == track.id, track_versions.c.version_id == changes.c.version_id
    )
    return exists(of_track)


def _first(
    connection: Connection, kinds: Sequence[Kind], limit: int, *where: ColumnElement[bool], down: bool = False
) -> list[Any]:
    """The first rows (``down``: the last, the latest first) of some kinds, each kind from its part of the index."""
    order = changes.c.id.desc() if down else changes.c.id
    if not kinds:
        return [*connection.execute(select(changes).where(*where).order_by(order).limit(limit))]
    rows: list[Any] = []
    for topic, verb in kinds:
        of_kind = (changes.c.topic == topic, changes.c.verb == verb)
        rows += connection.execute(select(changes).where(*of_kind, *where).order_by(order).limit(limit))
    return sorted(rows, key=lambda row: -row.id if down else row.id)[:limit]


def _entries(connection: Connection, rows: Iterable[Any]) -> tuple[Entry, ...]:
    rows = [*rows]
    cited = texts_of(connection, {row.version_id for row in rows if row.version_id is not None})
    told = {id: Told(one.document, one.name, one.title, one.publisher, one.url, one.told) for id, one in cited.items()}
    return tuple(
        Entry(row.id, row.made, row.topic, row.verb, row.subject, told.get(row.version_id), json.loads(row.data))
        for row in rows
    )
