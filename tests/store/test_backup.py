"""A backup gives the same tables back, in either database, or says why it does not."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.store.test_judgements import dispatch
from verbale.store import Ledger, search
from verbale.store.judging import judge_fact
from verbale.store.keeping import KeepingError, backup, restore
from verbale.store.query import Scope, find_facts
from verbale.store.tables import hooks, metadata

NOW = "2030-03-01T12:00:00.000Z"


def filled(ledger: Ledger) -> Ledger:
    ledger.add(dispatch())
    ledger.add(dispatch(reader="2", stance="rejects"))
    with ledger.writing() as connection:
        fact = find_facts(connection, Scope(), ("position",))[0]
        judge_fact(connection, fact.key, "confirm", [], "Ana", "è così", NOW)
        connection.execute(
            hooks.insert().values(
                url="https://h.example", secret="s", topics="[]", made=NOW, holder="x", held_until=NOW
            )
        )
    return ledger


def tables_of(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    with ledger.reading() as connection:
        told = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
            if table is not hooks
        }
        told["found"] = [(one.version,) for one in search.find(connection, '"shelled Arica" monday', 10)]
    return told


@pytest.fixture(params=["backup.zip", "backup.db"])
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, list[tuple[Any, ...]]]]:
    """A backup of a store in a file, and what is in it."""
    with filled(Ledger.open(tmp_path / "first.db", clock=lambda: NOW)) as first:
        file = tmp_path / request.param
        assert backup(first, file) == ("zip" if file.suffix == ".zip" else "sqlite")
        return file, tables_of(first)


def test_a_backup_restores_the_same_tables(ledger: Ledger, saved: tuple[Path, dict[str, Any]]) -> None:
    file, told = saved
    assert restore(ledger, file) > 0
    assert tables_of(ledger) == told
    assert told["found"]
    with ledger.reading() as connection:
        assert connection.execute(select(hooks.c.holder, hooks.c.secret)).all() == [(None, "s")]
    assert ledger.add(dispatch()).outcome == "read again"
    assert ledger.add(dispatch("Chile said nothing at all.", stance=None, shelled=False)).outcome == "corrected"


def test_a_store_on_either_database_gives_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    filled(ledger)
    backup(ledger, tmp_path / "one.zip")
    with Ledger.open(tmp_path / "other.db", clock=lambda: NOW) as other:
        restore(other, tmp_path / "one.zip")
        with other.writing() as connection:
            connection.execute(hooks.update().values(holder="x", held_until=NOW))
        backup(other, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_only_an_empty_store_is_filled(ledger: Ledger, saved: tuple[Path, dict[str, Any]]) -> None:
    ledger.add(dispatch())
    with pytest.raises(KeepingError, match="not empty"):
        restore(ledger, saved[0])


def rewritten(file: Path, change: Any) -> Path:
    """A copy of a zip, one of its entries changed."""
    other = file.with_name("other.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return other


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda name, told: told.replace(b"Arica", b"Tacna") if name == "versions.jsonl" else told, "versions is not"),
        (lambda name, told: None if name == "manifest.json" else told, "no manifest"),
        (lambda name, told: b"{}" if name == "manifest.json" else told, "no manifest"),
        (lambda name, told: b'{"id": 1}\n' if name == "tracks.jsonl" else told, "a line of tracks"),
        (lambda name, told: b"not json\n" if name == "documents.jsonl" else told, "a line of documents"),
        (
            lambda name, told: (
                json.dumps(json.loads(told) | {"migration": "9999"}) if name[0] == "m" and "mani" in name else told
            ),
            "later version of Verbale .migration 9999",
        ),
    ],
)
def test_a_damaged_backup_fills_nothing(tmp_path: Path, change: Any, reason: str) -> None:
    with filled(Ledger.open(tmp_path / "first.db", clock=lambda: NOW)) as first:
        backup(first, tmp_path / "whole.zip")
    with Ledger.open(tmp_path / "second.db") as second:
        with pytest.raises(KeepingError, match=reason):
            restore(second, rewritten(tmp_path / "whole.zip", change))
        assert not any(rows for rows in tables_of(second).values())


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("no backup")
    with Ledger.open(tmp_path / "s.db") as ledger:
        with pytest.raises(KeepingError, match="neither a zip nor a file of SQLite"):
            restore(ledger, tmp_path / "a.txt")
        with pytest.raises(KeepingError, match="No such file"):
            restore(ledger, tmp_path / "b.zip")
        with pytest.raises(KeepingError, match="the store itself"):
            backup(ledger, tmp_path / "s.db")
        with pytest.raises(KeepingError, match="no folder"):
            backup(ledger, tmp_path / "none" / "s.zip")
    assert sorted(path.name for path in tmp_path.glob("*.part")) == []


def test_a_backup_is_for_its_owner(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        for name in ("b.db", "b.zip"):
            backup(ledger, tmp_path / name)
            assert (tmp_path / name).stat().st_mode & 0o077 == 0
