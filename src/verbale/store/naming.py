"""The names that a store has learnt of actors and parties, when a text that told some of them is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.sql import ColumnElement

from verbale.store.actors import file_names
from verbale.store.documents import unpacked
from verbale.store.sql import chunks, latest_first
from verbale.store.tables import actor_words, appearances, belongings, party_names, readings, versions

LATEST = 40  # texts of one actor from which its names are filed anew


@dataclass(frozen=True, slots=True)
class Names:
    """What some versions told: of actors, of whom they answer for, and what parties are called there."""

    actors: frozenset[str]
    belongings: frozenset[tuple[str, str]]
    parties: frozenset[tuple[str, str]]


def names_told(connection: Connection, ids: Sequence[int]) -> Names:
    """The names in some versions."""
    rows = [
        row
        for part in chunks(ids)
        for row in connection.execute(select(appearances).where(appearances.c.version_id.in_(part)))
    ]
    return Names(
        frozenset(row.actor for row in rows),
        frozenset((row.actor, row.party) for row in rows),
        frozenset((row.party, row.name) for row in rows),
    )


def unname(connection: Connection, names: Names) -> None:
    """Erase those names that no other text tells; the versions that told them must be gone."""
    for actor, party in sorted(names.belongings):
        if not _appears(connection, appearances.c.actor == actor, appearances.c.party == party):
            where = (belongings.c.person == actor, belongings.c.party == party)
            connection.execute(delete(belongings).where(*where))
    for party, name in sorted(names.parties):
        if not _appears(connection, appearances.c.party == party, appearances.c.name == name):
            where = (party_names.c.party == party, party_names.c.name == name)
            connection.execute(delete(party_names).where(*where))
    for part in chunks(sorted(names.actors)):
        connection.execute(delete(actor_words).where(actor_words.c.actor.in_(part)))
    _file_again(connection, names.actors)


def _appears(connection: Connection, *where: ColumnElement[bool]) -> bool:
    return connection.execute(select(appearances.c.actor).where(*where).limit(1)).first() is not None


def _file_again(connection: Connection, actors: frozenset[str]) -> None:
    """File the words of the names that the latest other texts give to some actors."""
    told: dict[int, set[str]] = {}
    for actor in sorted(actors):
        query = select(appearances.c.version_id).where(appearances.c.actor == actor)
        for version in connection.execute(query.order_by(latest_first(appearances.c.day)).limit(LATEST)).scalars():
            told.setdefault(version, set()).add(actor)
    for part in chunks(sorted(told), 50):
        query = (
            select(versions.c.id, versions.c.text, readings.c.record)
            .join(readings, readings.c.version_id == versions.c.id)
            .where(versions.c.id.in_(part), readings.c.superseded.is_(None))
        )
        for row in connection.execute(query.order_by(versions.c.id)):
            record = unpacked(bytes(row.record), row.text)
            wanted = tuple(actor for actor in record.actors if actor.key[:200] in told[row.id])
            file_names(connection, record.model_copy(update={"actors": wanted}))
