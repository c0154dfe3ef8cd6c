"""Adding records: the same twice is nothing new, a correction is a version, a better reader keeps what is the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from tests.threads.synthetic import Draft
from verbale.record import Record
from verbale.store import Ledger, StoreError
from verbale.store.engine import HEAD, revision_of
from verbale.store.query import Scope, facts_in, find_facts, revisions_of, scope_of
from verbale.store.tables import facts, metadata, versions

URL = "https://wire.example/truce"
BODY = "Chile said on Monday that Peru had shelled Arica. Peru accepted the 30-day truce of Brazil."


def dispatch(
    body: str = BODY, id: str = "a", url: str | None = URL, reader: str = "1", shelled: str = "Peru had shelled Arica"
) -> Record:
    draft = Draft(id, "2025-03-03", body, "The Wire (synthetic)")
    chile, peru, brazil = (draft.government(code) for code in ("CHL", "PER", "BRA"))
    if shelled:
        draft.statement(chile, shelled)
    truce = draft.proposal(by=(brazil,), between=(chile, peru), duration="P30D", words="the 30-day truce of Brazil")
    draft.position(peru, truce, "accepts", words="Peru accepted")
    record = draft.record()
    document = record.document.model_copy(update={"url": url})
    return record.model_copy(
        update={"document": document, "reader": record.reader.model_copy(update={"version": reader})}
    )


def count(ledger: Ledger) -> tuple[int, int]:
    with ledger.reading() as connection:
        return tuple(  # type: ignore[return-value]
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (versions, facts)
        )


def test_the_same_document_twice_changes_nothing(ledger: Ledger) -> None:
    assert ledger.add(dispatch()).outcome == "added"
    before = count(ledger)
    assert ledger.outcome(dispatch().document) == "unchanged"
    assert ledger.add(dispatch()).outcome == "unchanged"
    assert count(ledger) == before


def test_a_corrected_text_is_a_version_and_what_it_says_alike_keeps_its_key(ledger: Ledger) -> None:
    ledger.add(dispatch(), retrieved="2025-03-03T09:00:00.000Z")
    with ledger.reading() as connection:
        old = {fact.kind: fact for fact in find_facts(connection, Scope(), ("statement", "position"))}
    corrected = dispatch(BODY.replace("Monday", "Sunday").replace("Arica", "Tacna"), shelled="Peru had shelled Tacna")
    assert ledger.add(corrected, retrieved="2025-03-04T09:00:00.000Z").outcome == "corrected"
    with ledger.reading() as connection:
        new = {fact.kind: fact for fact in find_facts(connection, Scope(), ("statement", "position"))}
        changes = connection.execute(select(versions.c.changes).order_by(versions.c.number.desc())).scalars().first()
        then = find_facts(connection, scope_of(connection, known_at="2025-03-03"), ("statement",))
    assert {kind: fact.key for kind, fact in new.items()} == {kind: fact.key for kind, fact in old.items()}
    assert new["statement"].evidence[0][2] == "Peru had shelled Tacna"
    assert [fact.evidence[0][2] for fact in then] == ["Peru had shelled Arica"]
    assert changes == '[["Monday","Sunday"],["Arica.","Tacna."]]'


def test_a_text_that_was_there_before_is_nothing_new(ledger: Ledger) -> None:
    first, second = dispatch(), dispatch(BODY.replace("Monday", "Sunday"))
    assert [ledger.add(one).outcome for one in (first, second, first, second)] == [
        "added",
        "corrected",
        "unchanged",
        "unchanged",
    ]


def test_another_reader_replaces_what_it_reads_otherwise(ledger: Ledger) -> None:
    ledger.add(dispatch())
    again = ledger.add(dispatch(reader="2", shelled="Peru had shelled"))
    assert (again.outcome, again.new, again.changed, again.gone) == ("read again", 0, 1, 0)
    with ledger.reading() as connection:
        (statement,) = find_facts(connection, Scope(), ("statement",))
        revisions = revisions_of(connection, statement.key)
    assert [one.known_until is None for one in revisions] == [False, True]
    gone = ledger.add(dispatch(reader="3", shelled=""))
    assert (gone.new, gone.changed, gone.gone) == (0, 0, 1)
    with ledger.reading() as connection:
        assert find_facts(connection, Scope(), ("statement",)) == []


def test_keys_are_the_same_in_another_store(tmp_path: Path) -> None:
    keys = []
    for name in ("one.db", "two.db"):
        with Ledger.open(tmp_path / name) as ledger:
            if name == "two.db":
                ledger.add(dispatch("Another text of nobody about nothing. " + BODY, id="b", url=None))
            ledger.add(dispatch())
            with ledger.reading() as connection:
                named = find_facts(connection, Scope(), ("statement", "position", "proposal"))
            keys.append(sorted(fact.key for fact in named if fact.url == URL))
    assert keys[0] == keys[1]
    assert len(keys[0]) == 3


def test_what_is_told_of_a_fact_comes_back(ledger: Ledger) -> None:
    ledger.add(dispatch())
    with ledger.reading() as connection:
        (position,) = find_facts(connection, Scope(), ("position",))
        (version,) = connection.execute(select(versions)).all()
        assert len(facts_in(connection, version.id)) == 3
    start, end, words = position.evidence[0]
    assert version.text[start:end] == words == "Peru accepted"
    assert (position.status, position.parties(), position.told) == ("accepts", ("PER",), "2025-03-03")


def test_the_tables_are_those_of_the_migrations(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        assert revision_of(connection) == HEAD
        context = MigrationContext.configure(connection, opts={"include_object": _ours})
        assert _unlike(compare_metadata(context, metadata)) == []


def _unlike(differences: list[Any]) -> list[Any]:
    """Differences without the indexes that are made by the same words, which say where rows without a day stand."""

    def words(one: Any) -> str:
        return str(CreateIndex(one[1]).compile(dialect=postgresql.dialect())).partition(" WHERE ")[0]

    indexes = [one for one in differences if one[0] in ("add_index", "remove_index")]
    count = Counter(map(words, indexes))
    return [one for one in differences if one not in indexes or count[words(one)] != 2]


def _ours(item: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    return not (kind == "table" and str(name).startswith("search")) and not (name or "").startswith("ix_search")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"no database at all, but long enough", "no SQLite file"), (None, "there is no such store")],
)
def test_what_is_no_store_is_refused_by_name(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "ledger.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match=reason) as error:
        Ledger.open(path, create=False)
    assert str(path) in str(error.value)
