"""Tracks in the hands of a person: made, changed and ended, each told by the feed; and proposed from what is stored.

A track is proposed where two parties stand on both sides of proposals and contacts in texts of several origins. Others
that stand on a side in half of these texts are of it; who only hosts or mediates is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from sqlalchemy import Connection, select

from verbale.store import feed
from verbale.store.aliases import aliases_of
from verbale.store.decided import named
from verbale.store.memory import names_of
from verbale.store.sql import chunks
from verbale.store.tables import appearances, facts, participants, versions
from verbale.store.tracking import MOST, Definition, Track, TrackError, change_track, end_track, make_track, tracks_of

TEXTS = 4_000  # of the latest texts that are looked at
ORIGINS = 2  # in which two parties must meet
SHARE = 0.5  # of the texts of two parties in which a third stands on a side
LARGEST, PROPOSED, PLACES = 6, 12, 5
SIDES = frozenset({"source", "target", "between", "party"})
KINDS = ("contact", "proposal", "position")
NAMED = 3  # parties of which a name is made


@dataclass(frozen=True, slots=True)
class Proposed:
    """A track that the texts suggest: its name, its parties as (key, name), places often told, and in how many texts
    of how many origins its parties meet."""

    name: str
    parties: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    texts: int
    origins: int
    since: str | None
    until: str | None


def new_track(connection: Connection, name: str, definition: Definition, author: str, now: str) -> Track:
    """Make a track. Raises ``TrackError``."""
    track = make_track(connection, name, _checked(definition), named(author), now)
    _tell(connection, "made", track, author, now)
    return track


def edit_track(
    connection: Connection, track: Track, definition: Definition, author: str, now: str, name: str | None = None
) -> Track:
    """Give a track another definition, or another name. Raises ``TrackError``."""
    wanted = " ".join(name.split()) if name else track.name
    if wanted.casefold() != track.name.casefold() and any(
        one.name.casefold() == wanted.casefold() for one in tracks_of(connection)
    ):
        raise TrackError(f"there is a track {wanted!r} already")
    changed = change_track(connection, replace(track, name=wanted), _checked(definition), named(author), now)
    _tell(connection, "changed", changed, author, now)
    return changed


def close_track(connection: Connection, track: Track, author: str, now: str) -> None:
    """Use a track no more; what it was stays."""
    end_track(connection, track, now)
    _tell(connection, "ended", track, named(author), now)


def strangers(connection: Connection, definition: Definition) -> tuple[str, ...]:
    """The parties of a definition that no text names yet."""
    known: set[str] = set()
    for key in definition.parties:
        query = select(appearances.c.party).where(appearances.c.party == key).limit(1)
        known |= set(connection.execute(query).scalars())
    return tuple(key for key in definition.parties if key not in known)


def propose(connection: Connection) -> tuple[Proposed, ...]:
    """Tracks that there are not yet, those told of in most origins first."""
    latest = _latest(connection)
    meeting = _meeting(connection, latest)
    together: dict[tuple[str, str], set[int]] = {}
    for version, parties in sorted(meeting.items()):
        for pair in combinations(sorted(parties), 2):
            together.setdefault(pair, set()).add(version)
    used = [frozenset(track.definition.parties) for track in tracks_of(connection)]
    found: list[tuple[tuple[str, ...], set[int]]] = []
    for pair, texts in sorted(together.items(), key=lambda item: (-_origins(item[1], latest), item[0])):
        taken = [*used, *(frozenset(one) for one, _ in found)]
        if _origins(texts, latest) < ORIGINS or any(set(pair) <= one for one in taken):
            continue
        wide = _widened(pair, texts, meeting)
        if not any(one <= set(wide) for one in taken if one):  # else one who hosts or mediates there
            found.append((wide, texts))
        if len(found) == PROPOSED:
            break
    named_parties = names_of(connection, {key for parties, _ in found for key in parties})
    return tuple(_proposed(connection, parties, texts, latest, named_parties) for parties, texts in found)


def _checked(definition: Definition) -> Definition:
    """A definition in order, each thing once. Raises ``TrackError``."""
    told = {
        name: tuple(dict.fromkeys(" ".join(one.split()) for one in getattr(definition, name) if one.strip()))
        for name in ("parties", "places", "subjects")
    }
    if not any(told.values()):
        raise TrackError("a track needs a party, a place or a subject")
    for name, items in told.items():
        if len(items) > MOST:
            raise TrackError(f"a track has at most {MOST} {name}")
    for day in (definition.since, definition.until):
        if day is not None:
            try:
                date.fromisoformat(day)
            except ValueError as error:
                raise TrackError(f"{day!r} is no day (ISO, as 2025-03-01)") from error
    return Definition(**told, since=definition.since, until=definition.until)


def _tell(connection: Connection, verb: str, track: Track, author: str, now: str) -> None:
    data = {"name": track.name, "author": author, "parties": list(track.definition.parties)}
    feed.append(connection, [feed.row_of(now, "track", verb, track.name, data)])


def _latest(connection: Connection) -> dict[int, tuple[int, str | None]]:
    """The latest texts with their origin and day."""
    held = select(versions.c.id, versions.c.origin, versions.c.day).where(
        versions.c.superseded.is_(None), versions.c.forgotten.is_(None)
    )
    rows = connection.execute(held.order_by(versions.c.id.desc()).limit(TEXTS))
    return {row.id: (row.origin or row.id, row.day) for row in rows}


def _meeting(connection: Connection, latest: Iterable[int]) -> dict[int, set[str]]:
    """The states and groups that stand on a side of what each text tells of contacts and proposals."""
    merged = aliases_of(connection)
    meeting: dict[int, set[str]] = {}
    for part in chunks(sorted(latest)):
        answering = select(appearances.c.version_id, appearances.c.party).where(
            appearances.c.version_id.in_(part), appearances.c.party_kind.in_(("country", "group"))
        )
        known = {tuple(row) for row in connection.execute(answering)}
        taking = (
            select(facts.c.version_id, participants.c.party)
            .join(participants, participants.c.fact_id == facts.c.id)
            .where(facts.c.version_id.in_(part), facts.c.kind.in_(KINDS), facts.c.known_until.is_(None))
            .where(facts.c.rejected == 0, participants.c.role.in_(SIDES))
        )
        for version, party in connection.execute(taking.distinct()):
            if (version, party) in known:
                meeting.setdefault(version, set()).add(merged.party(party))
    return meeting


def _origins(texts: Iterable[int], latest: Mapping[int, tuple[int, str | None]]) -> int:
    return len({latest[version][0] for version in texts})


def _widened(pair: tuple[str, str], texts: set[int], meeting: Mapping[int, set[str]]) -> tuple[str, ...]:
    """Two parties with those that stand on a side in most of their texts."""
    count = Counter(party for version in sorted(texts) for party in meeting[version] if party not in pair)
    often = [party for party, times in count.items() if times >= SHARE * len(texts) and times > 1]
    more = sorted(often, key=lambda party: (-count[party], party))[: LARGEST - 2]
    return (*pair, *more)


def _proposed(
    connection: Connection,
    parties: tuple[str, ...],
    texts: set[int],
    latest: Mapping[int, tuple[int, str | None]],
    named_parties: Mapping[str, str],
) -> Proposed:
    names = [named_parties.get(key, key) for key in parties]
    days = sorted(day for version in texts if (day := latest[version][1]))
    places: Counter[str] = Counter()
    for part in chunks(sorted(texts)):
        where = (facts.c.version_id.in_(part), facts.c.place.is_not(None), facts.c.known_until.is_(None))
        for version_place in connection.execute(select(facts.c.version_id, facts.c.place).where(*where).distinct()):
            places[version_place.place] += 1
    often = sorted((place for place, times in places.items() if times > 1), key=lambda place: (-places[place], place))
    return Proposed(
        name=" – ".join(names[:NAMED])[:100],
        parties=tuple(zip(parties, names, strict=True)),
        places=tuple(often[:PLACES]),
        texts=len(texts),
        origins=_origins(texts, latest),
        since=days[0] if days else None,
        until=days[-1] if days else None,
    )
