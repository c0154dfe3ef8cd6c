"""Backup and restore: a copy of the file of SQLite, or all tables as JSON Lines in a zip, which either database takes.

The zip has one file for each table and ``manifest.json``: the format, the migration, and of each table the number of
its rows and the SHA-256 of its lines. The same store gives the same bytes. The index of words is made anew.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Integer, LargeBinary, Table, func, insert, select, text

from verbale.store.engine import HEAD, open_engine, reading
from verbale.store.ledger import Ledger
from verbale.store.search import index_text
from verbale.store.sql import chunks
from verbale.store.tables import metadata, versions

FORMAT = "verbale/ledger/1"
BATCH = 400  # rows in memory
HELD = ("holder", "held_until")  # of a hook: which process of the old machine delivers it
_SQLITE = b"SQLite format 3\x00"

Tick = Callable[[int], None]


class KeepingError(ValueError):
    """A backup that cannot be made or restored."""


def backup(ledger: Ledger, file: Path, tick: Tick = lambda _: None) -> str:
    """Write a backup: a zip if the name ends so or the store is on a server, else a file of SQLite. What kind was
    written: ``zip`` or ``sqlite``. Raises ``KeepingError``; an older file stays until the new one is whole."""
    kind = "zip" if file.suffix.lower() == ".zip" else "sqlite"
    if kind == "sqlite" and ledger.engine.dialect.name != "sqlite":
        raise KeepingError(f"{file}: the backup of a server is a zip: give it a name that ends in .zip")
    if not file.parent.is_dir():
        raise KeepingError(f"{file}: there is no folder {file.parent}")
    source = ledger.engine.url.database
    if source and file.exists() and ledger.engine.dialect.name == "sqlite" and file.samefile(source):
        raise KeepingError(f"{file} is the store itself")
    part = file.with_name(file.name + ".part")
    try:
        if kind == "zip":
            with ledger.reading() as connection, part.open("wb") as out:
                dump(connection, out, tick)
        else:
            _copy(str(source), part)
        os.replace(part, file)
    except OSError as error:
        raise KeepingError(f"{file}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return kind


def restore(ledger: Ledger, file: Path, tick: Tick = lambda _: None) -> int:
    """Fill an empty store from a backup, in one transaction; the number of rows. Raises ``KeepingError``."""
    try:
        with file.open("rb") as opened:
            head = opened.read(16)
    except OSError as error:
        raise KeepingError(f"{file}: {error.strerror or error}") from error
    with ledger.writing() as connection:
        _check_empty(connection)
        if head == _SQLITE:
            return _restore_file(connection, file, tick)
        if not zipfile.is_zipfile(file):
            raise KeepingError(f"{file} is no backup: neither a zip nor a file of SQLite")
        with zipfile.ZipFile(file) as archive:
            return load(connection, archive, tick)


def dump(connection: Connection, out: IO[bytes], tick: Tick = lambda _: None) -> None:
    """Write all tables of a store as a zip."""
    manifest: dict[str, Any] = {"format": FORMAT, "migration": HEAD, "tables": {}}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for table in metadata.sorted_tables:
            digest, count = hashlib.sha256(), 0
            with archive.open(_entry(f"{table.name}.jsonl"), "w", force_zip64=True) as lines:
                for row in _rows(connection, table):
                    line = _line(table, row)
                    digest.update(line)
                    lines.write(line)
                    count += 1
                    tick(1)
            manifest["tables"][table.name] = {"rows": count, "sha256": digest.hexdigest()}
        archive.writestr(_entry("manifest.json"), json.dumps(manifest, indent=1, sort_keys=True))


def load(connection: Connection, archive: zipfile.ZipFile, tick: Tick = lambda _: None) -> int:
    """Fill the empty tables of a store from a zip. Raises ``KeepingError`` if it is not what it says to be."""
    manifest = _manifest(archive)
    done = 0
    for table in metadata.sorted_tables:
        told = manifest["tables"].get(table.name)
        if told is None:
            raise KeepingError(f"the backup lacks the table {table.name}")
        digest, count, waiting = hashlib.sha256(), 0, []
        with archive.open(f"{table.name}.jsonl") as lines:
            for line in lines:
                digest.update(line)
                waiting.append(_row(table, line))
                count += 1
                if len(waiting) == BATCH:
                    _fill(connection, table, waiting, tick)
                    waiting = []
        _fill(connection, table, waiting, tick)
        if (count, digest.hexdigest()) != (told["rows"], told["sha256"]):
            raise KeepingError(f"the backup is damaged: {table.name} is not what the manifest says")
        done += count
    _finish(connection)
    return done


def _restore_file(connection: Connection, file: Path, tick: Tick) -> int:
    """From a file of SQLite, of which a copy is brought up to date."""
    done = 0
    with tempfile.TemporaryDirectory(prefix="verbale-") as folder:
        copy = Path(folder) / "backup.db"
        _copy(str(file), copy)
        engine = open_engine(copy, create=False)
        try:
            with reading(engine) as source:
                for table in metadata.sorted_tables:
                    for part in _parts(dict(row._mapping) for row in _rows(source, table)):
                        _fill(connection, table, part, tick)
                        done += len(part)
        finally:
            engine.dispose()
    _finish(connection)
    return done


def _copy(source: str, target: Path) -> None:
    """A copy of a file of SQLite while others write to it."""
    target.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)
            other.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise KeepingError(f"{source}: {error}") from error


def _check_empty(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if connection.execute(select(table).limit(1)).first() is not None:
            raise KeepingError("the store is not empty: a backup is restored into a new one")


def _finish(connection: Connection) -> None:
    """Make the index of words, and let the server count on from the last numbers."""
    query = select(versions.c.id, versions.c.title, versions.c.text).where(versions.c.forgotten.is_(None))
    for row in connection.execute(query.order_by(versions.c.id), execution_options={"yield_per": BATCH}):
        index_text(connection, row.id, row.title, row.text)
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        last = connection.execute(select(func.max(column))).scalar() if column is not None else None
        if last is not None and isinstance(table.c.id.type if "id" in table.c else None, Integer):
            sequence = "SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"
            connection.execute(text(sequence), {"name": table.name, "last": last})


def _rows(connection: Connection, table: Table) -> Iterator[Any]:
    query = select(table).order_by(*table.primary_key.columns)
    yield from connection.execute(query, execution_options={"yield_per": BATCH})


def _parts(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting: list[dict[str, Any]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _fill(connection: Connection, table: Table, rows: list[dict[str, Any]], tick: Tick) -> None:
    for part in chunks(rows):
        connection.execute(insert(table), [row | {name: None for name in HELD if name in table.c} for row in part])
        tick(len(part))


def _line(table: Table, row: Any) -> bytes:
    told = {
        column.name: base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value
        for column, value in zip(table.columns, row, strict=True)
    }
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _row(table: Table, line: bytes) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(line)
        if set(told) != set(table.c.keys()):
            raise ValueError("other columns")
        binary = {column.name for column in table.columns if isinstance(column.type, LargeBinary)}
        return {
            name: base64.b64decode(value) if name in binary and value is not None else value
            for name, value in told.items()
        }
    except (ValueError, AttributeError, TypeError) as error:
        raise KeepingError(f"the backup is damaged: a line of {table.name} cannot be read ({error})") from error


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        format, migration, tables = manifest["format"], manifest["migration"], manifest["tables"]
    except (KeyError, ValueError, TypeError) as error:
        raise KeepingError("the zip is no backup of a ledger: it has no manifest") from error
    if format != FORMAT or migration != HEAD or not isinstance(tables, dict):
        raise KeepingError(f"the backup was made by another version of Verbale ({format}, migration {migration})")
    return manifest


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
