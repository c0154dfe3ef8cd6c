"""Facts one by one, the latest first, as many as a list takes: each index is walked from its end.

Neither the number of documents nor a filter that keeps little makes a list slow: facts of a party are found by the
party, those of a small track by its versions, those of an early day of knowing by that day.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from sqlalchemy import Connection, Select, and_, case, exists, func, or_, select
from sqlalchemy.sql import ColumnElement

from verbale.store.aliases import aliases_of
from verbale.store.query import Scope, held, known
from verbale.store.sql import chunks, earliest_first, latest_first, unindexed
from verbale.store.tables import facts, members, participants, track_versions, versions

FEW_VERSIONS = 500  # of a track: up to so many are gone through one by one
FEW_FACTS = 4_000  # known by a moment: the same
PAGE = 200  # rows that are asked for at once
SPARE = 6  # facts that are looked at for each row that a list shows, as several make one row
LEAST = 400  # facts that are looked at in any case


@dataclass(frozen=True, slots=True)
class Line:
    """A revision of a fact, as far as its place in a list needs it."""

    id: int
    key: str
    kind: str
    day: str | None
    precision: str
    version: int
    judged: int | None


@dataclass(frozen=True, slots=True)
class Telling:
    """How many documents tell of a bundle, and how many of them are no copies of each other."""

    texts: int
    origins: int


_LINE = tuple(facts.c[name] for name in ("id", "key", "kind", "day", "precision", "version_id", "judged"))
Where = list[ColumnElement[bool]]


@dataclass(frozen=True)
class _Source:
    """An index that is walked: the facts that it leads to, its columns of days and facts, and the last day."""

    query: Select[Any]
    days: ColumnElement[Any]
    ids: ColumnElement[Any]
    last: str | None


def latest(
    connection: Connection, scope: Scope, kinds: Sequence[str], *more: ColumnElement[bool], rising: bool = False
) -> Iterator[Line]:
    """The facts of some kinds in a scope, the latest first, undated ones last; ``rising``: from ``scope.since`` on, the
    earliest first. ``more`` are conditions on ``facts``. As many as a list of ``scope.limit`` rows is made of."""
    where = [*held(replace(scope, as_of=None, since=None, until=None)), *more]
    if scope.language is not None:
        here = select(versions.c.id).where(versions.c.id == facts.c.version_id, versions.c.language == scope.language)
        where.append(exists(here))
    keys = aliases_of(connection, scope.merged).widened(scope.parties)
    few = None if scope.parties else _few(connection, scope, kinds)
    if few is not None:
        lines = _chosen(connection, scope, few, [unindexed(facts.c.kind).in_(kinds), *where], rising)
    else:
        streams = [
            _walked(connection, scope, source, where, rising)
            for kind in dict.fromkeys(kinds)
            for source in _sources(scope, kind, keys)
        ]
        if scope.known_at is not None:
            streams.append(_walked(connection, scope, _ahead(scope, kinds, keys), where, rising))
        lines = heapq.merge(*streams, key=_place, reverse=not rising)
    seen: set[int] = set()
    for line in lines:
        if line.id not in seen:
            seen.add(line.id)
            yield line
        if len(seen) == most(scope):
            return


def most(scope: Scope) -> int:
    """How many facts a list looks at."""
    return scope.limit * SPARE + LEAST


def _line(row: Any) -> Line:
    return Line(*row)


def _place(line: Line) -> tuple[str, int]:
    return line.day or "", line.id


def _sources(scope: Scope, kind: str, keys: Sequence[str]) -> Iterator[_Source]:
    """What is walked for one kind: the facts of each party, or all; of an earlier knowledge up to its day."""
    then = scope.moment[:10] if scope.known_at is not None else None
    last = min((day for day in (scope.last, then) if day), default=None)
    if not keys:
        yield _Source(select(*_LINE).where(facts.c.kind == kind), facts.c.day, facts.c.id, last)
    row = participants.c
    for column, key in product((row.party, row.actor), keys):
        own = select(*_LINE).join(participants, row.fact_id == facts.c.id).where(column == key, row.kind == kind)
        yield _Source(own, row.day, row.fact_id, last)


def _ahead(scope: Scope, kinds: Sequence[str], keys: Sequence[str]) -> _Source:
    """What was known at a moment of later days: it was told in advance, for which there is an index. The kinds are an
    expression, so that no other index is taken for the better one."""
    found = select(*_LINE).where(facts.c.day > scope.moment[:10], facts.c.day > facts.c.known_from)
    found = found.where(unindexed(facts.c.kind).in_(kinds))
    if keys:
        found = found.where(exists(_taking(keys)))
    return _Source(found, facts.c.day, facts.c.id, scope.last)


def _taking(keys: Sequence[str]) -> Select[Any]:
    row = participants.c
    return select(row.fact_id).where(row.fact_id == facts.c.id, or_(row.party.in_(keys), row.actor.in_(keys)))


def _walked(connection: Connection, scope: Scope, source: _Source, where: Where, rising: bool) -> Iterator[Line]:
    """All that a source leads to, a page at a time."""
    size = min(PAGE, max(20, scope.limit))
    for dated in (True, False) if scope.since is None and not rising else (True,):
        query = _ordered(source, scope, where, dated, rising)
        after: Where = []
        while rows := connection.execute(query.where(*after).limit(size)).all():
            yield from map(_line, rows)
            if len(rows) < size:
                break
            after, size = _after(source, rows[-1].day, rows[-1].id, rising), PAGE


def _ordered(source: _Source, scope: Scope, where: Where, dated: bool, rising: bool) -> Select[Any]:
    days, ids = source.days, source.ids
    query = source.query.where(*where, days.is_not(None) if dated else days.is_(None))
    if not dated:
        return query.order_by(ids.desc())
    if source.last is not None:
        query = query.where(days <= source.last)
    if scope.since is not None:
        query = query.where(days >= scope.since)
    return query.order_by(earliest_first(days), ids) if rising else query.order_by(latest_first(days), ids.desc())


def _after(source: _Source, day: str | None, id: int, rising: bool) -> Where:
    """Where the next page begins."""
    days, ids = source.days, source.ids
    if day is None:
        return [ids < id]
    return [days >= day, or_(days > day, ids > id)] if rising else [days <= day, or_(days < day, ids < id)]


def _few(connection: Connection, scope: Scope, kinds: Sequence[str]) -> Sequence[ColumnElement[bool]] | None:
    """Conditions that each lead to some of the facts of a scope that holds few; ``None``: it holds many."""
    if scope.track is not None:
        own = select(track_versions.c.version_id).where(track_versions.c.track_id == scope.track.id)
        found = connection.execute(own.limit(FEW_VERSIONS + 1)).scalars().all()
        if len(found) <= FEW_VERSIONS:
            return [facts.c.version_id.in_(part) for part in chunks(sorted(found))]
    if scope.known_at is not None:
        then = (unindexed(facts.c.kind).in_(kinds), facts.c.known_from <= scope.moment)
        more = select(facts.c.known_from).where(*then).order_by(facts.c.known_from).offset(FEW_FACTS).limit(1)
        if connection.execute(more).first() is None:  # answered from the index alone
            ids = connection.execute(select(facts.c.id).where(*then)).scalars()
            return [facts.c.id.in_(part) for part in chunks(sorted(ids))]
    return None


def _chosen(
    connection: Connection, scope: Scope, few: Sequence[ColumnElement[bool]], where: Where, rising: bool
) -> Iterator[Line]:
    """The facts to which few conditions lead. Days and kinds are expressions here, so that no index on them is taken
    for the better way."""
    day = func.coalesce(facts.c.day, "")
    if scope.last is not None:
        where = [*where, day <= scope.last]
    if scope.since is not None or rising:
        where = [*where, day >= (scope.since or "0")]
    rows: list[Any] = []
    for part in few:
        query = select(*_LINE).where(part, *where)
        ordered = query.order_by(day, facts.c.id) if rising else query.order_by(day.desc(), facts.c.id.desc())
        rows += connection.execute(ordered.limit(most(scope))).all()
    return iter(sorted(map(_line, rows), key=_place, reverse=not rising))


def bundled(connection: Connection, keys: Iterable[str], scope: Scope) -> dict[str, str]:
    """The bundle that each fact was of, by the key of the fact."""
    found: dict[str, str] = {}
    for part in chunks(sorted(set(keys))):
        query = select(members.c.fact_key, members.c.bundle_id).where(members.c.fact_key.in_(part))
        found |= {row.fact_key: row.bundle_id for row in connection.execute(query.where(*known(members, scope)))}
    return found


def lines_of(connection: Connection, bundles: Iterable[str], scope: Scope, most: int) -> dict[str, list[Line]]:
    """The facts of each bundle that hold, the first ``most`` that became known."""
    place = func.row_number().over(
        partition_by=members.c.bundle_id, order_by=(earliest_first(members.c.day), members.c.id)
    )
    found: dict[str, list[Line]] = {}
    for part in chunks(sorted(set(bundles))):
        own = select(members.c.bundle_id, members.c.fact_key, place.label("place")).where(
            members.c.bundle_id.in_(part), *known(members, scope)
        )
        first = own.subquery()
        query = (
            select(first.c.bundle_id, *_LINE)
            .join(facts, facts.c.key == first.c.fact_key)
            .where(first.c.place <= most, facts.c.rejected == 0, *known(facts, scope))
            .order_by(first.c.bundle_id, first.c.place)
        )
        for row in connection.execute(query):
            found.setdefault(row[0], []).append(_line(row[1:]))
    return found


def tellings(connection: Connection, bundles: Iterable[str], scope: Scope) -> dict[str, Telling]:
    """How many texts and origins tell of each bundle, facts that a person rejected left out."""
    origin = case((versions.c.origin.is_(None), versions.c.id), else_=versions.c.origin)
    rejected = exists(
        select(facts.c.id).where(and_(facts.c.key == members.c.fact_key, facts.c.rejected == 1, *known(facts, scope)))
    )
    found: dict[str, Telling] = {}
    for part in chunks(sorted(set(bundles))):
        query = (
            select(
                members.c.bundle_id,
                func.count(versions.c.document_id.distinct()),
                func.count(origin.distinct()),
            )
            .join(versions, versions.c.id == members.c.version_id)
            .where(members.c.bundle_id.in_(part), *known(members, scope), ~rejected)
            .group_by(members.c.bundle_id)
        )
        found |= {id: Telling(texts, origins) for id, texts, origins in connection.execute(query)}
    return found


def texts_in(scope: Scope) -> list[ColumnElement[bool]]:
    """The conditions of a scope on rows of ``versions`` but for their days: known then, and of the track."""
    where: list[ColumnElement[bool]] = [versions.c.forgotten.is_(None)]
    if scope.known_at is None:
        where.append(versions.c.superseded.is_(None))
    else:
        where.append(versions.c.retrieved <= scope.moment)
        where.append(or_(versions.c.superseded.is_(None), versions.c.superseded > scope.moment))
    if scope.language is not None:
        where.append(versions.c.language == scope.language)
    if scope.track is not None:
        own = select(track_versions.c.version_id).where(
            track_versions.c.track_id == scope.track.id, track_versions.c.version_id == versions.c.id
        )
        where.append(exists(own))
    return where


def published_in(scope: Scope) -> list[ColumnElement[bool]]:
    """The conditions of a scope on the days of ``versions``."""
    where: list[ColumnElement[bool]] = []
    if scope.last is not None:
        where.append(versions.c.day <= scope.last)
    if scope.since is not None:
        where.append(versions.c.day >= scope.since)
    return where


def few_texts(connection: Connection, scope: Scope) -> list[int] | None:
    """The texts of a scope that holds few, the latest first; ``None``: it holds many."""
    if scope.track is not None:
        own = select(track_versions.c.version_id).where(track_versions.c.track_id == scope.track.id)
    elif scope.known_at is not None:
        own = select(versions.c.id).where(versions.c.retrieved <= scope.moment)
    else:
        return None
    ids = connection.execute(own.limit(FEW_VERSIONS + 1)).scalars().all()
    if len(ids) > FEW_VERSIONS:
        return None
    found: list[tuple[str, int]] = []
    for part in chunks(sorted(ids)):
        query = select(versions.c.day, versions.c.id).where(versions.c.id.in_(part))
        rows = connection.execute(query.where(*texts_in(scope), *published_in(scope)))
        found += [(day or "", id) for day, id in rows]
    return [id for _, id in sorted(found, reverse=True)]


def latest_texts(connection: Connection, scope: Scope, most: int) -> list[int]:
    """The latest texts of a scope by publication, undated ones left out where there are dated ones enough."""
    few = few_texts(connection, scope)
    if few is not None:
        return few[:most]
    where = [*texts_in(scope), *published_in(scope)]
    if scope.known_at is not None:
        where.append(versions.c.day <= scope.moment[:10])
    dated = select(versions.c.id).where(versions.c.day.is_not(None), *where)
    found = [
        *connection.execute(dated.order_by(latest_first(versions.c.day), versions.c.id.desc()).limit(most)).scalars()
    ]
    if len(found) < most and scope.since is None and scope.last is None:
        undated = select(versions.c.id).where(versions.c.day.is_(None), *texts_in(scope))
        found += connection.execute(undated.order_by(versions.c.id.desc()).limit(most - len(found))).scalars()
    return found
