"""Actors: who speaks for whom, since when, in which roles, and when each was last seen.

Without a name or a party, the actors of the latest texts are shown, those first that most of these texts name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.sql import ColumnElement

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
from verbale.store.sql import earliest_first, for_each, latest_first
from verbale.store.tables import appearances
from verbale.views.naming import Named

WINDOW = 400  # latest texts in which actors are looked for
ROWS = 40  # latest texts of one actor that tell its roles
COUNTED = 100  # texts of one actor that are counted
NAMES = 8  # spellings of one actor that are shown
Key = TypeVar("Key", str, tuple[str, str])
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
    ask = _Ask(connection, scope, aliases_of(connection, scope.merged))
    return _made(ask, _keys(ask, scope, name))


def actor_known(connection: Connection, scope: Scope, key: str) -> ActorRow | None:
    """One actor by its key, that of another with which it was merged included; ``None`` if no text of the scope names
    it."""
    ask = _Ask(connection, scope, aliases_of(connection, scope.merged))
    return next(iter(_made(ask, [ask.merged.actor(key)])), None)


def _made(ask: _Ask, keys: Sequence[str]) -> tuple[ActorRow, ...]:
    told = {key: own for key, own in ask.latest(keys).items() if own}
    names = names_of(ask.connection, {ask.merged.party(row.party) for own in told.values() for row in own})
    earlier = _Earlier.of(ask, told)
    return tuple(_actor(ask, key, own, names, earlier) for key, own in told.items())


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
        own = appearances_where(*texts_in(scope))
        if (last := min(scope.last or "9999", scope.moment[:10])) < "9999":
            own = own.where(appearances.c.day <= last)
        self._own = own
        self._texts = own.with_only_columns(appearances.c.version_id).distinct().limit(COUNTED + 1)
        dated = own.with_only_columns(appearances.c.day).where(appearances.c.day.is_not(None))
        self._first = dated.order_by(earliest_first(appearances.c.day)).limit(1)

    def keys(self, key: str) -> list[str]:
        """An actor with those that were merged into it."""
        return [key, *(one for one, into in self.merged.actors.items() if into == key)]

    def latest(self, keys: Iterable[str]) -> dict[str, list[Row[Any]]]:
        """Of each actor the latest appearances, all of them in a scope of few texts."""
        own = {key: self.keys(key) for key in keys}
        rows = self._few if self.few is not None else self._latest([one for some in own.values() for one in some])
        found: dict[str, list[Row[Any]]] = {}
        for key, some in own.items():
            told = [row for one in some for row in rows.get(one, ())]
            told.sort(key=lambda row: (row.day or "", row.version_id), reverse=True)
            found[key] = told if self.few is not None else told[:ROWS]
        return found

    def _latest(self, keys: Sequence[str]) -> dict[str, Sequence[Row[Any]]]:
        def query(key: Any) -> Select[Any]:
            ordered = self._own.order_by(latest_first(appearances.c.day), appearances.c.version_id.desc())
            return ordered.where(appearances.c.actor == key).limit(ROWS)

        return dict(zip(keys, for_each(self.connection, query, [(key,) for key in keys]), strict=True))

    def whole(self, rows: Sequence[Row[Any]]) -> bool:
        """Whether the latest appearances are all that there are."""
        return self.few is not None or len(rows) < ROWS

    def first(self, keys: Iterable[str]) -> dict[str, str]:
        """The first day of each actor."""
        asked = {(one,): key for key in keys for one in self.keys(key)}
        return self._earliest(asked, lambda key: self._first.where(appearances.c.actor == key))

    def since(self, answering: Mapping[tuple[str, str], Iterable[str]]) -> dict[tuple[str, str], str]:
        """The first day on which each actor answered for a party, by actor and party; ``answering`` are the keys under
        which texts name that party."""
        asked = {(one, party): of for of, own in answering.items() for one in self.keys(of[0]) for party in {*own}}

        def query(key: Any, party: Any) -> Select[Any]:
            return self._first.where(appearances.c.actor == key, appearances.c.party == party)

        return self._earliest(asked, query)

    def _earliest(self, asked: Mapping[Any, Key], query: Callable[..., Select[Any]]) -> dict[Key, str]:
        found: dict[Key, str] = {}
        for of, rows in zip(asked.values(), for_each(self.connection, query, [*asked]), strict=True):
            for row in rows:
                found[of] = min(found.get(of, row.day), row.day)
        return found

    def count(self, keys: Iterable[str]) -> dict[str, int]:
        """In how many texts each actor appears."""
        own = {key: self.keys(key) for key in keys}
        alone = [(key,) for key, some in own.items() if len(some) == 1]
        rows = for_each(self.connection, lambda key: self._counted(appearances.c.actor == key), alone)
        found = {key: int(one[0].texts) for (key,), one in zip(alone, rows, strict=True)}
        for key in own.keys() - found.keys():
            counted = self._counted(appearances.c.actor.in_(own[key]))
            found[key] = int(self.connection.execute(counted).scalar_one())
        return found

    def _counted(self, where: ColumnElement[bool]) -> Select[Any]:
        return select(func.count().label("texts")).select_from(self._texts.where(where).subquery("some"))


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What the latest appearances do not tell of actors with more: the first day, the number of texts, and the first
    day for each party."""

    first: Mapping[str, str]
    texts: Mapping[str, int]
    since: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, ask: _Ask, told: Mapping[str, Sequence[Row[Any]]]) -> _Earlier:
        more = [key for key, rows in told.items() if not ask.whole(rows)]
        parties = {
            (key, party): [row.party for row in rows]
            for key in more
            for party, rows in _answered(ask, key, told[key]).items()
        }
        return cls(ask.first(more), ask.count(more), ask.since(parties))


def _actor(ask: _Ask, key: str, rows: Sequence[Row[Any]], parties: Mapping[str, str], earlier: _Earlier) -> ActorRow:
    days = [row.day for row in rows if row.day]
    whole = ask.whole(rows)
    texts = len({row.version_id for row in rows}) if whole else earlier.texts[key]
    names = Counter(row.name for row in rows)
    ranked = sorted(names, key=lambda name: (-names[name], name))
    return ActorRow(
        key=key,
        name=ranked[0],
        names=tuple(ranked[1:NAMES]),
        kind=rows[0].kind,
        country=next((row.country for row in rows if row.country), None),
        speaks_for=_speaks_for(ask, key, rows, parties, earlier),
        roles=_roles(rows[:ROWS]),
        first=min(days, default=None) if whole else earlier.first.get(key),
        last=max(days, default=None),
        texts=min(texts, COUNTED),
        more=texts > COUNTED,
        statements=sum(row.speaks for row in {row.version_id: row for row in rows[:ROWS]}.values()),
        merged=tuple(ask.keys(key)[1:]),
    )


def _answered(ask: _Ask, key: str, rows: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    """The appearances of an actor by the party for which it answers; not itself."""
    found: dict[str, list[Row[Any]]] = {}
    for row in rows:
        if (party := ask.merged.party(row.party)) != key:
            found.setdefault(party, []).append(row)
    return found


def _speaks_for(
    ask: _Ask, key: str, rows: Sequence[Row[Any]], parties: Mapping[str, str], earlier: _Earlier
) -> tuple[For, ...]:
    """The parties for which an actor answers, the latest first."""
    told = []
    for party, own in _answered(ask, key, rows).items():
        days = [row.day for row in own if row.day]
        since = min(days, default=None) if ask.whole(rows) else earlier.since.get((key, party))
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
