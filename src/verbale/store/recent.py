"""What became known between two moments: facts, what they are part of, corrected articles.

Newest first and bounded: the cost depends on what is asked for, not on what the store holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select
from sqlalchemy.sql import ColumnElement

from verbale.store.aliases import aliases_of
from verbale.store.clock import LATEST
from verbale.store.query import Scope, known
from verbale.store.sql import chunks, unindexed
from verbale.store.tables import appearances, bundles, facts, members, participants, track_versions, versions

VERSIONS = 5_000  # of which it is told how many they are, and which correct another
PAIRS = 3  # differences of a correction that are told


@dataclass(frozen=True, slots=True)
class Window:
    """After a moment and up to that of the scope: what a team learnt meanwhile."""

    after: str
    scope: Scope

    @property
    def before(self) -> Scope:
        """The same scope as it was known when the window opened, but that actors bear the names of today."""
        scope = self.scope
        return Scope(known_at=self.after, track=scope.track, parties=scope.parties, merged_at=scope.moment)

    def holds(self, known_from: str) -> bool:
        return self.after < known_from <= self.scope.moment


@dataclass(frozen=True, slots=True)
class Fresh:
    """A fact that became known, or is told otherwise since."""

    id: int
    key: str
    kind: str
    type: str | None
    version: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Corrected:
    """A new version of an article that was known before; ``changes`` are old and new words, the first few."""

    version: int
    number: int
    changes: tuple[tuple[str, str], ...]
    more: int


def fresh(connection: Connection, window: Window, kinds: Sequence[str], limit: int) -> list[Fresh]:
    """The facts of some kinds that hold and became known in the window, the last first."""
    columns = tuple(facts.c[name] for name in ("id", "key", "kind", "type", "version_id", "confidence"))
    where = [unindexed(facts.c.kind).in_(kinds), *_between(facts.c.known_from, window), *known(facts, window.scope)]
    where += _taking(connection, window.scope)
    query = select(*columns).where(*where, *_of_track(facts.c.version_id, window.scope))
    rows = connection.execute(query.order_by(facts.c.known_from.desc(), facts.c.id.desc()).limit(limit))
    return [Fresh(*row) for row in rows]


def unheard(connection: Connection, told: Sequence[Fresh], window: Window) -> list[Fresh]:
    """Those of which nothing was known when the window opened."""
    heard: set[str] = set()
    for part in chunks([one.key for one in told]):
        query = select(facts.c.key).where(facts.c.key.in_(part), facts.c.known_from <= window.after)
        heard |= set(connection.execute(query).scalars())
    return [one for one in told if one.key not in heard]


def retracted(connection: Connection, window: Window, kinds: Sequence[str], limit: int) -> list[str]:
    """Keys of facts that held when the window opened and were closed in it, whether another revision holds or not."""
    where = [
        unindexed(facts.c.kind).in_(kinds),
        *_between(facts.c.known_until, window),
        facts.c.known_from <= window.after,
        *_taking(connection, window.scope),
    ]
    query = select(facts.c.key).where(*where, *_of_track(facts.c.version_id, window.scope))
    return [*dict.fromkeys(connection.execute(query.order_by(facts.c.known_until.desc()).limit(limit)).scalars())]


def proposals_answered(connection: Connection, keys: Iterable[str]) -> list[str]:
    """The keys of the proposals that some positions answer."""
    found: dict[str, None] = {}
    for part in chunks(sorted(set(keys))):
        query = (
            select(facts.c.data)
            .where(facts.c.key.in_(part), unindexed(facts.c.kind) == "position")
            .order_by(facts.c.id)
        )
        for data in connection.execute(query).scalars():
            if proposal := json.loads(data).get("proposal"):
                found[str(proposal)] = None
    return [*found]


def bundles_touched(connection: Connection, keys: Iterable[str], window: Window) -> dict[str, bool]:
    """The bundles that some facts are or were members of, those spoken of last first; true where the bundle itself
    became known in the window."""
    last: dict[str, str] = {}
    for part in chunks(sorted(set(keys))):
        query = select(members.c.bundle_id, members.c.day).where(
            members.c.fact_key.in_(part),
            members.c.known_from <= window.scope.moment,
            or_(members.c.known_until.is_(None), members.c.known_until > window.after),
        )
        for id, day in connection.execute(query):
            last[id] = max(last.get(id, ""), day or "")
    since: dict[str, str] = {}
    for part in chunks(sorted(last)):
        query = select(bundles.c.id, bundles.c.known_from).where(bundles.c.id.in_(part))
        since.update((row.id, row.known_from) for row in connection.execute(query))
    ordered = sorted(last, key=lambda id: (last[id], id), reverse=True)
    return {id: window.holds(since[id]) for id in ordered if id in since}


def count_texts(connection: Connection, window: Window) -> tuple[int, int]:
    """How many articles became known in the window, and how many of them are no copies of each other; at most
    ``VERSIONS`` are counted."""
    new = _new_versions(
        connection, window, (versions.c.document_id, func.coalesce(versions.c.origin, versions.c.id).label("one"))
    )
    found = new.subquery()
    query = select(func.count(found.c.document_id.distinct()), func.count(found.c.one.distinct()))
    texts, origins = connection.execute(query).one()
    return int(texts), int(origins)


def corrections(connection: Connection, window: Window, limit: int) -> list[Corrected]:
    """The articles of which another version became known, the last first."""
    new = _new_versions(connection, window, (versions.c.id, versions.c.number)).subquery()
    query = (
        select(versions.c.id, versions.c.number, versions.c.changes)
        .join(new, new.c.id == versions.c.id)
        .where(new.c.number > 1)
        .order_by(versions.c.retrieved.desc(), versions.c.id.desc())
    )
    found: list[Corrected] = []
    for row in connection.execute(query.limit(limit)):
        pairs = [(str(old), str(new)) for old, new in json.loads(row.changes or "[]")]
        found.append(Corrected(row.id, row.number, tuple(pairs[:PAIRS]), max(0, len(pairs) - PAIRS)))
    return found


def _new_versions(connection: Connection, window: Window, columns: Sequence[ColumnElement[Any]]) -> Any:
    where = [versions.c.forgotten.is_(None), *_between(versions.c.retrieved, window)]
    if window.scope.parties:
        keys = aliases_of(connection, window.scope.merged).widened(window.scope.parties)
        here = appearances.c.version_id == versions.c.id
        named = or_(appearances.c.party.in_(keys), appearances.c.actor.in_(keys))
        where.append(exists(select(appearances.c.version_id).where(here, named)))
    query = select(*columns).where(*where, *_of_track(versions.c.id, window.scope))
    return query.order_by(versions.c.retrieved.desc(), versions.c.id.desc()).limit(VERSIONS)


def _between(column: ColumnElement[Any], window: Window) -> list[ColumnElement[bool]]:
    if window.scope.moment == LATEST:
        return [column > window.after]
    return [and_(column > window.after, column <= window.scope.moment)]


def _taking(connection: Connection, scope: Scope) -> list[ColumnElement[bool]]:
    """The condition that one of the parties of a scope takes part in a fact."""
    if not scope.parties:
        return []
    keys = aliases_of(connection, scope.merged).widened(scope.parties)
    here = participants.c.fact_id == facts.c.id
    named = or_(participants.c.party.in_(keys), participants.c.actor.in_(keys))
    return [exists(select(participants.c.fact_id).where(here, named))]


def _of_track(column: ColumnElement[Any], scope: Scope) -> list[ColumnElement[bool]]:
    if scope.track is None:
        return []
    own = select(track_versions.c.version_id).where(
        track_versions.c.track_id == scope.track.id, track_versions.c.version_id == column
    )
    return [exists(own)]
