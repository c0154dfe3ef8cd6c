"""Backup and restore: a copy of the file of SQLite, or all tables as JSON Lines in a zip. Either database takes both.

The zip has one file for each table and ``manifest.json``: the format, the migration, and of each table the number of
its rows and the SHA-256 of its lines. The same store gives the same bytes. The index of words is made anew, and nobody
is logged in: sessions are left out. A backup that an older version made is brought up to date.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from sqlalchemy import Connection, LargeBinary, Table, create_engine, select
from sqlalchemy.exc import DatabaseError

from verbale.store.engine import HEAD, StoreError, open_engine, reading, revision_of
from verbale.store.ledger import Ledger
from verbale.store.loading import BATCH, LoadingError, Tick, fill, loading
from verbale.store.tables import metadata

FORMAT = "verbale/ledger/1"
MIGRATIONS = ("0001", HEAD)  # whose backups are understood
LATER = dict.fromkeys(("users", "sessions", "tokens", "audit", "visits"), "0002")  # tables: since which migration
LEFT_OUT = frozenset({"sessions"})
HELD = ("holder", "held_until")  # of a hook: which process of the old machine delivers it
OWN = 0o600  # a backup holds what proves passwords and tokens
_SQLITE = b"SQLite format 3\x00"


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
            _log_out(part)
        part.chmod(OWN)
        os.replace(part, file)
    except OSError as error:
        raise KeepingError(f"{file}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return kind


def restore(ledger: Ledger, file: Path, tick: Tick = lambda _: None) -> int:
    """Fill an empty store from a backup, or from a store in a file that others may be using, in one transaction; the
    number of rows. Raises ``KeepingError``."""
    try:
        with file.open("rb") as opened:
            head = opened.read(16)
    except OSError as error:
        raise KeepingError(f"{file}: {error.strerror or error}") from error
    source = ledger.engine.url.database
    if ledger.engine.dialect.name == "sqlite" and source and Path(source).exists() and file.samefile(source):
        raise KeepingError(f"{file} is the store itself")
    with ledger.writing() as connection:
        _check_empty(connection)
        try:
            if head == _SQLITE:
                return _restore_file(connection, file, tick)
            if not zipfile.is_zipfile(file):
                raise KeepingError(f"{file} is no backup: neither a zip nor a file of SQLite")
            with zipfile.ZipFile(file) as archive:
                return load(connection, archive, tick)
        except LoadingError as error:
            raise KeepingError(f"{file}: {error}") from error


def dump(connection: Connection, out: IO[bytes], tick: Tick = lambda _: None) -> None:
    """Write all tables of a store as a zip."""
    manifest: dict[str, Any] = {"format": FORMAT, "migration": HEAD, "tables": {}}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for table in metadata.sorted_tables:
            digest, count = hashlib.sha256(), 0
            with archive.open(_entry(f"{table.name}.jsonl"), "w", force_zip64=True) as lines:
                for row in _rows(connection, table) if table.name not in LEFT_OUT else ():
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
    with loading(connection):
        for table in metadata.sorted_tables:
            told = manifest["tables"].get(table.name)
            if told is None and LATER.get(table.name, "") > manifest["migration"]:
                continue
            if told is None:
                raise KeepingError(f"the backup lacks the table {table.name}")
            digest = hashlib.sha256()
            with archive.open(f"{table.name}.jsonl") as lines:
                count = fill(connection, table, _without_the_old(table, _read(table, lines, digest)), tick)
            if (count, digest.hexdigest()) != (told["rows"], told["sha256"]):
                raise KeepingError(f"the backup is damaged: {table.name} is not what the manifest says")
            done += count
    return done


def _restore_file(connection: Connection, file: Path, tick: Tick) -> int:
    with _opened(file) as source, loading(connection):
        return sum(
            fill(connection, table, _without_the_old(table, _stored(source, table)), tick)
            for table in metadata.sorted_tables
            if table.name not in LEFT_OUT
        )


@contextmanager
def _opened(file: Path) -> Iterator[Connection]:
    """One state of a store in a file. Of an older version's store a copy is brought up to date."""
    engine = create_engine(f"sqlite+pysqlite:///file:{quote(str(file.resolve()))}?mode=ro&uri=true")
    try:
        with engine.connect() as source, source.begin():
            revision = revision_of(source)
            if revision == HEAD:
                yield source
                return
            if revision is None:
                raise KeepingError(f"{file} is no store")
            _check_migration(revision)
    except DatabaseError as error:
        raise KeepingError(f"{file}: {error.orig}") from error
    finally:
        engine.dispose()
    with tempfile.TemporaryDirectory(prefix="verbale-") as folder:
        copy = Path(folder) / "backup.db"
        _copy(str(file), copy)
        try:
            engine = open_engine(copy, create=False)
        except StoreError as error:
            raise KeepingError(f"{file}{str(error).removeprefix(str(copy))}") from error
        try:
            with reading(engine) as source:
                yield source
        finally:
            engine.dispose()


def _copy(source: str, target: Path) -> None:
    """A copy of a file of SQLite while others write to it."""
    target.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)
            other.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise KeepingError(f"{source}: {error}") from error


def _log_out(file: Path) -> None:
    """Leave no trace of sessions in a copy."""
    with closing(sqlite3.connect(file)) as copy, copy:
        copy.execute("PRAGMA secure_delete=ON")
        for name in LEFT_OUT:
            copy.execute(f"DELETE FROM {name}")


def _check_empty(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if connection.execute(select(table).limit(1)).first() is not None:
            raise KeepingError("the store is not empty: a backup is restored into a new one")


def _rows(connection: Connection, table: Table) -> Iterator[Any]:
    query = select(table).order_by(*table.primary_key.columns)
    yield from connection.execute(query, execution_options={"yield_per": BATCH})


def _stored(connection: Connection, table: Table) -> Iterator[Any]:
    """The rows of a file, as they lie there: in the order in which they came."""
    yield from connection.execute(select(table), execution_options={"yield_per": BATCH})


def _read(table: Table, lines: Iterable[bytes], digest: Any) -> Iterator[Sequence[Any]]:
    for line in lines:
        digest.update(line)
        yield _row(table, line)


def _without_the_old(table: Table, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """The rows of hooks as no process of the old machine delivers them."""
    if not set(HELD) & set(table.c.keys()):
        yield from rows
        return
    for row in rows:
        yield [None if name in HELD else value for name, value in zip(table.c.keys(), row, strict=True)]


def _line(table: Table, row: Any) -> bytes:
    told = {
        column.name: base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value
        for column, value in zip(table.columns, row, strict=True)
    }
    return (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _row(table: Table, line: bytes) -> list[Any]:
    """The values of a line, in the order of the table's columns."""
    try:
        told: dict[str, Any] = json.loads(line)
        if set(told) != set(table.c.keys()):
            raise ValueError("other columns")
        return [
            base64.b64decode(told[column.name])
            if isinstance(column.type, LargeBinary) and told[column.name] is not None
            else told[column.name]
            for column in table.columns
        ]
    except (ValueError, AttributeError, TypeError) as error:
        raise KeepingError(f"the backup is damaged: a line of {table.name} cannot be read ({error})") from error


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        format, migration, tables = manifest["format"], manifest["migration"], manifest["tables"]
    except (KeyError, ValueError, TypeError) as error:
        raise KeepingError("the zip is no backup of a ledger: it has no manifest") from error
    if format != FORMAT or not isinstance(tables, dict) or not isinstance(migration, str):
        raise KeepingError(f"the zip is no backup that this version knows ({str(format)[:40]})")
    _check_migration(migration)
    return manifest


def _check_migration(migration: str) -> None:
    if migration > HEAD:
        raise KeepingError(
            f"the backup was made by a later version of Verbale (migration {migration[:40]}, this one knows {HEAD})"
        )
    if migration not in MIGRATIONS:
        raise KeepingError(f"the backup is damaged: there is no migration {migration[:40]!r}")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
