"""What the store has learnt of parties: whom persons answer for, and what parties are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import Connection, Table, select

from verbale.record import Record
from verbale.store.sql import CHUNK, upsert
from verbale.store.tables import belongings, party_names
from verbale.threads.parties import Kind, Parties, Party, Votes, best_name, persons_sought
from verbale.threads.parties import belongings as told_belongings


def parties_of(connection: Connection, record: Record) -> Parties:
    """The parties of a record, helped by what other texts have told of its persons."""
    heard: Votes = {}
    for person, party, kind, country, count in _rows(
        connection, belongings, belongings.c.person, sorted(set(persons_sought(record)))
    ):
        heard.setdefault(person, Counter())[Party(party, cast(Kind, kind), country)] += count
    return Parties([record], heard)


def remember(connection: Connection, record: Record, parties: Parties) -> None:
    """Count what a record tells of persons and names."""
    votes = Counter(
        (person[:200], party.key[:200], party.kind, party.country) for person, party in told_belongings(record)
    )
    _add(connection, belongings, ("person", "party"), ("kind", "country"), votes)
    names = Counter[tuple[Any, ...]]()
    for party, counts in parties.names().items():
        for (own, name), count in counts.items():
            names[party.key[:200], int(own), name[:300]] += count
    _add(connection, party_names, ("party", "own", "name"), (), names)


def names_of(connection: Connection, parties: Iterable[str]) -> dict[str, str]:
    """What the texts call each party most often."""
    found: dict[str, dict[tuple[bool, str], int]] = {}
    for party, own, name, count in _rows(connection, party_names, party_names.c.party, sorted(set(parties))):
        found.setdefault(party, {})[bool(own), name] = count
    return {party: best_name(names) for party, names in found.items()}


def _rows(connection: Connection, table: Table, column: Any, values: list[str]) -> list[Any]:
    found: list[Any] = []
    for first in range(0, len(values), CHUNK):
        query = select(table).where(column.in_(values[first : first + CHUNK]))
        found.extend(connection.execute(query.order_by(*table.primary_key.columns)))
    return found


def _add(
    connection: Connection, table: Table, keys: tuple[str, ...], more: tuple[str, ...], counts: Counter[tuple[Any, ...]]
) -> None:
    """Raise the counts of rows, making those that are missing."""
    merged: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row, count in sorted(counts.items(), key=lambda item: item[0][: len(keys)]):
        made = merged.setdefault(row[: len(keys)], {**dict(zip((*keys, *more), row, strict=True)), "count": 0})
        made["count"] += count
    upsert(connection, table, list(merged.values()), added=("count",))
