"""The few statements that SQLAlchemy does not write alike for both databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

CHUNK = 400  # values in one IN clause, rows in one statement

Item = TypeVar("Item")


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], replaced: Sequence[str] = ()) -> None:
    """Insert rows; of those whose primary key is there already, replace the columns named (none: leave them)."""
    if not rows:
        return
    statement: Any = (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(table)
    keys = [column.name for column in table.primary_key.columns]
    if replaced:
        new = {name: statement.excluded[name] for name in replaced}
        statement = statement.on_conflict_do_update(index_elements=keys, set_=new)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    connection.execute(statement, list(rows))


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
