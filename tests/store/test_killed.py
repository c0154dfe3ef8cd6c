"""A process that fills a store is killed, again and again: nothing is lost, nothing is doubled, no half document."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from benchmarks.ledger.dispatches import dispatches
from benchmarks.ledger.filling import fill
from benchmarks.ledger.kills import contents, kill, verify
from tests.databases import Server
from verbale.store import Ledger
from verbale.store.tables import versions

DOCUMENTS, KILLS = 60, 20


@pytest.mark.slow
def test_a_killed_filling_goes_on_where_it_stopped(tmp_path: Path) -> None:
    found = kill(str(tmp_path / "killed.db"), str(tmp_path / "peaceful.db"), DOCUMENTS, KILLS)
    assert found.same
    assert found.faults == ()
    assert len(set(found.stored)) > 3, "no life got anywhere: the test tells nothing"


@pytest.mark.slow
def test_the_same_on_a_server(postgresql: Server) -> None:
    with postgresql.database("template_ledger") as killed, postgresql.database("template_ledger") as peaceful:
        found = kill(killed, peaceful, DOCUMENTS // 2, KILLS // 4)
    assert found.same
    assert found.faults == ()


@pytest.mark.slow
def test_two_that_fill_at_once_lose_nothing(empty_store: str) -> None:
    Ledger.open(empty_store).close()
    spawn = multiprocessing.get_context("spawn")
    both = [spawn.Process(target=_fill, args=(empty_store, half)) for half in (0, 1)]
    for process in both:
        process.start()
    for process in both:
        process.join(120)
        assert process.exitcode == 0
    with Ledger.open(empty_store) as ledger, ledger.reading() as connection:
        assert connection.execute(select(func.count()).select_from(versions)).scalar_one() == DOCUMENTS // 2
    assert list(verify(empty_store)) == []


def test_the_peaceful_store_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one.db", "two.db"):
        fill(str(tmp_path / name), 12)
    assert contents(str(tmp_path / "one.db")) == contents(str(tmp_path / "two.db"))


def _fill(store: str, half: int) -> None:
    """Add a half of some dispatches and all those of the middle, which the other adds too."""
    records = list(dispatches(DOCUMENTS // 2))
    third = len(records) // 3
    mine = records[: 2 * third] if half == 0 else records[third:]
    with Ledger.open(store) as ledger:
        for record in mine:
            ledger.add(record)
