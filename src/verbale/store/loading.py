"""Filling the empty tables of a store with many rows: inserted into a file, streamed by COPY into a server.

A server checks references and files rows in its indexes one by one; with all rows there it does both many times faster.
So its indexes and references are taken away and made anew, by its own words for them, in the transaction of the rows:
nobody ever sees a store without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import StatementError

from verbale.store.search import index_texts
from verbale.store.tables import metadata, versions

BATCH = 400  # rows in memory
MEMORY = "256MB"  # in which a server sorts the rows of a new index

Tick = Callable[[int], None]
Rows = Iterable[Sequence[Any]]  # values in the order of the table's columns

_INDEXES = """
    SELECT 'DROP INDEX ' || i.indexrelid::regclass AS without, pg_get_indexdef(i.indexrelid) AS again
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
    WHERE t.oid = ANY (CAST(:tables AS regclass[])) AND NOT i.indisunique ORDER BY i.indexrelid
"""
_REFERENCES = """
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS without,
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS again
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (CAST(:tables AS regclass[])) ORDER BY oid
"""


class LoadingError(ValueError):
    """Rows that a database does not take."""


@contextmanager
def loading(connection: Connection) -> Iterator[None]:
    """While it lasts, the empty tables of a store may be filled (``fill``). After it the words can be searched, numbers
    go on from the last ones, references have been checked, and the planner knows the tables. Raises
    ``LoadingError``."""
    server = connection.dialect.name == "postgresql"
    again = _stripped(connection) if server else []
    yield
    _index_words(connection)
    if not server:
        return
    connection.execute(text(f"SET LOCAL maintenance_work_mem = '{MEMORY}'"))
    with _refusing(connection, "the rows do not fit together"):
        for statement in again:
            connection.exec_driver_sql(statement)
    _count_on(connection)
    for name in _tables():
        connection.execute(text(f"ANALYZE {name}"))


def fill(connection: Connection, table: Table, rows: Rows, tick: Tick = lambda _: None) -> int:
    """Put rows into a table; how many are there then. ``tick`` is called with the number of each few."""
    put = _copy if connection.dialect.name == "postgresql" else _insert
    with _refusing(connection, f"a row of {table.name} is refused"):
        told = put(connection, table, rows, tick)
    there = int(connection.execute(select(func.count()).select_from(table)).scalar_one())
    if there != told:
        raise LoadingError(f"{table.name} holds {there} rows, not the {told} that came")
    return there


def _insert(connection: Connection, table: Table, rows: Rows, tick: Tick) -> int:
    names, count = table.c.keys(), 0
    for part in batches(rows):
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in part])
        count += len(part)
        tick(len(part))
    return count


def _copy(connection: Connection, table: Table, rows: Rows, tick: Tick) -> int:
    """The rows are frozen: the table was emptied in this transaction, so nothing has to look at them again."""
    named = connection.dialect.identifier_preparer
    columns = ", ".join(map(named.format_column, table.columns))
    driver: Any = connection.connection.driver_connection
    statement, count = f"COPY {named.format_table(table)} ({columns}) FROM STDIN (FREEZE)", 0
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for part in batches(rows):
            for row in part:
                copy.write_row(row)
            count += len(part)
            tick(len(part))
    return count


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """A few rows at a time."""
    left = iter(rows)
    while part := list(islice(left, BATCH)):
        yield part


@contextmanager
def _refusing(connection: Connection, what: str) -> Iterator[None]:
    """The errors of a database, also of its driver alone, as ``LoadingError``."""
    driver = connection.dialect.loaded_dbapi
    try:
        yield
    except (driver.Error, StatementError) as error:
        told = error.orig if isinstance(error, StatementError) and error.orig else error
        reason = str(told).strip().partition("\n")[0][:300]
        raise LoadingError(f"{what}: {reason}") from error


def _tables() -> list[str]:
    return [*(table.name for table in metadata.sorted_tables), "search"]


def _stripped(connection: Connection) -> list[str]:
    """Take away the indexes and references; the statements that make them again."""
    connection.execute(text(f"TRUNCATE {', '.join(_tables())}"))
    found = [
        row
        for query in (_REFERENCES, _INDEXES)
        for row in connection.execute(text(query), {"tables": [*_tables()]}).all()
    ]
    for row in found:
        connection.exec_driver_sql(row.without)
    return [row.again for row in reversed(found)]


def _index_words(connection: Connection) -> None:
    query = select(versions.c.id, versions.c.title, versions.c.text).where(versions.c.forgotten.is_(None))
    rows = connection.execute(query.order_by(versions.c.id), execution_options={"yield_per": BATCH})
    for part in batches(rows):
        index_texts(connection, [tuple(row) for row in part])


def _count_on(connection: Connection) -> None:
    """Let the server count on from the last numbers."""
    for table in metadata.sorted_tables:
        if table.autoincrement_column is None:
            continue
        column = table.autoincrement_column
        name = connection.execute(
            text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
        ).scalar()
        last = connection.execute(select(func.max(column))).scalar()
        if name is not None and last is not None:
            connection.execute(text("SELECT setval(:name, :last)"), {"name": name, "last": last})
