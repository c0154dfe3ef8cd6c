"""The tracks in use: what each is made of, and in how many texts of how many origins it is told."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from verbale.store.memory import names_of
from verbale.store.tables import track_versions, versions
from verbale.store.tracking import Track, track_named, tracks_of


@dataclass(frozen=True, slots=True)
class Tracked:
    """A track: its parties as (key, name); ``first`` and ``last`` are the days of publication of its texts."""

    name: str
    parties: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    subjects: tuple[str, ...]
    since: str | None
    until: str | None
    texts: int
    origins: int
    first: str | None
    last: str | None
    author: str
    made: str


def tracks(connection: Connection) -> tuple[Tracked, ...]:
    """All tracks in use, by name."""
    return tuple(_tracked(connection, track) for track in tracks_of(connection))


def tracked(connection: Connection, name: str) -> Tracked:
    """One track. Raises ``TrackError`` if there is none of that name."""
    return _tracked(connection, track_named(connection, name))


def _tracked(connection: Connection, track: Track) -> Tracked:
    told = track.definition
    named = names_of(connection, told.parties)
    counted = (
        select(
            func.count().label("texts"),
            func.count(func.distinct(versions.c.origin)).label("origins"),
            func.min(versions.c.day).label("first"),
            func.max(versions.c.day).label("last"),
        )
        .select_from(track_versions.join(versions, versions.c.id == track_versions.c.version_id))
        .where(track_versions.c.track_id == track.id, versions.c.superseded.is_(None))
    )
    row = connection.execute(counted).one()
    return Tracked(
        name=track.name,
        parties=tuple((key, named.get(key, key)) for key in told.parties),
        places=told.places,
        subjects=told.subjects,
        since=told.since,
        until=told.until,
        texts=row.texts,
        origins=row.origins,
        first=row.first,
        last=row.last,
        author=track.author,
        made=track.made,
    )
