"""Rows without a day stand last where the latest come first, on both databases, and an index still serves the order."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, Index, Select, Table, insert, select, text

from tests.threads.synthetic import Draft
from verbale.store import Ledger
from verbale.store.query import Scope, bundle_members, find_bundles
from verbale.store.sql import earliest_first, for_each, latest_first, unindexed
from verbale.store.tables import appearances, bundles, facts, metadata, versions
from verbale.store.tracking import Definition, make_track
from verbale.views.actors import actors

NOW = "2030-03-01T12:00:00.000Z"
DAYS = (None, "2025-03-01", None, "2025-03-03", "2025-03-02")
FILED = [
    (table, index)
    for table in metadata.sorted_tables
    for index in sorted(table.indexes, key=lambda index: str(index.name))
    if index.dialect_options["postgresql"]["ops"]
]


def told(name: str, day: str | None, envoy: str) -> Draft:
    """A proposal of Brazil that Peru accepts; a person of Peru speaks."""
    draft = Draft(name, day, f"{envoy} of Peru accepted on that day the 30-day truce of Brazil, said outlet {name}.")
    peru, brazil = draft.government("PER"), draft.government("BRA")
    truce = draft.proposal(by=(brazil,), between=(peru,), duration="P30D", words="the 30-day truce of Brazil")
    draft.position(peru, truce, "accepts", words="accepted on that day")
    return draft


@pytest.fixture
def undated(ledger: Ledger) -> Ledger:
    """Texts of which some have no day, in an order of adding that is not that of their days."""
    for n, day in enumerate(DAYS):
        ledger.add(told(f"t{n}", day, f"Envoy {n}").record())
    return ledger


def test_undated_rows_stand_last_where_the_latest_come_first(undated: Ledger) -> None:
    with undated.reading() as connection:
        down = connection.execute(select(versions.c.day).order_by(latest_first(versions.c.day))).scalars().all()
        up = connection.execute(select(versions.c.day).order_by(earliest_first(versions.c.day))).scalars().all()
    assert down == [*reversed(up)] == ["2025-03-03", "2025-03-02", "2025-03-01", None, None]


def test_the_latest_members_of_a_bundle_are_dated_ones(undated: Ledger) -> None:
    with undated.reading() as connection:
        (proposal,) = find_bundles(connection, Scope(), "proposal")
        rows = bundle_members(connection, [proposal], Scope(), limit=3)[proposal]
    assert [row.day for row in rows] == ["2025-03-01", "2025-03-02", "2025-03-03"]


def test_a_bundle_without_a_day_is_spoken_of_last(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        for n, last in enumerate(("2025-03-01", None, "2025-03-02")):
            row = {"id": f"pt-{n}", "kind": "proposal", "last": last, "known_from": NOW, "state": "{}"}
            connection.execute(insert(bundles).values(row))
        assert find_bundles(connection, Scope(), "proposal") == ["pt-2", "pt-0", "pt-1"]


def test_a_track_of_texts_without_a_day_is_told_alike(undated: Ledger) -> None:
    with undated.writing() as connection:
        track = make_track(connection, "truce", Definition(("PER", "BRA")), "Ana", NOW)
        assert len(find_bundles(connection, Scope(track=track), "proposal")) == 1


def test_an_actor_is_last_seen_on_a_day(undated: Ledger) -> None:
    with undated.reading() as connection:
        found = {actor.key: actor for actor in actors(connection, Scope())}
    assert {(one.first, one.last, one.texts) for one in found.values()} == {("2025-03-01", "2025-03-03", 5)}


@pytest.mark.parametrize(("table", "index"), FILED, ids=[str(index.name) for _, index in FILED])
def test_an_index_is_walked_from_its_end(ledger: Ledger, table: Table, index: Index) -> None:
    names = [column.name for column in index.columns]
    day = next(name for name in names if name in ("day", "last"))
    columns = table.c
    query = select(columns[day]).order_by(latest_first(columns[day])).limit(5)
    for name in names[: names.index(day)]:
        query = query.where(columns[name] == "x")
    if (where := index.dialect_options["postgresql"]["where"]) is not None:
        query = query.where(text(str(where)))
    with ledger.reading() as connection:
        plan = plan_of(connection, query)
    assert (str(index.name) if "Index" in plan else "INDEX ix_") in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


def plan_of(connection: Connection, query: Select[str]) -> str:
    """How a database would answer, were its tables large."""
    asked = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
    if connection.dialect.name == "sqlite":
        return "\n".join(row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}"))
    for way in ("seqscan", "bitmapscan"):
        connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {asked}"))


def test_a_question_is_asked_for_each_of_some_values(undated: Ledger) -> None:
    def query(actor: object, day: object) -> Select[tuple[str, int]]:
        own = select(appearances.c.actor, appearances.c.version_id).where(appearances.c.actor == actor)
        return own.where(appearances.c.day >= day).order_by(latest_first(appearances.c.day)).limit(2)

    with undated.reading() as connection:
        asked = [("gov:PER", "2025-03-02"), ("nobody", "2025-03-02"), ("gov:BRA", "2025-03-03")]
        found = for_each(connection, query, asked)
        assert [sorted((row.actor, row.version_id) for row in rows) for rows in found] == [
            [("gov:PER", 4), ("gov:PER", 5)],
            [],
            [("gov:BRA", 4)],
        ]
        assert for_each(connection, query, []) == []


def test_a_column_that_is_not_to_be_indexed_is_the_same_column(undated: Ledger) -> None:
    with undated.reading() as connection:
        query = select(facts.c.id).where(
            unindexed(facts.c.kind).in_(["position"]), unindexed(facts.c.status) == "accepts"
        )
        assert len(connection.execute(query).all()) == len(DAYS)
        hidden = "coalesce" in str(query.compile(connection))
        assert hidden == (connection.dialect.name == "sqlite")


def test_a_server_does_not_compile_questions(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        if connection.dialect.name == "postgresql":
            assert connection.execute(text("SHOW jit")).scalar() == "off"
