"""A store in a file moves to a server, or to another file: whole or not at all, and goes on as if it had been there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, insert, select, text

from tests.databases import Server
from tests.store.test_backup import tables_of
from tests.store.test_forget import dispatch
from tests.store.test_verify import filled
from verbale.store import Ledger
from verbale.store.engine import HEAD, MIGRATIONS, revision_of
from verbale.store.keeping import KeepingError, restore
from verbale.store.loading import LoadingError, fill, loading
from verbale.store.tables import changes, documents, facts, metadata
from verbale.store.verifying import faults

NOW = "2030-03-01T12:00:00.000Z"


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Ledger]:
    """A store in a file, in use: texts in several versions and readings, judged, split and merged."""
    with Ledger.open(tmp_path / "first.db", clock=lambda: NOW) as opened:
        yield filled(opened)


def file_of(ledger: Ledger) -> Path:
    return Path(str(ledger.engine.url.database))


def structure(connection: Connection) -> dict[str, list[Any]]:
    """The indexes and references of a server."""
    indexes = text("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1")
    references = text(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
        "WHERE contype = 'f' ORDER BY 1, 2"
    )
    return {str(query): [tuple(row) for row in connection.execute(query)] for query in (indexes, references)}


def test_a_store_in_use_moves_whole_and_goes_on(ledger: Ledger, first: Ledger) -> None:
    with first.reading() as connection:
        last = {table: max(connection.execute(select(table.c.id)).scalars()) for table in (documents, facts, changes)}
    ticks: list[int] = []
    told = tables_of(first)
    rows = restore(ledger, file_of(first), ticks.append)
    assert tables_of(ledger) == told
    assert rows == sum(ticks) == sum(len(own) for name, own in told.items() if name != "found") > 50
    third = dispatch("c", "2025-03-03", False, "https://c.example")
    assert ledger.add(third).outcome == first.add(third).outcome == "added"
    assert tables_of(ledger) == tables_of(first)  # numbers, links and changes too
    with ledger.reading() as connection:
        assert [*faults(connection)] == []
        for table, before in last.items():
            assert max(connection.execute(select(table.c.id)).scalars()) > before


def test_a_server_has_its_indexes_and_references_again(postgresql: Server, first: Ledger) -> None:
    with postgresql.database("template_ledger") as url, Ledger.open(url) as ledger:
        with ledger.reading() as connection:
            before = structure(connection)
        restore(ledger, file_of(first))
        with ledger.reading() as connection:
            assert structure(connection) == before
            assert all(len(told) > 10 for told in before.values())
            planned = text("SELECT reltuples FROM pg_class WHERE oid = CAST('facts' AS regclass)")
            assert connection.execute(planned).scalar_one() > 0  # it knows its tables already


def damaged(first: Ledger, *statements: str) -> Path:
    """A copy of a store in which something was changed behind its back."""
    file = file_of(first).with_name("damaged.db")
    with closing(sqlite3.connect(file_of(first))) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
        for statement in statements:
            copy.execute(statement)
        copy.commit()
    return file


@pytest.mark.parametrize(
    ("statement", "only"),
    [
        ("DELETE FROM documents WHERE id = 1", None),
        ("UPDATE changes SET topic = 'much too long for it'", "postgresql"),
        ("UPDATE versions SET title = 'a' || char(0)", "postgresql"),
    ],
)
def test_a_row_that_is_refused_leaves_the_store_empty(
    ledger: Ledger, first: Ledger, statement: str, only: str | None
) -> None:
    if only not in (None, ledger.engine.dialect.name):
        assert restore(ledger, damaged(first, statement)) > 0
        return
    server = ledger.engine.dialect.name == "postgresql"
    with ledger.reading() as connection:
        before = structure(connection) if server else None
    with pytest.raises(KeepingError, match=r"damaged\.db: (a row of \w+ is refused|the rows do not fit together): \S"):
        restore(ledger, damaged(first, statement))
    assert not any(tables_of(ledger).values())
    with ledger.reading() as connection:
        assert (structure(connection) if server else None) == before
    assert ledger.add(dispatch("a", "2025-03-01", False)).outcome == "added"


def test_rows_are_counted(ledger: Ledger) -> None:
    row = {"key": "a", "name": "a"}
    wrong = pytest.raises(LoadingError, match="documents holds 2 rows, not the 1 that came")
    with wrong, ledger.writing() as connection, loading(connection):
        connection.execute(insert(documents).values(row | {"id": 1}))
        fill(connection, documents, [[2, "b", "b", None]])


def test_a_store_of_an_older_version_is_left_as_it_is(ledger: Ledger, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite+pysqlite:///{tmp_path / 'old.db'}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(insert(documents).values(id=7, key="old", name="old"))
    assert restore(ledger, tmp_path / "old.db") == 1
    with engine.connect() as connection:
        assert (revision_of(connection), HEAD == "0001") == ("0001", False)
    engine.dispose()
    with ledger.reading() as connection:
        assert connection.execute(select(documents.c.id, documents.c.key)).all() == [(7, "old")]


def test_what_is_no_store_is_refused(ledger: Ledger, first: Ledger, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE t (a)")
    (tmp_path / "torn.db").write_bytes(b"SQLite format 3\x00" + b"\x10" * 5000)
    for name, reason in (
        ("other.db", r"other\.db is no store"),
        ("torn.db", r"torn\.db: .*database"),
    ):
        with pytest.raises(KeepingError, match=reason):
            restore(ledger, tmp_path / name)
    with pytest.raises(KeepingError, match="the store itself"):
        restore(first, file_of(first))
    with ledger.reading() as connection:
        assert all(connection.execute(select(table).limit(1)).first() is None for table in metadata.sorted_tables)
