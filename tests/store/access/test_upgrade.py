"""Stores and backups of before the desk are brought up to date; those of later versions are refused by name."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, insert, inspect, select, text

from tests.databases import Server
from tests.store.access.hands import WORD
from verbale.store import Ledger, StoreError
from verbale.store import engine as engines
from verbale.store.access.audit import append, entries
from verbale.store.access.passwords import hashed
from verbale.store.access.sessions import begin_session
from verbale.store.access.tokens import make_token, token_given
from verbale.store.access.users import add_user, authenticate
from verbale.store.access.visits import last_visit, note_visit
from verbale.store.engine import HEAD, MIGRATIONS, noting, open_engine
from verbale.store.keeping import LATER, KeepingError, backup, restore
from verbale.store.tables import metadata, sessions, tracks

NOW = "2030-03-01T12:00:00.000Z"


def upgrade_to_first(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


def old_store(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store as the version before the desk made it, with something in it."""
    with monkeypatch.context() as patch:
        patch.setattr(engines, "HEAD", "0001")
        patch.setattr(engines, "upgrade", upgrade_to_first)
        engine = open_engine(store)
    with engine.begin() as connection:
        assert not set(LATER) & set(inspect(connection).get_table_names())
        connection.execute(insert(tracks).values(name="Tacna", definition="{}", author="Ana", made=NOW))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that holds nothing, not even tables."""
    if request.param == "sqlite":
        return str(tmp_path / "bare.db")
    server: Server = request.getfixturevalue("postgresql")
    with server.database() as url:
        return url


def test_a_store_of_before_is_brought_up_to_date(bare: str, monkeypatch: pytest.MonkeyPatch) -> None:
    old_store(bare, monkeypatch)
    with Ledger.open(bare, create=False, clock=lambda: NOW) as ledger:
        with ledger.reading() as connection:
            assert engines.revision_of(connection) == HEAD == "0002"
            assert connection.execute(select(tracks.c.name)).scalars().all() == ["Tacna"]
            assert connection.execute(select(func.count()).select_from(sessions)).scalar() == 0
        with noting(ledger.engine) as connection:
            add_user(connection, "Ana", "admin", None, NOW)


def test_the_migration_makes_the_tables(bare: str) -> None:
    def of_the_desk(item: Any, name: str, kind: str, *_: object) -> bool:
        return (name if kind == "table" else item.table.name) in LATER

    with Ledger.open(bare) as ledger, ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": of_the_desk})
        assert compare_metadata(context, metadata) == []
        assert set(LATER) <= set(inspect(connection).get_table_names())


def test_a_store_of_a_later_version_is_refused(empty_store: str) -> None:
    with Ledger.open(empty_store) as ledger, noting(ledger.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    with pytest.raises(StoreError, match=r"later version of Verbale .migration 0003, this one knows 0002"):
        Ledger.open(empty_store)


def filled(ledger: Ledger) -> str:
    """A user, a session, a token, a visit and an entry of the log; the token's secret."""
    with noting(ledger.engine) as connection:
        user = add_user(connection, "Ana", "admin", hashed(WORD, "Ana"), NOW)
        begin_session(connection, user.id, NOW)
        _, secret = make_token(connection, user, "feed", "reader", None, NOW)
        append(connection, "Ana", "login", "Ana", NOW)
        note_visit(connection, "Ana", "", NOW)
    return secret


@pytest.mark.parametrize("name", ["backup.zip", "backup.db"])
def test_a_backup_has_users_but_nobody_who_is_logged_in(ledger: Ledger, tmp_path: Path, name: str) -> None:
    with Ledger.open(tmp_path / "first.db", clock=lambda: NOW) as first:
        secret = filled(first)
        backup(first, tmp_path / name)
        with first.reading() as connection:
            (session,) = connection.execute(select(sessions.c.id)).scalars()
    if name.endswith(".db"):
        assert session.encode() not in (tmp_path / name).read_bytes()
    else:
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert archive.read("sessions.jsonl") == b""
    restore(ledger, tmp_path / name)
    assert authenticate(ledger, "Ana", WORD) is not None
    with ledger.reading() as connection:
        assert token_given(connection, secret, NOW) is not None
        assert [one.action for one in entries(connection).entries] == ["login"]
        assert last_visit(connection, "Ana", "", "2030-03-02T12:00:00.000Z") is not None
        assert connection.execute(select(func.count()).select_from(sessions)).scalar() == 0
    with noting(ledger.engine) as connection:
        assert append(connection, "Ana", "logout", "Ana", NOW) == 2


def test_a_live_store_is_restored_without_its_sessions(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "first.db", clock=lambda: NOW) as first:
        filled(first)
        restore(ledger, tmp_path / "first.db")
    with ledger.reading() as connection:
        assert connection.execute(select(func.count()).select_from(sessions)).scalar() == 0


def test_a_file_of_before_is_restored(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_store(str(tmp_path / "old.db"), monkeypatch)
    before = (tmp_path / "old.db").read_bytes()
    restore(ledger, tmp_path / "old.db")
    assert (tmp_path / "old.db").read_bytes() == before
    with ledger.reading() as connection:
        assert connection.execute(select(tracks.c.name)).scalars().all() == ["Tacna"]


def older(file: Path, migration: str, without: set[str]) -> Path:
    """A zip as another version would have written it."""
    other = file.with_name(f"{migration}.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            if name == "manifest.json":
                told = json.loads(old.read(name)) | {"migration": migration}
                told["tables"] = {key: value for key, value in told["tables"].items() if key not in without}
                new.writestr(name, json.dumps(told))
            elif name.removesuffix(".jsonl") not in without:
                new.writestr(name, old.read(name))
    return other


def test_a_zip_of_before_is_restored(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "first.db", clock=lambda: NOW) as first:
        with first.writing() as connection:
            connection.execute(insert(tracks).values(name="Tacna", definition="{}", author="Ana", made=NOW))
        backup(first, tmp_path / "new.zip")
    file = tmp_path / "new.zip"
    for migration, without, reason in (
        ("0001", {"tracks", *LATER}, "lacks the table tracks"),
        ("0002", {"users"}, "lacks the table users"),
        ("0003", set(), "later version of Verbale .migration 0003, this one knows 0002"),
        ("0001x", set(), "no migration"),
        ("0000", set(), "no migration"),
    ):
        with pytest.raises(KeepingError, match=reason):
            restore(ledger, older(file, migration, without))
    restore(ledger, older(file, "0001", set(LATER)))
    with ledger.reading() as connection:
        assert connection.execute(select(tracks.c.name)).scalars().all() == ["Tacna"]
    with noting(ledger.engine) as connection:
        add_user(connection, "Ana", "admin", None, NOW)


def test_a_file_of_a_later_version_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    Ledger.open(tmp_path / "later.db").close()
    with closing(sqlite3.connect(tmp_path / "later.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    with pytest.raises(KeepingError, match=r"later version of Verbale .migration 0003"):
        restore(ledger, tmp_path / "later.db")
    with closing(sqlite3.connect(tmp_path / "none.db")) as connection, connection:
        connection.execute("CREATE TABLE other (id INTEGER)")
    with pytest.raises(KeepingError, match="no store"):
        restore(ledger, tmp_path / "none.db")
