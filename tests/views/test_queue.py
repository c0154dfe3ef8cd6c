"""The review queue: what is doubtful and matters comes first, what was judged leaves, who disagree stand apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.threads.synthetic import Draft
from tests.views.negotiation import everything
from tests.views.test_contacts import fill
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.judging import judge_fact, withdraw
from verbale.store.merging import split_fact
from verbale.store.query import Scope
from verbale.store.tracking import Definition, make_track
from verbale.views import queue as queues
from verbale.views.queue import KINDS, Doubted, Queue, queue


def ask(ledger: Ledger, *kinds: str, **scope: object) -> Queue:
    with ledger.reading() as connection:
        return queue(connection, Scope(**scope), kinds or KINDS)  # type: ignore[arg-type]


def judge(ledger: Ledger, key: str, verdict: str, *changes: str, author: str = "Ana") -> int:
    with ledger.writing() as connection:
        return judge_fact(connection, key, verdict, changes, author, None, ledger.clock()).id


def names(one: Doubted) -> list[str]:
    return [reason.name for reason in one.reasons]


def quoting(id: str, day: str = "2025-03-02") -> Record:
    """A text with one statement, in words that no other text has."""
    draft = Draft(id, day, publisher=id)
    draft.statement(draft.government("NOR"), " ".join(f"{id}{n}" for n in range(24)) + ".")
    return draft.record()


def surer(record: Record, confidence: float) -> Record:
    """The same record, read with another confidence."""
    told = {
        group: tuple(one.model_copy(update={"confidence": confidence}) for one in getattr(record, group))
        for group in ("statements", "events", "proposals", "positions")
    }
    return record.model_copy(update=told)


def test_a_position_that_decides_a_cell_comes_first_and_says_why(ledger: Ledger) -> None:
    fill(ledger, *everything())
    first = ask(ledger).waiting[0]
    assert (first.kind, first.says["stance"], first.who) == ("position", "accepts", ("Government of FIN",))
    assert first.sentence == "Finland accepted the truce on Sunday."
    assert names(first) == ["decides a cell", "confidence"]
    assert [reason.value for reason in first.reasons] == ["", "0.50"]


def test_less_sure_facts_come_before_surer_ones_of_the_same_kind(ledger: Ledger) -> None:
    for id, confidence in (("sure", 0.95), ("unsure", 0.3), ("middling", 0.6)):
        fill(ledger, surer(quoting(id), confidence))
    assert [one.text.name for one in ask(ledger).waiting] == ["unsure", "middling", "sure"]


def test_older_facts_matter_less(ledger: Ledger) -> None:
    for id, day in (("old", "2024-03-02"), ("new", "2025-03-02")):
        fill(ledger, quoting(id, day))
    new, old = ask(ledger).waiting
    assert (new.text.name, old.text.name) == ("new", "old")
    assert old.weight < 0.02 * new.weight


def test_rival_accounts_and_origins_are_told_and_one_fact_stands_for_its_bundle(ledger: Ledger) -> None:
    fill(ledger, *everything())
    (incident,) = ask(ledger, "incident").waiting
    assert "accounts differ" in names(incident)
    assert "told by origins" in names(incident)
    assert "one source" not in names(incident)
    contacts = ask(ledger, "contact").waiting
    assert not [one for one in contacts if one.text.name == "held-copy"]


def test_texts_translated_by_a_machine_are_doubted(ledger: Ledger) -> None:
    for id, share in (("plain", 0.0), ("translated", 0.9)):
        record = quoting(id)
        quality = record.document.quality.model_copy(update={"machine_translated": share})
        fill(ledger, record.model_copy(update={"document": record.document.model_copy(update={"quality": quality})}))
    first, second = ask(ledger).waiting
    assert (first.text.name, second.text.name) == ("translated", "plain")
    assert "machine-translated" in names(first)
    assert "machine-translated" not in names(second)


def test_a_link_that_is_not_sure_is_told(ledger: Ledger) -> None:
    for id, day, kind in (("first", "2025-03-02", "ceasefire"), ("other", "2025-03-20", "humanitarian pause")):
        draft = Draft(id, day, f"Report {id} on what is on the table.", publisher=id)
        sides = draft.government("NOR"), draft.government("FIN")
        draft.proposal(kind, between=sides, words=f"a {kind} of the {id} report")  # type: ignore[arg-type]
        fill(ledger, draft.record())
    doubted = [one for one in ask(ledger, "proposal").waiting if "link not sure" in names(one)]
    assert len(doubted) == 1


def test_what_is_judged_leaves_and_comes_back_when_that_is_withdrawn(ledger: Ledger) -> None:
    fill(ledger, *everything())
    key = ask(ledger).waiting[0].key
    for verdict in ("confirm", "reject"):
        made = judge(ledger, key, verdict)
        assert key not in [one.key for one in ask(ledger).waiting]
        with ledger.writing() as connection:
            withdraw(connection, made, "Ana", ledger.clock())
        assert ask(ledger).waiting[0].key == key


def test_what_was_moved_to_where_it_belongs_leaves_too(ledger: Ledger) -> None:
    fill(ledger, *everything())
    (incident,) = ask(ledger, "incident").waiting
    with ledger.writing() as connection:
        split_fact(connection, incident.key, None, "Ana", None, ledger.clock())
    assert incident.key not in [one.key for one in ask(ledger, "incident").waiting]


def test_facts_on_which_two_disagree_stand_apart(ledger: Ledger) -> None:
    fill(ledger, *everything())
    first, second, third = ask(ledger).waiting[:3]
    judge(ledger, first.key, "confirm")
    rejected = judge(ledger, first.key, "reject", author="Ben")
    judge(ledger, second.key, "confirm")
    judge(ledger, second.key, "confirm", author="Ben")
    judge(ledger, third.key, "confirm")
    judge(ledger, third.key, "reject")
    found = ask(ledger)
    assert [one.key for one in found.disputes] == [first.key]
    assert [(one.author, one.verdict) for one in found.disputes[0].judgements] == [
        ("Ana", "confirm"),
        ("Ben", "reject"),
    ]
    assert ask(ledger, until="2025-03-01").disputes == ()
    assert ask(ledger, "statement").disputes == ()
    with ledger.writing() as connection:
        withdraw(connection, rejected, "Ben", ledger.clock())
    assert ask(ledger).disputes == ()


def test_a_scope_narrows_the_queue(ledger: Ledger) -> None:
    fill(ledger, *everything())
    draft = Draft("elsewhere", "2025-03-10", publisher="Wire F", language="it")
    draft.statement(draft.government("CHL"), "Non abbiamo nulla da dire.")
    fill(ledger, draft.record())
    with ledger.writing() as connection:
        track = make_track(connection, "North", Definition(parties=("NOR", "FIN")), "Ana", ledger.clock())
    assert {one.text.name for one in ask(ledger, track=track).waiting} == {
        *("announced", "called-off", "first-toll", "other-toll", "answered", "held")
    } - _unshown(ledger)
    assert [one.text.name for one in ask(ledger, language="it").waiting] == ["elsewhere"]
    assert [one.text.name for one in ask(ledger, parties=("CHL",)).waiting] == ["elsewhere"]
    assert {one.kind for one in ask(ledger, "contact", "incident").waiting} == {"contact", "incident"}
    assert all(one.day is not None and one.day >= "2025-03-09" for one in ask(ledger, since="2025-03-09").waiting)
    assert len(ask(ledger, limit=2).waiting) == 2


def _unshown(ledger: Ledger) -> set[str]:
    """The texts whose facts other texts of the same bundles stand for."""
    shown = {one.text.name for one in ask(ledger).waiting}
    return {"announced", "first-toll", "other-toll", "held"} - shown


def test_only_the_latest_facts_of_each_kind_are_weighed_and_that_is_said(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 10):
        fill(ledger, quoting(f"d{day}", f"2025-03-0{day}"))
    whole = ask(ledger)
    assert (whole.weighed, whole.since, whole.cut) == (9, "2025-03-01", False)
    monkeypatch.setattr(queues, "WINDOW", 4)
    found = ask(ledger)
    assert (found.weighed, found.since, found.cut) == (4, "2025-03-06", True)
    assert {one.text.name for one in found.waiting} == {"d6", "d7", "d8", "d9"}
    for one in found.waiting:
        judge(ledger, one.key, "confirm")
    assert {one.text.name for one in ask(ledger).waiting} == {"d2", "d3", "d4", "d5"}


def test_the_queue_is_of_what_holds_now(ledger: Ledger) -> None:
    fill(ledger, *everything())
    with ledger.reading() as connection:
        scope = Scope(known_at="2025-03-01T00:00:00.000Z")
        assert queue(connection, scope) == queue(connection, replace(scope, known_at=None))


def test_an_empty_store_has_an_empty_queue(ledger: Ledger) -> None:
    assert ask(ledger) == Queue((), (), 0, None, False)
