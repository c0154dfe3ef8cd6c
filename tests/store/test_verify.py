"""Every kind of damage to a store is found, and a store that is whole has no fault."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, text, update

from tests.store.test_forget import dispatch
from verbale.store import Ledger
from verbale.store.judging import judge_fact, withdraw
from verbale.store.merging import merge_actors, split_fact
from verbale.store.query import Scope, find_facts
from verbale.store.tables import (
    bands,
    blocks,
    bundles,
    changes,
    documents,
    facts,
    judgements,
    members,
    participants,
    readings,
    signatures,
    versions,
)
from verbale.store.verifying import faults, verify, work

NOW = "2030-03-01T12:00:00.000Z"
Damage = Callable[[Connection], object]


def filled(ledger: Ledger) -> Ledger:
    """Two texts in several versions and readings, judged, split and merged."""
    first, second = dispatch("a", "2025-03-01", False, "https://a.example"), dispatch("b", "2025-03-02", False)
    ledger.add(first)
    ledger.add(second)
    document = first.document
    longer = document.model_copy(update={"published": "2025-03-02"})
    ledger.add(first.model_copy(update={"document": longer}))
    with ledger.writing() as connection:
        facts_of_both = find_facts(connection, Scope(), ("position", "incident", "statement"))
        found = {fact.kind: fact for fact in facts_of_both if fact.name == "a"}
        judge_fact(connection, found["position"].key, "correct", ["stance=rejects"], "Ana", None, NOW)
        judge_fact(connection, found["incident"].key, "reject", [], "Ana", None, NOW)
        withdraw(
            connection, judge_fact(connection, found["incident"].key, "confirm", [], "Ben", None, NOW).id, "Ben", NOW
        )
        split_fact(connection, found["incident"].key, None, "Ana", "another", NOW)
        merge_actors(connection, "frente-norte", "PER", "Ana", None, NOW)
    reader = second.reader.model_copy(update={"version": "2"})
    ledger.add(second.model_copy(update={"reader": reader, "positions": (), "events": second.events[:1]}))
    return ledger


def told(ledger: Ledger) -> list[str]:
    return [f"{fault.place}: {fault.reason}" for fault in verify(ledger)]


def test_a_whole_store_has_no_fault_and_every_step_ticks(ledger: Ledger) -> None:
    filled(ledger)
    steps: list[int] = []
    with ledger.reading() as connection:
        assert [*faults(connection, steps.append)] == []
        assert sum(steps) == work(connection) > 5


def _first(connection: Connection, table: Table, *where: Any) -> Any:
    return connection.execute(select(table.c.id).where(*where).order_by(table.c.id).limit(1)).scalar_one()


def _set(table: Table, where: Any = None, **values: Any) -> Damage:
    """Change the first row of those that are meant."""

    def damage(connection: Connection) -> object:
        change = update(table).values(**values)
        if "id" in table.c:
            change = change.where(table.c.id == _first(connection, table, *([] if where is None else [where])))
        return connection.execute(change)

    return damage


def _replace(table: Table, column: str, old: str, new: str, where: Any = None) -> Damage:
    def damage(connection: Connection) -> None:
        own = table.c[column]
        query = select(table.c.id, own).where(own.contains(old))
        row = connection.execute(query.where(where) if where is not None else query).first()
        assert row is not None, f"nothing holds {old}"
        changed = update(table).where(table.c.id == row.id)
        connection.execute(changed.values({column: row[1].replace(old, new, 1)}))

    return damage


def _half(connection: Connection) -> None:
    """A document without readings, as if a process had been killed in the middle."""
    own = select(readings.c.version_id).where(readings.c.version_id == 1)
    facts_of = select(facts.c.id).where(facts.c.version_id.in_(own))
    connection.execute(delete(participants).where(participants.c.fact_id.in_(facts_of)))
    connection.execute(delete(facts).where(facts.c.version_id == 1))
    connection.execute(delete(readings).where(readings.c.version_id == 1))


def _gone(connection: Connection) -> None:
    id = _first(
        connection, facts, facts.c.kind == "statement", facts.c.made_by == "reader", facts.c.known_until.is_(None)
    )
    connection.execute(delete(participants).where(participants.c.fact_id == id))
    connection.execute(delete(facts).where(facts.c.id == id))


def _twice(connection: Connection) -> None:
    row = connection.execute(select(facts).where(facts.c.known_until.is_(None), facts.c.kind == "event")).first()
    row = row or connection.execute(select(facts).where(facts.c.known_until.is_(None))).first()
    assert row is not None
    connection.execute(insert(facts).values({name: value for name, value in row._mapping.items() if name != "id"}))


_OPEN = members.c.known_until.is_(None)
_JUDGED = facts.c.made_by == "judgement"


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (_replace(versions, "text", "shelling", "shellinG"), "its text is not that of its hash"),
        (_set(versions, sha256="0" * 64), "its text is not that of its hash"),
        (_set(versions, digest="0" * 64), "its digest is not"),
        (_set(versions, day="2020-01-01"), "its day is not"),
        (_set(versions, origin=99), "its origin is a text that there is not"),
        (_set(versions, versions.c.superseded.is_(None), superseded=NOW), "not the last version is the one that holds"),
        (_set(versions, number=7), "not numbered"),
        (_set(documents, url="https://other.example"), "its key is not that of its address"),
        (
            lambda connection: connection.execute(insert(documents).values(key="t:0", name="x")),
            "it was stored by halves",
        ),
        (_half, "was stored by halves: it has no reading"),
        (_gone, "was stored by halves: facts that are missing"),
        (_twice, "two revisions hold at once"),
        (_set(readings, info='{"version":"3"}'), "is not by the reader of its hash"),
        (_set(readings, record=zlib.compress(b"{}")), "is no record of the text"),
        (_set(readings, record=b"junk"), "is no record of the text"),
        (_replace(facts, "data", '"start":', '"start":1'), "words do not stand in the text"),
        (_replace(facts, "data", '"sentence":"', '"sentence":"so '), "its sentence is not of the text"),
        (_set(facts, data="no json"), "cannot be read"),
        (_set(facts, reading_id=2), "of a reading of another text"),
        (_set(facts, document_id=2), "is of another document"),
        (_set(facts, facts.c.known_until.is_not(None), known_until="2000"), "known until before"),
        (_set(facts, facts.c.known_until.is_not(None), known_until=None), "holds, though its text was replaced"),
        (_set(facts, _JUDGED, judged=None), "judged by nobody"),
        (_set(members, _OPEN, known_until=NOW), "is linked 0 times|is closed|holds without|members, but has"),
        (_replace(members, "item", '"start":', '"start":1'), "its words do not stand"),
        (_replace(members, "link", '"span":{"start":', '"span":{"start":1'), "quotes words that do not stand there"),
        (_replace(members, "link", '"sha256":"', '"sha256":"0'), "quotes a text that the store has not"),
        (_set(members, members.c.link.is_not(None), score=0.01), "its score is not"),
        (_set(members, _OPEN, fact_key="in-0"), "is held, though the fact is told no more"),
        (_set(bundles, bundles.c.known_until.is_(None), last="2020-01-01"), "first and last day"),
        (_replace(bundles, "state", '"size":', '"size":1'), "members, but has"),
        (_replace(bundles, "state", '"PER"', '"URY"', bundles.c.kind == "contact"), "told by no member: URY"),
        (_replace(bundles, "state", '"P30D"', '"P31D"'), "told by no member: P31D"),
        (_set(bundles, state="{}"), "cannot be read"),
        (_set(bundles, bundles.c.kind == "proposal", parent="pt-0"), "its state is that of another"),
        (lambda connection: connection.execute(delete(blocks)), "is not found under"),
        (lambda connection: connection.execute(delete(signatures)), "it has no signature"),
        (_set(signatures, shingles=1), "signature is that of another text"),
        (lambda connection: connection.execute(delete(bands)), "copies of it are not found"),
        (_set(judgements, target="po-0"), "is about po-0, which there is not"),
        (_set(judgements, judgements.c.verdict == "correct", withdrawn=NOW), "was withdrawn, but"),
        (_set(judgements, judgements.c.withdrawn.is_not(None), withdrawn=None), "is not told by it"),
        (_set(judgements, judgements.c.verdict == "split", change='{"from":"in-0","into":"in-0"}'), "names in-0"),
        (_set(changes, data="[]"), "its data are none"),
    ],
)
def test_damage_is_found(ledger: Ledger, damage: Damage, reason: str) -> None:
    filled(ledger)
    with ledger.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        damage(connection)
    found = told(ledger)
    assert any(part in fault for fault in found for part in reason.split("|")), found


def test_words_that_the_search_lost_are_found(ledger: Ledger) -> None:
    filled(ledger)
    with ledger.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("INSERT INTO search (search) VALUES ('delete-all')"))
        else:
            connection.execute(text("DELETE FROM search"))
    found = told(ledger)
    assert [fault for fault in found if "the search does not find its words" in fault]
    assert [fault for fault in found if fault.startswith("search: holds the words of 0 texts")]


def test_a_file_whose_pages_are_damaged_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with Ledger.open(path) as ledger:
        filled(ledger)
        with ledger.reading() as connection:
            root = text("SELECT rootpage FROM sqlite_master WHERE name = 'ix_facts_kind_day'")
            page, size = (
                connection.execute(root).scalar_one(),
                connection.execute(text("PRAGMA page_size")).scalar_one(),
            )
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x00" * size)
    with Ledger.open(path) as ledger:
        assert [fault for fault in told(ledger) if fault.startswith("file: ")]
