"""Contacts of a store: how each stands on a day, by what was known, and who says so."""

from __future__ import annotations

import pytest

from tests.threads.synthetic import Draft
from tests.views.negotiation import announced, called_off, everything, held
from verbale.record import Record
from verbale.store import Ledger, listing
from verbale.store.judging import judge_fact, withdraw
from verbale.store.query import Scope
from verbale.store.tracking import Definition, make_track
from verbale.views.contacts import Contact, ContactList, Standing, contacts

NOW = "2030-03-01T12:00:00.000Z"


def fill(ledger: Ledger, *records: Record) -> None:
    """Each text is fetched on the evening of its publication; an undated one on that of 1 March 2025."""
    for record in records:
        ledger.add(record, retrieved=f"{record.document.published or '2025-03-01'}T18:00:00.000Z")


def ask(ledger: Ledger, *standings: Standing, **scope: object) -> ContactList:
    with ledger.reading() as connection:
        return contacts(connection, Scope(**scope), standings, ledger.clock)  # type: ignore[arg-type]


def only(found: ContactList) -> Contact:
    (contact,) = found.contacts
    return contact


def test_a_plan_and_the_report_that_it_was_held_are_one_contact_told_by_origins(ledger: Ledger) -> None:
    fill(ledger, announced(), held(), held("copy", "Wire E"))
    contact = only(ask(ledger))
    assert (contact.standing, contact.when, contact.place, contact.lat) == ("held", "2025-03-12", "Oslo", 59.91)
    assert (contact.texts, contact.origins) == (3, 2)
    assert contact.met == ("Jon Berg", "Aino Salmi")
    assert [(one.what, one.known, one.when) for one in contact.stages] == [
        ("planned", "2025-03-02", "2025-03-12"),
        ("held", "2025-03-13", "2025-03-12"),
    ]
    assert [text.name for text in contact.stages[1].texts] == ["held", "copy"]
    assert contact.stages[1].texts[1].copy


def test_before_it_is_held_the_days_that_are_left_are_counted(ledger: Ledger) -> None:
    fill(ledger, announced(), held())
    contact = only(ask(ledger, as_of="2025-03-05"))
    assert (contact.standing, contact.days_left, contact.texts) == ("planned", 7, 1)
    assert only(ask(ledger, as_of="2025-03-12")).standing == "held"  # told a day later of that day
    assert ask(ledger, as_of="2025-03-01").contacts == ()


def test_what_was_not_known_yet_is_not_told(ledger: Ledger) -> None:
    fill(ledger, announced(), held())
    contact = only(ask(ledger, known_at="2025-03-13T12:00:00.000Z"))
    assert (contact.standing, contact.texts) == ("overdue", 1)  # the report came in the evening
    assert only(ask(ledger, known_at="2025-03-13T18:00:00.000Z")).standing == "held"
    assert only(ask(ledger, known_at="2025-03-05T00:00:00.000Z")).days_left == 7
    assert ask(ledger, known_at="2025-03-01T00:00:00.000Z").contacts == ()


def test_those_ahead_come_first_by_their_day_then_the_latest(ledger: Ledger) -> None:
    fill(ledger, *everything())
    found = ask(ledger, as_of="2025-03-09")
    assert [(one.standing, one.begin) for one in found.contacts] == [
        ("planned", "2025-03-12"),
        ("planned", "2025-03-20"),
        ("called off", "2025-03-06"),
    ]
    assert [one.begin for one in ask(ledger, "called off", "overdue").contacts] == ["2025-03-20", "2025-03-06"]
    assert [one.begin for one in ask(ledger, as_of="2025-03-09", limit=1).contacts] == ["2025-03-12"]


def test_a_party_a_track_and_days_of_the_world_leave_the_others_out(ledger: Ledger) -> None:
    fill(ledger, announced(), called_off(), _elsewhere())
    with ledger.writing() as connection:
        track = make_track(connection, "north", Definition(parties=("NOR", "FIN")), "Ana", NOW)
    assert {one.begin for one in ask(ledger).contacts} == {"2025-03-12", "2025-03-06", "2025-03-20", "2025-03-10"}
    assert {one.begin for one in ask(ledger, parties=("CHL",)).contacts} == {"2025-03-10"}
    assert {one.begin for one in ask(ledger, parties=("jon-berg",)).contacts} == {"2025-03-12", "2025-03-06"}
    assert {one.begin for one in ask(ledger, track=track).contacts} == {"2025-03-12", "2025-03-06", "2025-03-20"}
    assert {one.begin for one in ask(ledger, since="2025-03-07", until="2025-03-15").contacts} == {
        "2025-03-12",
        "2025-03-10",
    }


EARLY = "2025-03-05T20:00:00.000Z"


@pytest.mark.parametrize(
    "scope",
    [
        {},
        {"as_of": "2025-03-09"},
        {"known_at": NOW},
        {"known_at": EARLY},
        {"known_at": EARLY, "parties": ("FIN",)},
        {"parties": ("NOR",)},
        {"track": 1},
    ],
)
def test_however_the_facts_are_found_the_contacts_are_the_same(
    ledger: Ledger, scope: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ledger, *everything())
    if "track" in scope:
        with ledger.writing() as connection:
            definition = Definition(parties=("NOR", "FIN"))
            scope = {"track": make_track(connection, "north", definition, "Ana", NOW), "known_at": NOW}
    one = ask(ledger, **scope)
    monkeypatch.setattr(listing, "FEW_VERSIONS", 0)
    monkeypatch.setattr(listing, "FEW_FACTS", 0)
    monkeypatch.setattr(listing, "PAGE", 1)
    assert one.contacts
    assert ask(ledger, **scope) == one


def test_a_plan_that_was_moved_and_of_which_nothing_more_is_told_is_overdue(ledger: Ledger) -> None:
    moved = Draft("moved", "2025-03-04", publisher="Wire B")
    who = (moved.government("NOR"), moved.government("FIN"))
    moved.time("19 March", "2025-03-19")
    words = "Norway and Finland put off their meeting of 12 March to 19 March."
    moved.event("CONSULT", "meeting", "postponed", source=who, time="2025-03-12", words=words)
    fill(ledger, announced(), moved.record())
    contact = only(ask(ledger, as_of="2025-03-10"))
    assert (contact.standing, contact.begin, contact.days_left) == ("moved", "2025-03-19", 9)
    assert contact.stages[1].moved_from == "2025-03-12"
    assert only(ask(ledger, as_of="2025-03-25")).standing == "overdue"


def test_what_was_put_off_without_a_new_day_stands_on_the_day_on_which_it_was_due(ledger: Ledger) -> None:
    off = Draft("off", "2025-03-04", publisher="Wire B")
    who = (off.government("NOR"), off.government("FIN"))
    off.event(
        "CONSULT", "meeting", "postponed", source=who, time="2025-03-12", words="The meeting of 12 March is put off."
    )
    fill(ledger, off.record())
    contact = only(ask(ledger, as_of="2025-03-05"))
    assert (contact.standing, contact.begin, contact.days_left) == ("moved", "2025-03-12", None)
    assert contact.when == "put off from 2025-03-12"
    assert only(ask(ledger, as_of="2025-03-25")).standing == "moved"


def test_readouts_of_those_who_took_part_are_named(ledger: Ledger) -> None:
    record = held("readout", "Ministry")
    fill(ledger, record.model_copy(update={"document": record.document.model_copy(update={"kind": "readout"})}))
    assert [text.name for text in only(ask(ledger)).readouts] == ["readout"]


def test_a_judgement_stands_over_the_machine_and_is_told(ledger: Ledger) -> None:
    fill(ledger, announced(), held())
    contact = only(ask(ledger))
    with ledger.writing() as connection:
        made = judge_fact(connection, contact.facts[1], "correct", ["status=cancelled"], "Ana", "a slip", NOW)
    after = only(ask(ledger))
    assert after.standing == "called off"
    assert [(mark.fact, mark.verdict, mark.author) for mark in after.judged] == [(contact.facts[1], "correct", "Ana")]
    with ledger.writing() as connection:
        withdraw(connection, made.id, "Ana", NOW)
        judge_fact(connection, contact.facts[1], "reject", [], "Ana", None, NOW)
    rejected = only(ask(ledger))
    assert (rejected.standing, rejected.texts, len(rejected.stages)) == ("overdue", 1, 1)


def test_a_corrected_day_moves_the_contact(ledger: Ledger) -> None:
    fill(ledger, announced())
    with ledger.writing() as connection:
        judge_fact(connection, only(ask(ledger)).facts[0], "correct", ["date=2025-03-14"], "Ana", None, NOW)
    contact = only(ask(ledger, as_of="2025-03-05"))
    assert (contact.begin, contact.days_left) == ("2025-03-14", 9)


def _elsewhere() -> Record:
    draft = Draft("elsewhere", "2025-03-10", publisher="Wire Z")
    who = (draft.government("CHL"), draft.government("PER"))
    draft.event("CONSULT", "call", source=who, time="2025-03-10", words="Chile and Peru spoke by telephone.")
    return draft.record()
