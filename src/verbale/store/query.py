"""Asking a store: the facts that held in the world by one day and that we knew by one moment, of one track.

Every view goes through ``Scope``, so that ``--as-of``, ``--known-at`` and ``--track`` mean the same everywhere. A query
is answered from an index and is bounded by a limit: its cost does not grow with the store.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, or_, select
from sqlalchemy.sql import ColumnElement

from verbale.store.aliases import Aliases, aliases_of
from verbale.store.clock import LATEST, moment_of
from verbale.store.memory import names_of
from verbale.store.sql import chunks, latest_first, unindexed
from verbale.store.tables import appearances, bundles, documents, facts, members, participants, track_versions, versions
from verbale.store.tracking import Track, track_named

LIMIT = 200  # rows that a view lists unless asked for more
MOST = 10_000
TEXTS = 1_000  # of a track, among which proposals are looked for


@dataclass(frozen=True, slots=True)
class Scope:
    """What a view looks at.

    ``as_of``: the state of the world on that day (ISO; what was so later is left out). ``known_at``: what we knew at
    that moment (ISO 8601 UTC, see ``clock.moment_of``); ``None`` is now. ``since`` and ``until``: days of the world.
    ``parties`` are keys of parties or actors of which one must take part. ``rejected`` facts are left out unless asked
    for. ``limit`` bounds the rows, the latest first. ``merged_at``: the moment by which persons had merged actors, if
    another than that of knowing.
    """

    as_of: str | None = None
    known_at: str | None = None
    track: Track | None = None
    since: str | None = None
    until: str | None = None
    parties: tuple[str, ...] = ()
    language: str | None = None
    rejected: bool = False
    limit: int = LIMIT
    merged_at: str | None = None

    @property
    def merged(self) -> str | None:
        """The moment of which the merges of actors hold; ``None`` is now."""
        return self.merged_at or self.known_at

    @property
    def moment(self) -> str:
        """The moment of knowing, for comparisons."""
        return self.known_at or LATEST

    @property
    def last(self) -> str | None:
        """The last day that is looked at."""
        return min((day for day in (self.as_of, self.until) if day), default=None)


def scope_of(
    connection: Connection,
    *,
    as_of: str | None = None,
    known_at: str | None = None,
    track: str | None = None,
    since: str | None = None,
    until: str | None = None,
    parties: Iterable[str] = (),
    language: str | None = None,
    limit: int = LIMIT,
) -> Scope:
    """A scope from what a user gives. Raises ``ValueError`` for days that are none and tracks that there are not."""
    return Scope(
        as_of=_day(as_of),
        known_at=moment_of(known_at) if known_at else None,
        track=track_named(connection, track) if track else None,
        since=_day(since),
        until=_day(until),
        parties=tuple(parties),
        language=language,
        limit=max(1, min(limit, MOST)),
    )


def _day(given: str | None) -> str | None:
    """A day as it is compared, however ISO 8601 lets one write it."""
    return None if given is None else date.fromisoformat(given).isoformat()


@dataclass(frozen=True, slots=True)
class Who:
    """A participant of a stored fact."""

    role: str
    actor: str
    party: str
    name: str


@dataclass(frozen=True)
class StoredFact:
    """A revision of a fact with its document. ``day`` places it in time; ``begin`` and ``until`` are when it was so
    (``precision`` tells how exactly), ``None`` where that is not known. ``told`` is the day of publication, ``origin``
    the version of which the document is a copy (its own where it is none)."""

    id: int
    key: str
    kind: str
    local: str
    type: str | None
    mode: str | None
    status: str | None
    day: str | None
    begin: str | None
    until: str | None
    precision: str
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    confidence: float
    made_by: str
    judged: int | None
    rejected: bool
    known_from: str
    known_until: str | None
    version: int
    document: str  # key
    name: str  # the id that was given with the document
    title: str | None
    publisher: str | None
    url: str | None
    language: str | None
    told: str | None
    origin: int
    bundle: str | None
    raw: str
    who: tuple[Who, ...] = field(default=())

    @cached_property
    def data(self) -> dict[str, Any]:
        """The rest of the fact, see ``facts.py``."""
        told: dict[str, Any] = json.loads(self.raw)
        return told

    @property
    def sentence(self) -> str:
        return str(self.data["sentence"])

    @property
    def evidence(self) -> tuple[tuple[int, int, str], ...]:
        """Offsets and words in the text of the version."""
        return tuple((span["start"], span["end"], span["text"]) for span in self.data["evidence"])

    def parties(self, *roles: str) -> tuple[str, ...]:
        """The keys of the parties in some roles (none: in all), each once."""
        return tuple(dict.fromkeys(one.party for one in self.who if not roles or one.role in roles))

    def names(self, *roles: str) -> tuple[str, ...]:
        """What those in some roles are called, each once."""
        return tuple(dict.fromkeys(one.name for one in self.who if not roles or one.role in roles))


_COLUMNS = (
    *(facts.c[name] for name in ("id", "key", "kind", "local", "type", "mode", "status", "day", "begin", "until")),
    *(facts.c[name] for name in ("precision", "place", "country", "lat", "lon", "confidence", "made_by", "judged")),
    *(facts.c[name] for name in ("rejected", "known_from", "known_until", "version_id", "data")),
    documents.c.key.label("document"),
    documents.c.name.label("document_name"),
    documents.c.url,
    *(versions.c[name] for name in ("title", "publisher", "language", "origin")),
    versions.c.day.label("told"),
)


def held(scope: Scope) -> list[ColumnElement[bool]]:
    """The conditions of a scope on rows of ``facts``: known then, and of the track."""
    where: list[ColumnElement[bool]] = known(facts, scope)
    if not scope.rejected:
        where.append(facts.c.rejected == 0)
    if scope.last is not None:
        where.append(or_(facts.c.day.is_(None), facts.c.day <= scope.last))
    if scope.since is not None:
        where.append(facts.c.day >= scope.since)
    if scope.track is not None:
        of_track = select(track_versions.c.version_id).where(
            track_versions.c.track_id == scope.track.id, track_versions.c.version_id == facts.c.version_id
        )
        where.append(exists(of_track))
    return where


def known(table: Any, scope: Scope) -> list[ColumnElement[bool]]:
    """The condition that a revision was the one that we knew."""
    if scope.known_at is None:
        return [table.c.known_until.is_(None)]
    later = or_(table.c.known_until.is_(None), table.c.known_until > scope.moment)
    return [and_(table.c.known_from <= scope.moment, later)]


def find_facts(
    connection: Connection, scope: Scope, kinds: Sequence[str], *more: ColumnElement[bool]
) -> list[StoredFact]:
    """The facts of some kinds in a scope, the latest first, at most ``scope.limit``; ``more`` are conditions on
    ``facts``, ``versions`` and ``documents``."""
    where = [facts.c.kind.in_(kinds), *held(scope), *more]
    if scope.language is not None:
        where.append(versions.c.language == scope.language)
    if scope.parties:
        wanted = aliases_of(connection, scope.merged).widened(scope.parties)
        taking = select(participants.c.fact_id).where(
            or_(participants.c.party.in_(wanted), participants.c.actor.in_(wanted)),
            participants.c.kind.in_(kinds),
        )
        where.append(facts.c.id.in_(taking))
    query = _joined(scope).where(*where).order_by(facts.c.day.is_(None), facts.c.day.desc(), facts.c.id.desc())
    return _made(connection, query.limit(scope.limit), scope)


def facts_named(connection: Connection, keys: Iterable[str], scope: Scope | None = None) -> list[StoredFact]:
    """Facts by their keys, as they were known; rejected ones too."""
    scope = replace(scope or Scope(), rejected=True)
    found: list[StoredFact] = []
    for part in chunks(sorted(set(keys))):
        query = _joined(scope).where(facts.c.key.in_(part), *known(facts, scope)).order_by(facts.c.id)
        found += _made(connection, query, scope)
    return found


def facts_by_id(connection: Connection, ids: Iterable[int], scope: Scope | None = None) -> dict[int, StoredFact]:
    """Some revisions by their number, with what they were linked to as it was known."""
    scope = scope or Scope()
    found: dict[int, StoredFact] = {}
    for part in chunks(sorted(set(ids))):
        query = _joined(scope).where(facts.c.id.in_(part))
        found |= {fact.id: fact for fact in _made(connection, query, scope)}
    return found


def revisions_of(connection: Connection, key: str) -> list[StoredFact]:
    """All revisions of a fact, the oldest first."""
    scope = Scope()
    return _made(connection, _joined(scope).where(facts.c.key == key).order_by(facts.c.id), scope)


def facts_in(connection: Connection, version: int, scope: Scope | None = None) -> list[StoredFact]:
    """The facts of one version, in the order in which they were read."""
    scope = scope or Scope()
    where = [facts.c.version_id == version, *known(facts, scope)]
    return _made(connection, _joined(scope).where(*where).order_by(facts.c.id), scope)


def bundle_members(connection: Connection, ids: Iterable[str], scope: Scope, limit: int = 400) -> dict[str, list[Any]]:
    """The rows of ``members`` of each bundle that were known then, by publication; the latest ``limit`` of each."""
    found: dict[str, list[Any]] = {id: [] for id in ids}
    for id in found:
        query = select(members).where(members.c.bundle_id == id, *known(members, scope))
        rows = connection.execute(query.order_by(latest_first(members.c.day), members.c.id.desc()).limit(limit)).all()
        found[id] = [*reversed(rows)]
    return found


def find_bundles(connection: Connection, scope: Scope, kind: str) -> list[str]:
    """The ids of the bundles of a kind in a scope, those of which texts spoke last first; of a track those of its
    ``TEXTS`` latest texts."""
    if scope.track is not None:
        return _of_track(connection, scope, kind)
    where = [bundles.c.kind == kind]
    if scope.known_at is None:
        where.append(bundles.c.known_until.is_(None))
    else:
        member_of = select(members.c.bundle_id).where(members.c.bundle_id == bundles.c.id, *known(members, scope))
        where += [bundles.c.known_from <= scope.moment, exists(member_of)]
    if scope.since is not None:
        where.append(bundles.c.last >= scope.since)
    if scope.last is not None:
        where.append(or_(bundles.c.first.is_(None), bundles.c.first <= scope.last))
    query = select(bundles.c.id).where(*where).order_by(latest_first(bundles.c.last), bundles.c.id).limit(scope.limit)
    return [*connection.execute(query).scalars()]


def _of_track(connection: Connection, scope: Scope, kind: str) -> list[str]:
    assert scope.track is not None
    told = select(track_versions.c.version_id).join(versions, versions.c.id == track_versions.c.version_id)
    told = told.where(track_versions.c.track_id == scope.track.id)
    if scope.last is not None:
        told = told.where(or_(versions.c.day.is_(None), versions.c.day <= scope.last))
    latest = connection.execute(
        told.order_by(latest_first(versions.c.day), versions.c.id.desc()).limit(TEXTS)
    ).scalars()
    spoken: dict[str, str] = {}
    for part in chunks([*latest]):
        query = (
            select(members.c.bundle_id, members.c.day)
            .join(bundles, bundles.c.id == members.c.bundle_id)
            .where(members.c.version_id.in_(part), unindexed(bundles.c.kind) == kind, *known(members, scope))
        )
        for id, day in connection.execute(query):
            spoken[id] = max(spoken.get(id, ""), day or "")
    kept = [id for id, day in spoken.items() if scope.since is None or day >= scope.since]
    return sorted(kept, key=lambda id: (spoken[id], id), reverse=True)[: scope.limit]


def _joined(scope: Scope) -> Select[Any]:
    bundle = (
        select(members.c.bundle_id)
        .where(members.c.fact_key == facts.c.key, *known(members, scope))
        .limit(1)
        .scalar_subquery()
        .label("bundle")
    )
    return (
        select(*_COLUMNS, bundle)
        .join(versions, versions.c.id == facts.c.version_id)
        .join(documents, documents.c.id == facts.c.document_id)
    )


def _made(connection: Connection, query: Select[Any], scope: Scope) -> list[StoredFact]:
    rows = connection.execute(query).all()
    who = _participants(connection, [(row.id, row.version_id) for row in rows], scope)
    return [
        StoredFact(
            id=row.id,
            key=row.key,
            kind=row.kind,
            local=row.local,
            type=row.type,
            mode=row.mode,
            status=row.status,
            day=row.day,
            begin=row.begin,
            until=row.until,
            precision=row.precision,
            place=row.place,
            country=row.country,
            lat=row.lat,
            lon=row.lon,
            confidence=row.confidence,
            made_by=row.made_by,
            judged=row.judged,
            rejected=bool(row.rejected),
            known_from=row.known_from,
            known_until=row.known_until,
            version=row.version_id,
            document=row.document,
            name=row.document_name,
            title=row.title,
            publisher=row.publisher,
            url=row.url,
            language=row.language,
            told=row.told,
            origin=row.origin or row.version_id,
            bundle=row.bundle,
            raw=row.data,
            who=tuple(who.get(row.id, ())),
        )
        for row in rows
    ]


def _participants(connection: Connection, wanted: Sequence[tuple[int, int]], scope: Scope) -> dict[int, list[Who]]:
    """Who takes part in some facts, and what each is called in the text of the fact."""
    version = dict(wanted)
    rows: list[Any] = []
    for part in chunks(sorted(version)):
        query = select(participants).where(participants.c.fact_id.in_(part))
        order = (participants.c.fact_id, participants.c.role, participants.c.actor, participants.c.party)
        rows += connection.execute(query.order_by(*order)).all()
    called: dict[tuple[int, str], str] = {}
    for part in chunks(sorted(set(version.values()))):
        columns = (appearances.c.version_id, appearances.c.actor, appearances.c.name)
        for row in connection.execute(select(*columns).where(appearances.c.version_id.in_(part))):
            called[row.version_id, row.actor] = row.name
    strangers = {row.actor for row in rows if (version[row.fact_id], row.actor) not in called}
    named = names_of(connection, strangers)
    merged = aliases_of(connection, scope.merged) if rows else Aliases()
    found: dict[int, list[Who]] = {}
    for row in rows:
        name = called.get((version[row.fact_id], row.actor)) or named.get(row.actor, row.actor)
        who = Who(row.role, merged.actor(row.actor), merged.party(row.party), name)
        found.setdefault(row.fact_id, []).append(who)
    return found
