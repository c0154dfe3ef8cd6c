"""Merging and splitting by persons: members move, later texts follow, and all of it can be withdrawn."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.threads.synthetic import Draft
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.aliases import aliases
from verbale.store.decided import JudgementError
from verbale.store.judging import withdraw
from verbale.store.merging import merge_actors, merge_bundles, split_fact
from verbale.store.query import Scope, find_facts
from verbale.store.tables import blocks, bundles, changes, members
from verbale.threads.codec import thread_from

NOW = "2030-03-01T12:00:00.000Z"
FIRST = "2025-03-01"


def meeting(id: str, published: str, who: tuple[str, str], day: str, words: str) -> Record:
    draft = Draft(id, published, publisher=f"Wire {id} (synthetic)")
    one, other = (draft.government(code) for code in who)
    draft.event("CONSULT", "meeting", "planned", (one, other), time=day, words=words)
    return draft.record()


def offer(id: str, published: str, by: str, duration: str, amended: str | None = None) -> Record:
    draft = Draft(id, published, publisher=f"Wire {id} (synthetic)")
    author, chile, peru = (draft.government(code) for code in (by, "CHL", "PER"))
    truce = draft.proposal(
        by=(author,), between=(chile, peru), duration=duration, words=f"truce of {by} for {duration}"
    )
    draft.position(chile, truce, "accepts", words=f"Chile accepted the truce of {by}")
    if amended:
        draft.proposal(by=(author,), between=(chile, peru), duration=amended, version_of=truce, words="the amended one")
    return draft.record()


def bundle_of(ledger: Ledger, kind: str) -> dict[str, str]:
    """The bundle of each fact of a kind, by the document's name and the fact's local id."""
    with ledger.reading() as connection:
        return {f"{fact.name} {fact.local}": str(fact.bundle) for fact in find_facts(connection, Scope(), (kind,))}


def state_of(ledger: Ledger) -> list[tuple[Any, ...]]:
    """All bundles that hold, their members, and the keys under which they are found."""
    with ledger.reading() as connection:
        held = select(bundles.c.id, bundles.c.state).where(bundles.c.known_until.is_(None)).order_by(bundles.c.id)
        own = select(members.c.bundle_id, members.c.fact_key, members.c.link).where(members.c.known_until.is_(None))
        filed = select(blocks.c.key, blocks.c.bundle_id).join(bundles, bundles.c.id == blocks.c.bundle_id)
        return [
            *map(tuple, connection.execute(held)),
            *map(tuple, connection.execute(own.order_by(members.c.bundle_id, members.c.fact_key))),
            *map(tuple, connection.execute(filed.where(bundles.c.known_until.is_(None)).order_by(*blocks.primary_key))),
        ]


@pytest.fixture
def two(ledger: Ledger) -> tuple[Ledger, str, str]:
    """Two contacts of two pairs on two days, each told once."""
    ledger.add(meeting("a", FIRST, ("CHL", "PER"), "2025-03-10", "the meeting in Arica"))
    ledger.add(meeting("b", FIRST, ("BOL", "ARG"), "2025-03-20", "the talks in Salta"))
    told = bundle_of(ledger, "contact")
    assert told["a e1"] != told["b e1"]
    return ledger, told["a e1"], told["b e1"]


def test_two_contacts_are_one_and_a_later_text_of_either_joins_it(two: tuple[Ledger, str, str]) -> None:
    ledger, one, other = two
    with ledger.writing() as connection:
        merge_bundles(connection, "contact", one, other, "Ana", "the same summit", NOW)
    assert set(bundle_of(ledger, "contact").values()) == {other}
    with ledger.reading() as connection:
        link = connection.execute(select(members.c.link).where(members.c.known_until.is_(None))).scalars().all()
        assert [text for text in link if text and '"judged"' in text and "Ana: the same summit" in text]
        assert connection.execute(select(bundles.c.known_until).where(bundles.c.id == one)).scalar() == NOW
        assert "merged" in connection.execute(select(changes.c.verb)).scalars().all()
    ledger.add(meeting("c", "2025-03-02", ("CHL", "PER"), "2025-03-10", "their meeting in Arica"))
    assert bundle_of(ledger, "contact")["c e1"] == other


def test_a_merge_that_is_withdrawn_leaves_all_as_it_was(two: tuple[Ledger, str, str]) -> None:
    ledger, one, other = two
    before = state_of(ledger)
    with ledger.writing() as connection:
        made = merge_bundles(connection, "contact", one, other, "Ana", None, NOW)
        withdraw(connection, made.id, "Ana", NOW)
    assert state_of(ledger) == before


def test_proposals_are_merged_with_their_drafts_and_parted_again(ledger: Ledger) -> None:
    ledger.add(offer("a", FIRST, "BRA", "P30D", amended="P45D"))
    ledger.add(offer("b", FIRST, "MEX", "P60D"))
    told = bundle_of(ledger, "proposal")
    before = state_of(ledger)
    with ledger.writing() as connection:
        made = merge_bundles(connection, "proposal", told["a pr1"], told["b pr1"], "Ana", "one plan", NOW)
        state = connection.execute(select(bundles.c.state).where(bundles.c.id == told["b pr1"])).scalar_one()
        draft = connection.execute(select(bundles).where(bundles.c.id == told["a pr2"])).one()
    thread = thread_from(state)
    assert (thread.children, thread.replaced, draft.parent) == ([told["a pr2"]], True, told["b pr1"])
    assert sorted(party.key for party in thread.authors) == ["BRA", "MEX"]
    assert bundle_of(ledger, "proposal")["a pr1"] == told["b pr1"]
    with ledger.writing() as connection:
        withdraw(connection, made.id, "Ana", NOW)
    assert state_of(ledger) == before
    ledger.add(offer("c", "2025-03-02", "BRA", "P30D"))
    assert bundle_of(ledger, "proposal")["c pr1"] == told["a pr1"]


def test_a_draft_can_be_merged_with_what_it_is_a_draft_of(ledger: Ledger) -> None:
    ledger.add(offer("a", FIRST, "BRA", "P30D", amended="P45D"))
    told = bundle_of(ledger, "proposal")
    before = state_of(ledger)
    for one, other in (("a pr1", "a pr2"), ("a pr2", "a pr1")):
        with ledger.writing() as connection:
            made = merge_bundles(connection, "proposal", told[one], told[other], "Ana", None, NOW)
            thread = thread_from(
                connection.execute(select(bundles.c.state).where(bundles.c.id == told[other])).scalar_one()
            )
            assert (thread.children, thread.version_of, thread.replaced) == ([], None, False)
            withdraw(connection, made.id, "Ana", NOW)
        assert state_of(ledger) == before


def test_a_fact_is_taken_out_and_stays_out(ledger: Ledger) -> None:
    ledger.add(meeting("a", FIRST, ("CHL", "PER"), "2025-03-10", "the meeting in Arica"))
    ledger.add(meeting("b", "2025-03-02", ("CHL", "PER"), "2025-03-10", "a meeting in Arica"))
    told = bundle_of(ledger, "contact")
    assert told["a e1"] == told["b e1"]
    before = state_of(ledger)
    with ledger.reading() as connection:
        keys = {fact.name: fact.key for fact in find_facts(connection, Scope(), ("contact",))}
    with ledger.writing() as connection:
        made = split_fact(connection, keys["a"], None, "Ana", "another meeting", NOW)
    apart = bundle_of(ledger, "contact")
    assert apart["b e1"] == told["b e1"]
    assert apart["a e1"] == made.change["into"] != told["a e1"]
    record = meeting("a", FIRST, ("CHL", "PER"), "2025-03-10", "the meeting in Arica")
    ledger.add(record.model_copy(update={"events": (), "reader": record.reader.model_copy(update={"version": "2"})}))
    ledger.add(record.model_copy(update={"reader": record.reader.model_copy(update={"version": "3"})}))
    assert bundle_of(ledger, "contact") == apart
    with ledger.writing() as connection:
        withdraw(connection, made.id, "Ana", NOW)
    after = [row[:2] for row in state_of(ledger)]
    assert after == [row[:2] for row in before]


def test_a_fact_is_moved_into_another(two: tuple[Ledger, str, str]) -> None:
    ledger, one, other = two
    with ledger.reading() as connection:
        keys = {fact.name: fact.key for fact in find_facts(connection, Scope(), ("contact",))}
    with ledger.writing() as connection:
        made = split_fact(connection, keys["a"], other, "Ana", None, NOW)
        assert connection.execute(select(bundles.c.known_until).where(bundles.c.id == one)).scalar() == NOW
        withdraw(connection, made.id, "Ana", NOW)
    assert bundle_of(ledger, "contact") == {"a e1": one, "b e1": other}


def test_merges_of_merges_can_be_withdrawn_in_any_order(two: tuple[Ledger, str, str]) -> None:
    ledger, one, other = two
    ledger.add(meeting("c", FIRST, ("URY", "PRY"), "2025-04-20", "the lunch in Salto"))
    third = bundle_of(ledger, "contact")["c e1"]
    with ledger.writing() as connection:
        first = merge_bundles(connection, "contact", one, other, "Ana", None, NOW)
        second = merge_bundles(connection, "contact", other, third, "Ana", None, NOW)
        withdraw(connection, first.id, "Ana", NOW)
    assert bundle_of(ledger, "contact") == {"a e1": one, "b e1": third, "c e1": third}
    with ledger.writing() as connection:
        withdraw(connection, second.id, "Ana", NOW)
    assert bundle_of(ledger, "contact") == {"a e1": one, "b e1": other, "c e1": third}


def test_what_is_not_of_one_kind_or_not_there_is_refused(two: tuple[Ledger, str, str]) -> None:
    ledger, one, other = two
    with ledger.writing() as connection:
        for kind, first, second, reason in (
            ("contact", one, "ct-0", "there is no contact ct-0"),
            ("incident", one, other, "is a contact, not a incident"),
            ("contact", one, one, "is one already"),
        ):
            with pytest.raises(JudgementError, match=reason):
                merge_bundles(connection, kind, first, second, "Ana", None, NOW)
        with pytest.raises(JudgementError, match="linked to nothing"):
            split_fact(connection, "po-0", None, "Ana", None, NOW)
        key = find_facts(connection, Scope(), ("contact",))[0].key
        with pytest.raises(JudgementError, match="is alone in"):
            split_fact(connection, key, None, "Ana", None, NOW)


def force(id: str, published: str, key: str, name: str, day: str) -> Record:
    """A meeting with an armed group under one of its names."""
    draft = Draft(id, published, publisher=f"Wire {id} (synthetic)")
    chile, group = draft.government("CHL"), draft.actor(key, "armed_group", name)
    draft.event("CONSULT", "meeting", "planned", (chile, group), time=day, words=f"the meeting with {name}")
    return draft.record()


def test_merged_actors_are_found_and_linked_as_one(ledger: Ledger) -> None:
    ledger.add(force("a", FIRST, "northern-front", "Northern Front", "2025-03-10"))
    with ledger.writing() as connection, pytest.raises(JudgementError, match="no text names"):
        merge_actors(connection, "northern-front", "frente-norte", "Ana", None, NOW)
    ledger.add(force("b", FIRST, "frente-norte", "Frente Norte", "2025-06-10"))
    with ledger.writing() as connection:
        made = merge_actors(connection, "northern-front", "frente-norte", "Ana", "its Spanish name", NOW)
        assert aliases(connection) == {"northern-front": "frente-norte"}
        for key in ("northern-front", "frente-norte"):
            found = find_facts(connection, Scope(parties=(key,)), ("contact",))
            assert [set(fact.parties()) for fact in found] == [{"CHL", "frente-norte"}] * 2
        assert [{"Frente Norte", "Northern Front"} & set(fact.names()) for fact in found] == [
            {"Frente Norte"},
            {"Northern Front"},
        ]
        with pytest.raises(JudgementError, match="one already"):
            merge_actors(connection, "frente-norte", "northern-front", "Ana", None, NOW)
    ledger.add(force("c", "2025-03-02", "frente-norte", "Frente Norte", "2025-03-10"))
    told = bundle_of(ledger, "contact")
    assert told["c e1"] == told["a e1"]
    with ledger.writing() as connection:
        withdraw(connection, made.id, "Ana", NOW)
        assert aliases(connection) == {}
        assert len(find_facts(connection, Scope(parties=("northern-front",)), ("contact",))) == 1
