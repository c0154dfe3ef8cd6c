"""Actors: who speaks for whom, since when, in which roles, and when each was last seen.

Without a name or a party, the actors of the latest texts are shown, those first that most of these texts name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from verbale.store.actors import (
    actors_called,
    appearances_in,
    appearances_of,
    appearances_where,
    last_appearances,
)
from verbale.store.aliases import Aliases, aliases_of
from verbale.store.listing import few_texts, latest_texts, texts_in
from verbale.store.memory import names_of
from verbale.store.query import Scope
from verbale.store.tables import appearances
from verbale.views.naming import Named

WINDOW = 400  # latest texts in which actors are looked for
ROWS = 40  # latest texts of one actor that tell its roles
COUNTED = 100  # texts of one actor that are counted
NAMES = 8  # spellings of one actor that are shown
DESCRIBED = frozenset({"unnamed"})  # kinds of those who are never the same in two texts


@dataclass(frozen=True, slots=True)
class Role:
    """A role as texts tell it, with the first and last day of those that were looked at."""

    role: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class For:
    """The party for which an actor speaks or acts: since the first text that tells so, up to the last."""

    party: Named
    kind: str
    since: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor. ``key`` is what ``--party`` takes. ``texts`` name it, ``more`` says that there are more than were
    counted; ``statements`` are those in the latest ``ROWS`` texts. ``merged`` are the keys that a person said mean the
    same."""

    key: str
    name: str
    names: tuple[str, ...]
    kind: str
    country: str | None
    speaks_for: tuple[For, ...]
    roles: tuple[Role, ...]
    first: str | None
    last: str | None
    texts: int
    more: bool
    statements: int
    merged: tuple[str, ...]


def actors(connection: Connection, scope: Scope, name: str = "") -> tuple[ActorRow, ...]:
    """The actors in a scope, at most ``scope.limit``; ``name`` are words that the name of each must hold, the last
    one perhaps only its beginning. Raises ``ValueError`` for a name without a letter."""
    ask = _Ask(connection, scope, aliases_of(connection))
    rows = {key: ask.latest(key) for key in _keys(ask, scope, name)}
    told = {key: own for key, own in rows.items() if own}
    names = names_of(connection, {ask.merged.party(row.party) for own in told.values() for row in own})
    return tuple(_actor(ask, key, own, names) for key, own in told.items())


def _keys(ask: _Ask, scope: Scope, name: str) -> list[str]:
    """Keys of actors, those that stand for others in their place; first those whom most of the texts name."""
    connection = ask.connection
    called = set(actors_called(connection, name)) if name.strip() else None
    wanted = set(ask.merged.widened(scope.parties))
    rows: Iterable[Row[Any]]
    if ask.few is not None:
        rows = (row for row in ask.few if scope.since is None or (row.day or "") >= scope.since)
    elif scope.parties:
        rows = appearances_of(connection, scope, sorted(wanted), WINDOW * 5)
    elif called is not None:
        rows = last_appearances(connection, scope, sorted(called))
    else:
        rows = appearances_in(connection, latest_texts(connection, scope, WINDOW))
    count: Counter[str] = Counter()
    last: dict[str, str] = {}
    for row in rows:
        if row.kind in DESCRIBED or (wanted and not {row.actor, row.party} & wanted):
            continue
        if called is None or row.actor in called:
            key = ask.merged.actor(row.actor)
            count[key] += 1
            last[key] = max(last.get(key, ""), row.day or "")
    by_day = sorted(sorted(count), key=lambda key: last[key], reverse=True)
    return sorted(by_day, key=lambda key: -count[key])[: scope.limit]


class _Ask:
    """The questions about one actor, each made once. ``few`` are all appearances in a scope that holds few texts."""

    def __init__(self, connection: Connection, scope: Scope, merged: Aliases) -> None:
        self.connection, self.merged = connection, merged
        texts = few_texts(connection, replace(scope, since=None))
        self.few = appearances_in(connection, texts) if texts is not None else None
        self._few: dict[str, list[Row[Any]]] = {}
        for row in self.few or ():
            self._few.setdefault(row.actor, []).append(row)
        own = appearances_where(*texts_in(scope), appearances.c.actor.in_(bindparam("actors", expanding=True)))
        if (last := min(scope.last or "9999", scope.moment[:10])) < "9999":
            own = own.where(appearances.c.day <= last)
        self._latest = own.order_by(appearances.c.day.desc(), appearances.c.version_id.desc()).limit(ROWS)
        dated = own.with_only_columns(appearances.c.day).where(appearances.c.day.is_not(None))
        self._first = dated.order_by(appearances.c.day).limit(1)
        self._since = self._first.where(appearances.c.party.in_(bindparam("parties", expanding=True)))
        some = own.with_only_columns(appearances.c.version_id).distinct().limit(COUNTED + 1).subquery()
        self._count = select(func.count()).select_from(some)

    def keys(self, key: str) -> list[str]:
        """An actor with those that were merged into it."""
        return [key, *(one for one, into in self.merged.actors.items() if into == key)]

    def latest(self, key: str) -> Sequence[Row[Any]]:
        """The latest appearances, all of them in a scope of few texts."""
        if self.few is not None:
            own = [row for one in self.keys(key) for row in self._few.get(one, ())]
            return sorted(own, key=lambda row: (row.day or "", row.version_id), reverse=True)
        return self.connection.execute(self._latest, {"actors": self.keys(key)}).all()

    def whole(self, rows: Sequence[Row[Any]]) -> bool:
        """Whether the latest appearances are all that there are."""
        return self.few is not None or len(rows) < ROWS

    def first(self, key: str) -> str | None:
        return self.connection.execute(self._first, {"actors": self.keys(key)}).scalar()

    def since(self, key: str, parties: Iterable[str]) -> str | None:
        values = {"actors": self.keys(key), "parties": sorted(set(parties))}
        return self.connection.execute(self._since, values).scalar()

    def count(self, key: str) -> int:
        return int(self.connection.execute(self._count, {"actors": self.keys(key)}).scalar_one())


def _actor(ask: _Ask, key: str, rows: Sequence[Row[Any]], parties: Mapping[str, str]) -> ActorRow:
    days = [row.day for row in rows if row.day]
    whole = ask.whole(rows)
    texts = len({row.version_id for row in rows}) if whole else ask.count(key)
    names = Counter(row.name for row in rows)
    ranked = sorted(names, key=lambda name: (-names[name], name))
    return ActorRow(
        key=key,
        name=ranked[0],
        names=tuple(ranked[1:NAMES]),
        kind=rows[0].kind,
        country=next((row.country for row in rows if row.country), None),
        speaks_for=_speaks_for(ask, key, rows, parties),
        roles=_roles(rows[:ROWS]),
        first=min(days, default=None) if whole else ask.first(key),
        last=max(days, default=None),
        texts=min(texts, COUNTED),
        more=texts > COUNTED,
        statements=sum(row.speaks for row in {row.version_id: row for row in rows[:ROWS]}.values()),
        merged=tuple(ask.keys(key)[1:]),
    )


def _speaks_for(ask: _Ask, key: str, rows: Sequence[Row[Any]], parties: Mapping[str, str]) -> tuple[For, ...]:
    """The parties for which an actor answers, the latest first; not itself."""
    found: dict[str, list[Row[Any]]] = {}
    for row in rows:
        if (party := ask.merged.party(row.party)) != key:
            found.setdefault(party, []).append(row)
    told = []
    for party, own in found.items():
        days = [row.day for row in own if row.day]
        since = min(days, default=None) if ask.whole(rows) else ask.since(key, (row.party for row in own))
        named = Named(party, parties.get(party) or party.partition("@")[0])
        told.append(For(named, own[0].party_kind, since, max(days, default=None)))
    return tuple(sorted(told, key=lambda one: (one.last or "", one.since or ""), reverse=True))


def _roles(rows: Iterable[Row[Any]]) -> tuple[Role, ...]:
    """The different roles, the latest first."""
    found: dict[str, tuple[str, list[str]]] = {}
    for row in rows:
        if row.role:
            role = " ".join(row.role.split())
            found.setdefault(role.casefold(), (role, []))[1].extend([row.day] if row.day else [])
    return tuple(Role(role, min(days, default=None), max(days, default=None)) for role, days in found.values())
