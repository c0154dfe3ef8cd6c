"""The timeline: one row for what several texts tell, on the day on which it was so."""

from __future__ import annotations

import pytest

from tests.threads.synthetic import Draft
from tests.views.negotiation import announced, answered, everything, held
from tests.views.test_contacts import NOW, fill
from verbale.record import Record
from verbale.store import Ledger, listing
from verbale.store.judging import judge_fact
from verbale.store.query import Scope
from verbale.store.tracking import Definition, make_track
from verbale.views.timeline import Entry, Lane, timeline


def ask(ledger: Ledger, *lanes: Lane, **scope: object) -> tuple[Entry, ...]:
    with ledger.reading() as connection:
        return timeline(connection, Scope(**scope), lanes, ledger.clock)  # type: ignore[arg-type]


def one(found: tuple[Entry, ...], lane: Lane) -> Entry:
    (entry,) = [entry for entry in found if entry.lane == lane]
    return entry


def test_everything_stands_once_on_its_day_with_its_sign(ledger: Ledger) -> None:
    fill(ledger, *everything())
    assert [(entry.day, entry.lane, entry.sign) for entry in ask(ledger)] == [
        ("2025-03-20", "contact", "hollow"),
        ("2025-03-12", "contact", "solid"),
        ("2025-03-09", "position", "solid"),
        ("2025-03-09", "agreement", "solid"),
        ("2025-03-09", "accusation", "solid"),
        ("2025-03-08", "incident", "solid"),
        ("2025-03-07", "proposal", "hollow"),
        ("2025-03-06", "contact", "crossed"),
        ("2025-03-02", "statement", "solid"),
    ]


def test_a_row_tells_who_what_and_how_many_texts_and_origins(ledger: Ledger) -> None:
    fill(ledger, announced(), held(), held("copy", "Wire E"), answered())
    found = ask(ledger)
    contact = one(found, "contact")
    assert (contact.who, contact.what, contact.status) == (("Jon Berg", "Aino Salmi"), "meeting", "held")
    assert (contact.texts, contact.origins, contact.place) == (3, 2, "Oslo")
    position = one(found, "position")
    assert (position.who, position.what) == (("Government of FIN",), "accepts: a 30-day truce")
    accusation = one(found, "accusation")
    assert (accusation.who, accusation.others) == (("Government of NOR",), ("Government of FIN",))
    assert accusation.when == "undated, told on 2025-03-09"
    assert accusation.sentence == "Norway accused Finland of mining the strait."
    assert accusation.text.outlet == "Wire C"


def test_rival_accounts_of_an_incident_are_told_as_rival(ledger: Ledger) -> None:
    fill(ledger, *everything())
    incident = one(ask(ledger), "incident")
    assert (incident.what, incident.who) == ("shelling: 3/5 killed", ())
    assert incident.status == "accounts differ: killed, by whom, denied"


def test_lanes_are_chosen(ledger: Ledger) -> None:
    fill(ledger, *everything(), _threat())
    assert {entry.lane for entry in ask(ledger, "accusation")} == {"accusation"}
    assert {entry.lane for entry in ask(ledger, "agreement", "position")} == {"agreement", "position"}
    assert {entry.lane for entry in ask(ledger, "action")} == {"action"}
    assert {entry.lane for entry in ask(ledger, "action", "accusation", "contact")} == {
        "action",
        "accusation",
        "contact",
    }


def test_the_scope_means_days_of_the_world_and_moments_of_knowing(ledger: Ledger) -> None:
    fill(ledger, *everything())
    assert {entry.day for entry in ask(ledger, as_of="2025-03-08")} == {
        "2025-03-02",
        "2025-03-06",
        "2025-03-07",
        "2025-03-08",
    }
    assert {entry.day for entry in ask(ledger, since="2025-03-07", until="2025-03-08")} == {"2025-03-07", "2025-03-08"}
    known = ask(ledger, known_at="2025-03-08T20:00:00.000Z")
    assert {entry.day for entry in known} == {"2025-03-02", "2025-03-06", "2025-03-08", "2025-03-12", "2025-03-20"}
    assert one(known, "incident").what == "shelling: 3 killed"
    assert {entry.lane for entry in ask(ledger, parties=("aino-salmi",))} == {"contact"}
    assert ask(ledger, parties=("CHL",)) == ()


def test_a_limit_keeps_the_latest_and_leaves_no_hole(ledger: Ledger) -> None:
    fill(ledger, *everything())
    whole = ask(ledger)
    for limit in range(1, len(whole) + 1):
        assert ask(ledger, limit=limit) == whole[:limit]


def test_a_row_that_is_dated_by_an_older_text_does_not_stand_before_what_was_not_looked_at(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verbale.views.timeline.SPARE", 0)
    records = [_truce("first", "2025-01-02", "2025-01-01"), _truce("other", "2025-01-03", "2025-01-02", "COL", "P7D")]
    for day in range(10, 20):
        draft = Draft(f"d{day}", f"2025-01-{day}", publisher="Wire")
        draft.statement(draft.government("CHL"), f"The day number {day} was calm.", said=f"2025-01-{day}")
        records.append(draft.record())
    later = (_truce("again", "2025-01-20", None), _truce("other-again", "2025-01-20", None, "COL", "P7D"))
    fill(ledger, *records, *later)
    assert [entry.day for entry in ask(ledger, limit=4)] == ["2025-01-19", "2025-01-18", "2025-01-17"]
    truces = [(entry.day, entry.texts) for entry in ask(ledger) if entry.lane == "proposal"]
    assert truces == [("2025-01-02", 2), ("2025-01-01", 2)]


@pytest.mark.parametrize("scope", [{}, {"since": "2025-03-06"}, {"known_at": NOW}, {"parties": ("FIN",)}])
def test_however_the_facts_are_found_the_rows_are_the_same(
    ledger: Ledger, scope: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ledger, *everything(), _undated())
    with ledger.writing() as connection:
        track = make_track(connection, "north", Definition(parties=("NOR", "FIN")), "Ana", NOW)
    found = ask(ledger, **scope)
    small = ask(ledger, track=track, **scope)
    monkeypatch.setattr(listing, "FEW_VERSIONS", 0)
    monkeypatch.setattr(listing, "FEW_FACTS", 0)
    monkeypatch.setattr(listing, "PAGE", 1)
    assert found
    assert ask(ledger, **scope) == found
    assert ask(ledger, track=track, **scope) == small
    assert small == tuple(entry for entry in found if entry.day is not None)  # the undated text is of no track


def test_what_is_undated_comes_last(ledger: Ledger) -> None:
    fill(ledger, announced(), _undated())
    last = ask(ledger)[-1]
    assert (last.day, last.when, last.lane) == (None, "undated", "statement")
    assert all(entry.day for entry in ask(ledger, since="2000-01-01"))


def test_an_answer_that_two_texts_tell_is_one_row(ledger: Ledger) -> None:
    fill(ledger, answered())
    record = answered()
    document = record.document.model_copy(update={"id": "again", "publisher": "Wire F"})
    fill(ledger, record.model_copy(update={"document": document}))
    position = one(ask(ledger), "position")
    assert (position.texts, position.origins) == (2, 1)
    assert one(ask(ledger), "accusation").texts == 2


def test_judgements_are_marked_and_rejected_facts_left_out(ledger: Ledger) -> None:
    fill(ledger, announced(), answered())
    found = ask(ledger)
    with ledger.writing() as connection:
        judge_fact(connection, one(found, "statement").fact, "confirm", [], "Ana", None, NOW)
        judge_fact(connection, one(found, "position").fact, "correct", ["stance=rejects"], "Bo", None, NOW)
        judge_fact(connection, one(found, "accusation").fact, "reject", [], "Ana", None, NOW)
    after = ask(ledger)
    assert [(mark.verdict, mark.author) for mark in one(after, "statement").judged] == [("confirm", "Ana")]
    assert one(after, "position").what == "rejects: a 30-day truce"
    assert [mark.verdict for mark in one(after, "position").judged] == ["correct"]
    assert "accusation" not in {entry.lane for entry in after}


def _truce(id: str, published: str, put_forward: str | None, with_: str = "PER", length: str = "P30D") -> Record:
    draft = Draft(id, published, publisher="Wire")
    chile, other = draft.government("CHL"), draft.government(with_)
    words = f"a truce of {length} ({id})"
    draft.proposal(by=(chile,), between=(chile, other), duration=length, put_forward=put_forward, words=words)
    return draft.record()


def _threat() -> Record:
    draft = Draft("threat", "2025-03-10", publisher="Wire C")
    who = (draft.government("NOR"),)
    draft.event("THREATEN", "threat", source=who, words="Norway threatened to close the strait.")
    return draft.record()


def _undated() -> Record:
    draft = Draft("undated", None, publisher="Pamphlet")
    draft.statement(draft.government("CHL"), "Nobody knows when this was said.")
    return draft.record()
