"""The few statements that SQLAlchemy does not write alike for both databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, func, insert
from sqlalchemy.dialects import postgresql, sqlite

CHUNK = 400  # values in one IN clause, rows in one statement

Item = TypeVar("Item")


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    replaced: tuple[str, ...] = (),
    added: tuple[str, ...] = (),
) -> None:
    """Insert rows; of those whose primary key is there already, replace some columns, add to others, or leave them."""
    if rows:
        connection.execute(_upsert(connection.dialect.name, table, replaced, added), list(rows))


@cache
def _upsert(dialect: str, table: Table, replaced: tuple[str, ...], added: tuple[str, ...]) -> Any:
    statement: Any = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    keys = [column.name for column in table.primary_key.columns]
    if not replaced and not added:
        return statement.on_conflict_do_nothing(index_elements=keys)
    new = {name: statement.excluded[name] for name in replaced}
    new |= {name: table.c[name] + statement.excluded[name] for name in added}
    return statement.on_conflict_do_update(index_elements=keys, set_=new)


def unindexed(column: Any) -> Any:
    """``column`` for a condition by which no index shall be chosen: without statistics SQLite takes any equality for a
    narrow one, and goes through all facts of a kind."""
    return func.coalesce(column, "")


def insert_one(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row; the number that it was given."""
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    if key is None:
        raise RuntimeError(f"{table.name} gives its rows no number")
    return int(key[0])


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    """Pieces of a sequence, short enough for one statement."""
    for first in range(0, len(items), size):
        yield items[first : first + size]
