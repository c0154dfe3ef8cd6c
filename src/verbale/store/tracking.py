"""Negotiation tracks: named sets of parties, places and subjects, and the versions that belong to each.

A version belongs to a track when two of its parties appear there (the only one, if it has just one), or one of them
and one of its places or subjects. Which do is kept in a table, so that a track filters every view by an index.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, null, select, update

from verbale.store import search
from verbale.store.aliases import Aliases, aliases_of
from verbale.store.facts import dumps
from verbale.store.sql import chunks, insert_one, upsert
from verbale.store.tables import appearances, facts, track_versions, tracks, versions

MOST = 60  # parties, places or subjects of one track
FOUND = 1_000_000  # versions that a subject may find


@dataclass(frozen=True, slots=True)
class Definition:
    """Keys of parties (``MDA``, ``igo:osce`` …), names of places, and words or "phrases" of subjects; ``since`` and
    ``until`` are the first and last day of publication."""

    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def json(self) -> str:
        return dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Definition:
        """What ``json`` made."""
        told: dict[str, Any] = json.loads(text)
        named = {name: tuple(told.get(name, ())) for name in ("parties", "places", "subjects")}
        return cls(**named, since=told.get("since"), until=told.get("until"))


@dataclass(frozen=True, slots=True)
class Track:
    """A track that is in use."""

    id: int
    name: str
    definition: Definition
    author: str
    made: str


class TrackError(ValueError):
    """A track that there is not, or that is there already."""


def tracks_of(connection: Connection) -> tuple[Track, ...]:
    """The tracks in use, by name."""
    rows = connection.execute(select(tracks).where(tracks.c.ended.is_(None)).order_by(tracks.c.name, tracks.c.id))
    return tuple(Track(row.id, row.name, Definition.of(row.definition), row.author, row.made) for row in rows)


def track_named(connection: Connection, name: str) -> Track:
    """The track of a name. Raises ``TrackError``."""
    for track in tracks_of(connection):
        if track.name.casefold() == name.strip().casefold():
            return track
    raise TrackError(f"there is no track {name!r}")


def make_track(connection: Connection, name: str, definition: Definition, author: str, now: str) -> Track:
    """A new track, filled with the versions that belong to it. Raises ``TrackError`` if the name is in use."""
    name = " ".join(name.split())[:100]
    if not name:
        raise TrackError("a track needs a name")
    if any(track.name.casefold() == name.casefold() for track in tracks_of(connection)):
        raise TrackError(f"there is a track {name!r} already")
    row = {"name": name, "definition": definition.json(), "author": author, "made": now}
    track = Track(insert_one(connection, tracks, row), name, definition, author, now)
    _fill(connection, track)
    return track


def change_track(connection: Connection, track: Track, definition: Definition, author: str, now: str) -> Track:
    """The same track with another definition; the old one is kept as ended."""
    end_track(connection, track, now)
    return make_track(connection, track.name, definition, author, now)


def end_track(connection: Connection, track: Track, now: str) -> None:
    """Use a track no more."""
    connection.execute(update(tracks).where(tracks.c.id == track.id).values(ended=now))
    connection.execute(delete(track_versions).where(track_versions.c.track_id == track.id))


def file_version(connection: Connection, version: int) -> None:
    """Put a new version into the tracks that it belongs to."""
    used = tracks_of(connection)
    if not used:
        return
    merged = aliases_of(connection)
    for track in used:
        upsert(connection, track_versions, _belonging(connection, track, [version], merged))


def refill(connection: Connection, track: Track) -> None:
    """Find the versions that belong to a track anew, as when actors were merged."""
    connection.execute(delete(track_versions).where(track_versions.c.track_id == track.id))
    _fill(connection, track)


def _fill(connection: Connection, track: Track) -> None:
    """Find the versions that belong to a track."""
    wanted, merged = track.definition, aliases_of(connection)
    if wanted.parties:
        parties = merged.widened(wanted.parties[:MOST])
        ids = set(
            connection.execute(select(appearances.c.version_id).where(appearances.c.party.in_(parties))).scalars()
        )
    else:
        by_place = select(facts.c.version_id).where(facts.c.place.in_(wanted.places))
        ids = set(connection.execute(by_place).scalars()) | _with_subject(connection, wanted.subjects)
    for part in chunks(sorted(ids)):
        upsert(connection, track_versions, _belonging(connection, track, part, merged))


def _belonging(connection: Connection, track: Track, ids: Sequence[int], merged: Aliases) -> list[dict[str, int]]:
    """The rows of those of some versions that belong to a track."""
    wanted = track.definition
    parties: dict[int, set[str]] = {}
    told = select(appearances.c.version_id, appearances.c.party).where(appearances.c.version_id.in_(ids))
    for version, party in connection.execute(told):
        parties.setdefault(version, set()).add(merged.party(party))
    places: dict[int, set[str]] = {}
    if wanted.places:
        where = (facts.c.version_id.in_(ids), facts.c.place.in_(wanted.places))
        for version, place in connection.execute(select(facts.c.version_id, facts.c.place).where(*where).distinct()):
            places.setdefault(version, set()).add(place)
    of = frozenset(map(merged.party, wanted.parties))
    text = versions.c.text if wanted.subjects else null().label("text")
    rows = connection.execute(
        select(versions.c.id, versions.c.day, text).where(versions.c.id.in_(ids), versions.c.forgotten.is_(None))
    )
    return [
        {"track_id": track.id, "version_id": row.id}
        for row in rows
        if _belongs(wanted, of, row.day, parties.get(row.id, set()), places.get(row.id, set()), row.text or "")
    ]


def _belongs(
    wanted: Definition, of: frozenset[str], day: str | None, parties: set[str], places: set[str], text: str
) -> bool:
    """Whether a version is of a track; ``of`` are the keys of the track's parties, ``places`` those of its places."""
    if (wanted.since or wanted.until) and day is None:
        return False
    if day is not None and not (wanted.since or "") <= day <= (wanted.until or "9999"):
        return False
    here = len(parties & of)
    if of and here >= min(2, len(of)):
        return True
    if of and not here:
        return False
    if places:
        return True
    words = f" {' '.join(search.folded(text).split())} " if wanted.subjects else ""
    return any(search.folded(one) in words for one in wanted.subjects)


def _with_subject(connection: Connection, subjects: Sequence[str]) -> set[int]:
    return {one.version for subject in subjects for one in search.find(connection, subject, FOUND)}
