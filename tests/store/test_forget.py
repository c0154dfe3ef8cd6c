"""A document that is forgotten leaves no word behind: not in a table, not in the files, only its tombstone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text

from tests.threads.synthetic import Draft
from verbale.record import Record
from verbale.store import Ledger, search
from verbale.store.decided import JudgementError
from verbale.store.forgetting import ForgettingError, document_named, forget, scrub
from verbale.store.judging import fact_named, judge_fact
from verbale.store.merging import merge_bundles
from verbale.store.query import Scope, find_facts
from verbale.store.tables import bundles, changes, judgements, members, metadata, versions
from verbale.store.verifying import faults

NOW = "2030-03-01T12:00:00.000Z"
WORDS = ("Zyxomma", "Quagga", "petiolata", "Wombatshire", "1234567", "quixotic")
PUBLIC = ("Truce", "Arica", "Norte")


def dispatch(id: str, published: str, secret: bool, url: str | None = None, day: str = "2025-02-27") -> Record:
    """A text of a meeting, an attack and a truce; a secret one in words that no other has."""
    draft = Draft(id, published, publisher="Quagga Press" if secret else f"Wire {id}")
    chile, peru, brazil = (draft.government(code) for code in ("CHL", "PER", "BRA"))
    group = draft.actor("frente-norte", "armed_group", "Zyxomma petiolata" if secret else "Frente Norte")
    person = draft.person("Zyxomma Quagga" if secret else "Jon Berg", "CHL")
    word = "quixotic" if secret else "usual"
    draft.event("CONSULT", "meeting", "planned", (chile, peru), time="2025-03-10", words=f"the {word} meeting in Arica")
    place = draft.place("Arica", "CHL", (-18.47, -70.3))
    words = f"the {word} shelling of Arica that killed {1234567 if secret else 12}"
    draft.event("ASSAULT", "shelling", source=(group,), target=(chile,), time=day, place=place, words=words)
    draft.statement(
        person, f"We will have a {word} truce before long, whatever Wombatshire says" if secret else "A truce"
    )
    words = f"the {word} 30-day truce of Brazil"
    truce = draft.proposal(by=(brazil,), between=(chile, peru), duration="P30D", words=words)
    draft.position(peru, truce, "conditional", words=f"Peru wants a {word} truce", condition=f"a {word} condition")
    record = draft.record()
    title = "Zyxomma petiolata" if secret else "Truce"
    return record.model_copy(update={"document": record.document.model_copy(update={"url": url, "title": title})})


SECRET = dispatch("zyxomma-quagga", "2025-03-01", True, "https://quagga.example/zyxomma")


def everything(ledger: Ledger) -> str:
    """All that the tables hold, compressed records too."""
    with ledger.reading() as connection:
        told = [repr(tuple(row)) for table in metadata.sorted_tables for row in connection.execute(select(table))]
        if connection.dialect.name == "postgresql":
            told += map(str, connection.execute(text("SELECT lexemes FROM search")).scalars())
    return "\n".join(told)


def forgotten(ledger: Ledger, given: str = "zyxomma-quagga") -> str:
    with ledger.writing() as connection:
        key = forget(connection, document_named(connection, given), NOW)
    assert scrub(ledger.engine)
    return key


@pytest.mark.parametrize("order", ["first", "between", "alone"])
def test_no_word_is_left_in_the_tables_or_the_files(ledger: Ledger, tmp_path: Path, order: str) -> None:
    others = [dispatch("a", "2025-03-01", False), dispatch("b", "2025-03-02", False)] if order != "alone" else []
    for record in [*others[:1], SECRET, *others[1:]] if order == "between" else [SECRET, *others]:
        ledger.add(record, original=b"<p>Zyxomma petiolata</p>")
    with ledger.writing() as connection:
        incident = next(
            fact for fact in find_facts(connection, Scope(), ("incident",)) if "quixotic" in fact.evidence[0][2]
        )
        judge_fact(connection, incident.key, "correct", ["place=Wombatshire"], "Ana", "Zyxomma says so", NOW)
    before = everything(ledger)
    assert [word for word in WORDS if word not in before] == []
    key = forgotten(ledger, "https://quagga.example/zyxomma")
    left = everything(ledger)
    assert [word for word in WORDS if word in left] == []
    assert key in left
    assert not others or [word for word in PUBLIC if word not in left] == []
    for file in tmp_path.glob("ledger.db*"):
        data = file.read_bytes().lower()
        assert [word for word in WORDS if word.lower().encode() in data] == []
    with ledger.reading() as connection:
        assert search.find(connection, "quixotic", 5) == []
        assert [*faults(connection)] == []
        assert connection.execute(select(versions.c.sha256).where(versions.c.forgotten == NOW)).scalars().all() == [
            SECRET.document.sha256
        ]
        row = connection.execute(select(judgements)).one()
        assert (row.author, row.reason, row.change, row.withdrawn_by) == ("Ana", None, None, "forgotten")
        with pytest.raises(JudgementError):
            fact_named(connection, incident.key)
        assert len(find_facts(connection, Scope(), ("contact",))) == len(others)


def test_it_is_refused_when_it_comes_again_until_a_person_asks_for_it(ledger: Ledger) -> None:
    ledger.add(SECRET)
    forgotten(ledger)
    assert ledger.outcome(SECRET.document) == "forgotten"
    assert ledger.add(SECRET).outcome == "forgotten"
    corrected = SECRET.document.model_copy(update={"text": SECRET.document.text + "!", "sha256": "0" * 64})
    assert ledger.outcome(corrected) == "forgotten"
    elsewhere = SECRET.document.model_copy(update={"url": "https://other.example/copy"})
    assert ledger.outcome(elsewhere) == "forgotten"
    with pytest.raises(ForgettingError, match="there is no document"):
        forgotten(ledger)
    assert ledger.add(SECRET, remember=True).outcome == "added"
    assert ledger.add(SECRET).outcome == "unchanged"
    with ledger.reading() as connection:
        assert len(find_facts(connection, Scope(), ("contact",))) == 1
        assert [*faults(connection)] == []
        assert "forgotten" in connection.execute(select(changes.c.verb)).scalars().all()
    forgotten(ledger)


def test_copies_keep_an_origin_and_merged_bundles_their_other_members(ledger: Ledger) -> None:
    ledger.add(SECRET)
    for id in ("copy", "again"):
        document = SECRET.document.model_copy(update={"id": id, "url": f"https://{id}.example", "publisher": id})
        ledger.add(SECRET.model_copy(update={"document": document}))
    with ledger.writing() as connection:
        assert set(connection.execute(select(versions.c.origin)).scalars()) == {1}
        other = dispatch("c", "2025-09-01", False, day="2025-08-27")
    ledger.add(other)
    with ledger.writing() as connection:
        held = select(bundles.c.id).where(bundles.c.kind == "incident", bundles.c.known_until.is_(None))
        ids = connection.execute(held.order_by(bundles.c.id)).scalars().all()
        assert len(ids) == 2
        merge_bundles(connection, "incident", ids[0], ids[1], "Ana", None, NOW)
    forgotten(ledger, "https://quagga.example/zyxomma")
    with ledger.reading() as connection:
        found = connection.execute(select(versions.c.origin).order_by(versions.c.id)).scalars().all()
        assert found == [None, 2, 2, 4]
        assert [*faults(connection)] == []
        assert connection.execute(select(members.c.id).where(members.c.version_id == 1)).first() is None


def test_an_id_that_several_documents_have_is_not_enough(ledger: Ledger) -> None:
    ledger.add(dispatch("a", "2025-03-01", False, "https://one.example"))
    ledger.add(dispatch("a", "2025-03-02", False, "https://two.example"))
    with ledger.writing() as connection, pytest.raises(ForgettingError, match="several documents"):
        document_named(connection, "a")
