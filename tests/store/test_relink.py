"""Linking anew: the order of adding leaves no trace, merges of actors count, what persons decided stays."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.store.test_merging import bundle_of, offer, state_of
from tests.threads.synthetic import Draft
from tests.views.negotiation import everything
from verbale.record import Record
from verbale.store import Ledger
from verbale.store.judging import judge_fact, withdraw
from verbale.store.merging import merge_actors, merge_bundles, split_fact
from verbale.store.query import Scope, find_facts, scope_of
from verbale.store.relinking import Relinked, relink, work
from verbale.store.tables import bundles, changes, judgements, members
from verbale.store.tracking import Definition, make_track
from verbale.store.verifying import verify
from verbale.views.contacts import contacts

NOW, LATER = "2030-03-02T12:00:00.000Z", "2030-03-03T12:00:00.000Z"


def again(ledger: Ledger, now: str = NOW, track: str | None = None) -> Relinked:
    with ledger.writing() as connection:
        scope = scope_of(connection, track=track)
        return relink(connection, now, scope.track)


def together(ledger: Ledger, *kinds: str) -> set[frozenset[str]]:
    """Which facts are in one bundle, by the name of the document and the id in it."""
    found: dict[str, set[str]] = {}
    for kind in kinds or ("proposal", "contact", "incident", "statement"):
        for fact, bundle in bundle_of(ledger, kind).items():
            found.setdefault(bundle, set()).add(fact)
    return {frozenset(facts) for facts in found.values()}


def rows(ledger: Ledger) -> list[tuple[Any, ...]]:
    """All that a run may write."""
    with ledger.reading() as connection:
        counted = (select(func.count()).select_from(table) for table in (members, bundles, changes, judgements))
        return [tuple(connection.execute(query).one()) for query in counted] + state_of(ledger)


def step(id: str, day: str, status: str, time: str | None, words: str, key: str = "group:front") -> Record:
    """A text about a meeting of Chile with a group."""
    draft = Draft(id, day, f"This is {id}, of {key}.", f"Wire {id}")
    sides = (draft.government("CHL"), draft.actor(key, "armed_group", key.partition(":")[2].title()))
    draft.event("CONSULT", "meeting", status, sides, time, words=words)  # type: ignore[arg-type]
    return draft.record()


PLAN = step("plan", "2025-03-01", "planned", "2025-03-10", "They will meet on the 10th")
MOVED = step("moved", "2025-03-08", "postponed", "2025-03-20", "The meeting was put off to the 20th")
HELD = step("met", "2025-03-21", "happened", "2025-03-20", "They met on the 20th")


@pytest.mark.parametrize(
    "order", list(permutations((PLAN, MOVED, HELD)))[1:], ids=lambda order: "-".join(one.document.id for one in order)
)
def test_the_order_of_adding_leaves_no_trace(ledger: Ledger, order: tuple[Record, ...]) -> None:
    for record in order:
        ledger.add(record)
    again(ledger)
    assert together(ledger) == {frozenset({"plan e1", "moved e1", "met e1"})}
    assert list(verify(ledger)) == []


def test_texts_in_the_order_of_publication_are_left_as_they_are(ledger: Ledger) -> None:
    for record in (PLAN, MOVED, HELD, *everything(), offer("a", "2025-03-01", "BOL", "P30D", amended="P14D")):
        ledger.add(record)
    before = together(ledger)
    again(ledger)
    assert together(ledger) == before


def test_a_second_run_changes_nothing(ledger: Ledger) -> None:
    texts = (HELD, MOVED, PLAN, *reversed(everything()), offer("a", "2025-03-01", "BOL", "P30D", amended="P14D"))
    for record in texts:
        ledger.add(record)
    first = again(ledger)
    assert first.changed
    assert first.documents == len(texts)
    before = rows(ledger)
    second = again(ledger, LATER)
    assert (second.changed, second.opened) == (False, 0)
    assert rows(ledger) == before
    assert list(verify(ledger)) == []


def test_facts_of_actors_that_were_merged_come_together_and_the_feed_tells(ledger: Ledger) -> None:
    ledger.add(PLAN)
    ledger.add(
        step("other", "2025-03-02", "planned", "2025-03-10", "The Lakemen will be met on the 10th", "group:lakemen")
    )
    assert len(together(ledger)) == 2
    before = bundle_of(ledger, "contact")
    with ledger.writing() as connection:
        merge_actors(connection, "group:lakemen", "group:front", "Ana", None, NOW)
    done = again(ledger)
    assert (done.moved, done.opened, done.closed) == (1, 0, 1)
    assert set(bundle_of(ledger, "contact").values()) == {before["plan e1"]}
    with ledger.reading() as connection:
        told = connection.execute(select(changes.c.verb, changes.c.subject).order_by(changes.c.id)).all()
        assert ("dropped", before["other e1"]) in [tuple(row) for row in told]
        then = contacts(connection, scope_of(connection, known_at="2030-03-01T13:00:00Z"))
        assert {one.id for one in then.contacts} == set(before.values())
        assert [one.texts for one in contacts(connection, Scope()).contacts] == [2]
    assert list(verify(ledger)) == []


def test_what_persons_merged_and_split_stays_and_can_still_be_withdrawn(ledger: Ledger) -> None:
    for record in (HELD, MOVED, PLAN, *everything()):
        ledger.add(record)
    again(ledger)
    whole = together(ledger, "contact")
    told = {f"{fact.name} {fact.local}": fact for fact in _facts(ledger, "contact")}
    with ledger.writing() as connection:
        split_fact(connection, told["moved e1"].key, None, "Ana", None, NOW)
        one, other = told["announced e1"].bundle, told["called-off e1"].bundle
        assert one
        assert other
        merged = merge_bundles(connection, "contact", one, other, "Ana", None, NOW)
        judge_fact(connection, told["held e1"].key, "confirm", (), "Ana", None, NOW)
    decided = together(ledger, "contact")
    assert again(ledger, LATER).moved == 0
    assert together(ledger, "contact") == decided != whole
    assert list(verify(ledger)) == []
    with ledger.writing() as connection:
        for id in (merged.id, merged.id - 1):
            withdraw(connection, id, "Ana", LATER)
    again(ledger, LATER)
    assert together(ledger, "contact") == whole
    assert list(verify(ledger)) == []


def test_drafts_of_proposals_follow(ledger: Ledger) -> None:
    texts = [offer("c", "2025-03-09", "BOL", "P30D", amended="P14D"), offer("a", "2025-03-01", "BOL", "P30D")]
    texts += [offer("b", "2025-03-04", "ARG", "P60D")]
    for record in texts:
        ledger.add(record)
    again(ledger)
    assert list(verify(ledger)) == []
    own = bundle_of(ledger, "proposal")
    with ledger.writing() as connection:
        merged = merge_bundles(connection, "proposal", own["a pr1"], own["b pr1"], "Ana", None, NOW)
    again(ledger, LATER)
    assert list(verify(ledger)) == []
    with ledger.reading() as connection:
        parents = dict(map(tuple, connection.execute(select(bundles.c.id, bundles.c.parent))))
    assert parents[own["c pr2"]] == own["b pr1"]
    with ledger.writing() as connection:
        withdraw(connection, merged.id, "Ana", LATER)
    again(ledger, LATER)
    assert bundle_of(ledger, "proposal") == own
    assert list(verify(ledger)) == []


def test_of_a_track_only_what_is_linked_with_it(ledger: Ledger) -> None:
    for record in (HELD, MOVED, PLAN, *reversed(everything())):
        ledger.add(record)
    north = {facts for facts in together(ledger) if any("held-copy" in fact or "toll" in fact for fact in facts)}
    with ledger.writing() as connection:
        make_track(connection, "Chile", Definition(parties=("CHL", "group:front")), "Ana", NOW)
        assert work(connection, scope_of(connection, track="Chile").track) == 3
    assert again(ledger, NOW, "Chile").documents == 3
    assert frozenset({"plan e1", "moved e1", "met e1"}) in together(ledger)
    assert north <= together(ledger)
    assert not again(ledger, LATER, "Chile").changed
    assert list(verify(ledger)) == []


def test_a_run_that_fails_leaves_all_as_it_was(ledger: Ledger) -> None:
    for record in (HELD, MOVED, PLAN):
        ledger.add(record)
    before = rows(ledger)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), ledger.writing() as connection:
        relink(connection, NOW, None, stop)
    assert rows(ledger) == before


def _facts(ledger: Ledger, kind: str) -> list[Any]:
    with ledger.reading() as connection:
        return find_facts(connection, Scope(), (kind,))
