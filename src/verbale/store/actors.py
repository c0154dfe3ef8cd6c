"""Finding actors: by the words of their names, by their party, and in some texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select
from sqlalchemy.sql import ColumnElement

from verbale.record import Actor, Record
from verbale.store.listing import texts_in
from verbale.store.query import Scope
from verbale.store.search import folded
from verbale.store.sql import CHUNK, chunks, latest_first, upsert
from verbale.store.tables import actor_words, appearances, versions
from verbale.threads.parties import called

WORDS = 16  # of one actor's names that are filed
LONGEST = 60  # characters of a word
FOUND = 3_000  # actors of one word that are looked at
SHOWN = 200  # actors of a name that are looked at further
UNNAMED = "unnamed"

_WORD = re.compile(r"\w+")
_NAMES = ("actor", "party", "party_kind", "name", "kind", "country", "role", "day", "speaks", "version_id")
_COLUMNS = tuple(appearances.c[name] for name in _NAMES)


def file_names(connection: Connection, record: Record) -> None:
    """File the words by which the actors of a record are called."""
    filed = {(word, actor.key[:200]) for actor in record.actors if actor.kind != UNNAMED for word in _words(actor)}
    upsert(connection, actor_words, [{"word": word, "actor": actor} for word, actor in sorted(filed)])


def actors_called(connection: Connection, name: str) -> list[str]:
    """The keys of actors whose names hold all words of ``name``, the last one perhaps only its beginning. Raises
    ``ValueError`` if there is no word."""
    words = [word[:LONGEST] for word in _WORD.findall(folded(name))]
    if not words:
        raise ValueError(f"there is no name in {name!r}")
    found: set[str] | None = None
    for n, word in enumerate(words):
        where = [actor_words.c.word == word]
        if n == len(words) - 1:
            where = [actor_words.c.word >= word, actor_words.c.word < word + chr(0x10FFFF)]
        query = select(actor_words.c.actor).where(*where)
        if found is not None:
            query = query.where(actor_words.c.actor.in_(sorted(found)[:CHUNK]))
        found = set(connection.execute(query.order_by(actor_words.c.word, actor_words.c.actor).limit(FOUND)).scalars())
    return sorted(found or ())


def appearances_where(*where: ColumnElement[bool]) -> Select[Any]:
    """Appearances with the versions in which they are."""
    return select(*_COLUMNS).join(versions, versions.c.id == appearances.c.version_id).where(*where)


def appearances_in(connection: Connection, texts: Iterable[int]) -> list[Row[Any]]:
    """Who appears in some texts."""
    rows: list[Row[Any]] = []
    for part in chunks(sorted(set(texts))):
        rows += connection.execute(select(*_COLUMNS).where(appearances.c.version_id.in_(part))).all()
    return rows


def last_appearances(connection: Connection, scope: Scope, keys: Sequence[str]) -> list[Row[Any]]:
    """For each actor its latest appearance in a scope, if there is one."""
    query = _in_texts(scope).where(appearances.c.actor == bindparam("one"))
    query = query.order_by(latest_first(appearances.c.day)).limit(1)
    rows: list[Row[Any]] = []
    for key in keys[:SHOWN]:
        rows += connection.execute(query, {"one": key}).all()
    return rows


def appearances_of(connection: Connection, scope: Scope, keys: Sequence[str], most: int) -> list[Row[Any]]:
    """The latest appearances of some parties or actors in a scope, at most ``most`` of each."""
    rows: dict[tuple[Any, ...], Row[Any]] = {}
    for key in keys:
        for column in (appearances.c.party, appearances.c.actor):
            query = _in_texts(scope).where(column == key).order_by(latest_first(appearances.c.day))
            rows |= {tuple(row): row for row in connection.execute(query.limit(most))}
    return [*rows.values()]


def _in_texts(scope: Scope) -> Select[Any]:
    query = appearances_where(*texts_in(scope))
    if scope.last is not None:
        query = query.where(appearances.c.day <= scope.last)
    if scope.since is not None:
        query = query.where(appearances.c.day >= scope.since)
    if scope.known_at is not None:
        query = query.where(appearances.c.day <= scope.moment[:10])
    return query


def _words(actor: Actor) -> list[str]:
    names = (called(actor), actor.name or "", *actor.aliases)
    words = (word[:LONGEST] for name in names for word in _WORD.findall(folded(name)))
    return list(dict.fromkeys(words))[:WORDS]
