"""The few statements that SQLAlchemy does not write alike for both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    Connection,
    Row,
    Select,
    String,
    Table,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

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


class unindexed(FunctionElement[str]):
    """A column for a condition by which no index shall be chosen: without statistics SQLite takes any equality for a
    narrow one, and goes through all facts of a kind. A server has statistics, and is left to choose."""

    inherit_cache = True
    type = String()


@compiles(unindexed)
def _unindexed(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return f"coalesce({compiler.process(element.clauses, **options)}, '')"


@compiles(unindexed, "postgresql")
def _indexed(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


def latest_first(day: Any) -> Any:
    """By a day that may be missing, the latest first; rows without one last, on both databases. The indexes of such
    days are filed so (``tables.by_day``)."""
    return day.desc().nulls_last()


def earliest_first(day: Any) -> Any:
    """``latest_first`` backwards."""
    return day.asc().nulls_first()


def for_each(
    connection: Connection, query_of: Callable[..., Select[Any]], asked: Sequence[tuple[str, ...]]
) -> list[Sequence[Row[Any]]]:
    """What a query finds for each of some values: ``query_of`` makes it of the expressions that stand for them. A
    server is asked once for all of them, as each question waits for its answer to come over; a file one by one, which
    costs nothing there. Rows of a server have one more column, ``place``, and may be in another order than is asked."""
    if not asked:
        return []
    names = [f"asked_{n}" for n in range(len(asked[0]))]
    if connection.dialect.name != "postgresql":
        query = query_of(*(bindparam(name) for name in names))
        return [connection.execute(query, dict(zip(names, values, strict=True))).all() for values in asked]
    lists = [bindparam(name, type_=ARRAY(String)) for name in names]
    table = func.unnest(*lists).table_valued(*names, with_ordinality="place").render_derived(name="asked")
    found = query_of(*(literal_column(f"asked.{name}", String) for name in names)).lateral("found")
    query = select(*found.c, table.c.place).select_from(table.join(found, true()))
    rows: list[list[Row[Any]]] = [[] for _ in asked]
    for row in connection.execute(query, dict(zip(names, map(list, zip(*asked, strict=True)), strict=True))):
        rows[row.place - 1].append(row)
    return [*rows]


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
